import { AppError } from '../domain/errors.js';
import type { QuarantineReason } from '../domain/incident.js';
import { advanceBatch } from '../store/batches.js';
import { type Db, inTransaction } from '../store/database.js';
import { storedVersions, storeRows } from '../store/incident-writes.js';
import type { Cleaned } from './clean.js';
import type { CsvRecord } from './csv/records.js';
import { type Candidate, type ImportIdentity, judgeRows, type Versions } from './judge.js';
import { placeDrafts } from './place-rows.js';
import type { Tally } from './report.js';

/** The parts of an import that stay the same from chunk to chunk. */
export type ChunkContext = ImportIdentity & {
  db: Db;
  batchId: number;
  clean: (cells: readonly string[]) => Cleaned;
  governorateOf: ReadonlyMap<string, string>;
  /** Known piles as `latitude,longitude`. */
  piles: ReadonlySet<string>;
  /** Told of the position of every accepted row. */
  onPosition: (key: string) => void;
  /** Remembers the ids of the whole file in a dry run, which stores nothing; null otherwise. */
  dryRun: Versions | null;
};

/**
 * Takes one chunk of rows all the way: clean, place, judge, store with the batch's progress in one transaction. After
 * a crash either the whole chunk is there or nothing of it.
 *
 * @returns the tally including this chunk.
 * @throws AppError conflict when another process is importing the same file.
 */
export async function storeChunk(
  context: ChunkContext,
  records: readonly CsvRecord[],
  before: Tally,
): Promise<Tally> {
  const candidates = await prepareChunk(context, records);
  const ids = candidates.flatMap(({ cleaned }) => ('draft' in cleaned ? [cleaned.draft.sourceId] : []));
  const tally = structuredClone(before);
  const versions = await storedVersions(context.db, context.source, ids);
  if (context.dryRun) {
    for (const [id, version] of versions) if (!context.dryRun.has(id)) context.dryRun.set(id, version);
  }
  const rows = judgeRows(candidates, context.dryRun ?? versions, context.batchId, context, tally);
  for (const { incident } of rows) {
    if (incident?.latitude != null) context.onPosition(`${incident.latitude},${incident.longitude}`);
  }
  if (context.dryRun) return tally;
  await inTransaction(context.db, async (tx) => {
    await storeRows(tx, context.batchId, rows);
    if (!(await advanceBatch(tx, context.batchId, before.read, tally.read, tally))) {
      throw new AppError(
        'conflict',
        'another process is importing this file: wait for it to end, then try again',
      );
    }
  });
  return tally;
}

async function prepareChunk(context: ChunkContext, records: readonly CsvRecord[]): Promise<Candidate[]> {
  const cleaned = records.map((record) => ({ record, cleaned: cleanRecord(context, record) }));
  const drafts = cleaned.flatMap((c) => ('draft' in c.cleaned ? [c.cleaned.draft] : []));
  const placements = await placeDrafts(context.db, drafts, context.governorateOf);
  let next = 0;
  return cleaned.map((c) => ({
    ...c,
    placement: 'draft' in c.cleaned ? (placements[next++] ?? null) : null,
  }));
}

function cleanRecord(context: ChunkContext, record: CsvRecord): Cleaned {
  if (!record.cells) {
    const reason: QuarantineReason = record.truncated ? 'truncated_row' : 'malformed_row';
    return { reasons: [reason], sourceId: null };
  }
  const cleaned = context.clean(record.cells);
  if ('draft' in cleaned && context.piles.has(`${cleaned.draft.latitude},${cleaned.draft.longitude}`)) {
    cleaned.draft.quality.push('coordinate_pile');
  }
  return cleaned;
}
