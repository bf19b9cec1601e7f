import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Bench, type BenchRow, median } from './row.js';

/** 0.02 degrees at Kuwait's latitude are some 2 km. */
const SETTINGS = [
  { suffix: '', epsMetres: 250, minPoints: 10 },
  { suffix: '-seed', epsMetres: 2000, minPoints: 5 },
  { suffix: '-sparse', epsMetres: 30, minPoints: 5 },
];

const ROUNDS = 3;
const SEED = 7;
const RIVAL = 'density-clustering';

/** The rival compares all pairs and more: above this it would only be waited for. */
const RIVAL_LIMIT_SECONDS = 20;

/** DBSCAN in cold processes, ours and `density-clustering` by turns on the same made-up city. */
export const dbscanBench: Bench = {
  prefix: 'dbscan',
  about: { argument: 'points', text: 'DBSCAN from a cold process, against density-clustering' },
  usual: ['5000', '1000000'],
  async run(argument) {
    const points = Number(argument);
    if (!Number.isInteger(points) || points < 0)
      throw new Error(`dbscan-${argument}: the argument is a number of points`);
    const rows: BenchRow[] = [];
    for (const setting of SETTINGS) rows.push(await compare(points, setting));
    return rows;
  },
};

async function compare(
  points: number,
  { suffix, epsMetres, minPoints }: (typeof SETTINGS)[number],
): Promise<BenchRow> {
  const ours: Run[] = [];
  const theirs: (Run | null)[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const parameters = [points, epsMetres, minPoints, SEED].map(String);
    const mine = await once('ours', parameters, RIVAL_LIMIT_SECONDS * 10);
    if (!mine) throw new Error(`dbscan-${points}${suffix} did not end`);
    ours.push(mine);
    // A rival that timed out once will do so again.
    if (!theirs.includes(null)) theirs.push(await once(RIVAL, parameters, RIVAL_LIMIT_SECONDS));
  }
  const timedOut = theirs.includes(null);
  const seconds = median(ours.map((run) => run.seconds));
  const rivalSeconds = timedOut
    ? RIVAL_LIMIT_SECONDS
    : median(theirs.flatMap((run) => (run ? [run.seconds] : [])));
  return {
    name: `dbscan-${points}${suffix}`,
    n: points,
    seconds,
    peak_mb: Math.max(...ours.map((run) => run.peakMb)),
    rival: RIVAL,
    rival_seconds: rivalSeconds,
    ratio: rivalSeconds / seconds,
    ...(timedOut && { rival_timed_out: true }),
  };
}

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
