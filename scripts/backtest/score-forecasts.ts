import { coverage, mase, meanAbsoluteError, naiveScale, wape } from '../../src/analytics/accuracy.js';
import { quantileOf } from '../../src/analytics/quantile.js';
import type { DailySeries } from '../../src/analytics/series.js';
import type { DayPromise, ForecastMethod } from './forecast-methods.js';

export type NamedSeries = DailySeries & { name: string };

/** How one method did on one series. Errors are of daily counts over all test days. */
export type ForecastResult = {
  series: string;
  method: string;
  mase: number;
  wape: number;
  coverage80: number;
  coverage95: number;
  /** Median wall time of a fit and forecast. */
  msPerFit: number;
  meanAbsoluteError: number;
  /** Mean count a day in the test periods. */
  level: number;
  /** Forecasts with a number that is not finite, or that the method refused to make. */
  failures: number;
};

export type ForecastTestOptions = { origins: readonly number[]; horizonDays: number; now: () => number };

const FEWEST_TRAINING_DAYS = 56;

/** The scale of MASE comes from the same two years that the models learn from. */
const TRAINING_DAYS = 730;

/** Forecasts each series from each origin with each method. Methods take turns on the same data. */
export function scoreForecasts(
  series: readonly NamedSeries[],
  methods: readonly ForecastMethod[],
  options: ForecastTestOptions,
  report: (done: number) => void,
): ForecastResult[] {
  return series.flatMap((one, i) => {
    const trials = methods.map(() => [] as Trial[]);
    for (const origin of options.origins) {
      const at = origin - one.startDay;
      const training = { startDay: one.startDay, counts: one.counts.subarray(0, at) };
      const truth = one.counts.subarray(at, at + options.horizonDays);
      if (at < FEWEST_TRAINING_DAYS) continue;
      methods.forEach((method, m) => {
        trials[m]?.push(tryOnce(method, training, truth, options.now));
      });
    }
    report(i + 1);
    return methods.map((method, m) => summary(one.name, method.name, trials[m] ?? []));
  });
}

/** One forecast and what came true; `days` is empty when the method failed. */
type Trial = { truth: Float64Array; days: DayPromise[]; scale: number; milliseconds: number };

function tryOnce(
  method: ForecastMethod,
  training: DailySeries,
  truth: Float64Array,
  now: () => number,
): Trial {
  const started = now();
  const days = attempt(() => method.forecast(training, truth.length));
  const milliseconds = now() - started;
  return {
    truth,
    days: days.every(isComplete) ? days : [],
    scale: naiveScale(training.counts.subarray(-TRAINING_DAYS)),
    milliseconds,
  };
}

/** A rival that throws on a series has no forecast there: that is a result, not an end of the run. */
function attempt(action: () => DayPromise[]): DayPromise[] {
  try {
    return action();
  } catch {
    return [];
  }
}

function isComplete({ mean, low80, high80, low95, high95 }: DayPromise): boolean {
  return [mean, low80, high80, low95, high95].every(Number.isFinite);
}

function summary(series: string, method: string, trials: readonly Trial[]): ForecastResult {
  const made = trials.filter(({ days }) => days.length > 0);
  const truths = made.flatMap(({ truth }) => Array.from(truth));
  const column = (field: keyof DayPromise) => made.flatMap(({ days }) => days.map((day) => day[field]));
  const scaled = made
    .map(({ truth, days, scale }) =>
      mase(
        truth,
        days.map(({ mean }) => mean),
        scale,
      ),
    )
    .filter(Number.isFinite);
  const times = Float64Array.from(made, ({ milliseconds }) => milliseconds).sort();
  return {
    series,
    method,
    mase: meanOf(scaled),
    wape: wape(truths, column('mean')),
    coverage80: coverage(truths, column('low80'), column('high80')),
    coverage95: coverage(truths, column('low95'), column('high95')),
    msPerFit: quantileOf(times, 0.5),
    meanAbsoluteError: meanAbsoluteError(truths, column('mean')),
    level: meanOf(truths),
    failures: trials.length - made.length,
  };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((total, value) => total + value, 0) / values.length;
}
