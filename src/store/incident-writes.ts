import type { IncidentFeatures, QualityFlag, QuarantineReason } from '../domain/incident.js';
import { arrayLiteral } from './array-literal.js';
import {
  type BulkColumn,
  type BulkRow,
  bulkInsert,
  insertArrays,
  type PackedRows,
  packRows,
} from './bulk-insert.js';
import { type Queryable, rowsOf, type Tx } from './database.js';

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
  /** The text of the row as it came, line breaks within cells included. */
  payload: string;
  status: 'accepted' | 'quarantined' | 'duplicate';
  reasons: readonly QuarantineReason[];
  incident: NewIncident | null;
  /** The incident takes the place of an earlier version under the same id. */
  replaces: boolean;
};

/** What is stored under an id: its fingerprint, and the batch that brought it. */
export type StoredVersion = { contentHash: string | null; batchId: number | null };

/** The stored versions of the given ids of a source, by id. */
export async function storedVersions(
  on: Queryable,
  source: string,
  sourceIds: readonly string[],
): Promise<Map<string, StoredVersion>> {
  if (sourceIds.length === 0) return new Map();
  const rows = await rowsOf<{ source_id: string; content_hash: string | null; batch_id: number | null }>(
    on,
    `SELECT source_id, content_hash, batch_id FROM incidents_clean
     WHERE source = ? AND source_id = ANY(?::text[])`,
    [source, arrayLiteral(sourceIds)],
  );
  return new Map(rows.map((r) => [r.source_id, { contentHash: r.content_hash, batchId: r.batch_id }]));
}

/** True when anything is stored of a source. */
export async function knowsSource(on: Queryable, source: string): Promise<boolean> {
  const rows = await rowsOf(on, 'SELECT 1 FROM incidents_clean WHERE source = ? LIMIT 1', [source]);
  return rows.length > 0;
}

const RAW: readonly BulkColumn[] = [
  { name: 'batch_id', type: 'integer' },
  { name: 'line', type: 'integer' },
  { name: 'source_id', type: 'text' },
  { name: 'payload', type: 'text' },
  { name: 'status', type: 'text' },
  { name: 'reasons', type: 'text[]' },
];

const CLEAN: readonly BulkColumn[] = [
  { name: 'batch_id', type: 'integer' },
  { name: 'line', type: 'integer' },
  { name: 'source', type: 'text' },
  { name: 'source_id', type: 'text' },
  { name: 'occurred_at', type: 'timestamptz' },
  { name: 'reported_at', type: 'timestamptz' },
  { name: 'local_date', type: 'date' },
  { name: 'hour', type: 'smallint' },
  { name: 'weekday', type: 'smallint' },
  { name: 'weekend', type: 'boolean' },
  { name: 'part_of_day', type: 'text' },
  { name: 'month', type: 'smallint' },
  { name: 'ramadan', type: 'boolean' },
  { name: 'holiday', type: 'text' },
  { name: 'offence_id', type: 'text' },
  { name: 'area_id', type: 'text' },
  { name: 'governorate_id', type: 'text' },
  { name: 'block', type: 'smallint' },
  { name: 'geom', type: 'geometry' },
  { name: 'discovered', type: 'boolean' },
  { name: 'synthetic', type: 'boolean' },
  { name: 'quality', type: 'text[]' },
  { name: 'content_hash', type: 'text' },
];

/** The cells of `CLEAN`. @param batchId with `line` the raw row that the incident comes from; null for none. */
function cleanCells(i: NewIncident, batchId: number | null, line: number | null): BulkRow {
  const f = i.features;
  return [
    batchId,
    line,
    i.source,
    i.sourceId,
    i.occurredAt,
    i.reportedAt,
    f.localDate,
    f.hour,
    f.weekday,
    f.weekend,
    f.partOfDay,
    f.month,
    f.ramadan,
    f.holiday,
    i.offenceId,
    i.areaId,
    i.governorateId,
    i.block,
    i.longitude === null || i.latitude === null ? null : { longitude: i.longitude, latitude: i.latitude },
    i.discovered,
    i.synthetic,
    i.quality,
    i.contentHash,
  ];
}

/** A later version of an incident replaces the earlier one as a whole, and keeps its id. */
const REPLACE = `ON CONFLICT (source, source_id) DO UPDATE SET
  ${CLEAN.map(({ name }) => `${name} = excluded.${name}`).join(', ')}`;

/**
 * Stores incidents that come from no file, a few thousand at a time; those whose id is already there stay as they are.
 *
 * @returns how many were new.
 */
export async function insertIncidents(on: Queryable, incidents: readonly NewIncident[]): Promise<number> {
  if (incidents.length === 0) return 0;
  const cells = incidents.map((incident) => cleanCells(incident, null, null));
  const tail = 'ON CONFLICT (source, source_id) DO NOTHING RETURNING 1';
  return (await insertArrays(on, 'incidents_clean', CLEAN, cells, tail)).length;
}

/** A chunk of a file ready to be stored: every row as it came, new incidents, and those that replace earlier versions. */
export type PackedChunk = { raw: PackedRows; fresh: PackedRows; corrected: readonly BulkRow[] };

/** Makes the rows of a chunk ready for `storeRows`, so that no transaction has to wait for it. */
export function packChunk(
  on: Pick<Queryable, 'embedded'>,
  batchId: number,
  rows: readonly RawRow[],
): PackedChunk {
  const raw = rows.map(({ line, sourceId, payload, status, reasons }): BulkRow => {
    return [batchId, line, sourceId, payload, status, reasons];
  });
  const fresh: BulkRow[] = [];
  const corrected: BulkRow[] = [];
  for (const { line, incident, replaces } of rows) {
    if (incident) (replaces ? corrected : fresh).push(cleanCells(incident, batchId, line));
  }
  return { raw: packRows(on, RAW, raw), fresh: packRows(on, CLEAN, fresh), corrected };
}

/**
 * Stores a chunk of a file: every row as it came, and the incident of each accepted row.
 *
 * @throws DatabaseError (see `takenKey`) when another import has stored one of the rows or ids in the meantime.
 */
export async function storeRows(tx: Tx, { raw, fresh, corrected }: PackedChunk): Promise<void> {
  await bulkInsert(tx, 'incidents_raw', RAW, raw);
  await bulkInsert(tx, 'incidents_clean', CLEAN, fresh);
  if (corrected.length > 0) await insertArrays(tx, 'incidents_clean', CLEAN, corrected, REPLACE);
}

/** Which of two keys somebody else had taken when `storeRows` failed: the row of the file, or an incident's id. */
export function takenKey(error: unknown): 'row' | 'incident' | null {
  const constraint = error instanceof Error ? Reflect.get(error, 'constraint') : null;
  if (constraint === 'incidents_raw_pkey') return 'row';
  return constraint === 'incidents_clean_source_source_id_key' ? 'incident' : null;
}

/** Tells the planner about incidents that just came; the embedded database has nobody else who would. */
export async function analyseIncidents(on: Queryable): Promise<void> {
  await rowsOf(on, 'ANALYZE incidents_clean, incidents_raw');
}
