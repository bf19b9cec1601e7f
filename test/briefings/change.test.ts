import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, changeText } from '../../src/briefings/change.js';

describe('the change between two counts', () => {
  it('is not called where there is too little to call', () => {
    expect(changeBetween(1, 3)).toBe('too_few');
    expect(changeText(1, 3).key).toBe('commands.change.too_few');
  });

  it('is none within chance, and up or down beyond it', () => {
    expect(changeBetween(50, 60)).toBe('none');
    expect(changeBetween(50, 90)).toBe('up');
    expect(changeBetween(90, 50)).toBe('down');
  });

  it('is judged exactly where counts are small: 9 against 2 happens by chance in one of fifteen', () => {
    expect(changeBetween(2, 9)).toBe('none');
    expect(changeBetween(10, 21)).toBe('none');
    expect(changeBetween(2, 11)).toBe('up');
    expect(changeBetween(10, 24)).toBe('up');
  });

  it('gives no percentage of nothing', () => {
    expect(changeText(0, 40).key).toBe('commands.change.up');
  });

  it('sees the same in the mirror', () => {
    const mirror = { up: 'down', down: 'up', none: 'none', too_few: 'too_few' } as const;
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => changeBetween(a, b) === mirror[changeBetween(b, a)]),
    );
  });
});
