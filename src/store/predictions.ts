import type { LocalDate } from '../domain/period.js';
import type { NewPrediction, Prediction, PredictionScope } from '../domain/prediction.js';
import { type Queryable, rowsOf, type Tx } from './database.js';

/** What a forecast is about. `offenceId` null: all offences together. */
export type PredictionSubject = { scope: PredictionScope; scopeId: string; offenceId: string | null };

/** What was counted on a day for which there was a forecast. */
export type ActualCount = PredictionSubject & { day: LocalDate; actual: number };

type PredictionRow = {
  run_id: number;
  scope: PredictionScope;
  scope_id: string;
  offence_id: string | null;
  day: string;
  mean: number;
  low80: number;
  high80: number;
  low95: number;
  high95: number;
  dispersion: number;
  correlation: number;
  model: string;
  trained_from: string;
  trained_to: string;
  actual: number | null;
};

const COLUMNS = `run_id, scope, scope_id, offence_id, day, mean, low80, high80, low95, high95, dispersion, correlation, model,
  trained_from, trained_to, actual`;

const predictionOf = (row: PredictionRow): Prediction => ({
  runId: row.run_id,
  scope: row.scope,
  scopeId: row.scope_id,
  offenceId: row.offence_id,
  day: row.day,
  mean: row.mean,
  low80: row.low80,
  high80: row.high80,
  low95: row.low95,
  high95: row.high95,
  dispersion: row.dispersion,
  correlation: row.correlation,
  model: row.model,
  trainedFrom: row.trained_from,
  trainedTo: row.trained_to,
  actual: row.actual,
});

/** Stores a run's forecasts in place of those it had, so that a repeated run leaves no second copy. */
export async function savePredictions(
  tx: Tx,
  runId: number,
  predictions: readonly NewPrediction[],
): Promise<void> {
  await rowsOf(tx, 'DELETE FROM predictions WHERE run_id = ?', [runId]);
  await rowsOf(
    tx,
    `INSERT INTO predictions (run_id, scope, scope_id, offence_id, day, mean, low80, high80, low95, high95,
       dispersion, correlation, model, trained_from, trained_to)
     SELECT ?, scope, "scopeId", "offenceId", day, mean, low80, high80, low95, high95, dispersion, correlation, model,
       "trainedFrom", "trainedTo"
     FROM jsonb_to_recordset(?::jsonb) AS p
       (scope text, "scopeId" text, "offenceId" text, day date, mean float8, low80 float8, high80 float8, low95 float8,
        high95 float8, dispersion float8, correlation float8, model text, "trainedFrom" date, "trainedTo" date)`,
    [runId, JSON.stringify(predictions)],
  );
}

/** The run with the latest training day that forecast this subject; the later one of two. */
const LATEST_RUN = `SELECT run_id FROM predictions
  WHERE scope = ? AND scope_id = ? AND offence_id IS NOT DISTINCT FROM ?::text
  ORDER BY trained_to DESC, run_id DESC LIMIT 1`;

const bindingsOf = (subject: PredictionSubject) => [subject.scope, subject.scopeId, subject.offenceId];

/** The latest forecast of a subject, first day first; `from` and `to` (both inside) narrow it. */
export async function latestPredictions(
  on: Queryable,
  subject: PredictionSubject,
  range: { from?: LocalDate; to?: LocalDate } = {},
): Promise<Prediction[]> {
  const { from = null, to = null } = range;
  const rows = await rowsOf<PredictionRow>(
    on,
    `SELECT ${COLUMNS} FROM predictions
     WHERE run_id = (${LATEST_RUN}) AND scope = ? AND scope_id = ? AND offence_id IS NOT DISTINCT FROM ?::text
       AND (?::date IS NULL OR day >= ?::date) AND (?::date IS NULL OR day <= ?::date)
     ORDER BY day`,
    [...bindingsOf(subject), ...bindingsOf(subject), from, from, to, to],
  );
  return rows.map(predictionOf);
}

/** Writes what was counted beside every forecast of that day, whichever run made it. Returns how many changed. */
export async function recordActuals(tx: Tx, actuals: readonly ActualCount[]): Promise<number> {
  const rows = await rowsOf(
    tx,
    `UPDATE predictions p SET actual = a.actual
     FROM jsonb_to_recordset(?::jsonb) AS a (scope text, "scopeId" text, "offenceId" text, day date, actual integer)
     WHERE p.scope = a.scope AND p.scope_id = a."scopeId" AND p.offence_id IS NOT DISTINCT FROM a."offenceId"
       AND p.day = a.day AND p.actual IS DISTINCT FROM a.actual
     RETURNING p.id`,
    [JSON.stringify(actuals)],
  );
  return rows.length;
}

/** So many days are thinned in one night: the one that has just become old, and those of nights that were missed. */
const THINNED_DAYS = 60;

/**
 * Keeps, of all forecasts for the days before this one, the last that was made before each day began: the one whose score is
 * quoted. Every night forecasts four weeks, so that 27 of 28 rows go.
 *
 * @returns how many were deleted.
 */
export async function thinPredictions(tx: Tx, before: LocalDate): Promise<number> {
  const rows = await rowsOf(
    tx,
    `DELETE FROM predictions WHERE id IN (
       SELECT id FROM (
         SELECT p.id, row_number() OVER (PARTITION BY p.scope, p.scope_id, p.offence_id, p.day
           ORDER BY r.local_date <= p.day DESC, r.local_date DESC, p.run_id DESC) AS place
         FROM predictions p JOIN runs r ON r.id = p.run_id
         WHERE p.day >= ?::date - ${THINNED_DAYS} AND p.day < ?::date) AS ranked
       WHERE place > 1)
     RETURNING id`,
    [before, before],
  );
  return rows.length;
}
