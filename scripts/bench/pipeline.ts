import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { localTime } from '../../src/domain/period.js';
import { loadBoundaries, loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { writeDirtyCsv } from '../../src/ingest/demo/dirty-csv.js';
import { type DemoIncident, demoIncidents } from '../../src/ingest/demo/generate.js';
import { demoSource, demoSources, storable } from '../../src/ingest/demo/seed.js';
import { builtFile } from '../../src/root.js';
import { type Db, openDatabase, rowsOf } from '../../src/store/database.js';
import { insertIncidents } from '../../src/store/incident-writes.js';
import { migrate } from '../../src/store/migrate.js';
import { seedPlaces } from '../../src/store/places.js';
import { startCluster } from './postgres.js';
import type { Bench, BenchRow } from './row.js';

const SEED = 5;
const TIME_ZONE = 'Asia/Kuwait';
const UNTIL = new Date('2026-03-18T00:00:00+03:00');
const YEARS = 3;
const NEW_INCIDENTS = 2000;
const CHUNK = 4000;

/** A city's first night, and the next one with 2,000 new incidents, on a PostgreSQL of its own with default settings. */
export const pipelineBench: Bench = {
  prefix: 'pipeline',
  about: {
    argument: 'incidents',
    text: 'a night with 2,000 new incidents, against the first night, which finds nothing stored',
  },
  usual: ['100000'],
  async run(argument) {
    const incidents = Number(argument);
    if (!Number.isInteger(incidents) || incidents <= NEW_INCIDENTS)
      throw new Error(`pipeline-${argument}: the argument is a number of incidents, above ${NEW_INCIDENTS}`);
    const folder = mkdtempSync(join(tmpdir(), 'khareetaty-pipeline-bench-'));
    const cluster = await startCluster();
    const db = openDatabase({ kind: 'server', url: cluster.url('postgres') });
    try {
      const firstNight = await prepare(db, folder, incidents);
      const night = (localDate: string) => once(cluster.url('postgres'), localDate, folder);
      // What came in since waits in the inbox, which the first night does not look into.
      const first = await night(firstNight);
      deliver(folder);
      const next = await night(localTime(UNTIL, TIME_ZONE).date);
      return [compare(`pipeline-${incidents}`, incidents, first, next)];
    } finally {
      await db.close();
      await cluster.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Stores all but the incidents that are reported last, and puts those into the inbox's file. @returns the day of the first night. */
async function prepare(db: Db, folder: string, count: number): Promise<string> {
  const sources = { ...demoSources(TIME_ZONE), offences: loadOffences() };
  const drawn = () => demoIncidents(sources, { count, seed: SEED, until: UNTIL, years: YEARS });
  const reported = Float64Array.from(drawn(), ({ reportedAt }) => reportedAt.getTime()).sort();
  const nightfall = reported[count - NEW_INCIDENTS] ?? UNTIL.getTime();
  await migrate(db);
  await seedPlaces(db, loadGazetteer(), loadBoundaries(), loadOffences());
  const toNew = storable(sources, demoSource(SEED));
  const late: DemoIncident[] = [];
  let chunk: DemoIncident[] = [];
  const flush = async () => {
    await insertIncidents(db, chunk.map(toNew));
    chunk = [];
  };
  for (const incident of drawn()) {
    (incident.reportedAt.getTime() < nightfall ? chunk : late).push(incident);
    if (chunk.length === CHUNK) await flush();
  }
  await flush();
  await rowsOf(db, 'VACUUM ANALYZE');
  await rowsOf(db, 'CHECKPOINT');
  await writeDirtyCsv(join(folder, CSV), late, sources, SEED);
  return localTime(new Date(nightfall), TIME_ZONE).date;
}

/** The inbox takes the source from the name: some of its rows correct what is stored. */
const CSV = `${demoSource(SEED)}.csv`;

function deliver(folder: string): void {
  mkdirSync(join(folder, 'inbox'), { recursive: true });
  renameSync(join(folder, CSV), join(folder, 'inbox', CSV));
}

const measured = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMb: z.number(),
  stages: z.record(z.string(), z.looseObject({ seconds: z.number() })),
});
type Night = z.infer<typeof measured>;

/** One night in a fresh process. */
async function once(url: string, localDate: string, folder: string): Promise<Night> {
  const script = builtFile('scripts/bench/pipeline-once.js');
  const clock = `${localDate}T02:00:00+03:00`;
  const { stdout } = await promisify(execFile)(process.execPath, [script, url, localDate, folder, clock]);
  const night = measured.parse(JSON.parse(stdout));
  const stages = Object.entries(night.stages).map(([stage, { seconds }]) => `${stage} ${seconds.toFixed(1)}`);
  console.error(
    `${localDate}: ${night.seconds.toFixed(1)} s (${stages.join(', ')}), ` +
      `${night.cpuSeconds.toFixed(1)} s of processor, ${night.peakMb.toFixed(0)} MB, load ${loadavg()[0]?.toFixed(1)}`,
  );
  return night;
}

function compare(name: string, n: number, first: Night, next: Night): BenchRow {
  const measuredNight = { n, seconds: next.seconds, peak_mb: next.peakMb, rival: 'first night' };
  return { name, ...measuredNight, rival_seconds: first.seconds, ratio: first.seconds / next.seconds };
}
