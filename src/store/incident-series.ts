import { dayOfDate, type LocalDate } from '../domain/period.js';
import { arrayLiteral } from './array-literal.js';
import { type Queryable, rowsOf } from './database.js';

/** Whose incidents a series counts; `offences` (finer ones included) narrows it. */
export type SeriesScope = {
  scope: 'country' | 'governorate' | 'area';
  /** Governorate or area id; anything for the country. */
  id: string;
  offences?: readonly string[];
};

/** Incidents a day, zeros included: `counts[0]` belongs to local day number `startDay` (0 = 1970-01-01). */
export type DailyCounts = { startDay: number; counts: Float64Array };

/** Counts of every local day from `from` to the day before `to`. @throws RangeError when one is no calendar day. */
export async function dailyCounts(
  on: Queryable,
  scope: SeriesScope,
  from: LocalDate,
  to: LocalDate,
): Promise<DailyCounts> {
  const all = await dailyCountsByScope(on, scope.scope, from, to, {
    ...(scope.offences && { offences: scope.offences }),
    ...(scope.scope !== 'country' && { ids: [scope.id] }),
  });
  return all.get(scope.scope === 'country' ? 'country' : scope.id) ?? emptyDays(from, to);
}

const COLUMN = { country: "'country'", governorate: 'c.governorate_id', area: 'c.area_id' } as const;

/**
 * The same for every governorate or area at once, in one query; places without any incident in the time are absent.
 *
 * @returns by id; the country's id is `country`.
 */
export async function dailyCountsByScope(
  on: Queryable,
  scope: SeriesScope['scope'],
  from: LocalDate,
  to: LocalDate,
  narrow: { offences?: readonly string[]; ids?: readonly string[] } = {},
): Promise<Map<string, DailyCounts>> {
  const conditions = ['c.local_date >= ?', 'c.local_date < ?', `${COLUMN[scope]} IS NOT NULL`];
  const bindings: string[] = [from, to];
  if (narrow.offences) {
    conditions.push('c.offence_id = ANY(?::text[])');
    bindings.push(arrayLiteral(narrow.offences));
  }
  if (narrow.ids) {
    conditions.push(`${COLUMN[scope]} = ANY(?::text[])`);
    bindings.push(arrayLiteral(narrow.ids));
  }
  const rows = await rowsOf<{ id: string; day: LocalDate; n: number }>(
    on,
    `SELECT ${COLUMN[scope]} AS id, c.local_date AS day, count(*) AS n
     FROM incidents_clean c WHERE ${conditions.join(' AND ')} GROUP BY 1, 2`,
    bindings,
  );
  const series = new Map<string, DailyCounts>();
  for (const { id, day, n } of rows) {
    const own = series.get(id) ?? emptyDays(from, to);
    series.set(id, own);
    own.counts[dayOfDate(day) - own.startDay] = n;
  }
  return series;
}

function emptyDays(from: LocalDate, to: LocalDate): DailyCounts {
  const startDay = dayOfDate(from);
  return { startDay, counts: new Float64Array(Math.max(0, dayOfDate(to) - startDay)) };
}
