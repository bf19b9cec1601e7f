import { type ForecastModel, forecastSeries } from '../analytics/forecast.js';
import type { Calendar } from '../domain/calendar.js';
import { dateOfDay } from '../domain/period.js';
import type { NewPrediction } from '../domain/prediction.js';
import type { PlaceSeries } from './series.js';

/** How a night's forecasts came out, for the run's record. */
export type ForecastReport = {
  series: number;
  predictions: number;
  models: Record<string, number>;
  guarded: number;
};

export type ForecastOptions = {
  horizonDays: number;
  /** Areas with the most incidents, for which the dearer model is fitted; the others get the light one. */
  busyAreas: number;
  calendar: Calendar;
  /** Called between series, so that a long night neither blocks the program nor hides its progress. */
  onProgress: (done: number, of: number) => Promise<void>;
};

/** Forecasts every series. The country, the governorates and the busiest areas may take the dearer model. */
export async function forecastAll(
  series: readonly PlaceSeries[],
  options: ForecastOptions,
): Promise<{ predictions: NewPrediction[]; report: ForecastReport }> {
  const predictions: NewPrediction[] = [];
  const report: ForecastReport = { series: series.length, predictions: 0, models: {}, guarded: 0 };
  let areasSeen = 0;
  for (const [done, one] of series.entries()) {
    const model = one.scope !== 'area' || areasSeen++ < options.busyAreas ? 'auto' : 'ewma';
    const forecast = forecastPlace(one, model, options);
    predictions.push(...forecast.predictions);
    report.models[forecast.model] = (report.models[forecast.model] ?? 0) + 1;
    if (forecast.guarded) report.guarded++;
    await options.onProgress(done + 1, series.length);
  }
  report.predictions = predictions.length;
  return { predictions, report };
}

function forecastPlace(
  { scope, scopeId, offenceId, series }: PlaceSeries,
  model: 'auto' | ForecastModel,
  { horizonDays, calendar }: ForecastOptions,
) {
  const forecast = forecastSeries(series, { horizonDays, model, calendar: regressorsOf(calendar) });
  const about = {
    scope,
    scopeId,
    offenceId,
    model: forecast.model,
    trainedFrom: dateOfDay(forecast.trainedFrom),
    trainedTo: dateOfDay(forecast.trainedTo),
  };
  const predictions = forecast.days.map(({ day, ...promise }) => ({
    ...about,
    ...promise,
    day: dateOfDay(day),
  }));
  return { predictions, model: forecast.model, guarded: forecast.guarded !== undefined };
}

/** Ramadan and the holidays as regressors: they move with the Hijri year, which no weekday or solar term can follow. */
export function regressorsOf(calendar: Calendar): (day: number) => Record<string, number> {
  return (day) => {
    const { ramadan, holiday } = calendar.dayOf(day);
    return { ...(ramadan && { ramadan: 1 }), ...(holiday && { [holiday]: 1 }) };
  };
}
