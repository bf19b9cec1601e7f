import type { LocalDate } from '../domain/period.js';
import { arrayLiteral } from './array-literal.js';
import { type Queryable, rowsOf } from './database.js';
import { TIME_KNOWN } from './incident-filter.js';
import type { SeriesScope } from './incident-series.js';

/** What is asked about, among all incidents. Everything given must hold. */
export type KindFilter = {
  /** Offence ids, finer ones included by the caller. */
  offences?: readonly string[];
  offencesNot?: readonly string[];
  /** Local hours `[from, to)`; across midnight when `to <= from`: the small hours count under the day on which they began. */
  hours?: { from: number; to: number };
};

/** Incidents by weekday, 0 = Sunday: all of the place's, and those of the kind. */
export type KindCounts = { all: Float64Array; selected: Float64Array };

const PLACE = { country: 'TRUE', governorate: 'c.governorate_id = ?', area: 'c.area_id = ?' } as const;

/**
 * How many of a place's incidents were of a kind, by weekday, from `from` to the day before `to`. Where hours are asked about, incidents
 * whose time of day nobody knows count on neither side.
 */
export async function kindCounts(
  on: Queryable,
  { scope, id }: Pick<SeriesScope, 'scope' | 'id'>,
  kind: KindFilter,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<KindCounts> {
  const { sql, bindings } = conditionOfKind(kind);
  const rows = await rowsOf<{ weekday: number; n: number; selected: number; begun: number }>(
    on,
    `SELECT c.weekday, count(*) AS n, count(*) FILTER (WHERE ${sql} AND NOT ${AFTER_MIDNIGHT}) AS selected,
       count(*) FILTER (WHERE ${sql} AND ${AFTER_MIDNIGHT}) AS begun
     FROM incidents_clean c
     WHERE c.local_date >= ?::date AND c.local_date < ?::date AND ${PLACE[scope]} ${kind.hours ? `AND ${TIME_KNOWN}` : ''}
     GROUP BY c.weekday`,
    [
      ...bindings,
      ...afterMidnight(kind),
      ...bindings,
      ...afterMidnight(kind),
      from,
      to,
      ...(scope === 'country' ? [] : [id]),
    ],
  );
  const counts = { all: new Float64Array(7), selected: new Float64Array(7) };
  for (const { weekday, n, selected, begun } of rows) {
    const before = (weekday + 6) % 7;
    counts.all[weekday] = n;
    counts.selected[weekday] = (counts.selected[weekday] ?? 0) + selected;
    counts.selected[before] = (counts.selected[before] ?? 0) + begun;
  }
  return counts;
}

const AFTER_MIDNIGHT = 'c.hour < ?';

/** The hour before which a span across midnight belongs to the day before; 0 for other spans: never. */
function afterMidnight({ hours }: KindFilter): number[] {
  return [hours && hours.to <= hours.from ? hours.to : 0];
}

function conditionOfKind({ offences, offencesNot, hours }: KindFilter) {
  const parts: string[] = ['TRUE'];
  const bindings: (string | number)[] = [];
  if (offences) {
    parts.push('c.offence_id = ANY(?::text[])');
    bindings.push(arrayLiteral(offences));
  }
  if (offencesNot) {
    parts.push('c.offence_id <> ALL(?::text[])');
    bindings.push(arrayLiteral(offencesNot));
  }
  if (hours) {
    parts.push(`(c.hour >= ? ${hours.from < hours.to ? 'AND' : 'OR'} c.hour < ?)`);
    bindings.push(hours.from, hours.to);
  }
  return { sql: parts.join(' AND '), bindings };
}
