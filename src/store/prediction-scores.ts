import type { LocalDate } from '../domain/period.js';
import type { PredictionScore, ScoredDay } from '../domain/prediction.js';
import { type Queryable, rowsOf } from './database.js';
import type { PredictionSubject } from './predictions.js';

/**
 * The last promise for each day that was made before the day began, beside what was counted then; days from `from` to the day before `to`
 * that have both, oldest first.
 */
export function keptPromises(
  on: Queryable,
  subject: PredictionSubject,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<ScoredDay[]> {
  return rowsOf<ScoredDay>(
    on,
    `SELECT DISTINCT ON (p.day) p.day, p.mean, p.low80, p.high80, p.low95, p.high95, p.actual
     FROM predictions p JOIN runs r ON r.id = p.run_id
     WHERE p.scope = ? AND p.scope_id = ? AND p.offence_id IS NOT DISTINCT FROM ?::text
       AND p.day >= ?::date AND p.day < ?::date AND p.actual IS NOT NULL AND r.local_date <= p.day
     ORDER BY p.day, r.local_date DESC, p.run_id DESC`,
    [subject.scope, subject.scopeId, subject.offenceId, from, to],
  );
}

/** The same over every place of all scopes together: how good a night's forecasts are on the whole. Null before any truth is known. */
export async function scoreOfAll(
  on: Queryable,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<Omit<PredictionScore, 'meanAbsoluteError' | 'mase'> | null> {
  const [row] = await rowsOf<{ days: number; inside80: number; inside95: number }>(
    on,
    `SELECT count(*)::int AS days, count(*) FILTER (WHERE actual BETWEEN low80 AND high80)::int AS inside80,
       count(*) FILTER (WHERE actual BETWEEN low95 AND high95)::int AS inside95
     FROM (
       SELECT DISTINCT ON (p.scope, p.scope_id, p.day) p.low80, p.high80, p.low95, p.high95, p.actual
       FROM predictions p JOIN runs r ON r.id = p.run_id
       WHERE p.offence_id IS NULL AND p.day >= ?::date AND p.day < ?::date AND p.actual IS NOT NULL
         AND r.local_date <= p.day
       ORDER BY p.scope, p.scope_id, p.day, r.local_date DESC, p.run_id DESC
     ) AS kept`,
    [from, to],
  );
  return row && row.days > 0 ? row : null;
}
