import { localPlane } from '../../src/analytics/project.js';
import { seededRandom } from '../../src/analytics/random.js';
import { readColumnMap, readIncidents } from '../backtest/read.js';

/** Points in metres. */
export type Scatter = { x: Float64Array; y: Float64Array };

const SEED = 7;

/**
 * The points that a benchmark's argument names: `20000` of a made-up city, or the first `20000@incidents.csv` with a position
 * of a file with the columns of `npm run backtest`.
 *
 * @throws Error when the argument is neither, or the file has too few.
 */
export async function scatterOf(argument: string): Promise<Scatter> {
  const [count = '', ...rest] = argument.split('@');
  const points = Number(count);
  if (count === '' || !Number.isInteger(points) || points < 0) {
    throw new Error(`"${argument}" is no number of points, alone or before "@FILE.csv"`);
  }
  const file = rest.join('@');
  if (file === '') return madeUpCity(points, SEED);
  const { placed } = await readIncidents(file, await readColumnMap(undefined), new Date());
  if (placed.latitude.length < points) {
    throw new Error(`${file} has ${placed.latitude.length} incidents with a position, not ${points}`);
  }
  const plane = localPlane([placed.latitude[0] ?? 0, placed.longitude[0] ?? 0]);
  const x = new Float64Array(points);
  const y = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    [x[i], y[i]] = plane.toMetres(placed.latitude[i] as number, placed.longitude[i] as number);
  }
  return { x, y };
}

const SIDE_METRES = 40_000;
const CENTRES = 200;

/** A made-up city: 200 crowded places of 100 to 1000 m and a tenth of the points anywhere; a third repeat an earlier address. */
function madeUpCity(points: number, seed: number): Scatter {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: CENTRES }, () => ({
    x: random() * SIDE_METRES,
    y: random() * SIDE_METRES,
    spread: 100 + 900 * random(),
  }));
  const x = new Float64Array(points);
  const y = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    const kind = random();
    const other = Math.floor(random() * i);
    const centre = centres[Math.floor(random() * random() * CENTRES)];
    if (kind < 0.33 && i > 0) {
      x[i] = x[other] as number;
      y[i] = y[other] as number;
    } else if (kind < 0.4 || !centre) {
      x[i] = random() * SIDE_METRES;
      y[i] = random() * SIDE_METRES;
    } else {
      x[i] = centre.x + normal() * centre.spread;
      y[i] = centre.y + normal() * centre.spread;
    }
  }
  return { x, y };
}
