import { describe, expect, it } from 'vitest';
import { type Footprint, matchHotspots } from '../../src/analytics/identity.js';

const cells = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `${from + i}:7`);
const spot = (id: string, from: number, to: number): Footprint => ({ id, cells: cells(from, to) });
const fateOf = (previous: Footprint[], current: Footprint[]) =>
  matchHotspots(previous, current).map(({ fate, current: now, previous: before }) => [fate, now, ...before]);

describe('matchHotspots', () => {
  it.each<[string, Footprint[], Footprint[], (string | null)[][]]>([
    ['the same', [spot('a', 0, 10)], [spot('b', 0, 10)], [['same', 'b', 'a']]],
    ['nearly the same', [spot('a', 0, 10)], [spot('b', 1, 11)], [['same', 'b', 'a']]],
    ['grown', [spot('a', 0, 10)], [spot('b', 0, 16)], [['grew', 'b', 'a']]],
    ['shrunk', [spot('a', 0, 16)], [spot('b', 2, 10)], [['shrank', 'b', 'a']]],
    ['moved', [spot('a', 0, 10)], [spot('b', 6, 16)], [['moved', 'b', 'a']]],
    ['new', [], [spot('b', 0, 4)], [['new', 'b']]],
    ['cooled', [spot('a', 0, 4)], [], [['cooled', null, 'a']]],
    [
      'replaced elsewhere',
      [spot('a', 0, 4)],
      [spot('b', 20, 24)],
      [
        ['new', 'b'],
        ['cooled', null, 'a'],
      ],
    ],
    [
      'split',
      [spot('a', 0, 20)],
      [spot('b', 0, 9), spot('c', 11, 20)],
      [
        ['split', 'b', 'a'],
        ['split', 'c', 'a'],
      ],
    ],
    ['merged', [spot('a', 0, 8), spot('b', 10, 20)], [spot('c', 0, 20)], [['merged', 'c', 'b', 'a']]],
    [
      'touched at the edge',
      [spot('a', 0, 10)],
      [spot('b', 9, 30)],
      [
        ['new', 'b'],
        ['cooled', null, 'a'],
      ],
    ],
  ])('calls a hotspot %s', (_, previous, current, expected) => {
    expect(fateOf(previous, current)).toEqual(expected);
  });

  it('measures how much of both is shared', () => {
    const [match] = matchHotspots([spot('a', 0, 10)], [spot('b', 5, 15)]);
    expect(match?.overlap).toBeCloseTo(5 / 15);
  });

  it('has nothing to say about nothing', () => {
    expect(matchHotspots([], [])).toEqual([]);
  });
});
