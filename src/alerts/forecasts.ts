import { dayForecast, FORECAST_MODELS, type Forecast } from '../analytics/forecast.js';
import { calendarTable, type ForecastTask } from '../analytics/forecast-task.js';
import type { Calendar } from '../domain/calendar.js';
import { dateOfDay } from '../domain/period.js';
import type { NewPrediction } from '../domain/prediction.js';
import type { Runtime } from '../runtime.js';
import type { Trial } from '../store/forecast-trials.js';
import { coherentMeans, type Tree } from './coherence.js';
import { makeForecasts } from './forecast-pool.js';
import type { ModelPlan } from './model-plan.js';
import { keyOf, type PlaceSeries } from './series.js';

/** How a night's forecasts came out, for the run's record. */
export type ForecastReport = {
  series: number;
  predictions: number;
  models: Record<string, number>;
  guarded: number;
  /** Worker threads that made them; 0 = the main thread did. */
  threads: number;
};

/** What forecasting all series is told. */
export type ForecastOptions = {
  horizonDays: number;
  plan: ModelPlan;
  /** What each series counts under, by key; null for the whole. */
  tree: Tree;
  calendar: Calendar;
  signal: AbortSignal;
  /** Called between series, so that a long night neither blocks the program nor hides its progress. */
  onProgress: (done: number, of: number) => Promise<void>;
};

/** The forecasts of a night and what other models expected: to be stored, and for the record. */
export type Forecasts = { predictions: NewPrediction[]; trials: Trial[]; report: ForecastReport };

/** Forecasts every series in worker threads, and makes them add up: areas to their governorate, governorates to the country. */
export async function forecastAll(
  runtime: Pick<Runtime, 'log'>,
  series: readonly PlaceSeries[],
  options: ForecastOptions,
): Promise<Forecasts> {
  const { answers, threads } = await makeForecasts(
    runtime,
    series.map((one) => taskOf(one, options)),
    { signal: options.signal, onDone: options.onProgress },
  );
  const forecasts = new Map(answers.map(({ key, forecast }) => [key, forecast]));
  const means = coherentMeans(forecasts, options.tree);
  const report: ForecastReport = { series: 0, predictions: 0, models: {}, guarded: 0, threads };
  const predictions: NewPrediction[] = [];
  const trials: Trial[] = [];
  for (const one of series) {
    const forecast = forecasts.get(keyOf(one));
    // What no place holds keeps the sums right; nobody asks for it.
    if (!forecast || one.scope === 'rest') continue;
    const subject = { scope: one.scope, scopeId: one.scopeId, offenceId: one.offenceId };
    predictions.push(...predictionsOf(subject, forecast, means.get(keyOf(one)) ?? []));
    trials.push(...trialsOf(subject, forecast));
    report.series++;
    report.models[forecast.model] = (report.models[forecast.model] ?? 0) + 1;
    if (forecast.guarded) report.guarded++;
  }
  report.predictions = predictions.length;
  return { predictions, trials, report };
}

function taskOf(one: PlaceSeries, { horizonDays, calendar, plan }: ForecastOptions): ForecastTask {
  const { counts, startDay } = one.series;
  return {
    key: keyOf(one),
    counts,
    startDay,
    horizonDays,
    ...plan(one),
    calendar: calendarTable(regressorsOf(calendar), startDay, counts.length + horizonDays),
  };
}

type Subject = Pick<NewPrediction, 'scope' | 'scopeId' | 'offenceId'>;

function predictionsOf(
  { scope, scopeId, offenceId }: Subject,
  forecast: Forecast,
  means: readonly number[],
): NewPrediction[] {
  const about = {
    ...{ scope, scopeId, offenceId },
    model: forecast.model,
    correlation: forecast.correlation,
    trainedFrom: dateOfDay(forecast.trainedFrom),
    trainedTo: dateOfDay(forecast.trainedTo),
  };
  return forecast.days.map((promise, i) => {
    const mean = means[i] ?? promise.mean;
    const { day, ...figures } = dayForecast(promise.day, { mean, dispersion: promise.dispersion });
    return { ...about, ...figures, day: dateOfDay(day) };
  });
}

/** Models are compared a week ahead: what most questions are about. */
const TRIAL_DAYS = 7;

function trialsOf({ scope, scopeId }: Subject, { days, rivals = {} }: Forecast): Trial[] {
  return FORECAST_MODELS.flatMap((model) =>
    (rivals[model] ?? []).slice(0, TRIAL_DAYS).flatMap((mean, i): Trial[] => {
      const day = days[i]?.day;
      return day === undefined ? [] : [{ scope, scopeId, model, day: dateOfDay(day), mean }];
    }),
  );
}

/** Ramadan and the holidays as regressors: they move with the Hijri year, which no weekday or solar term can follow. */
export function regressorsOf(calendar: Calendar): (day: number) => Record<string, number> {
  return (day) => {
    const { ramadan, holiday } = calendar.dayOf(day);
    return { ...(ramadan && { ramadan: 1 }), ...(holiday && { [holiday]: 1 }) };
  };
}
