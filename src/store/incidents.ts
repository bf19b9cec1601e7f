import type { Incident, QualityFlag } from '../domain/incident.js';
import { type Queryable, rowOf, rowsOf } from './database.js';
import { conditionOf, type IncidentFilter, TIME_KNOWN } from './incident-filter.js';

export type { IncidentFilter } from './incident-filter.js';
export { type DailyCounts, dailyCounts, dailyCountsByScope, type SeriesScope } from './incident-series.js';
export { insertIncidents, type NewIncident } from './incident-writes.js';

/** How many incidents match, and what a reader should know of them. */
export type IncidentCount = {
  count: number;
  /** Of these: without a position, hence on no map. */
  withoutPosition: number;
  /** Of these: invented for the demonstration. */
  synthetic: number;
  /** Of these: found by patrols rather than reported. */
  discovered: number;
};

/** Counts the incidents that match. */
export async function countIncidents(on: Queryable, filter: IncidentFilter): Promise<IncidentCount> {
  const { sql, bindings } = conditionOf(filter);
  const row = await rowOf<{ n: number; placeless: number; synthetic: number; discovered: number }>(
    on,
    `SELECT count(*) AS n, count(*) FILTER (WHERE c.geom IS NULL) AS placeless,
       count(*) FILTER (WHERE c.synthetic) AS synthetic, count(*) FILTER (WHERE c.discovered) AS discovered
     FROM incidents_clean c WHERE ${sql}`,
    bindings,
  );
  const { n, placeless, synthetic, discovered } = row;
  return { count: n, withoutPosition: placeless, synthetic, discovered };
}

/** What incidents can be counted by. */
export type CountDimension =
  | 'offence'
  | 'area'
  | 'governorate'
  | 'hour'
  | 'part_of_day'
  | 'weekday'
  | 'day'
  | 'week'
  | 'month'
  | 'block';

/** A group and its count; the key is null where the dimension is not known. Dates are YYYY-MM-DD. */
export type CountRow = { key: string | number | null; count: number };

const KEYS: Readonly<Record<CountDimension, string>> = {
  offence: 'c.offence_id',
  area: 'c.area_id',
  governorate: 'c.governorate_id',
  hour: `CASE WHEN ${TIME_KNOWN} THEN c.hour END`,
  part_of_day: `CASE WHEN ${TIME_KNOWN} THEN c.part_of_day END`,
  weekday: 'c.weekday',
  day: 'c.local_date',
  week: 'c.local_date - c.weekday',
  month: "date_trunc('month', c.local_date)::date",
  block: 'c.block',
};
const STEPS = { day: '1 day', week: '7 days', month: '1 month' } as const;

/**
 * Counts the matching incidents in groups. Days, weeks (named by their Sunday) and months (by their first day) come in
 * order and without gaps, zeros included, from the first to the last of the period; the other groups come largest
 * first, hours and weekdays in their order, and only where there is something.
 *
 * @param timeZone in which the period's local days are reckoned.
 */
export async function countBy(
  on: Queryable,
  filter: IncidentFilter,
  by: CountDimension,
  timeZone = 'Asia/Kuwait',
): Promise<CountRow[]> {
  const { sql, bindings } = conditionOf(filter);
  const groups = `SELECT ${KEYS[by]} AS key, count(*) AS count FROM incidents_clean c WHERE ${sql} GROUP BY 1`;
  if (by === 'day' || by === 'week' || by === 'month') {
    return countByDate(on, filter, { groups, bindings, by, timeZone });
  }
  const order = by === 'hour' || by === 'weekday' ? 'key NULLS LAST' : 'count DESC, key';
  return rowsOf<CountRow>(on, `${groups} ORDER BY ${order}`, bindings);
}

async function countByDate(
  on: Queryable,
  { period }: IncidentFilter,
  query: { groups: string; bindings: (string | number | Date)[]; by: keyof typeof STEPS; timeZone: string },
): Promise<CountRow[]> {
  const first = { day: 'f', week: 'f - extract(dow FROM f)::integer', month: "date_trunc('month', f)::date" }[
    query.by
  ];
  return rowsOf<CountRow>(
    on,
    `WITH bounds AS (
       SELECT (?::timestamptz AT TIME ZONE ?)::date AS f,
         ((?::timestamptz - interval '1 millisecond') AT TIME ZONE ?)::date AS l
     ), steps AS (
       SELECT generate_series((${first})::timestamp, l::timestamp, '${STEPS[query.by]}')::date AS key FROM bounds
     ), found AS (${query.groups})
     SELECT steps.key, coalesce(found.count, 0) AS count
     FROM steps LEFT JOIN found USING (key) ORDER BY steps.key`,
    [period.from, query.timeZone, period.to, query.timeZone, ...query.bindings],
  );
}

type IncidentRow = {
  id: number;
  source: string;
  source_id: string;
  occurred_at: Date;
  reported_at: Date | null;
  offence_id: string;
  area_id: string | null;
  governorate_id: string | null;
  latitude: number | null;
  longitude: number | null;
  block: number | null;
  discovered: boolean;
  synthetic: boolean;
  quality: QualityFlag[];
};

const COLUMNS = `c.id, c.source, c.source_id, c.occurred_at, c.reported_at, c.offence_id, c.area_id, c.governorate_id,
  ST_Y(c.geom) AS latitude, ST_X(c.geom) AS longitude, c.block, c.discovered, c.synthetic, c.quality`;

function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    source: row.source,
    sourceId: row.source_id,
    occurredAt: row.occurred_at,
    reportedAt: row.reported_at,
    offenceId: row.offence_id,
    areaId: row.area_id,
    governorateId: row.governorate_id,
    latitude: row.latitude,
    longitude: row.longitude,
    block: row.block,
    discovered: row.discovered,
    synthetic: row.synthetic,
    quality: row.quality,
  };
}

/** Where a page of incidents ended: the next one begins with what is older. */
export type IncidentCursor = { occurredAt: Date; id: number };

/** The latest incidents that match, newest first; `before` pages back. */
export async function listRecent(
  on: Queryable,
  filter: IncidentFilter,
  limit: number,
  before: IncidentCursor | null = null,
): Promise<Incident[]> {
  const { sql, bindings } = conditionOf(filter);
  const rows = await rowsOf<IncidentRow>(
    on,
    `SELECT ${COLUMNS} FROM incidents_clean c
     WHERE ${sql} ${before ? 'AND (c.occurred_at, c.id) < (?, ?)' : ''}
     ORDER BY c.occurred_at DESC, c.id DESC LIMIT ?`,
    [...bindings, ...(before ? [before.occurredAt, before.id] : []), limit],
  );
  return rows.map(toIncident);
}

/** How fresh and how real the data are. */
export type Freshness = {
  latestOccurredAt: Date | null;
  /** When the last import ended; null when nothing was ever imported. */
  latestBatchAt: Date | null;
  /** Share of invented incidents, 0 to 1. */
  syntheticShare: number;
  /** Invented incidents, of all that are stored. */
  synthetic: number;
  total: number;
  /** Rows that imports refused and keep. */
  quarantined: number;
};

/** The state of the data, for the small print of every answer: quoted from kept totals, not counted. */
export async function freshness(on: Queryable): Promise<Freshness> {
  const row = await rowOf<{
    latest: Date | null;
    total: number;
    synthetic: number;
    batch_at: Date | null;
    quarantined: number;
  }>(
    on,
    `SELECT (SELECT max(occurred_at) FROM incidents_clean) AS latest, c.total, c.synthetic, b.batch_at, b.quarantined
     FROM (SELECT coalesce(sum(incidents), 0)::bigint AS total, coalesce(sum(synthetic), 0)::bigint AS synthetic
        FROM incident_totals) AS c,
       (SELECT max(finished_at) FILTER (WHERE status = 'finished') AS batch_at,
          coalesce(sum((report->>'quarantined')::bigint), 0)::bigint AS quarantined FROM ingest_batches) AS b`,
  );
  return {
    latestOccurredAt: row.latest,
    latestBatchAt: row.batch_at,
    syntheticShare: row.total === 0 ? 0 : row.synthetic / row.total,
    synthetic: row.synthetic,
    total: row.total,
    quarantined: row.quarantined,
  };
}
