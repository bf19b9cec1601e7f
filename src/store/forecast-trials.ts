import type { LocalDate } from '../domain/period.js';
import type { PredictionScope } from '../domain/prediction.js';
import { type Queryable, rowsOf, type Tx } from './database.js';
import type { ActualCount } from './predictions.js';

/** What one model expected of a day; the forecast that people see is one of several. */
export type Trial = { scope: PredictionScope; scopeId: string; model: string; day: LocalDate; mean: number };

/** How far off a model was on a day that is over, in incidents, over all nights that looked at the day. */
export type TrialError = Omit<Trial, 'mean'> & { absoluteError: number };

/** Trials older than this choose no model any more. */
const KEPT_DAYS = 120;

/** Stores a run's trials in place of those it had, and lets go of old ones. */
export async function saveTrials(
  tx: Tx,
  runId: number,
  trials: readonly Trial[],
  asOf: LocalDate,
): Promise<void> {
  await rowsOf(tx, 'DELETE FROM forecast_trials WHERE run_id = ? OR day < ?::date - ?::int', [
    runId,
    asOf,
    KEPT_DAYS,
  ]);
  await rowsOf(
    tx,
    `INSERT INTO forecast_trials (run_id, scope, scope_id, model, day, mean)
     SELECT ?, scope, "scopeId", model, day, mean
     FROM jsonb_to_recordset(?::jsonb) AS t (scope text, "scopeId" text, model text, day date, mean float8)`,
    [runId, JSON.stringify(trials)],
  );
}

/** Writes what was counted beside every trial of the day. */
export async function recordTrialActuals(tx: Tx, actuals: readonly ActualCount[]): Promise<void> {
  await rowsOf(
    tx,
    `UPDATE forecast_trials t SET actual = a.actual
     FROM jsonb_to_recordset(?::jsonb) AS a (scope text, "scopeId" text, day date, actual integer)
     WHERE t.scope = a.scope AND t.scope_id = a."scopeId" AND t.day = a.day AND t.actual IS DISTINCT FROM a.actual`,
    [JSON.stringify(actuals)],
  );
}

/** The mean errors of all models, from `from` to the day before `to`. */
export function trialErrors(
  on: Queryable,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<TrialError[]> {
  return rowsOf<TrialError>(
    on,
    `SELECT scope, scope_id AS "scopeId", model, day, avg(abs(actual - mean))::float8 AS "absoluteError"
     FROM forecast_trials WHERE actual IS NOT NULL AND day >= ?::date AND day < ?::date
     GROUP BY 1, 2, 3, 4`,
    [from, to],
  );
}

/** The model that forecast each place, all offences together, in the run for the latest day. */
export function presentModels(
  on: Queryable,
): Promise<{ scope: PredictionScope; scopeId: string; model: string }[]> {
  return rowsOf(
    on,
    `SELECT DISTINCT ON (scope, scope_id) scope, scope_id AS "scopeId", model FROM predictions
     WHERE offence_id IS NULL AND run_id = (
       SELECT id FROM runs r WHERE EXISTS (SELECT FROM predictions p WHERE p.run_id = r.id)
       ORDER BY local_date DESC, id DESC LIMIT 1)`,
  );
}
