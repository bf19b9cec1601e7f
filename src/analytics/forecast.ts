import { calendarEffects, type DayRegressors, effectOf, withoutEffects } from './calendar.js';
import { ewmaForecast, fitEwma } from './ewma.js';
import { type GuardReason, objection } from './forecast-guard.js';
import { type CountDistribution, quantile } from './negative-binomial.js';
import { fitSarima, type SarimaOrder, type SarimaOutput } from './sarima.js';
import { type DailySeries, fillMissing, lastDays } from './series.js';

/**
 * `ewma`: exponentially weighted level times weekday profile, negative-binomial intervals; under a millisecond. `ensemble`: the mean
 * of that and of a seasonal ARIMA on a variance-stabilised scale; some 80 ms. `auto`: the ensemble where the series is long and busy
 * enough for it to pay.
 */
export type ForecastModel = 'ewma' | 'ensemble';

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
};

export type Forecast = {
  model: ForecastModel;
  /** One per day after the training's last; empty when there was no history at all. */
  days: DayForecast[];
  /** Day numbers, both inclusive. */
  trainedFrom: number;
  trainedTo: number;
  /** Variance over mean of one day's count around its forecast. */
  dispersion: number;
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
export function forecastSeries(series: DailySeries, options: ForecastOptions): Forecast {
  const { horizonDays, calendar } = options;
  if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > 28) {
    throw new RangeError(`horizonDays must be a whole number from 1 to 28, not ${horizonDays}`);
  }
  const training = lastDays(series, TRAINING_DAYS);
  const end = training.startDay + training.counts.length;
  const about = { trainedFrom: training.startDay, trainedTo: end - 1 };
  if (!training.counts.some((count) => !Number.isNaN(count))) {
    return { model: 'ewma', days: [], ...about, dispersion: 1, guarded: 'no_history' };
  }
  const effects = calendar ? calendarEffects(training, calendar) : new Map<string, number>();
  const plain = calendar ? withoutEffects(training, calendar, effects) : training;
  const { days, model, dispersion, guarded } = forecastPlain(plain, options);
  const adjusted = calendar ? days.map((day) => scaled(day, effectOf(calendar(day.day), effects))) : days;
  return { model, days: adjusted, ...about, dispersion, ...(guarded && { guarded }) };
}

type Plain = Pick<Forecast, 'model' | 'days' | 'dispersion'> & { guarded?: GuardReason };

function forecastPlain(training: DailySeries, options: ForecastOptions): Plain {
  const { horizonDays, model = 'auto', sarima = fitSarima } = options;
  const ewma = fitEwma(training);
  const end = training.startDay + training.counts.length;
  const fromEwma = Array.from({ length: horizonDays }, (_, i) =>
    fromCounts(end + i, ewmaForecast(ewma, end + i, i + 1)),
  );
  const { dispersion } = ewma;
  if (!wantsArima(model, training, ewma.level)) return { model: 'ewma', days: fromEwma, dispersion };
  const guardedFit = fitGuarded(training, horizonDays, sarima);
  const guarded = guardedFit.guarded ? { guarded: guardedFit.guarded } : {};
  if (!guardedFit.output) return { model: 'ewma', days: fromEwma, dispersion, ...guarded };
  const { mean, variance } = guardedFit.output;
  const days = fromEwma.map((day, i) => average(day, fromRoots(day.day, mean[i] ?? 0, variance[i] ?? 0)));
  return { model: 'ensemble', days, dispersion, ...guarded };
}

function wantsArima(model: 'auto' | ForecastModel, { counts }: DailySeries, level: number): boolean {
  const enough = counts.length >= FEWEST_DAYS_FOR_ARIMA;
  if (model === 'auto') return enough && level >= LEAST_MEAN_FOR_ARIMA;
  return model === 'ensemble' && enough;
}

type GuardedFit = { output?: SarimaOutput; guarded?: GuardReason };

function fitGuarded(
  training: DailySeries,
  steps: number,
  sarima: NonNullable<ForecastOptions['sarima']>,
): GuardedFit {
  const filled = fillMissing(training).counts;
  const highest = filled.reduce((most, count) => Math.max(most, count), 0);
  let guarded: GuardReason | undefined;
  for (const order of ORDERS) {
    const output = attempt(() => sarima(filled.map(toRoot), order, steps));
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
const Z80 = 1.2815515655446004;
const Z95 = 1.959963984540054;

function toRoot(count: number): number {
  return Math.sqrt(Math.max(0, count) + SHIFT);
}

/** Back from roots: E[x²] = m² + v; quantiles go through as they are. */
function fromRoots(day: number, root: number, variance: number): DayForecast {
  const spread = Math.sqrt(variance);
  const at = (z: number) => Math.max(0, Math.max(0, root + z * spread) ** 2 - SHIFT);
  const mean = Math.max(0, root * root + variance - SHIFT);
  return { day, mean, low80: at(-Z80), high80: at(Z80), low95: at(-Z95), high95: at(Z95) };
}

function fromCounts(day: number, distribution: CountDistribution): DayForecast {
  const at = (probability: number) => quantile(probability, distribution);
  return {
    day,
    mean: distribution.mean,
    low80: at(0.1),
    high80: at(0.9),
    low95: at(0.025),
    high95: at(0.975),
  };
}

function average(a: DayForecast, b: DayForecast): DayForecast {
  return {
    day: a.day,
    mean: (a.mean + b.mean) / 2,
    low80: (a.low80 + b.low80) / 2,
    high80: (a.high80 + b.high80) / 2,
    low95: (a.low95 + b.low95) / 2,
    high95: (a.high95 + b.high95) / 2,
  };
}

function scaled(day: DayForecast, factor: number): DayForecast {
  return {
    day: day.day,
    mean: day.mean * factor,
    low80: day.low80 * factor,
    high80: day.high80 * factor,
    low95: day.low95 * factor,
    high95: day.high95 * factor,
  };
}

/** Distribution of the total over some of the forecast's days, such as the coming week. Days are taken as independent. */
export function totalOf({ days, dispersion }: Pick<Forecast, 'days' | 'dispersion'>): CountDistribution {
  return { mean: days.reduce((total, { mean }) => total + mean, 0), dispersion };
}
