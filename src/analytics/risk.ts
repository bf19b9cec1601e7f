import type { LatLon } from '../domain/area.js';
import { type Gridded, gridOver, maskNear, maskRings } from './grid.js';
import { dayAfterLast, type IncidentPoints, knownBefore, steadyOrigin } from './points.js';
import { gaussianBlur } from './smooth.js';

/** Where people are: the denominator of every area share. */
export type Mask = {
  /** Polygons (outer rings, degrees) that count as inhabited. */
  rings?: readonly (readonly LatLon[])[];
  /** Cells within this distance of a past incident count too; 0 = the rings alone. Default 500. */
  nearIncidentsMetres?: number;
};

/** Parameters of a surface; each has a default. */
export type RiskOptions = {
  /** First day that is not yet known; later incidents are ignored. Default: the day after the last incident. */
  asOfDay?: number;
  /** Side of a cell, default 150. Never below 150 in what is shown to people. */
  cellMetres?: number;
  /** Middle of the plane; default: the steady middle of the points. */
  origin?: LatLon;
  mask?: Mask;
  /** The kernels; defaults chosen on years before those that are scored. */
  kernels?: readonly Kernel[];
};

/** Parameters of a surface on the grid of another one. */
export type LayerOptions = {
  kernels: readonly Kernel[];
  /** The latest days are as if unknown: for the map that is blind to them. Default 0. */
  ignoredDays?: number;
};

/** One layer of the surface: how far an incident radiates in space and how long it is remembered. */
export type Kernel = {
  weight: number;
  sigmaMetres: number;
  /** Older incidents are forgotten; none = all of history. */
  lookbackDays?: number;
  /** Half of the memory fades in decayDays × ln 2; none = all days of the lookback count alike. */
  decayDays?: number;
};

/** Expected incidents by cell. `cellOfPoint` refers to the incidents known before `asOfDay`, in their order. */
export type RiskSurface = Gridded & {
  /** Expected incidents a day in each cell. */
  riskPerDay: Float64Array;
  /** 1 = inhabited. */
  mask: Uint8Array;
  maskCells: number;
  asOfDay: number;
};

/**
 * What a place was all along first of all, a little of what it has been in the past half year, and its wider neighbourhood for
 * places without a history. `chooseKernels` picks others where a city's own past speaks for them.
 */
export const STEADY_KERNELS: readonly Kernel[] = [
  { weight: 0.92, sigmaMetres: 0 },
  { weight: 0.06, sigmaMetres: 50, decayDays: 180 },
  { weight: 0.02, sigmaMetres: 300 },
];

/** Below this many incidents the recent kernel is widened: single events then say little about single cells. */
const FEW_INCIDENTS = 3000;
const WIDE_SIGMA_METRES = 400;

/**
 * Risk surface: narrow kernels with a long memory (places stay what they are) and wider ones that fade within weeks (near-repeats)
 * or reach far (neighbourhoods). Prior counts plus recency did better on seven cities than Gi*, wide KDE or DBSCAN; compare Lee, O & Eck
 * 2020 and Wheeler & Steenbeek 2020. O(incidents + cells).
 */
export function riskSurface(points: IncidentPoints, options: RiskOptions = {}): RiskSurface {
  const asOfDay = options.asOfDay ?? dayAfterLast(points);
  const known = knownBefore(points, asOfDay);
  const rings = options.mask?.rings ?? [];
  const gridded = gridOver(
    known.latitude,
    known.longitude,
    options.origin ?? steadyOrigin(known),
    options.cellMetres ?? 150,
    rings.flat(),
  );
  const mask = maskOf(gridded, options.mask ?? {});
  const kernels = options.kernels ?? defaultKernels(known.dayNumber.length);
  const riskPerDay = layered(gridded, known.dayNumber, asOfDay, { kernels });
  return { ...gridded, riskPerDay, mask, maskCells: mask.reduce((sum, inside) => sum + inside, 0), asOfDay };
}

/** Expected incidents a day in each cell by these kernels, for incidents on a grid. O(kernels × (incidents + cells)) */
export function layered(
  { grid, cellOfPoint }: Pick<Gridded, 'grid' | 'cellOfPoint'>,
  dayNumber: Int32Array,
  asOfDay: number,
  { kernels, ignoredDays = 0 }: LayerOptions,
): Float64Array {
  const riskPerDay = new Float64Array(grid.columns * grid.rows);
  for (const kernel of kernels)
    addKernel(riskPerDay, { grid, cellOfPoint }, dayNumber, asOfDay, { ...kernel, ignoredDays });
  return riskPerDay;
}

/** The recommended kernels for a history of `incidents`. */
export function defaultKernels(incidents: number): Kernel[] {
  return incidents >= FEW_INCIDENTS
    ? [...STEADY_KERNELS]
    : [
        { weight: 0.8, sigmaMetres: 50 },
        { weight: 0.2, sigmaMetres: WIDE_SIGMA_METRES },
      ];
}

function maskOf(gridded: Gridded, { rings = [], nearIncidentsMetres = 500 }: Mask): Uint8Array {
  const { grid } = gridded;
  const mask =
    nearIncidentsMetres > 0
      ? maskNear(gridded, nearIncidentsMetres)
      : new Uint8Array(grid.columns * grid.rows);
  maskRings(grid, mask, rings);
  return mask;
}

type Memory = Kernel & { ignoredDays: number };

function addKernel(
  risk: Float64Array,
  { grid, cellOfPoint }: Pick<Gridded, 'grid' | 'cellOfPoint'>,
  dayNumber: Int32Array,
  asOfDay: number,
  kernel: Memory,
): void {
  const weighted = new Float64Array(risk.length);
  let oldest = 0;
  for (let i = 0; i < cellOfPoint.length; i++) {
    const cell = cellOfPoint[i] as number;
    const age = asOfDay - (dayNumber[i] as number);
    if (cell < 0 || age <= kernel.ignoredDays || age > (kernel.lookbackDays ?? Number.POSITIVE_INFINITY))
      continue;
    if (age > oldest) oldest = age;
    weighted[cell] = (weighted[cell] as number) + memory(age, kernel);
  }
  const days = rememberedDays(oldest, kernel);
  if (days === 0) return;
  const blurred = gaussianBlur(weighted, grid.columns, kernel.sigmaMetres / grid.cellMetres);
  for (let cell = 0; cell < risk.length; cell++) {
    risk[cell] = (risk[cell] as number) + (kernel.weight * (blurred[cell] as number)) / days;
  }
}

function memory(ageDays: number, { decayDays }: Kernel): number {
  return decayDays === undefined ? 1 : Math.exp(-ageDays / decayDays);
}

/** Sum of the memory over the days that there are data for: turns weighted counts into a rate a day. */
function rememberedDays(oldestAge: number, { decayDays, ignoredDays }: Memory): number {
  const days = Math.max(0, oldestAge - ignoredDays);
  if (decayDays === undefined || days === 0) return days;
  const daily = Math.exp(-1 / decayDays);
  return (daily ** (ignoredDays + 1) * (1 - daily ** days)) / (1 - daily);
}

/**
 * The riskiest cells of the mask that together cover at most `areaShare` of it, riskiest first; cells without any risk are
 * never among them. Equal risks: the cell further south, then west, so that the order of the incidents plays no part.
 */
export function topCells(
  { riskPerDay, mask, maskCells }: Pick<RiskSurface, 'riskPerDay' | 'mask' | 'maskCells'>,
  areaShare: number,
): Int32Array {
  const wanted = Math.floor(maskCells * areaShare);
  const least = leastOfTop(riskPerDay, mask, wanted);
  const candidates: number[] = [];
  for (let cell = 0; cell < mask.length; cell++) {
    const risk = riskPerDay[cell] as number;
    if (mask[cell] === 1 && risk > 0 && risk >= least) candidates.push(cell);
  }
  candidates.sort((a, b) => (riskPerDay[b] as number) - (riskPerDay[a] as number) || a - b);
  return Int32Array.from(candidates.slice(0, wanted));
}

/** The smallest risk among the `wanted` largest of the mask: only the few above it need be put in order. */
function leastOfTop(riskPerDay: Float64Array, mask: Uint8Array, wanted: number): number {
  const risks = riskPerDay.filter((risk, cell) => risk > 0 && mask[cell] === 1).sort();
  return risks[Math.max(0, risks.length - wanted)] ?? 0;
}
