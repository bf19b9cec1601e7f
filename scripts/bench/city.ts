import { seededRandom } from '../../src/analytics/random.js';

/** Points in metres. */
export type Scatter = { x: Float64Array; y: Float64Array };

const SIDE_METRES = 40_000;
const CENTRES = 200;

/** A made-up city: 200 crowded places of 100 to 1000 m and a tenth of the points anywhere; a third repeat an earlier address. */
export function madeUpCity(points: number, seed: number): Scatter {
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
