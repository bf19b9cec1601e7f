import { describe, expect, it } from 'vitest';
import { upperTail } from '../../src/analytics/negative-binomial.js';
import { benjaminiHochberg, surges, watchThresholds } from '../../src/analytics/surge.js';
import { r } from './golden.js';

const limits = { watchBudget: 0.5, watchProbability: 0.01, minimumCount: 3 };

describe('benjaminiHochberg', () => {
  it.each([0.01, 0.05, 0.1, 0.25])("discovers what R's p.adjust discovers at rate %d", (rate) => {
    const { p, adjusted } = r.benjaminiHochberg;
    const limit = benjaminiHochberg(p, rate);
    expect(p.filter((value) => value <= limit)).toEqual(p.filter((_, i) => (adjusted[i] ?? 1) <= rate));
  });

  it('discovers nothing among nothing', () => {
    expect(benjaminiHochberg([], 0.1)).toBe(-1);
  });
});

describe('watchThresholds', () => {
  it('spends no more false alerts than the budget over all series together', () => {
    const many = Array.from({ length: 189 }, (_, i) => ({ mean: 0.2 + (i % 30), dispersion: 1.25 }));
    const thresholds = watchThresholds(many, limits);
    const total = thresholds.reduce(
      (sum, count, i) => sum + upperTail(count, many[i] ?? { mean: 0, dispersion: 1 }),
      0,
    );
    expect(total).toBeLessThanOrEqual(0.5);
    expect(total).toBeGreaterThan(0.35);
  });

  it('demands the probability limit of every series when the budget would allow more', () => {
    const [threshold = 0] = watchThresholds([{ mean: 4, dispersion: 1.2 }], limits);
    expect(upperTail(threshold, { mean: 4, dispersion: 1.2 })).toBeLessThanOrEqual(0.01);
    expect(upperTail(threshold - 1, { mean: 4, dispersion: 1.2 })).toBeGreaterThan(0.01);
  });

  it('ends for rare, erratic series, whose likelihood ratio hardly rises', () => {
    const rare = Array.from({ length: 150 }, (_, i) => ({ mean: 0.004 * (i + 1), dispersion: 1 + (i % 9) }));
    const thresholds = watchThresholds(rare, limits);
    expect(Math.max(...thresholds)).toBeLessThan(1000);
  });

  it('answers for a series that expects nothing', () => {
    expect(watchThresholds([{ mean: 0, dispersion: 1 }], limits)).toEqual([3]);
  });
});

describe('surges', () => {
  const quiet = Array.from({ length: 50 }, (_, i) => ({ key: `quiet-${i}`, mean: 6, dispersion: 1.2 }));
  const promised = [...quiet, { key: 'hawalli/theft', mean: 10, dispersion: 1.2 }];
  const calm = quiet.map(({ key }) => ({ key, count: 6 }));

  it('confirms a count far above its forecast and says how many confirmations may be false', () => {
    const result = surges([...calm, { key: 'hawalli/theft', count: 40 }], promised);
    expect(result.surges).toEqual([
      expect.objectContaining({ key: 'hawalli/theft', count: 40, expected: 10, tier: 'confirmed' }),
    ]);
    expect(result.expectedFalse.confirmed).toBeCloseTo(0.1);
    expect(result.tested).toBe(51);
  });

  it('only watches what would not survive the other fifty comparisons', () => {
    const result = surges([...calm, { key: 'hawalli/theft', count: 22 }], promised);
    expect(result.surges.map(({ tier }) => tier)).toEqual(['watch']);
    expect(result.expectedFalse.confirmed).toBe(0);
    expect(result.expectedFalse.watch).toBeLessThanOrEqual(0.5);
  });

  it('never calls fewer than the minimum count a surge', () => {
    const rare = [{ key: 'a', mean: 0.001, dispersion: 1 }];
    expect(surges([{ key: 'a', count: 2 }], rare).surges).toEqual([]);
    expect(surges([{ key: 'a', count: 3 }], rare).surges).toHaveLength(1);
  });

  it('leaves out series without a promise instead of calling them surges', () => {
    expect(surges([{ key: 'new', count: 900 }], [])).toEqual({
      surges: [],
      expectedFalse: { confirmed: 0, watch: 0 },
      tested: 0,
    });
    const broken = surges([{ key: 'a', count: 9 }], [{ key: 'a', mean: Number.NaN, dispersion: 1 }]);
    expect(broken.tested).toBe(0);
  });
});
