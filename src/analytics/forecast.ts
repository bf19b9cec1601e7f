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
import { type DailySeries, fillMissing, lastDays, sum } from './series.js';
import { withoutSeason, yearlyProfile } from './yearly.js';

/**
 * `ewma`: exponentially weighted level times weekday profile; under a millisecond. `sarima`: a seasonal ARIMA on a variance-stabilised
 * scale; some 80 ms. `ensemble`: the mean of both. `level`: the mean of four weeks. All have negative-binomial intervals. `auto`: the
 * ensemble where the series is long and busy enough for it to pay, else `ewma`.
 */
export const FORECAST_MODELS = ['ewma', 'ensemble', 'sarima', 'level'] as const;
export type ForecastModel = (typeof FORECAST_MODELS)[number];

/** What to forecast and with which model. */
export type ForecastOptions = {
  /** 1 to 42 days: four weeks, after up to two weeks whose reports are still coming in. */
  horizonDays: number;
  model?: 'auto' | ForecastModel;
  /** Also gives the means of the models that were not asked for, so that they can be compared later. Default false. */
  compare?: boolean;
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
  /** With `compare`: what each model expects of each day. */
  rivals?: Partial<Record<ForecastModel, number[]>>;
};

/** No forecast looks further ahead. */
export const LONGEST_HORIZON_DAYS = 42;
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
 * @throws RangeError when `horizonDays` is not a whole number from 1 to 42.
 */
export function forecastSeries(history: DailySeries, options: ForecastOptions): Forecast {
  const { horizonDays, calendar } = options;
  if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > LONGEST_HORIZON_DAYS) {
    throw new RangeError(
      `horizonDays must be a whole number from 1 to ${LONGEST_HORIZON_DAYS}, not ${horizonDays}`,
    );
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
  const { byModel, model, dispersions, correlation, guarded } = forecastPlain(plain, options);
  const meansOf = (means: Float64Array) => Array.from(means, (mean, i) => mean * factorOf(end + i));
  const days = meansOf(byModel[model] ?? byModel.ewma).map((mean, i) =>
    dayForecast(end + i, { mean, dispersion: dispersions[i] as number }),
  );
  return {
    ...{ model, days, ...about, dispersion: dispersions[0] ?? 1, correlation },
    ...(guarded && { guarded }),
    ...(options.compare && { rivals: mapped(byModel, meansOf) }),
  };
}

function mapped(
  byModel: Plain['byModel'],
  meansOf: (means: Float64Array) => number[],
): Partial<Record<ForecastModel, number[]>> {
  return Object.fromEntries(
    FORECAST_MODELS.flatMap((model) => {
      const means = byModel[model];
      return means ? [[model, meansOf(means)]] : [];
    }),
  );
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
  /** Each model that has an answer; the light ones always have. */
  byModel: Partial<Record<ForecastModel, Float64Array>> & { ewma: Float64Array };
  dispersions: Float64Array;
  correlation: number;
  guarded?: GuardReason;
};

function forecastPlain(training: DailySeries, options: ForecastOptions): Plain {
  const { horizonDays, model = 'auto', sarima = fitSarima } = options;
  const fitted = fitEwma(training);
  const end = training.startDay + training.counts.length;
  const byEwma = Array.from({ length: horizonDays }, (_, i) => ewmaForecast(fitted, end + i, i + 1));
  const ewma = Float64Array.from(byEwma, ({ mean }) => mean);
  const dispersions = Float64Array.from(byEwma, ({ dispersion }) => dispersion);
  const level = new Float64Array(horizonDays).fill(meanOfLast(training, LEVEL_DAYS));
  const common = { dispersions, correlation: fitted.alpha / 2 };
  const light = { ewma, level };
  if (!wantsArima(options, training, fitted.level)) {
    return { model: model === 'level' ? 'level' : 'ewma', byModel: light, ...common };
  }
  const { output, guarded } = fitGuarded(training, horizonDays, sarima);
  const because = guarded ? { guarded } : {};
  const arima = output && {
    sarima: Float64Array.from(output.mean),
    ensemble: ewma.map((mean, i) => (mean + (output.mean[i] as number)) / 2),
  };
  const byModel = { ...light, ...arima };
  const wanted = model === 'auto' ? 'ensemble' : model;
  return { model: wanted in byModel ? wanted : 'ewma', byModel, ...common, ...because };
}

const LEVEL_DAYS = 28;

/** 0 where none of the days is known. */
function meanOfLast(series: DailySeries, days: number): number {
  const known = lastDays(series, days).counts.filter((count) => !Number.isNaN(count));
  return sum(known) / Math.max(1, known.length);
}

function wantsArima(
  { model = 'auto', compare = false }: ForecastOptions,
  { counts }: DailySeries,
  level: number,
): boolean {
  if (counts.length < FEWEST_DAYS_FOR_ARIMA) return false;
  if (model === 'auto' || compare) return level >= LEAST_MEAN_FOR_ARIMA;
  return model === 'ensemble' || model === 'sarima';
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
