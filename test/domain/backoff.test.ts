import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffSeconds } from '../../src/domain/backoff.js';

const backoff = { baseSeconds: 2, capSeconds: 300 };
const attempt = fc.integer({ min: 1, max: 100 });

describe('the wait between tries', () => {
  it('doubles up to its cap, with at most a quarter on top', () => {
    fc.assert(
      fc.property(attempt, fc.string(), (n, seed) => {
        const doubled = Math.min(2 * 2 ** (n - 1), 300);
        const seconds = backoffSeconds(backoff, n, seed);
        expect(seconds).toBeGreaterThanOrEqual(doubled);
        expect(seconds).toBeLessThan(doubled * 1.25);
      }),
    );
  });

  it('is the same for the same work and spreads different work evenly', () => {
    expect(backoffSeconds(backoff, 3, 'a')).toBe(backoffSeconds(backoff, 3, 'a'));
    const fifths = [0, 0, 0, 0, 0];
    for (let n = 0; n < 5000; n++) {
      const fifth = Math.floor((backoffSeconds(backoff, 1, `job ${n}`) / 2 - 1) * 4 * 5);
      fifths[fifth] = (fifths[fifth] ?? 0) + 1;
    }
    for (const count of fifths) expect(count).toBeGreaterThan(850);
  });
});
