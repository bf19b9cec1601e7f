import type { QuarantineReason } from '../domain/incident.js';
import type { NewIncident, RawRow, StoredVersion } from '../store/incident-writes.js';
import type { Cleaned, Draft } from './clean.js';
import type { CsvRecord } from './csv/records.js';
import type { Placement } from './place-rows.js';
import { countOne, type Tally } from './report.js';

/** A row on its way: cleaned, and placed when it is a draft. */
export type Candidate = {
  record: CsvRecord;
  cleaned: Cleaned;
  placement: Placement | QuarantineReason | null;
};

/** What all rows of an import share. */
export type ImportIdentity = { source: string; synthetic: boolean; header: readonly string[] };

/** What is known of an id while a file is imported; `batchId` null: brought by something other than a file. */
export type Versions = Map<string, StoredVersion>;

/**
 * Decides what becomes of each row and counts it: refused for a reason, a duplicate (same id, same content), a conflict
 * (same id, other content, in the same file), a correction (the same in a later file), or new.
 *
 * @param versions what is stored under the ids; extended by the rows accepted here.
 * @param batchId the batch being imported; any number that no batch has in a dry run.
 */
export function judgeRows(
  candidates: readonly Candidate[],
  versions: Versions,
  batchId: number,
  identity: ImportIdentity,
  tally: Tally,
): RawRow[] {
  return candidates.map((candidate) => {
    const row = judgeRow(candidate, versions, batchId, identity, tally);
    tally.read++;
    tally[row.status]++;
    const [first] = row.reasons;
    if (row.status === 'quarantined' && first) countOne(tally.quarantinedBy, first);
    for (const flag of row.incident?.quality ?? []) countOne(tally.flags, flag);
    return row;
  });
}

function judgeRow(
  { record, cleaned, placement }: Candidate,
  versions: Versions,
  batchId: number,
  identity: ImportIdentity,
  tally: Tally,
): RawRow {
  const row = { line: record.line, payload: payloadOf(record, identity.header) };
  const refuse = (sourceId: string | null, reasons: readonly QuarantineReason[]): RawRow => ({
    ...row,
    sourceId,
    status: 'quarantined',
    reasons,
    incident: null,
  });
  if (!('draft' in cleaned)) return refuse(cleaned.sourceId, cleaned.reasons);
  const { draft } = cleaned;
  if (typeof placement === 'string') return refuse(draft.sourceId, [placement]);
  const stored = versions.get(draft.sourceId);
  if (stored?.contentHash === draft.contentHash) {
    return { ...row, sourceId: draft.sourceId, status: 'duplicate', reasons: [], incident: null };
  }
  if (stored && stored.batchId === batchId) return refuse(draft.sourceId, ['id_conflict']);
  if (stored) tally.corrected++;
  versions.set(draft.sourceId, { contentHash: draft.contentHash, batchId });
  const incident = toIncident(draft, placement, identity);
  return { ...row, sourceId: draft.sourceId, status: 'accepted', reasons: [], incident };
}

function toIncident(draft: Draft, placement: Placement | null, identity: ImportIdentity): NewIncident {
  const keep = placement?.keepPosition !== false;
  return {
    source: identity.source,
    sourceId: draft.sourceId,
    occurredAt: new Date(draft.occurredMs),
    reportedAt: draft.reportedMs === null ? null : new Date(draft.reportedMs),
    features: draft.features,
    offenceId: draft.offenceId,
    areaId: placement?.areaId ?? null,
    governorateId: placement?.governorateId ?? null,
    latitude: keep ? draft.latitude : null,
    longitude: keep ? draft.longitude : null,
    block: draft.block,
    discovered: draft.discovered,
    synthetic: identity.synthetic,
    quality: [...draft.quality, ...(placement?.flags ?? [])],
    contentHash: draft.contentHash,
  };
}

/** The row as it came, as JSON text: header -> cell, or the whole line where it cannot be taken apart. */
function payloadOf({ cells, text }: CsvRecord, header: readonly string[]): string {
  const row = cells
    ? `{${header.map((title, i) => `${JSON.stringify(title)}:${JSON.stringify(cells[i] ?? '')}`).join(',')}}`
    : JSON.stringify({ line: text });
  // The database cannot keep NUL in text; everything else stays as it came.
  return row.includes('\\u0000') ? row.replaceAll('\\u0000', '\\ufffd') : row;
}
