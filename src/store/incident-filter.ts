import type { Period } from '../domain/period.js';
import { arrayLiteral } from './array-literal.js';

/** Which incidents are asked about. Everything given must hold. */
export type IncidentFilter = {
  /** Half-open, by when they occurred. */
  period: Period;
  /** Offence ids, finer ones included by the caller; an empty list matches nothing. */
  offences?: readonly string[];
  offencesNot?: readonly string[];
  areaIds?: readonly string[];
  areaIdsNot?: readonly string[];
  governorateIds?: readonly string[];
  block?: number;
  /** 0 = Sunday. */
  weekdays?: readonly number[];
  /**
   * Local hours `[from, to)`; across midnight when `to <= from`: then the hours after it belong to the day before, as in
   * "Friday from 22 to 3". Incidents whose time of day nobody knows do not match.
   */
  hours?: { from: number; to: number };
  within?: { latitude: number; longitude: number; radiusMetres: number };
};

/** A piece of SQL and what goes into its question marks. */
export type Condition = { sql: string; bindings: (string | number | Date)[] };

/** The filter as one condition on `incidents_clean AS c`. */
export function conditionOf(filter: IncidentFilter): Condition {
  const night = nightOf(filter);
  const parts = [
    night ? nightCondition(filter, night) : periodCondition(filter.period),
    ...listConditions(night ? withoutWeekdays(filter) : filter),
    ...otherConditions(filter),
  ];
  return { sql: parts.map((p) => p.sql).join(' AND '), bindings: parts.flatMap((p) => p.bindings) };
}

function periodCondition({ from, to }: Period): Condition {
  return { sql: 'c.occurred_at >= ? AND c.occurred_at < ?', bindings: [from, to] };
}

/** Hours that go on after midnight; null for those that end at it or before. */
function nightOf({ hours }: IncidentFilter): { from: number; to: number } | null {
  return hours && hours.to > 0 && hours.to <= hours.from ? hours : null;
}

const withoutWeekdays = ({ weekdays: _, ...filter }: IncidentFilter): IncidentFilter => filter;

/** Nights that begin in the period, and on the weekdays: their hours after midnight lie a day later. */
function nightCondition({ period, weekdays }: IncidentFilter, { to }: { to: number }): Condition {
  const days = weekdays
    ? ' AND (c.weekday + CASE WHEN c.hour < ? THEN 6 ELSE 0 END) % 7 = ANY(?::smallint[])'
    : '';
  return {
    sql: `c.occurred_at >= ?::timestamptz + CASE WHEN c.hour < ? THEN interval '1 day' ELSE interval '0' END
      AND c.occurred_at < ?::timestamptz + CASE WHEN c.hour < ? THEN interval '1 day' ELSE interval '0' END
      AND c.occurred_at >= ? AND c.occurred_at < ?::timestamptz + interval '1 day'${days}`,
    bindings: [
      ...[period.from, to, period.to, to, period.from, period.to],
      ...(weekdays ? [to, arrayLiteral(weekdays)] : []),
    ],
  };
}

function listConditions(filter: IncidentFilter): Condition[] {
  const conditions: Condition[] = [];
  const list = (ids: readonly (string | number)[] | undefined, sql: string) => {
    if (ids) conditions.push({ sql, bindings: [arrayLiteral(ids)] });
  };
  list(filter.offences, 'c.offence_id = ANY(?::text[])');
  list(filter.offencesNot, 'c.offence_id <> ALL(?::text[])');
  list(filter.areaIds, 'c.area_id = ANY(?::text[])');
  // A place that nobody knows is not one of the excluded places.
  list(filter.areaIdsNot, '(c.area_id IS NULL OR c.area_id <> ALL(?::text[]))');
  list(filter.governorateIds, 'c.governorate_id = ANY(?::text[])');
  list(filter.weekdays, 'c.weekday = ANY(?::smallint[])');
  return conditions;
}

/** Rows whose time of day is known. */
export const TIME_KNOWN = "NOT c.quality @> '{time_unknown}'";

function otherConditions({ block, hours, within }: IncidentFilter): Condition[] {
  const conditions: Condition[] = [];
  if (block !== undefined) conditions.push({ sql: 'c.block = ?', bindings: [block] });
  if (hours) {
    const joined = hours.from < hours.to ? 'AND' : 'OR';
    const sql = `(c.hour >= ? ${joined} c.hour < ?) AND ${TIME_KNOWN}`;
    conditions.push({ sql, bindings: [hours.from, hours.to] });
  }
  if (within) conditions.push(withinCondition(within));
  return conditions;
}

const METRES_PER_DEGREE = 110_500;

/** Within a radius, exactly on the ellipsoid; a box in degrees comes first because the index knows only degrees. */
function withinCondition({
  latitude,
  longitude,
  radiusMetres,
}: NonNullable<IncidentFilter['within']>): Condition {
  const point = 'ST_SetSRID(ST_MakePoint(?, ?), 4326)';
  const widest = Math.max(0.1, Math.cos((latitude * Math.PI) / 180));
  const degrees = (radiusMetres / (METRES_PER_DEGREE * widest)) * 1.02;
  return {
    sql: `c.geom && ST_Expand(${point}, ?) AND ST_DWithin(c.geom::geography, ${point}::geography, ?)`,
    bindings: [longitude, latitude, degrees, longitude, latitude, radiusMetres],
  };
}
