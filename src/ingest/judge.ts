import type { QuarantineReason } from '../domain/incident.js';
import type { NewIncident, RawRow, StoredVersion } from '../store/incident-writes.js';
import type { Cleaned, Draft } from './clean.js';
import type { CsvRecord } from './csv/records.js';
import type { Placement } from './place-rows.js';
import { countOne, countRefused, countUnread, type Tally } from './report.js';
import { storableText } from './text.js';

/** A row on its way: cleaned, and placed when it is a draft. */
export type Candidate = {
  record: CsvRecord;
  cleaned: Cleaned;
  placement: Placement | QuarantineReason | null;
};

/** What all rows of an import share. */
export type ImportIdentity = { source: string; synthetic: boolean };

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
    if (row.status === 'quarantined' && first) countRefused(tally, first, row.line);
    const flags = row.incident?.quality ?? [];
    for (const flag of flags) countOne(tally.flags, flag);
    const unread = 'draft' in candidate.cleaned ? candidate.cleaned.draft.unreadArea : null;
    if (unread !== null && flags.includes('area_unknown')) countUnread(tally, unread);
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
  const { line, text } = record;
  const payload = storableText(text);
  const refused = (sourceId: string | null, reasons: readonly QuarantineReason[]): RawRow => {
    return { line, payload, sourceId, status: 'quarantined', reasons, incident: null, replaces: false };
  };
  if (!('draft' in cleaned)) return refused(cleaned.sourceId, cleaned.reasons);
  const { draft } = cleaned;
  const { sourceId, contentHash } = draft;
  if (typeof placement === 'string') return refused(sourceId, [placement]);
  const stored = versions.get(sourceId);
  if (stored?.contentHash === contentHash) {
    return { line, payload, sourceId, status: 'duplicate', reasons: NONE, incident: null, replaces: false };
  }
  if (stored && stored.batchId === batchId) return refused(sourceId, ['id_conflict']);
  if (stored) tally.corrected++;
  versions.set(sourceId, { contentHash, batchId });
  const incident = toIncident(draft, placement, identity);
  return {
    line,
    payload,
    sourceId,
    status: 'accepted',
    reasons: NONE,
    incident,
    replaces: stored !== undefined,
  };
}

const NONE: readonly QuarantineReason[] = [];

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
    quality: placement && placement.flags.length > 0 ? [...draft.quality, ...placement.flags] : draft.quality,
    contentHash: draft.contentHash,
  };
}
