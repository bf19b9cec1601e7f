import { describe, expect, it } from 'vitest';
import { closePairs, countPairsWithin } from '../../src/analytics/close-pairs.js';
import { knoxTest } from '../../src/analytics/near-repeat.js';
import { seededRandom } from '../../src/analytics/random.js';

/** Scattered incidents; a share of them is followed by another one within 80 m and five days. */
function burglaries(count: number, contagion: number, seed: number) {
  const random = seededRandom(seed);
  const x: number[] = [];
  const y: number[] = [];
  const days: number[] = [];
  for (let i = 0; i < count; i++) {
    const place = [random() * 3000, random() * 3000] as const;
    const day = Math.floor(random() * 360);
    x.push(place[0]);
    y.push(place[1]);
    days.push(day);
    if (random() < contagion) {
      x.push(place[0] + 80 * random() - 40);
      y.push(place[1] + 80 * random() - 40);
      days.push(day + Math.floor(random() * 6));
    }
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y), days: Int32Array.from(days) };
}

describe('closePairs', () => {
  it('finds each pair once, in the band of its distance, bounds included', () => {
    const { first, second, band } = closePairs(
      Float64Array.of(0, 100, 100, 400),
      Float64Array.of(0, 0, 0, 0),
      [100, 300],
    );
    const pairs = Array.from(first, (a, i) =>
      [Math.min(a, second[i] ?? 0), Math.max(a, second[i] ?? 0), band[i]].join(),
    );
    expect(pairs.sort()).toEqual(['0,1,0', '0,2,0', '1,2,0', '1,3,1', '2,3,1']);
    expect(countPairsWithin(Float64Array.of(), Float64Array.of(), 5)).toBe(0);
  });

  it('agrees with comparing all pairs', () => {
    const { x, y } = burglaries(300, 0.5, 3);
    let expected = 0;
    for (let i = 0; i < x.length; i++) {
      for (let j = i + 1; j < x.length; j++) {
        if (((x[i] ?? 0) - (x[j] ?? 0)) ** 2 + ((y[i] ?? 0) - (y[j] ?? 0)) ** 2 <= 200 ** 2) expected++;
      }
    }
    expect(countPairsWithin(x, y, 200)).toBe(expected);
  });
});

describe('knoxTest', () => {
  it('finds contagion where there is some, near and soon only', () => {
    const { x, y, days } = burglaries(400, 0.4, 1);
    const { cells } = knoxTest(x, y, days, { seed: 1, permutations: 99 });
    const near = cells.find(({ toMetres, toDays }) => toMetres === 100 && toDays === 7);
    expect(near?.ratio).toBeGreaterThan(3);
    expect(near?.probability).toBe(0.01);
    const far = cells.find(({ toMetres, toDays }) => toMetres === 400 && toDays === 28);
    expect(far?.ratio).toBeLessThan(1.5);
  });

  it('finds none where dates and places have nothing to do with each other', () => {
    const { x, y, days } = burglaries(600, 0, 2);
    const { cells } = knoxTest(x, y, days, { seed: 1, permutations: 99 });
    expect(cells.filter(({ probability }) => probability <= 0.02)).toEqual([]);
  });

  it('gives the same answer for the same seed', () => {
    const { x, y, days } = burglaries(100, 0.2, 4);
    expect(knoxTest(x, y, days, { seed: 7 })).toEqual(knoxTest(x, y, days, { seed: 7 }));
  });

  it('thins dense data to the latest incidents instead of counting for hours', () => {
    const { x, y, days } = burglaries(2000, 0, 5);
    const result = knoxTest(x, y, days, { seed: 1, permutations: 9, maxPairs: 2000 });
    expect(result.closePairs).toBeLessThanOrEqual(2000);
    expect(result.incidents).toBeLessThan(2000);
  });

  it('answers for no incidents and for incidents all at once', () => {
    const none = knoxTest(new Float64Array(0), new Float64Array(0), new Int32Array(0), { seed: 1 });
    expect(none).toMatchObject({ incidents: 0, closePairs: 0 });
    const pile = knoxTest(new Float64Array(50), new Float64Array(50), new Int32Array(50), {
      seed: 1,
      permutations: 9,
    });
    expect(pile.cells[0]).toMatchObject({ pairs: 1225, ratio: 1, probability: 1 });
  });
});
