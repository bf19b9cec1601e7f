import {
  type Bootstrapped,
  bootstrap,
  type MapAccuracy,
  type MapScore,
  mapAccuracy,
  scoreMap,
} from '../../src/analytics/accuracy.js';
import { cellAt } from '../../src/analytics/grid.js';
import { chooseKernels, type KernelChoice } from '../../src/analytics/kernel-choice.js';
import { betweenDays, type IncidentPoints, knownBefore, steadyOrigin } from '../../src/analytics/points.js';
import { type Kernel, type Mask, type RiskSurface, riskSurface, topCells } from '../../src/analytics/risk.js';
import { MAP_METHODS, type MapMethod } from './maps.js';

export type MapTestOptions = {
  origins: readonly number[];
  horizonDays: number;
  cellMetres: number;
  mask: Mask;
  kernels: readonly Kernel[];
};

/** How one method did at one area share, pooled over all folds. */
export type MapResult = {
  method: string;
  areaShare: number;
  accuracy: MapAccuracy;
  pai: Bootstrapped;
  folds: MapScore[];
};

/** Shares of the area at which maps are compared. */
export const AREA_SHARES = [0.005, 0.01, 0.02, 0.05, 0.1] as const;

/** Draws every map at every origin from what was known, then scores it on the days that followed. */
export function scoreMaps(
  points: IncidentPoints,
  options: MapTestOptions,
  report: (done: number) => void,
): MapResult[] {
  const scores = new Map<string, MapScore[]>();
  const origin = steadyOrigin(points);
  options.origins.forEach((asOfDay, fold) => {
    const known = knownBefore(points, asOfDay);
    const surface = riskSurface(known, {
      asOfDay,
      origin,
      cellMetres: options.cellMetres,
      mask: options.mask,
      kernels: options.kernels,
    });
    const truth = futureCells(points, surface, asOfDay, options.horizonDays);
    for (const method of MAP_METHODS) scoreMethod(method, known, surface, truth, scores);
    report(fold + 1);
  });
  return MAP_METHODS.flatMap(({ name }) =>
    AREA_SHARES.map((areaShare): MapResult => {
      const folds = scores.get(`${name} ${areaShare}`) ?? [];
      const pai = bootstrap(folds, (sample) => mapAccuracy(sample).pai);
      return { method: name, areaShare, accuracy: mapAccuracy(folds), pai, folds };
    }),
  );
}

/** The kernels that the program would have chosen on the morning of the first test period; they stay for all of them. */
export function kernelsFor(
  points: IncidentPoints,
  { origins, cellMetres, mask }: Pick<MapTestOptions, 'origins' | 'cellMetres' | 'mask'>,
): KernelChoice {
  const asOfDay = origins[0] ?? 0;
  const known = knownBefore(points, asOfDay);
  const origin = steadyOrigin(points);
  return chooseKernels(riskSurface(known, { asOfDay, origin, cellMetres, mask, kernels: [] }), known);
}

function scoreMethod(
  method: MapMethod,
  known: IncidentPoints,
  surface: RiskSurface,
  truth: Int32Array,
  scores: Map<string, MapScore[]>,
): void {
  const ranked = topCells({ ...surface, riskPerDay: method.score(known, surface) }, Math.max(...AREA_SHARES));
  for (const share of AREA_SHARES) {
    const flagged = ranked.subarray(0, Math.floor(surface.maskCells * share));
    const key = `${method.name} ${share}`;
    scores.set(key, [...(scores.get(key) ?? []), scoreMap(flagged, surface.mask, truth)]);
  }
}

function futureCells(
  points: IncidentPoints,
  { grid }: RiskSurface,
  asOfDay: number,
  horizonDays: number,
): Int32Array {
  return betweenDays(points, asOfDay, asOfDay + horizonDays).map((i) =>
    cellAt(grid, points.latitude[i] as number, points.longitude[i] as number),
  );
}
