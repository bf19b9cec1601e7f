import { dbscan } from '../../src/analytics/dbscan.js';
import { cellCentre } from '../../src/analytics/grid.js';
import { convexHull, isInside, type Point, ringArea } from '../../src/analytics/hull.js';
import { betweenDays, type IncidentPoints } from '../../src/analytics/points.js';
import type { RiskSurface } from '../../src/analytics/risk.js';
import { gaussianBlur } from '../../src/analytics/smooth.js';

/** A way to rank cells: the higher, the sooner flagged. It sees only incidents before the origin. */
export type MapMethod = { name: string; score(known: IncidentPoints, surface: RiskSurface): Float64Array };

const SEED = { epsDegrees: 0.02, minPoints: 5, windowDays: 90 };

/** What the program uses, and what it is held against. Rivals get the longest lookback where that is to their advantage. */
export const MAP_METHODS: readonly MapMethod[] = [
  { name: 'risk', score: (_, { riskPerDay }) => riskPerDay },
  { name: 'grid_count', score: (_, surface) => cellCounts(surface) },
  { name: 'kde', score: (_, surface) => kde(surface) },
  { name: 'gi_star', score: (_, surface) => giStar(surface) },
  { name: 'seed', score: seedClusters },
];

/** All past incidents of each cell. */
function cellCounts({ cellOfPoint, mask }: RiskSurface): Float64Array {
  const counts = new Float64Array(mask.length);
  for (const cell of cellOfPoint) if (cell >= 0) counts[cell] = (counts[cell] as number) + 1;
  return counts;
}

const KDE_SIGMA_METRES = 125;

/** Gaussian kernel density of all past incidents; its bandwidth matches a quartic kernel of some 300 m. */
function kde(surface: RiskSurface): Float64Array {
  const { grid } = surface;
  return gaussianBlur(cellCounts(surface), grid.columns, KDE_SIGMA_METRES / grid.cellMetres);
}

const GI_BAND_METRES = 300;

/** Getis-Ord Gi* (1992, 1995) with binary weights: z-scores of local sums within the band, the cell itself included. */
function giStar(surface: RiskSurface): Float64Array {
  const { grid, mask, maskCells } = surface;
  const counts = cellCounts(surface);
  const total = counts.reduce((sum, count, cell) => sum + (mask[cell] ? count : 0), 0);
  const squares = counts.reduce((sum, count, cell) => sum + (mask[cell] ? count * count : 0), 0);
  const mean = total / maskCells;
  const deviation = Math.sqrt(Math.max(1e-12, squares / maskCells - mean * mean));
  const steps = bandSteps(GI_BAND_METRES / grid.cellMetres, grid.columns);
  return counts.map((_, cell) => {
    if (!mask[cell]) return Number.NEGATIVE_INFINITY;
    let local = 0;
    let weights = 0;
    for (const step of steps) {
      if (mask[cell + step] !== 1) continue;
      local += counts[cell + step] as number;
      weights++;
    }
    const spread = deviation * Math.sqrt((maskCells * weights - weights * weights) / (maskCells - 1));
    return (local - mean * weights) / Math.max(spread, 1e-12);
  });
}

function bandSteps(reachCells: number, columns: number): number[] {
  const reach = Math.floor(reachCells);
  const steps: number[] = [];
  for (let down = -reach; down <= reach; down++) {
    for (let across = -reach; across <= reach; across++) {
      if (Math.hypot(down, across) <= reachCells) steps.push(down * columns + across);
    }
  }
  return steps;
}

/**
 * The original method: DBSCAN in degrees over the last 90 days, clusters ranked by incidents per hull area. It says nothing about the
 * inside of a cluster, so cells there come in a fixed arbitrary order.
 */
function seedClusters(known: IncidentPoints, { grid, mask, asOfDay }: RiskSurface): Float64Array {
  const recent = betweenDays(known, asOfDay - SEED.windowDays, asOfDay);
  const pick = (values: Float64Array) => Float64Array.from(recent, (i) => values[i] as number);
  const latitude = pick(known.latitude);
  const longitude = pick(known.longitude);
  const { labels, clusterCount } = dbscan(longitude, latitude, {
    epsMetres: SEED.epsDegrees,
    minPoints: SEED.minPoints,
  });
  const members: Point[][] = Array.from({ length: clusterCount }, () => []);
  labels.forEach((label, i) => {
    members[label]?.push(grid.projection.toMetres(latitude[i] as number, longitude[i] as number));
  });
  const hulls = members.map(convexHull);
  const densities = hulls.map(
    (hull, i) => (members[i]?.length ?? 0) / Math.max(ringArea(hull), grid.cellMetres ** 2),
  );
  return Float64Array.from(mask, (inside, cell) => {
    if (!inside) return Number.NEGATIVE_INFINITY;
    const centre = cellCentre(grid, cell);
    const densest = hulls.reduce(
      (most, hull, i) => (isInside(hull, centre) ? Math.max(most, densities[i] ?? 0) : most),
      0,
    );
    return densest * (1 + 1e-6 * arbitrary(cell));
  });
}

/** A fixed number from 0 to 1 that has nothing to do with the cell's place (Knuth's multiplicative hash). */
function arbitrary(cell: number): number {
  return ((cell * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
}
