import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cumulative,
  logProbability,
  normalQuantile,
  quantile,
  smoothQuantile,
  upperTail,
} from '../../src/analytics/negative-binomial.js';
import { r } from './golden.js';

const distribution = fc.record({
  mean: fc.double({ min: 0.01, max: 2000, noNaN: true }),
  dispersion: fc.double({ min: 1, max: 14, noNaN: true }),
});

describe('negative binomial', () => {
  it.each(r.negativeBinomial)('equals R at mean $mean, dispersion $dispersion, count $count', (given) => {
    expect(cumulative(given.count, given)).toBeCloseTo(given.cumulative, 8);
    expect(upperTail(given.count, given)).toBeCloseTo(given.upperTail, 8);
    expect(logProbability(given.count, given) / given.logProbability).toBeCloseTo(1, 5);
    expect(quantile(0.025, given)).toBe(given.q025 + 0);
    expect(quantile(0.9, given)).toBe(given.q90 + 0);
  });

  it.each(r.poisson)(
    'is a Poisson distribution at dispersion 1: mean $mean',
    ({ mean, count, ...expected }) => {
      const poisson = { mean, dispersion: 1 };
      expect(cumulative(count, poisson)).toBeCloseTo(expected.cumulative, 8);
      expect(upperTail(count, poisson)).toBeCloseTo(expected.upperTail, 8);
    },
  );

  it('has tails that complement each other and a quantile that inverts', () => {
    fc.assert(
      fc.property(distribution, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (d, probability) => {
        const count = quantile(probability, d);
        expect(cumulative(count, d)).toBeGreaterThanOrEqual(probability);
        expect(cumulative(count - 1, d)).toBeLessThan(probability);
        expect(cumulative(count - 1, d) + upperTail(count, d)).toBeCloseTo(1, 7);
      }),
    );
  });

  it('spreads counts over half a unit to either side', () => {
    fc.assert(
      fc.property(distribution, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (d, probability) => {
        const gap = smoothQuantile(probability, d) - quantile(probability, d);
        expect(Math.abs(gap)).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
    );
  });

  it('stays finite and quick for means beyond counting', () => {
    expect(quantile(0.975, { mean: 1e12, dispersion: 3 })).toBeGreaterThan(1e12);
    expect(quantile(0.5, { mean: 0, dispersion: 1 })).toBe(0);
    expect(upperTail(3, { mean: 0, dispersion: 1 })).toBe(0);
  });
});

describe('normalQuantile', () => {
  it('knows the quantiles everybody knows', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.96, 2);
    expect(normalQuantile(0.1)).toBeCloseTo(-1.2816, 2);
  });
});
