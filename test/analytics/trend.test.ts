import { describe, expect, it } from 'vitest';
import { classifyTrends } from '../../src/analytics/trend.js';

const weeks = (...counts: number[]) => Float64Array.from(counts);
const steady = (count: number) => new Float64Array(26).fill(count);

describe('classifyTrends', () => {
  it('tells new, emerging, cooling, persistent and intermittent places apart', () => {
    const places = [
      weeks(...steady(0).subarray(4), 4, 5, 6, 5),
      weeks(...steady(2).subarray(4), 8, 9, 7, 8),
      weeks(...steady(6).subarray(4), 0, 1, 0, 0),
      steady(3),
      steady(0).map((_, week) => (week % 3 === 0 ? 1 : 0)),
    ];
    expect(classifyTrends(places)).toEqual(['new', 'emerging', 'cooling', 'persistent', 'intermittent']);
  });

  it('does not call chance emerging when many places are looked at', () => {
    const quiet = Array.from({ length: 200 }, () => steady(2));
    const slightlyUp = weeks(...steady(2).subarray(4), 3, 4, 3, 4);
    expect(classifyTrends([slightlyUp, ...quiet])[0]).toBe('persistent');
  });

  it('answers for no places and for places without weeks', () => {
    expect(classifyTrends([])).toEqual([]);
    expect(classifyTrends([weeks()])).toEqual(['intermittent']);
  });
});
