import type { DrawnMap } from '../domain/hotspot-map.js';
import { type MapScore, scoreMap } from './accuracy.js';
import { cellAt, gridOf, shapeOf } from './grid.js';
import { betweenDays, type IncidentPoints } from './points.js';
import { defaultKernels, type Kernel, layered, type RiskSurface, topCells } from './risk.js';

/** What the comparison map does not know: what was recorded while patrols followed recent maps. */
export const BLIND_DAYS = 90;

/** The map of a risk surface: the given flagged cells, and the best cells of the surface without its latest quarter. */
export function drawMap(
  surface: RiskSurface,
  points: Pick<IncidentPoints, 'dayNumber'>,
  flagged: Int32Array,
  options: { kernels?: readonly Kernel[]; calibration?: number } = {},
): DrawnMap {
  const { kernels = defaultKernels(points.dayNumber.length), calibration = 1 } = options;
  const { grid, mask, maskCells, riskPerDay, asOfDay } = surface;
  const blindRisk = layered(surface, asOfDay, {
    kernels,
    ignoredDays: BLIND_DAYS,
  });
  const share = maskCells === 0 ? 0 : (flagged.length + 0.5) / maskCells;
  return {
    grid: shapeOf(grid),
    mask,
    flagged,
    blind: topCells({ ...surface, riskPerDay: blindRisk }, share),
    expectedPerDay: calibration * flagged.reduce((sum, cell) => sum + (riskPerDay[cell] as number), 0),
  };
}

/** Incidents of an exam: places, days, and 1 where a patrol found the incident. */
export type ExamPoints = Pick<IncidentPoints, 'latitude' | 'longitude' | 'dayNumber'> & {
  discovered?: Uint8Array;
};

/** How a map did over some days: reported incidents, those that patrols found, and the same days for the blind map. */
export type PromiseScore = {
  reported: MapScore;
  discovered: MapScore;
  /** Reported incidents against the blind map; null without one. */
  blind: MapScore | null;
  /** Reported incidents in no cell of the mask: they are in no share. */
  outside: number;
};

/**
 * Scores a map on the days `fromDay` <= day < `toDay`. The exam is what people reported: what patrols found follows the patrols, and
 * the patrols follow the map; it is scored apart. O(incidents + cells)
 */
export function scorePromise(
  map: DrawnMap,
  points: ExamPoints,
  fromDay: number,
  toDay: number,
): PromiseScore {
  const grid = gridOf(map.grid);
  const cellsOf = (found: boolean) =>
    betweenDays(points, fromDay, toDay)
      .filter((i) => (points.discovered?.[i] === 1) === found)
      .map((i) => cellAt(grid, points.latitude[i] as number, points.longitude[i] as number));
  const reportedCells = cellsOf(false);
  const reported = scoreMap(map.flagged, map.mask, reportedCells);
  return {
    reported,
    discovered: scoreMap(map.flagged, map.mask, cellsOf(true)),
    blind: map.blind.length === 0 ? null : scoreMap(map.blind, map.mask, reportedCells),
    outside: reportedCells.length - reported.incidents,
  };
}
