import type { IncidentFeatures, QualityFlag, QuarantineReason } from '../domain/incident.js';
import { type ArrayElement, arrayLiteral } from './array-literal.js';
import { type Queryable, rowsOf } from './database.js';

/** A cleaned incident that is about to be stored. */
export type NewIncident = {
  source: string;
  sourceId: string;
  occurredAt: Date;
  reportedAt: Date | null;
  features: IncidentFeatures;
  offenceId: string;
  areaId: string | null;
  governorateId: string | null;
  latitude: number | null;
  longitude: number | null;
  block: number | null;
  discovered: boolean;
  synthetic: boolean;
  quality: readonly QualityFlag[];
  /** Fingerprint of what the row says; null where nothing is ever compared with it. */
  contentHash: string | null;
};

/** A row of a file as it came and what became of it; `incident` where it was accepted. */
export type RawRow = {
  line: number;
  sourceId: string | null;
  /** JSON text of the row as it came. */
  payload: string;
  status: 'accepted' | 'quarantined' | 'duplicate';
  reasons: readonly QuarantineReason[];
  incident: NewIncident | null;
};

/** What is stored under an id: its fingerprint, and the batch that brought it. */
export type StoredVersion = { contentHash: string | null; batchId: number | null };

/** The stored versions of the given ids of a source, by id. */
export async function storedVersions(
  on: Queryable,
  source: string,
  sourceIds: readonly string[],
): Promise<Map<string, StoredVersion>> {
  const rows = await rowsOf<{ source_id: string; content_hash: string | null; batch_id: number | null }>(
    on,
    `SELECT c.source_id, c.content_hash, r.batch_id
     FROM incidents_clean c LEFT JOIN incidents_raw r ON r.id = c.raw_id
     WHERE c.source = ? AND c.source_id = ANY(?::text[])`,
    [source, arrayLiteral(sourceIds)],
  );
  return new Map(rows.map((r) => [r.source_id, { contentHash: r.content_hash, batchId: r.batch_id }]));
}

/** One array per column for `unnest`: the fastest way in that works on the embedded database and on a server alike. */
function columnsOf(incidents: readonly NewIncident[]) {
  const column = (pick: (incident: NewIncident) => ArrayElement) => arrayLiteral(incidents.map(pick));
  return [
    column((i) => i.source),
    column((i) => i.sourceId),
    column((i) => i.occurredAt.toISOString()),
    column((i) => i.reportedAt?.toISOString() ?? null),
    column((i) => i.features.localDate),
    column((i) => i.features.hour),
    column((i) => i.features.weekday),
    column((i) => i.features.weekend),
    column((i) => i.features.partOfDay),
    column((i) => i.features.month),
    column((i) => i.features.ramadan),
    column((i) => i.features.holiday),
    column((i) => i.offenceId),
    column((i) => i.areaId),
    column((i) => i.governorateId),
    column((i) => i.block),
    column((i) => i.latitude),
    column((i) => i.longitude),
    column((i) => i.discovered),
    column((i) => i.synthetic),
    column((i) => i.quality.join(' ')),
    column((i) => i.contentHash),
  ];
}

const UNNEST = `unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::date[], ?::smallint[],
    ?::smallint[], ?::boolean[], ?::text[], ?::smallint[], ?::boolean[], ?::text[], ?::text[], ?::text[], ?::text[],
    ?::smallint[], ?::float8[], ?::float8[], ?::boolean[], ?::boolean[], ?::text[], ?::text[])`;

const FIELDS = `source, source_id, occurred_at, reported_at, local_date, hour, weekday, weekend, part_of_day, month,
    ramadan, holiday, offence_id, area_id, governorate_id, block, latitude, longitude, discovered, synthetic, quality,
    content_hash`;

const TARGET = `raw_id, source, source_id, occurred_at, reported_at, local_date, hour, weekday, weekend, part_of_day,
    month, ramadan, holiday, offence_id, area_id, governorate_id, block, geom, discovered, synthetic, quality,
    content_hash`;

const SOURCE = `n.source, n.source_id, n.occurred_at, n.reported_at, n.local_date, n.hour, n.weekday, n.weekend,
    n.part_of_day, n.month, n.ramadan, n.holiday, n.offence_id, n.area_id, n.governorate_id, n.block,
    ST_SetSRID(ST_MakePoint(n.longitude, n.latitude), 4326), n.discovered, n.synthetic,
    string_to_array(n.quality, ' '), n.content_hash`;

/** A later version of an incident replaces the earlier one as a whole, and keeps its id. */
const REPLACE = `ON CONFLICT (source, source_id) DO UPDATE SET
    raw_id = excluded.raw_id, occurred_at = excluded.occurred_at, reported_at = excluded.reported_at,
    local_date = excluded.local_date, hour = excluded.hour, weekday = excluded.weekday, weekend = excluded.weekend,
    part_of_day = excluded.part_of_day, month = excluded.month, ramadan = excluded.ramadan,
    holiday = excluded.holiday, offence_id = excluded.offence_id, area_id = excluded.area_id,
    governorate_id = excluded.governorate_id, block = excluded.block, geom = excluded.geom,
    discovered = excluded.discovered, synthetic = excluded.synthetic, quality = excluded.quality,
    content_hash = excluded.content_hash`;

/**
 * Stores incidents that come from no file, a few thousand at a time; those whose id is already there stay as they are.
 *
 * @returns how many were new.
 */
export async function insertIncidents(on: Queryable, incidents: readonly NewIncident[]): Promise<number> {
  if (incidents.length === 0) return 0;
  const rows = await rowsOf(
    on,
    `INSERT INTO incidents_clean (${TARGET})
     SELECT NULL, ${SOURCE} FROM ${UNNEST} AS n (${FIELDS})
     ON CONFLICT (source, source_id) DO NOTHING RETURNING 1`,
    columnsOf(incidents),
  );
  return rows.length;
}

/** Stores a chunk of a file: every row as it came, and the incident of each accepted row, in two statements. */
export async function storeRows(on: Queryable, batchId: number, rows: readonly RawRow[]): Promise<void> {
  if (rows.length === 0) return;
  const rawIds = await storeRaw(on, batchId, rows);
  const accepted = rows.flatMap(({ line, incident }) =>
    incident ? [{ rawId: rawIds.get(line) ?? null, incident }] : [],
  );
  if (accepted.length === 0) return;
  await rowsOf(
    on,
    `INSERT INTO incidents_clean (${TARGET})
     SELECT n.raw_id, ${SOURCE}
     FROM ${UNNEST.replace('unnest(', 'unnest(?::bigint[], ')} AS n (raw_id, ${FIELDS})
     ${REPLACE}`,
    [arrayLiteral(accepted.map((a) => a.rawId)), ...columnsOf(accepted.map((a) => a.incident))],
  );
}

/** The ids of the stored rows by line: joining the table again would cost more, most of all while it has no statistics. */
async function storeRaw(
  on: Queryable,
  batchId: number,
  rows: readonly RawRow[],
): Promise<Map<number, number>> {
  const stored = await rowsOf<{ id: number; line: number }>(
    on,
    `INSERT INTO incidents_raw (batch_id, line, source_id, payload, status, reasons)
     SELECT ?, line, source_id, payload::jsonb, status, string_to_array(reasons, ' ')
     FROM unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[])
       AS r (line, source_id, payload, status, reasons)
     RETURNING id, line`,
    [
      batchId,
      arrayLiteral(rows.map((r) => r.line)),
      arrayLiteral(rows.map((r) => r.sourceId)),
      arrayLiteral(rows.map((r) => r.payload)),
      arrayLiteral(rows.map((r) => r.status)),
      arrayLiteral(rows.map((r) => r.reasons.join(' '))),
    ],
  );
  return new Map(stored.map(({ id, line }) => [line, id]));
}
