import { basename } from 'node:path';
import { type Batch, closeBatch, findBatch, openBatch } from '../store/batches.js';
import { knownPiles } from '../store/incident-piles.js';
import { knowsSource, takenKey } from '../store/incident-writes.js';
import { areaShapes } from '../store/places.js';
import { createAreaIndex } from './area-index.js';
import { spotOf } from './clean.js';
import { type CsvFile, openCsv, readRecords } from './csv/read.js';
import type { CsvRecord } from './csv/records.js';
import { finishImport, PILE_CANDIDATES } from './finish.js';
import { heavyHitters } from './heavy-hitters.js';
import { type Columns, findColumns, type Mapping, mappingSchema } from './mapping.js';
import { notesOn } from './notes.js';
import { checkMapping, type IngestRuntime, prepareCleaner } from './prepare.js';
import { type EtlReport, emptyTally, type Tally, tallySchema } from './report.js';
import { seenIds } from './seen-ids.js';
import { type ChunkContext, type JudgedChunk, judgeChunk, writeChunk } from './store-chunk.js';
import { type Survey, surveyFile } from './survey.js';
import { firstRecords, refuseHopeless } from './trial.js';

/**
 * Rows in one transaction. On a server enough that what the triggers do once a statement (totals, changed months) weighs
 * little; on the embedded database few enough that its one session is soon free.
 */
const CHUNK_ROWS = { embedded: 1000, server: 8000 } as const;
/** Text in one transaction: a few times what so many rows of a usual file hold, so that long ones do not fill the memory. */
const CHUNK_CHARACTERS = 4_000_000;
const DRY_RUN_BATCH = -1;

/** What to import, and how. */
export type ImportOptions = {
  path: string;
  /** The system that the file comes from; ids are unique within it. Default: the mapping's, else `csv`. */
  source?: string;
  mapping?: Mapping;
  /** Reads, cleans and counts, but stores nothing. Remembers the ids of the file, so that memory grows with it. */
  dryRun?: boolean;
  /** Marks every incident as invented. */
  synthetic?: boolean;
  /** Rows in one transaction, which is also what a broken-off import may have to do again; 8,000 on a server, 1,000 embedded, fewer when rows are long. */
  chunkRows?: number;
  /** Imports also a file of which nearly every row will be refused. */
  insist?: boolean;
  onProgress?: (progress: { stage: 'survey' | 'import'; rows: number; of: number | null }) => void;
};

/**
 * Imports a CSV of incidents: every row as it came into `incidents_raw`, every clean one into `incidents_clean`, and a
 * report that accounts for all of them. Streams the file twice in constant memory. The same file again changes nothing;
 * a broken-off import goes on where it stopped; a row with a known id and new content corrects the incident.
 *
 * @throws AppError bad_request or not_found when the file or the mapping cannot be used, saying what to change;
 *   conflict when another process is importing the same file; database_unavailable.
 */
export async function importCsv(runtime: IngestRuntime, options: ImportOptions): Promise<EtlReport> {
  const started = performance.now();
  const mapping = options.mapping ?? mappingSchema.parse({});
  checkMapping(mapping, runtime.knowledge);
  const file = await openCsv(options.path, mapping);
  const columns = findColumns(file.header, mapping);
  const source = options.source ?? mapping.source ?? 'csv';
  const known = await findBatch(runtime.db, source, file.sha256);
  const account = { file, columns, source, started, dryRun: options.dryRun === true };
  if (known?.status === 'finished' && !account.dryRun) return repeated(known, account);

  const now = runtime.clock.now();
  const dateOrder = mapping.dateOrder ?? null;
  if (!options.insist) {
    const first = await firstRecords(file);
    const glimpse = await surveyFile(file, columns, { now, dateOrder }, [first]);
    refuseHopeless(file, columns, first, prepareCleaner(runtime, file, columns, mapping, glimpse));
  }
  const survey = await surveyFile(file, columns, {
    now,
    dateOrder,
    onRows: (rows) => options.onProgress?.({ stage: 'survey', rows, of: null }),
  });
  const batch = account.dryRun
    ? null
    : await openBatch(runtime.db, {
        source,
        fileName: basename(options.path),
        sha256: file.sha256,
        mapping,
        header: file.header,
        delimiter: file.delimiter,
        startedAt: now,
      });
  const clean = prepareCleaner(runtime, file, columns, mapping, survey);
  try {
    const foreign = mapping.bounds !== undefined;
    const { tally, piles } = await importBesideOthers(runtime, options, account, survey, batch, {
      clean,
      foreign,
    });
    const report = assemble(account, survey, batch, tally, piles);
    if (batch)
      await closeBatch(runtime.db, batch.id, { status: 'finished', report, at: runtime.clock.now() });
    runtime.log.info({ batch: batch?.id, source, ...tally }, 'import finished');
    return report;
  } catch (error) {
    if (batch) {
      const end = { status: 'failed' as const, report: null, at: runtime.clock.now() };
      await closeBatch(runtime.db, batch.id, end).catch(() =>
        runtime.log.warn('the batch could not be closed'),
      );
    }
    throw error;
  }
}

type Account = { file: CsvFile; columns: Columns; source: string; started: number; dryRun: boolean };
type Pile = EtlReport['piles'][number];

/**
 * Imports the rows; when another file of the same source has stored some of their ids meanwhile, goes on from what is
 * stored and asks for every id.
 */
async function importBesideOthers(...args: Parameters<typeof importRows>): ReturnType<typeof importRows> {
  const [runtime, options, account, survey, batch, rules] = args;
  try {
    return await importRows(...args);
  } catch (error) {
    if (!batch || takenKey(error) !== 'incident') throw error;
    runtime.log.warn({ batch: batch.id }, 'another import has stored ids of this file: going on beside it');
    const stored = await findBatch(runtime.db, account.source, account.file.sha256);
    return importRows(runtime, options, account, survey, stored, rules);
  }
}

async function importRows(
  runtime: IngestRuntime,
  options: ImportOptions,
  { file, source, dryRun }: Account,
  survey: Survey,
  batch: Batch | null,
  { clean, foreign }: Pick<ChunkContext, 'clean' | 'foreign'>,
): Promise<{ tally: Tally; piles: Pile[] }> {
  const busiest = heavyHitters(1000);
  const piles = await knownPiles(runtime.db, source);
  const context: ChunkContext = {
    db: runtime.db,
    batchId: batch?.id ?? DRY_RUN_BATCH,
    source,
    synthetic: options.synthetic === true,
    clean,
    foreign,
    areaOf: createAreaIndex(await areaShapes(runtime.db)),
    governorateOf: new Map(runtime.knowledge.gazetteer.areas.map((a) => [a.id, a.governorate])),
    piles: new Set(piles.map((p) => spotOf(p.latitude, p.longitude))),
    onPosition: busiest.add,
    seen: (await knowsSource(runtime.db, source)) ? null : seenIds(survey.rows),
    dryRun: dryRun ? new Map() : null,
  };
  const chunkRows = options.chunkRows ?? CHUNK_ROWS[runtime.db.embedded ? 'embedded' : 'server'];
  const tally = await storeChunks(context, file, { from: resumedTally(batch), chunkRows }, (rows) =>
    options.onProgress?.({ stage: 'import', rows, of: survey.rows }),
  );
  if (!batch) return { tally, piles: [] };
  const resumed = resumedTally(batch).read > 0;
  return finishImport(runtime, {
    source,
    batchId: batch.id,
    tally,
    busiest: busiest.top(PILE_CANDIDATES),
    known: piles,
    resumed,
  });
}

/** Judges each chunk while the one before it is being written. @returns the tally at the end of the file. */
async function storeChunks(
  context: ChunkContext,
  file: CsvFile,
  { from, chunkRows }: { from: Tally; chunkRows: number },
  onStored: (rows: number) => void,
): Promise<Tally> {
  let last: JudgedChunk | null = null;
  let writing: Promise<void> = Promise.resolve();
  for await (const records of chunksAfter(from.read, file, chunkRows)) {
    const judging: Promise<JudgedChunk> = judgeChunk(context, records, last?.after ?? from, last);
    const judged = await bothEnded(writing, judging);
    if (last) onStored(last.after.read);
    last = judged;
    writing = writeChunk(context, judged);
    // Heard of where it is awaited; until then it is not unheard.
    writing.catch(() => undefined);
  }
  await writing;
  if (last) onStored(last.after.read);
  return last?.after ?? from;
}

/** The second result, once both have ended. @throws what the first that failed threw. */
async function bothEnded<T>(first: Promise<void>, second: Promise<T>): Promise<T> {
  await Promise.allSettled([first, second]);
  await first;
  return second;
}

/** What an earlier, broken-off import of the file had counted, exactly as far as its rows are stored. */
function resumedTally(batch: Batch | null): Tally {
  const stored = tallySchema.safeParse(batch?.report);
  return stored.success && stored.data.read === batch?.rowsRead ? stored.data : emptyTally();
}

/** The rows of the file after the first `skip`, in chunks of `chunkRows`, or fewer where rows are long. */
async function* chunksAfter(skip: number, file: CsvFile, chunkRows: number): AsyncGenerator<CsvRecord[]> {
  let seen = 0;
  let chunk: CsvRecord[] = [];
  let characters = 0;
  for await (const block of readRecords(file)) {
    for (const record of seen < skip ? block.slice(skip - seen) : block) {
      chunk.push(record);
      characters += record.text.length;
      if (chunk.length < chunkRows && characters < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = [];
      characters = 0;
    }
    seen += block.length;
  }
  if (chunk.length > 0) yield chunk;
}

function assemble(
  account: Account,
  survey: Survey,
  batch: Batch | null,
  tally: Tally,
  piles: readonly Pile[],
): EtlReport {
  const { file, columns } = account;
  const report = {
    ...tally,
    ...describe(account, batch),
    alreadyImported: false,
    resumedAfter: resumedTally(batch).read,
    dateOrders: Object.fromEntries(survey.occurredOrders),
    piles,
  };
  return { ...report, notes: notesOn(report, survey, file.header[columns.id ?? -1] ?? null) };
}

/** The report of a file that was imported before: its counts, and nothing done. */
function repeated(batch: Batch, account: Account): EtlReport {
  const tally = tallySchema.safeParse(batch.report);
  return {
    ...(tally.success ? tally.data : emptyTally()),
    ...describe(account, batch),
    alreadyImported: true,
    resumedAfter: 0,
    dateOrders: {},
    piles: [],
    notes: ['this very file was imported before: nothing was changed'],
  };
}

function describe({ file, columns, source, started }: Account, batch: Batch | null) {
  return {
    source,
    fileName: basename(file.path),
    sha256: file.sha256,
    batchId: batch?.id ?? null,
    encoding: file.encoding,
    delimiter: file.delimiter,
    columns: Object.fromEntries(Object.entries(columns).map(([field, i]) => [field, file.header[i] ?? ''])),
    seconds: Math.round(performance.now() - started) / 1000,
  };
}
