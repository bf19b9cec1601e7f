import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { scatterOf } from './city.js';
import { openPostgisRival, type PostgisRival } from './dbscan-postgis.js';
import { type Bench, type BenchRow, median } from './row.js';

/** 0.02 degrees at Kuwait's latitude are some 2 km. */
const SETTINGS = [
  { suffix: '', epsMetres: 250, minPoints: 10 },
  { suffix: '-seed', epsMetres: 2000, minPoints: 5 },
  { suffix: '-sparse', epsMetres: 30, minPoints: 5 },
];

const ROUNDS = 3;
const RIVAL = 'density-clustering';

const OURS_AT_MOST_SECONDS = 200;

/** DBSCAN in cold processes, ours, `density-clustering` and PostGIS by turns on the same points: of a made-up city, or of a file. */
export const dbscanBench: Bench = {
  prefix: 'dbscan',
  about: {
    argument: 'points',
    text: 'DBSCAN from a cold process, against density-clustering and PostGIS; <points>@FILE.csv: of a file',
  },
  usual: ['20000', '100000', '1000000'],
  async run(argument, patience) {
    const postgis = await openPostgisRival(await scatterOf(argument));
    try {
      const rows: BenchRow[] = [];
      for (const setting of SETTINGS) rows.push(...(await compare(argument, setting, { postgis, patience })));
      return rows;
    } finally {
      await postgis?.close();
    }
  },
};

async function compare(
  argument: string,
  { suffix, epsMetres, minPoints }: (typeof SETTINGS)[number],
  { postgis, patience }: { postgis: PostgisRival | null; patience: number },
): Promise<BenchRow[]> {
  const parameters = [argument, String(epsMetres), String(minPoints)];
  const ours: Run[] = [];
  const theirs = new Map<string, (number | null)[]>([[RIVAL, []]]);
  if (postgis) theirs.set('ST_ClusterDBSCAN', []);
  for (let round = 0; round < ROUNDS; round++) {
    const mine = await once('ours', parameters, OURS_AT_MOST_SECONDS);
    if (!mine) throw new Error(`dbscan-${argument}${suffix} did not end`);
    ours.push(mine);
    for (const [rival, seconds] of theirs) {
      // A rival that was stopped once will be again.
      if (seconds.includes(null)) continue;
      if (rival === RIVAL) seconds.push((await once(RIVAL, parameters, patience))?.seconds ?? null);
      else seconds.push((await postgis?.seconds({ epsMetres, minPoints }, patience)) ?? null);
    }
  }
  const seconds = median(ours.map((run) => run.seconds));
  const peakMb = Math.max(...ours.map((run) => run.peakMb));
  return [...theirs].map(([rival, all]) => {
    const stopped = all.includes(null);
    const rivalSeconds = stopped ? patience : median(all.flatMap((one) => one ?? []));
    return {
      name: `dbscan-${nameOf(argument)}${suffix}`,
      n: Number.parseInt(argument, 10),
      seconds,
      peak_mb: peakMb,
      rival,
      rival_seconds: rivalSeconds,
      ratio: rivalSeconds / seconds,
      ...(stopped && { rival_timed_out: true }),
    };
  });
}

/** Of a file its own name is enough. */
const nameOf = (argument: string) => argument.replace(/@.*\//, '@');

const measured = z.object({ seconds: z.number(), peakMb: z.number(), clusters: z.number() });
type Run = z.infer<typeof measured>;

/** One run in a fresh process; null when it took too long and was stopped. */
function once(engine: string, parameters: string[], limitSeconds: number): Promise<Run | null> {
  const script = fileURLToPath(new URL('./dbscan-once.js', import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [script, engine, ...parameters],
      { timeout: limitSeconds * 1000 },
      (error, stdout) => {
        if (error?.killed) resolve(null);
        else if (error) reject(error);
        else resolve(measured.parse(JSON.parse(stdout)));
      },
    );
  });
}
