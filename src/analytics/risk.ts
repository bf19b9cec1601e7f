import type { LatLon } from '../domain/area.js';
import { type Gridded, gridOver, maskNear, maskRings } from './grid.js';
import { areByDay, dayAfterLast, type IncidentPoints, knownBefore, steadyOrigin } from './points.js';
import { nthSmallest } from './quantile.js';
import { createSparseBlur } from './smooth.js';

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
  /** What `layGround` made of the same incidents or of more of them: the maps of several days share one grid, and the work for it. */
  ground?: Ground;
};

/** The grid of some incidents, the cell of each, the cells within the polygons of the mask, and what makes layers of the incidents. */
export type Ground = { gridded: Gridded; inRings: Uint8Array; layers: Layers };

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
  /** Further layers of the same incidents; of several surfaces on one ground the same. */
  layers: Layers;
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
  const { gridded, inRings, layers } = options.ground
    ? groundOf(options.ground, known)
    : ground(known, options);
  const mask = maskOf(gridded, inRings, options.mask ?? {});
  const kernels = options.kernels ?? defaultKernels(known.dayNumber.length);
  const riskPerDay = layered({ ...gridded, layers }, asOfDay, { kernels });
  return { ...gridded, layers, riskPerDay, mask, maskCells: cellsIn(mask), asOfDay };
}

function cellsIn(mask: Uint8Array): number {
  let count = 0;
  for (let cell = 0; cell < mask.length; cell++) count += mask[cell] as number;
  return count;
}

/** Lays the ground for the maps of several days; null where the incidents are not in the order of their days. O(incidents + cells) */
export function layGround(points: IncidentPoints, options: Omit<RiskOptions, 'ground'>): Ground | null {
  return areByDay(points.dayNumber) ? ground(points, options) : null;
}

function ground(points: IncidentPoints, options: RiskOptions): Ground {
  const rings = options.mask?.rings ?? [];
  const { latitude, longitude } = points;
  const origin = options.origin ?? steadyOrigin(points);
  const gridded = gridOver(latitude, longitude, origin, options.cellMetres ?? 150, rings.flat());
  const inRings = new Uint8Array(gridded.grid.columns * gridded.grid.rows);
  maskRings(gridded.grid, inRings, rings);
  return { gridded, inRings, layers: createLayers(gridded, points.dayNumber) };
}

/** The part of a ground that the first incidents, those of earlier days, need. */
function groundOf({ gridded, inRings, layers }: Ground, { dayNumber }: IncidentPoints): Ground {
  const cellOfPoint = gridded.cellOfPoint.subarray(0, dayNumber.length);
  let farOff = 0;
  for (const cell of cellOfPoint) if (cell < 0) farOff++;
  return { gridded: { grid: gridded.grid, cellOfPoint, farOff }, inRings, layers };
}

/** Expected incidents a day in each cell by these kernels, for incidents on a grid. O(kernels × (incidents + cells)) */
export function layered(
  { grid, layers }: Pick<RiskSurface, 'grid' | 'layers'>,
  asOfDay: number,
  { kernels, ignoredDays = 0 }: LayerOptions,
): Float64Array {
  const riskPerDay = new Float64Array(grid.columns * grid.rows);
  for (const kernel of kernels) {
    layers(asOfDay, { ...kernel, ignoredDays }, (cell, perDay) => {
      riskPerDay[cell] = (riskPerDay[cell] as number) + perDay;
    });
  }
  return riskPerDay;
}

/** Calls `visit` once for each cell that incidents radiate to, with its incidents a day (times the weight of the kernel). */
export type Layers = (
  asOfDay: number,
  kernel: Kernel & { ignoredDays?: number },
  visit: (cell: number, perDay: number) => void,
) => void;

/** Layers of incidents on a grid (those known before the day that is asked for), one after the other on the same scratch grids: O(incidents + cells reached) each. */
export function createLayers(
  { grid, cellOfPoint }: Pick<Gridded, 'grid' | 'cellOfPoint'>,
  dayNumber: Int32Array,
): Layers {
  const weighted = new Float64Array(grid.columns * grid.rows);
  const blur = createSparseBlur(grid.columns, grid.rows);
  let firstDay = Number.POSITIVE_INFINITY;
  for (const day of dayNumber) firstDay = Math.min(firstDay, day);
  return (asOfDay, { ignoredDays = 0, ...kernel }, visit) => {
    const oldestAge = dayNumber.length === 0 ? 0 : Math.max(0, asOfDay - firstDay);
    const points = { cellOfPoint, dayNumber, asOfDay, oldestAge };
    const { occupied, oldest } = weigh(weighted, points, { ...kernel, ignoredDays });
    const days = rememberedDays(oldest, { ...kernel, ignoredDays });
    const { weight, sigmaMetres } = kernel;
    if (days > 0) {
      blur(occupied, weighted, sigmaMetres / grid.cellMetres, (cell, blurred) => {
        visit(cell, (weight * blurred) / days);
      });
    }
    for (const cell of occupied) weighted[cell] = 0;
  };
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

function maskOf(gridded: Gridded, inRings: Uint8Array, { nearIncidentsMetres = 500 }: Mask): Uint8Array {
  if (nearIncidentsMetres <= 0) return inRings.slice();
  const mask = maskNear(gridded, nearIncidentsMetres);
  for (let cell = 0; cell < mask.length; cell++) if (inRings[cell] === 1) mask[cell] = 1;
  return mask;
}

type Memory = Kernel & { ignoredDays: number };

type Dated = { cellOfPoint: Int32Array; dayNumber: Int32Array; asOfDay: number; oldestAge: number };

/** Puts the weight of every remembered incident into its cell. @returns the cells that hold some, rising, and the oldest age */
function weigh(
  weighted: Float64Array,
  { cellOfPoint, dayNumber, asOfDay, oldestAge }: Dated,
  kernel: Memory,
) {
  const memories = memoriesOf(oldestAge, kernel);
  const occupied: number[] = [];
  let oldest = 0;
  for (let i = 0; i < cellOfPoint.length; i++) {
    const cell = cellOfPoint[i] as number;
    const age = asOfDay - (dayNumber[i] as number);
    const memory = age > 0 ? (memories[age] as number) : 0;
    if (cell < 0 || memory === 0) continue;
    if (age > oldest) oldest = age;
    const before = weighted[cell] as number;
    if (before === 0) occupied.push(cell);
    weighted[cell] = before + memory;
  }
  return { occupied: Int32Array.from(occupied).sort(), oldest };
}

/** What an incident counts for by its age in days; zero for those not known or not looked at. */
function memoriesOf(oldestAge: number, kernel: Memory): Float64Array {
  const { decayDays, ignoredDays, lookbackDays = Number.POSITIVE_INFINITY } = kernel;
  return Float64Array.from({ length: oldestAge + 1 }, (_, age) => {
    if (age <= ignoredDays || age > lookbackDays) return 0;
    return decayDays === undefined ? 1 : Math.exp(-age / decayDays);
  });
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

/** The smallest risk among the `wanted` largest of the mask: only the few above it need be put in order. O(cells) mostly */
function leastOfTop(riskPerDay: Float64Array, mask: Uint8Array, wanted: number): number {
  const risks = new Float64Array(riskPerDay.length);
  let count = 0;
  for (let cell = 0; cell < mask.length; cell++) {
    const risk = riskPerDay[cell] as number;
    if (mask[cell] === 1 && risk > 0) risks[count++] = risk;
  }
  if (wanted >= count || wanted <= 0) return wanted <= 0 ? Number.POSITIVE_INFINITY : 0;
  return nthSmallest(risks.subarray(0, count), count - wanted);
}
