import { describe, expect, it } from 'vitest';
import {
  bootstrap,
  coverage,
  mapAccuracy,
  mase,
  meanAbsoluteError,
  naiveScale,
  pinball,
  scoreMap,
  wape,
} from '../../src/analytics/accuracy.js';
import { quantileOf } from '../../src/analytics/quantile.js';
import { r } from './golden.js';

describe('maps', () => {
  const mask = Uint8Array.from({ length: 100 }, (_, i) => (i < 80 ? 1 : 0));

  it('scores only what lies in the study area', () => {
    const score = scoreMap([3, 4], mask, Int32Array.of(3, 3, 4, 50, 50, 50, 90, -1));
    expect(score).toEqual({ hits: 3, incidents: 6, flaggedCells: 2, maskCells: 80, bestHits: 5 });
    const { areaShare, hitRate, pai, pei } = mapAccuracy([score]);
    expect([areaShare, hitRate, pai, pei]).toEqual([0.025, 0.5, 20, 0.6]);
  });

  it('pools sums before it divides', () => {
    const quiet = scoreMap([1], mask, Int32Array.of(1));
    const busy = scoreMap(
      [1],
      mask,
      Int32Array.from({ length: 99 }, () => 2),
    );
    expect(mapAccuracy([quiet, busy]).hitRate).toBe(0.01);
  });

  it('calls flagging everything no better than chance', () => {
    const all = Array.from({ length: 80 }, (_, i) => i);
    expect(mapAccuracy([scoreMap(all, mask, Int32Array.of(1, 2, 3))]).pai).toBe(1);
  });

  it('has no accuracy for a week without incidents', () => {
    expect(mapAccuracy([scoreMap([1], mask, Int32Array.of())]).pai).toBeNaN();
  });
});

describe('forecasts', () => {
  it("has R's MASE and MAE for the seasonal naive forecast", () => {
    const { train, truth, forecast, value, mae } = r.mase;
    expect(mase(truth, forecast, naiveScale(Float64Array.from(train)))).toBeCloseTo(value, 8);
    expect(meanAbsoluteError(truth, forecast)).toBeCloseTo(mae, 8);
  });

  it('skips days whose truth is missing', () => {
    expect(meanAbsoluteError([1, Number.NaN, 3], [2, 9, 5])).toBe(1.5);
    expect(wape([4, Number.NaN, 6], [5, 1, 6])).toBe(0.1);
  });

  it('counts interval bounds as inside', () => {
    expect(coverage([1, 5, 9, 20], [1, 6, 2, 3], [4, 9, 9, 19])).toBe(0.5);
  });

  it('punishes a quantile on its rare side harder', () => {
    expect(pinball([10], [8], 0.9)).toBeCloseTo(1.8);
    expect(pinball([10], [12], 0.9)).toBeCloseTo(0.2);
  });

  it('scores a perfect forecast of a constant series as perfect', () => {
    expect(mase([4, 4], [4, 4], naiveScale(new Float64Array(30).fill(4)))).toBe(0);
  });
});

describe('bootstrap', () => {
  const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;

  it('holds the statistic in its interval and repeats with its seed', () => {
    const items = Array.from({ length: 60 }, (_, i) => (i * 37) % 11);
    const result = bootstrap(items, mean, { seed: 3 });
    expect(result).toEqual(bootstrap(items, mean, { seed: 3 }));
    expect(result.low95).toBeLessThan(result.value);
    expect(result.high95).toBeGreaterThan(result.value);
    const theory = 1.96 * Math.sqrt(10 / 60);
    expect(result.high95 - result.low95).toBeCloseTo(2 * theory, 0);
  });

  it('has no interval without items', () => {
    expect(bootstrap([], mean).low95).toBeNaN();
  });
});

describe('quantileOf', () => {
  it("interpolates as R's default does", () => {
    const { values, probability, result } = r.quantile;
    const sorted = Float64Array.from(values).sort();
    expect(probability.map((p) => quantileOf(sorted, p))).toEqual(result);
  });
});
