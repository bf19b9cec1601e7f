import { coverage, mase, meanAbsoluteError, naiveScale, wape } from '../../src/analytics/accuracy.js';
import { quantileOf } from '../../src/analytics/quantile.js';
import type { DailySeries } from '../../src/analytics/series.js';
import type { DayPromise, ForecastMethod } from './forecast-methods.js';

export type NamedSeries = DailySeries & { name: string };

/**
 * How one method did on one series, over all test days. Absolute errors are least about the median (Kolassa 2020), so each method is
 * scored on its own; of a bell-shaped forecast, such as Prophet's, it is the mean. The figures of the means stand beside.
 */
export type ForecastResult = {
  series: string;
  method: string;
  mase: number;
  wape: number;
  maseOfMean: number;
  wapeOfMean: number;
  coverage80: number;
  coverage95: number;
  /** Wall time of a fit and forecast: the median, and what one in twenty takes longer than. */
  msPerFit: number;
  msPerFit95: number;
  /** In incidents a day: of the medians, and of the means. */
  meanAbsoluteError: number;
  meanAbsoluteErrorOfMean: number;
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

function isComplete({ mean, median, low80, high80, low95, high95 }: DayPromise): boolean {
  return [mean, median, low80, high80, low95, high95].every(Number.isFinite);
}

function summary(series: string, method: string, trials: readonly Trial[]): ForecastResult {
  const made = trials.filter(({ days }) => days.length > 0);
  const truths = made.flatMap(({ truth }) => Array.from(truth));
  const column = (field: keyof DayPromise) => made.flatMap(({ days }) => days.map((day) => day[field]));
  const times = Float64Array.from(made, ({ milliseconds }) => milliseconds).sort();
  return {
    series,
    method,
    mase: meanScaled(made, 'median'),
    wape: wape(truths, column('median')),
    maseOfMean: meanScaled(made, 'mean'),
    wapeOfMean: wape(truths, column('mean')),
    coverage80: coverage(truths, column('low80'), column('high80')),
    coverage95: coverage(truths, column('low95'), column('high95')),
    msPerFit: quantileOf(times, 0.5),
    msPerFit95: quantileOf(times, 0.95),
    meanAbsoluteError: meanAbsoluteError(truths, column('median')),
    meanAbsoluteErrorOfMean: meanAbsoluteError(truths, column('mean')),
    level: meanOf(truths),
    failures: trials.length - made.length,
  };
}

/** MASE of each trial, averaged over those that have one. */
function meanScaled(trials: readonly Trial[], point: 'median' | 'mean'): number {
  const scaled = trials.map(({ truth, days, scale }) =>
    mase(
      truth,
      days.map((day) => day[point]),
      scale,
    ),
  );
  return meanOf(scaled.filter(Number.isFinite));
}

/** NaN of none. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((total, value) => total + value, 0) / values.length;
}
