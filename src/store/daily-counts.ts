import type { LocalDate } from '../domain/period.js';
import { type Queryable, rowsOf } from './database.js';

/** Local days, `from` inside, `to` outside. */
export type DayRange = { from: LocalDate; to: LocalDate };

/**
 * The first and last local day with incidents before `before`; null when there are none. Dates of the future, which some source got
 * wrong, are not looked at.
 */
export async function recordedDays(
  on: Queryable,
  before: LocalDate,
): Promise<{ first: LocalDate; last: LocalDate } | null> {
  const [row] = await rowsOf<{ first: LocalDate | null; last: LocalDate | null }>(
    on,
    'SELECT min(local_date) AS first, max(local_date) AS last FROM incidents_clean WHERE local_date < ?::date',
    [before],
  );
  return row?.first && row.last ? { first: row.first, last: row.last } : null;
}

/**
 * Incidents by how many days after the day on which they happened they were reported: [0] on the same day, the last one `mostDays` or
 * more. Incidents that do not say when they were reported are left out.
 */
export async function reportingLags(
  on: Queryable,
  { from, to }: DayRange,
  { mostDays, timeZone }: { mostDays: number; timeZone: string },
): Promise<Float64Array> {
  const rows = await rowsOf<{ lag: number; count: number }>(
    on,
    `SELECT least(greatest((reported_at AT TIME ZONE ?)::date - local_date, 0), ?::int) AS lag, count(*)::int AS count
     FROM incidents_clean
     WHERE local_date >= ?::date AND local_date < ?::date AND reported_at IS NOT NULL
     GROUP BY 1`,
    [timeZone, mostDays, from, to],
  );
  const lags = new Float64Array(mostDays + 1);
  for (const { lag, count } of rows) lags[lag] = count;
  return lags;
}
