import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { wape } from '../../src/analytics/accuracy.js';
import { type Forecast, forecastSeries, totalOf } from '../../src/analytics/forecast.js';
import { seededRandom } from '../../src/analytics/random.js';
import { fitSarima } from '../../src/analytics/sarima.js';
import { weekdayOf } from '../../src/analytics/series.js';
import { r } from './golden.js';

const WEEK = [0.8, 1, 1, 1, 1.1, 1.5, 0.6];

/** A made-up city: weekly rhythm around `level`, noise of about Poisson size. */
function weeklySeries(level: number, days: number, seed = 1) {
  const random = seededRandom(seed);
  const counts = Float64Array.from({ length: days }, (_, day) => {
    const mean = level * (WEEK[weekdayOf(day)] ?? 1);
    const noise = random() + random() + random() - 1.5;
    return Math.max(0, Math.round(mean + 2 * noise * Math.sqrt(mean)));
  });
  return { counts, startDay: 0 };
}

/** `FULL_RUN=1 npx vitest run test/analytics/forecast.test.ts` takes minutes: 100,000 hostile outputs and 2,000 real fits. */
const FULL_RUN = process.env.FULL_RUN === '1';
const TIMEOUT_MS = FULL_RUN ? 900_000 : 30_000;

const isSound = ({ days }: Forecast) =>
  days.every(
    (day) =>
      Object.values(day).every(Number.isFinite) &&
      day.low95 >= 0 &&
      day.low95 <= day.low80 &&
      day.low80 <= day.high80 &&
      day.high80 <= day.high95,
  );

describe('forecastSeries', () => {
  it('follows the week', () => {
    const forecast = forecastSeries(weeklySeries(40, 400), { horizonDays: 7 });
    expect(forecast).toMatchObject({ model: 'ensemble', trainedFrom: 0, trainedTo: 399 });
    expect(forecast.days.map(({ day }) => day)).toEqual([400, 401, 402, 403, 404, 405, 406]);
    const truth = forecast.days.map(({ day }) => 40 * (WEEK[weekdayOf(day)] ?? 1));
    expect(
      wape(
        truth,
        forecast.days.map(({ mean }) => mean),
      ),
    ).toBeLessThan(0.08);
    expect(isSound(forecast)).toBe(true);
  });

  it('learns from two years at most, and says from when to when', () => {
    const forecast = forecastSeries(weeklySeries(5, 1000), { horizonDays: 1, model: 'ewma' });
    expect(forecast).toMatchObject({ trainedFrom: 270, trainedTo: 999 });
  });

  it('uses the simple model for short and for sparse series', () => {
    expect(forecastSeries(weeklySeries(40, 50), { horizonDays: 7 }).model).toBe('ewma');
    expect(forecastSeries(weeklySeries(0.3, 400), { horizonDays: 7 }).model).toBe('ewma');
  });

  it('widens its intervals with the horizon, up to 28 days', () => {
    const { days } = forecastSeries(weeklySeries(40, 400), { horizonDays: 28, model: 'ewma' });
    expect(days).toHaveLength(28);
    const width = (i: number) =>
      ((days[i]?.high95 ?? 0) - (days[i]?.low95 ?? 0)) / Math.sqrt(days[i]?.mean ?? 1);
    expect(width(21)).toBeGreaterThanOrEqual(width(0));
  });

  it.each([0, 43, 2.5, Number.NaN])('refuses a horizon of %d days', (horizonDays) => {
    expect(() => forecastSeries(weeklySeries(4, 100), { horizonDays })).toThrow('from 1 to 42');
  });

  it('says so when there is no history instead of promising zero', () => {
    const none = { counts: new Float64Array(0), startDay: 20_000 };
    expect(forecastSeries(none, { horizonDays: 7 })).toMatchObject({ days: [], guarded: 'no_history' });
    const gaps = { counts: new Float64Array(90).fill(Number.NaN), startDay: 0 };
    expect(forecastSeries(gaps, { horizonDays: 7 })).toMatchObject({ days: [], guarded: 'no_history' });
  });

  it.each([
    ['one day', Float64Array.of(5)],
    ['zeros', new Float64Array(400)],
    ['a constant', new Float64Array(400).fill(7)],
    ['one outlier', Float64Array.from({ length: 400 }, (_, i) => (i === 200 ? 5000 : 2))],
    [
      'a gap of three months',
      weeklySeries(20, 400).counts.map((c, i) => (i > 150 && i < 240 ? Number.NaN : c)),
    ],
    ['a collapse', Float64Array.from({ length: 400 }, (_, i) => (i < 390 ? 50 : 0))],
    [
      'nonsense',
      Float64Array.from({ length: 400 }, (_, i) => [3, -8, Number.POSITIVE_INFINITY, 1e300][i % 4] ?? 0),
    ],
  ])('stays finite and ordered for %s', (_, counts) => {
    for (const model of ['ewma', 'ensemble'] as const) {
      const forecast = forecastSeries({ counts, startDay: 0 }, { horizonDays: 28, model });
      expect(forecast.days).toHaveLength(28);
      expect(isSound(forecast)).toBe(true);
    }
  });

  it('expects a little even where nothing was ever seen', () => {
    const [first] = forecastSeries({ counts: new Float64Array(100), startDay: 0 }, { horizonDays: 1 }).days;
    expect(first?.mean).toBeGreaterThan(0);
    expect(first?.mean).toBeLessThan(0.01);
  });

  it('survives whatever a model may put out', { timeout: TIMEOUT_MS }, () => {
    const hostile = fc.double().map((value) => (value > 1e6 ? value * 1e20 : value));
    const series = weeklySeries(12, 120);
    fc.assert(
      fc.property(
        fc.array(hostile, { maxLength: 8 }),
        fc.array(hostile, { maxLength: 8 }),
        (mean, variance) => {
          const forecast = forecastSeries(series, {
            horizonDays: 7,
            model: 'ensemble',
            sarima: () => ({ mean, variance }),
          });
          expect(forecast.days).toHaveLength(7);
          expect(isSound(forecast)).toBe(true);
          expect(Math.max(...forecast.days.map((day) => day.mean))).toBeLessThan(
            3 * Math.max(...series.counts) + 10,
          );
        },
      ),
      { numRuns: FULL_RUN ? 100_000 : 2000 },
    );
  });

  it('fits whatever counts come along without exploding', { timeout: TIMEOUT_MS }, () => {
    const counts = fc
      .tuple(fc.double({ min: 0.2, max: 60, noNaN: true }), fc.integer({ min: 60, max: 200 }), fc.integer())
      .map(([level, days, seed]) => weeklySeries(level, days, seed));
    const wild = fc
      .array(fc.nat({ max: 400 }), { minLength: 60, maxLength: 120 })
      .map((days) => ({ counts: Float64Array.from(days), startDay: 0 }));
    fc.assert(
      fc.property(fc.oneof(counts, wild), (series) => {
        const forecast = forecastSeries(series, { horizonDays: 7, model: 'ensemble' });
        expect(isSound(forecast)).toBe(true);
        expect(Math.max(...forecast.days.map(({ mean }) => mean))).toBeLessThan(
          3 * Math.max(...series.counts) + 10,
        );
      }),
      { numRuns: FULL_RUN ? 2000 : 60 },
    );
  });

  it('tries the airline model before it gives up on ARIMA, and tells why', () => {
    const series = weeklySeries(12, 120);
    const flaky = vi.fn((_: Float64Array, order: { p: number }) =>
      order.p === 1
        ? { mean: [1e29, 4, 4], variance: [1, 1, 1] }
        : { mean: [4, 4, 4], variance: [0.3, 0.3, 0.3] },
    );
    const options = { horizonDays: 3, model: 'ensemble' } as const;
    expect(forecastSeries(series, { ...options, sarima: flaky })).toMatchObject({
      model: 'ensemble',
      guarded: 'far_above_history',
    });
    expect(flaky).toHaveBeenCalledTimes(2);
    const broken = () => {
      throw new Error('memory access out of bounds');
    };
    expect(forecastSeries(series, { ...options, sarima: broken })).toMatchObject({
      model: 'ewma',
      guarded: 'fit_failed',
    });
  });

  it('moves Ramadan with its calendar', () => {
    const ramadan = (day: number) => (day % 354 < 30 ? { ramadan: 1 } : {});
    const counts = Float64Array.from({ length: 720 }, (_, day) => (day % 354 < 30 ? 30 : 60));
    const before = { counts: counts.subarray(0, 708), startDay: 0 };
    const { days } = forecastSeries(before, { horizonDays: 14, calendar: ramadan, model: 'ewma' });
    expect(days[0]?.mean).toBeCloseTo(30, -1);
    expect(days.every(({ mean }) => mean < 36)).toBe(true);
    const unaware = forecastSeries(before, { horizonDays: 14, model: 'ewma' });
    expect(unaware.days[0]?.mean).toBeGreaterThan(50);
  });

  it('gives the same answer twice', () => {
    const series = weeklySeries(25, 300);
    expect(forecastSeries(series, { horizonDays: 7 })).toEqual(forecastSeries(series, { horizonDays: 7 }));
  });
});

describe('fitSarima', () => {
  const roots = Float64Array.from(r.series.counts, (count) => Math.sqrt(count + 3 / 8));
  const order = { p: 1, d: 1, q: 1, P: 0, D: 1, Q: 1 };

  it("comes near R's seasonal ARIMA, variances included", () => {
    const { mean, variance } = fitSarima(roots, order, 7);
    mean.forEach((value, i) => {
      expect(value / (r.series.sarimaMean[i] ?? 0)).toBeCloseTo(1, 1);
      expect((variance[i] ?? 0) / (r.series.sarimaVariance[i] ?? 0)).toBeCloseTo(1, 0);
    });
  });

  it('keeps the chatter of the package off standard output', () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    fitSarima(new Float64Array(60).fill(1), order, 7);
    fitSarima(roots, order, 7);
    expect(out).not.toHaveBeenCalled();
    out.mockRestore();
  });

  it('refuses a series that is too short', () => {
    expect(() => fitSarima(roots.subarray(0, 20), order, 7)).toThrow('too short');
  });
});

describe('totalOf', () => {
  it('adds the days up and doubts the total more than a day, as the days share one level', () => {
    const forecast = forecastSeries(weeklySeries(10, 200), { horizonDays: 7, model: 'ewma' });
    const { mean, dispersion } = totalOf(forecast);
    expect(mean).toBeCloseTo(70, -1);
    expect(dispersion).toBeGreaterThan(forecast.dispersion);
    expect(totalOf({ ...forecast, days: forecast.days.slice(0, 1) }).dispersion).toBe(forecast.dispersion);
  });
});
