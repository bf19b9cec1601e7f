import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { loadBoundaries, loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { writeDirtyCsv } from '../../src/ingest/demo/dirty-csv.js';
import { demoIncidents } from '../../src/ingest/demo/generate.js';
import { demoSources } from '../../src/ingest/demo/seed.js';
import { builtFile } from '../../src/root.js';
import { type Db, openDatabase, rowsOf } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { seedPlaces } from '../../src/store/places.js';
import { exportForRival, importAsRival } from './etl-rival.js';
import { startCluster } from './postgres.js';
import { type Bench, type BenchRow, median } from './row.js';

const SEED = 5;
const UNTIL = '2026-03-18T10:15:00+03:00';
/** What an import may need above a process that has only loaded, whatever the size of the file. */
const MOST_MB = 300;

/** A dirty CSV into a PostgreSQL of its own with default settings, against COPY and set-based inserts of clean rows. */
export const etlBench: Bench = {
  prefix: 'etl',
  about: {
    argument: 'rows',
    text: 'a dirty CSV into PostGIS, against COPY + one insert of the rows already cleaned',
  },
  usual: ['100000'],
  async run(argument) {
    const incidents = Number(argument);
    if (!Number.isInteger(incidents) || incidents < 1)
      throw new Error(`etl-${argument}: the argument is a number of rows`);
    const folder = mkdtempSync(join(tmpdir(), 'khareetaty-etl-bench-'));
    const cluster = await startCluster();
    const db = openDatabase({ kind: 'server', url: cluster.url('postgres') });
    try {
      const path = join(folder, 'dirty.csv');
      await prepare(db, path, incidents);
      return [await compare(db, cluster.url('postgres'), path, incidents)];
    } finally {
      await db.close();
      await cluster.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function prepare(db: Db, path: string, count: number): Promise<void> {
  const sources = { ...demoSources('Asia/Kuwait'), offences: loadOffences() };
  const until = new Date(UNTIL);
  await writeDirtyCsv(path, demoIncidents(sources, { count, seed: SEED, until, years: 3 }), sources, SEED);
  await migrate(db);
  await seedPlaces(db, loadGazetteer(), loadBoundaries(), loadOffences());
}

async function compare(db: Db, url: string, path: string, incidents: number): Promise<BenchRow> {
  const rounds = incidents > 200_000 ? 1 : 3;
  const ours: Run[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await rowsOf(db, 'TRUNCATE incidents_clean, incidents_raw, ingest_batches RESTART IDENTITY');
    await rowsOf(db, 'CHECKPOINT');
    ours.push(await once(url, path));
    if (round === 0) await exportForRival(db);
    theirs.push(await rivalOnce(url));
  }
  const rows = ours[0]?.read ?? 0;
  const seconds = median(ours.map((run) => run.seconds));
  const rivalSeconds = median(theirs);
  return {
    name: `etl-${incidents}`,
    n: rows,
    seconds,
    peak_mb: Math.max(...ours.map((run) => run.peakMb)),
    rival: 'copy+insert',
    rival_seconds: rivalSeconds,
    ratio: rivalSeconds / seconds,
  };
}

/** On a connection of its own, as ours is. */
async function rivalOnce(url: string): Promise<number> {
  const db = openDatabase({ kind: 'server', url });
  try {
    return await importAsRival(db);
  } finally {
    await db.close();
  }
}

const measured = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMb: z.number(),
  read: z.number(),
  accepted: z.number(),
  quarantined: z.number(),
  duplicate: z.number(),
});
type Run = z.infer<typeof measured>;

/** One import in a fresh process. @throws Error when rows are missing from its account or it needs too much memory. */
async function once(url: string, path: string): Promise<Run> {
  const script = builtFile('scripts/bench/etl-once.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script, url, path, UNTIL]);
  const run = measured.parse(JSON.parse(stdout));
  console.error(
    `${run.read} rows in ${run.seconds.toFixed(1)} s: ${Math.round(run.read / run.seconds)} rows a second, ` +
      `${Math.round((run.cpuSeconds / run.read) * 1e6)} µs of processor a row (the server's apart), ${run.peakMb.toFixed(0)} MB`,
  );
  if (run.accepted + run.quarantined + run.duplicate !== run.read)
    throw new Error('rows are unaccounted for');
  if (run.peakMb > MOST_MB)
    throw new Error(`the import needed ${run.peakMb.toFixed(0)} MB: not constant memory`);
  return run;
}
