import { setImmediate as yieldToWriter } from 'node:timers/promises';
import { AppError } from '../domain/errors.js';
import type { QuarantineReason } from '../domain/incident.js';
import { advanceBatch } from '../store/batches.js';
import { commitWithoutWaiting, type Db, inTransaction } from '../store/database.js';
import {
  type PackedChunk,
  packChunk,
  storedVersions,
  storeRows,
  takenKey,
} from '../store/incident-writes.js';
import type { AreaIndex } from './area-index.js';
import type { Cleaned } from './clean.js';
import type { CsvRecord } from './csv/records.js';
import { type Candidate, type ImportIdentity, judgeRows, type Versions } from './judge.js';
import { placeDrafts } from './place-rows.js';
import type { Tally } from './report.js';
import type { SeenIds } from './seen-ids.js';

const ROWS_AT_A_TIME = 50;

/** The parts of an import that stay the same from chunk to chunk. */
export type ChunkContext = ImportIdentity & {
  db: Db;
  batchId: number;
  clean: (cells: readonly string[]) => Cleaned;
  areaOf: AreaIndex;
  governorateOf: ReadonlyMap<string, string>;
  /** Positions outside the country are welcome. */
  foreign: boolean;
  /** Known piles, as `spotOf` names them. */
  piles: ReadonlySet<string>;
  /** Told of the position of every accepted row. */
  onPosition: (key: string) => void;
  /** Of a source of which nothing was stored: the ids that came since; nobody need ask the database for others. */
  seen: SeenIds | null;
  /** Remembers the ids of the whole file in a dry run, which stores nothing; null otherwise. */
  dryRun: Versions | null;
};

/** A chunk ready to be stored (null: a dry run), the versions known after it, and the tallies before and after. */
export type JudgedChunk = { packed: PackedChunk | null; versions: Versions; before: Tally; after: Tally };

/**
 * Takes one chunk of rows as far as it goes without writing: clean, place, judge, pack. May run while the chunk before it is
 * being written.
 *
 * @param last the chunk before it, whose ids the database may not know yet.
 */
export async function judgeChunk(
  context: ChunkContext,
  records: readonly CsvRecord[],
  before: Tally,
  last: JudgedChunk | null,
): Promise<JudgedChunk> {
  const candidates = await prepareChunk(context, records);
  const ids = candidates.flatMap(({ cleaned }) => ('draft' in cleaned ? [cleaned.draft.sourceId] : []));
  const after = structuredClone(before);
  const stored = await storedVersions(context.db, context.source, idsToAsk(ids, context.seen));
  for (const id of ids) {
    const written = last?.versions.get(id);
    if (written) stored.set(id, written);
  }
  if (context.dryRun) {
    for (const [id, version] of stored) if (!context.dryRun.has(id)) context.dryRun.set(id, version);
  }
  const versions = context.dryRun ?? stored;
  const rows = judgeRows(candidates, versions, context.batchId, context, after);
  rows.forEach(({ incident }, i) => {
    const cleaned = candidates[i]?.cleaned;
    if (incident?.latitude != null && cleaned && 'draft' in cleaned) context.onPosition(cleaned.draft.spot);
  });
  await yieldToWriter();
  const packed = context.dryRun ? null : packChunk(context.db, context.batchId, rows);
  return { packed, versions, before, after };
}

/** The ids that may be stored already; notes that all of them soon will be. */
function idsToAsk(ids: readonly string[], seen: SeenIds | null): readonly string[] {
  if (!seen) return ids;
  const known = ids.filter(seen.mayHold);
  for (const id of ids) seen.add(id);
  return known;
}

/**
 * Stores a judged chunk and the batch's progress in one transaction; nothing of a dry run. After a crash either the whole chunk is there or
 * nothing of it; a commit that a power cut takes back is only imported again, so nobody waits for the disk.
 *
 * @throws AppError conflict when another process is importing the same file; DatabaseError (see `takenKey`) when one
 *   that imports another file of this source has stored an id in the meantime.
 */
export async function writeChunk(context: ChunkContext, chunk: JudgedChunk): Promise<void> {
  const { packed, before, after } = chunk;
  if (!packed) return;
  const taken = () =>
    new AppError('conflict', 'another process is importing this file: wait for it to end, then try again');
  try {
    await inTransaction(context.db, async (tx) => {
      await commitWithoutWaiting(tx);
      await storeRows(tx, packed);
      if (!(await advanceBatch(tx, context.batchId, before.read, after.read, after))) throw taken();
    });
  } catch (error) {
    throw takenKey(error) === 'row' ? taken() : error;
  }
}

async function prepareChunk(context: ChunkContext, records: readonly CsvRecord[]): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const record of records) {
    candidates.push({ record, cleaned: cleanRecord(context, record), placement: null });
    // The chunk before is being written meanwhile: the next step of its transaction must not wait for long.
    if (candidates.length % ROWS_AT_A_TIME === 0) await yieldToWriter();
  }
  const drafts = candidates.flatMap(({ cleaned }) => ('draft' in cleaned ? [cleaned.draft] : []));
  const placements = await placeDrafts(
    context.db,
    drafts,
    context.areaOf,
    context.governorateOf,
    context.foreign,
  );
  let next = 0;
  for (const candidate of candidates) {
    if ('draft' in candidate.cleaned) candidate.placement = placements[next++] ?? null;
  }
  return candidates;
}

function cleanRecord(context: ChunkContext, record: CsvRecord): Cleaned {
  if (!record.cells) {
    const reason: QuarantineReason = record.truncated ? 'truncated_row' : 'malformed_row';
    return { reasons: [reason], sourceId: null };
  }
  const cleaned = context.clean(record.cells);
  const { piles } = context;
  if (piles.size > 0 && 'draft' in cleaned && piles.has(cleaned.draft.spot)) {
    cleaned.draft.quality.push('coordinate_pile');
  }
  return cleaned;
}
