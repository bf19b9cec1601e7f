import { FORECAST_MODELS, type ForecastModel } from '../analytics/forecast.js';
import { chooseModel, type ScoredPromise } from '../analytics/model-choice.js';
import { dateOfDay, dayOfDate } from '../domain/period.js';
import type { Queryable } from '../store/database.js';
import { presentModels, trialErrors } from '../store/forecast-trials.js';
import { keyOf, type PlaceSeries, type SeriesSubject } from './series.js';

/** Which model forecasts a series, and whether a seasonal ARIMA is worth its time there, if only to be compared. */
export type ModelPlan = (one: SeriesSubject) => { model: 'auto' | ForecastModel; compare: boolean };

/** Scores of a quarter decide. */
const WINDOW_DAYS = 90;

/**
 * Plans the night's models: the country, the governorates and the busiest areas may take the dearer ones. Where the nights before have
 * been scored, the better model is taken: on most nights only when it is clearly better than the present one, on the first of a month
 * whichever was best, so that no series stays with a habit.
 */
export async function planModels(
  on: Queryable,
  asOfDay: number,
  busyAreas: readonly PlaceSeries[],
): Promise<ModelPlan> {
  const span = { from: dateOfDay(asOfDay - WINDOW_DAYS), to: dateOfDay(asOfDay) };
  const scores = new Map<string, ScoredPromise[]>();
  for (const { scope, scopeId, model, day, absoluteError } of await trialErrors(on, span)) {
    const key = keyOf({ scope, scopeId, offenceId: null });
    const scored = { model, day: dayOfDate(day), absoluteError };
    const known = scores.get(key);
    if (known) known.push(scored);
    else scores.set(key, [scored]);
  }
  const present = new Map(
    (await presentModels(on)).map((p) => [keyOf({ ...p, offenceId: null }), p.model] as const),
  );
  const busy = new Set(busyAreas.map(keyOf));
  const margin = span.to.endsWith('-01') ? 0 : undefined;
  return (one) => {
    const key = keyOf(one);
    const compare = one.scope === 'country' || one.scope === 'governorate' || busy.has(key);
    const usual = compare ? 'auto' : 'ewma';
    const scored = scores.get(key);
    const now = present.get(key);
    if (!scored || now === undefined) return { model: usual, compare };
    const best = chooseModel(now, scored, asOfDay, margin === undefined ? {} : { margin });
    const chosen = FORECAST_MODELS.find((model) => model === best) ?? usual;
    const tooDear = !compare && (chosen === 'sarima' || chosen === 'ensemble');
    return { model: tooDear ? usual : chosen, compare };
  };
}
