import {
  type CalendarEffects,
  calendarEffects,
  type DayRegressors,
  effectOf,
  withoutEffects,
} from './calendar.js';
import { ewmaForecast, fitEwma } from './ewma.js';
import { type GuardReason, objection } from './forecast-guard.js';
import { type CountDistribution, smoothQuantile } from './negative-binomial.js';
import { fitSarima, type SarimaOrder, type SarimaOutput } from './sarima.js';
import { type DailySeries, fillMissing, lastDays } from './series.js';
import { withoutSeason, yearlyProfile } from './yearly.js';

/**
 * `ewma`: exponentially weighted level times weekday profile, negative-binomial intervals; under a millisecond. `ensemble`: the mean
 * of that and of a seasonal ARIMA on a variance-stabilised scale; some 80 ms. `auto`: the ensemble where the series is long and busy
 * enough for it to pay.
 */
export type ForecastModel = 'ewma' | 'ensemble';

/** What to forecast and with which model. */
export type ForecastOptions = {
  /** 1 to 28 days. */
  horizonDays: number;
  model?: 'auto' | ForecastModel;
  /** Regressors of a local day number, such as { ramadan: 1 }: each gets a multiplicative effect learnt from the past. */
  calendar?: (day: number) => DayRegressors;
  /** Fits the seasonal ARIMA; replaced in tests by hostile ones. */
  sarima?: (values: Float64Array, order: SarimaOrder, steps: number) => SarimaOutput;
};

/** A promise for one day: the mean and the intervals that hold it four times of five and nineteen times of twenty. */
export type DayForecast = {
  day: number;
  mean: number;
  low80: number;
  high80: number;
  low95: number;
  high95: number;
  /** Variance over mean of the day's count around the mean, at least 1. */
  dispersion: number;
};

/** Promises for the days after a series, and how they came about. */
export type Forecast = {
  model: ForecastModel;
  /** One per day after the training's last; empty when there was no history at all. */
  days: DayForecast[];
  /** Day numbers, both inclusive. */
  trainedFrom: number;
  trainedTo: number;
  /** Variance over mean of one day's count around its forecast. */
  dispersion: number;
  /** Correlation between the errors of two days, 0..1: all of them share the level's error. */
  correlation: number;
  /** Why a simpler model than asked for had to answer. */
  guarded?: GuardReason;
};

const TRAINING_DAYS = 730;
const FEWEST_DAYS_FOR_ARIMA = 60;
const LEAST_MEAN_FOR_ARIMA = 1;

/** The workhorse first, the simpler "airline" model when its output cannot be believed. */
const ORDERS: readonly SarimaOrder[] = [
  { p: 1, d: 1, q: 1, P: 0, D: 1, Q: 1 },
  { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 },
];

/**
 * Forecasts the days after the series' end from its last two years. Never throws on data and never returns a number that is not
 * finite: a model that fails or explodes is replaced by a simpler one, and `guarded` says so.
 *
 * @throws RangeError when `horizonDays` is not a whole number from 1 to 28.
 */
export function forecastSeries(history: DailySeries, options: ForecastOptions): Forecast {
  const { horizonDays, calendar } = options;
  if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > 28) {
    throw new RangeError(`horizonDays must be a whole number from 1 to 28, not ${horizonDays}`);
  }
  const series = withoutNonsense(history);
  const training = lastDays(series, TRAINING_DAYS);
  const end = training.startDay + training.counts.length;
  const about = { trainedFrom: training.startDay, trainedTo: end - 1 };
  if (!training.counts.some((count) => !Number.isNaN(count))) {
    return { model: 'ewma', days: [], ...about, dispersion: 1, correlation: 0, guarded: 'no_history' };
  }
  const effects = calendar ? calendarEffects(series, calendar) : NO_EFFECTS;
  const ordinary = calendar ? withoutEffects(series, calendar, effects) : series;
  const season = yearlyProfile(ordinary);
  const plain = lastDays(withoutSeason(ordinary, season), TRAINING_DAYS);
  const factorOf = (day: number) => season(day) * (calendar ? effectOf(calendar(day), effects) : 1);
  const { means, model, dispersions, correlation, guarded } = forecastPlain(plain, options);
  const days = Array.from(means, (mean, i) =>
    dayForecast(end + i, { mean: mean * factorOf(end + i), dispersion: dispersions[i] as number }),
  );
  const dispersion = dispersions[0] ?? 1;
  return { model, days, ...about, dispersion, correlation, ...(guarded && { guarded }) };
}

/** Counts that cannot be (negative, infinite) become missing days. */
function withoutNonsense({ counts, startDay }: DailySeries): DailySeries {
  return { counts: counts.map((count) => (count >= 0 && count < MOST_A_DAY ? count : Number.NaN)), startDay };
}

const MOST_A_DAY = 1e7;

const NO_EFFECTS: CalendarEffects = new Map();

/** Means and dispersions of the days ahead on the scale of ordinary days, and who made them. */
type Plain = {
  model: ForecastModel;
  means: Float64Array;
  dispersions: Float64Array;
  correlation: number;
  guarded?: GuardReason;
};

function forecastPlain(training: DailySeries, options: ForecastOptions): Plain {
  const { horizonDays, model = 'auto', sarima = fitSarima } = options;
  const ewma = fitEwma(training);
  const end = training.startDay + training.counts.length;
  const byEwma = Array.from({ length: horizonDays }, (_, i) => ewmaForecast(ewma, end + i, i + 1));
  const means = Float64Array.from(byEwma, ({ mean }) => mean);
  const dispersions = Float64Array.from(byEwma, ({ dispersion }) => dispersion);
  const common = { means, dispersions, correlation: ewma.alpha / 2 };
  if (!wantsArima(model, training, ewma.level)) return { model: 'ewma', ...common };
  const { output, guarded } = fitGuarded(training, horizonDays, sarima);
  const because = guarded ? { guarded } : {};
  if (!output) return { model: 'ewma', ...common, ...because };
  const both = means.map((mean, i) => (mean + (output.mean[i] as number)) / 2);
  return { model: 'ensemble', ...common, means: both, ...because };
}

function wantsArima(model: 'auto' | ForecastModel, { counts }: DailySeries, level: number): boolean {
  const enough = counts.length >= FEWEST_DAYS_FOR_ARIMA;
  if (model === 'auto') return enough && level >= LEAST_MEAN_FOR_ARIMA;
  return model === 'ensemble' && enough;
}

type GuardedFit = { output?: SarimaOutput; guarded?: GuardReason };

/** Tries the models in turn until one can be believed. The output's means are counts again. */
function fitGuarded(
  training: DailySeries,
  steps: number,
  sarima: NonNullable<ForecastOptions['sarima']>,
): GuardedFit {
  const filled = fillMissing(training).counts;
  const highest = filled.reduce((most, count) => Math.max(most, count), 0);
  let guarded: GuardReason | undefined;
  for (const order of ORDERS) {
    const output = attempt(() => inCounts(sarima(filled.map(toRoot), order, steps)));
    const reason = output ? objection(output, highest, steps) : 'fit_failed';
    if (output && !reason) return { output, ...(guarded && { guarded }) };
    guarded ??= reason ?? 'fit_failed';
  }
  return { ...(guarded && { guarded }) };
}

/** A refusing or trapping WebAssembly module is an expected outcome here: it means that this model has no answer. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

/** Anscombe's shift: square roots of counts + 3/8 have nearly the same variance whatever the level (Anscombe 1948). */
const SHIFT = 3 / 8;

function toRoot(count: number): number {
  return Math.sqrt(Math.max(0, count) + SHIFT);
}

/** Back from roots: E[x²] = m² + v. */
function inCounts({ mean, variance }: SarimaOutput): SarimaOutput {
  return {
    mean: mean.map((root, i) => Math.max(0, Math.max(0, root) ** 2 + (variance[i] ?? 0) - SHIFT)),
    variance,
  };
}

/** The promise for a day: intervals are those of the negative binomial, never below zero, as wide as past misses were. */
export function dayForecast(day: number, distribution: CountDistribution): DayForecast {
  const at = (probability: number) => smoothQuantile(probability, distribution);
  return { day, ...distribution, low80: at(0.1), high80: at(0.9), low95: at(0.025), high95: at(0.975) };
}

/**
 * Distribution of the total over the forecast's days, such as the coming week. Its variance is more than the sum of the days', as a level
 * that is wrong is wrong every day: with smoothing constant alpha, the errors of two days correlate by alpha / 2.
 */
export function totalOf({
  days,
  dispersion,
  correlation,
}: Pick<Forecast, 'days' | 'dispersion' | 'correlation'>): CountDistribution {
  const mean = days.reduce((total, day) => total + day.mean, 0);
  return { mean, dispersion: dispersion * (1 + Math.max(0, days.length - 1) * correlation) };
}
