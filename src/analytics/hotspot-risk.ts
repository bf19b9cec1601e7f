import type { HotspotWarning } from '../domain/hotspot-map.js';
import { drawMap } from './drawn-map.js';
import { cellCentre, cellName, type Grid } from './grid.js';
import type { Expected, HotspotOptions, HotspotResult } from './hotspot.js';
import { describe, inputWarnings, isAlertable, type Shape } from './hotspot-describe.js';
import { convexHull, type Point } from './hull.js';
import { quantile } from './negative-binomial.js';
import { betweenDays, dayAfterLast, type IncidentPoints, knownBefore } from './points.js';
import { type RiskSurface, riskSurface, topCells } from './risk.js';
import { dispersionOf } from './series.js';
import { classifyTrends } from './trend.js';
import { splitAtSaddles, touchingCells } from './zones.js';

const WEEKS_FOR_DISPERSION = 26;

/**
 * Zones out of the riskiest cells: the top share of the surface, grouped where cells touch, split where a group would be too
 * large to patrol, ranked by expected incidents per area.
 */
export function riskHotspots(all: IncidentPoints, options: HotspotOptions): HotspotResult {
  const {
    windowDays = 90,
    horizonDays = 7,
    areaShare = 0.01,
    maxZoneCells = 25,
    maxHotspots = 100,
    calibration = 1,
  } = options;
  const asOfDay = options.asOfDay ?? dayAfterLast(all);
  const points = knownBefore(all, asOfDay);
  const surface = riskSurface(points, { ...options, asOfDay });
  const { grid } = surface;
  // Even the smallest town has a first place to look at: one cell, though it be more than the share.
  const flagged = topCells(surface, Math.max(areaShare, 1.5 / Math.max(1, surface.maskCells)));
  const zones = touchingCells(grid, flagged).flatMap((group) =>
    splitAtSaddles(grid, group, surface.riskPerDay, maxZoneCells),
  );
  const window = { fromDay: asOfDay - windowDays, asOfDay };
  const members = betweenDays(points, window.fromDay, asOfDay);
  const ranked = rankZones(zones, surface).slice(0, maxHotspots);
  const shapes = zoneShapes(points, surface, ranked, { fromDay: window.fromDay, horizonDays, calibration });
  const warnings: HotspotWarning[] = inputWarnings(points, members);
  if (surface.farOff > 0) warnings.push({ code: 'far_off_points', count: surface.farOff });
  const cellKm2 = (grid.cellMetres / 1000) ** 2;
  return {
    preset: 'risk',
    parameters: { windowDays, horizonDays, areaShare, cellMetres: grid.cellMetres, maxZoneCells },
    asOfDay,
    windowFromDay: window.fromDay,
    incidentsInWindow: members.length,
    hotspots: describe(points, grid.projection, window, shapes),
    maskKm2: surface.maskCells * cellKm2,
    flaggedKm2: flagged.length * cellKm2,
    map: drawMap(surface, points, flagged, options),
    warnings,
    alertable: isAlertable(warnings),
  };
}

function rankZones(zones: number[][], { riskPerDay }: RiskSurface): number[][] {
  const meanRisk = (zone: number[]) =>
    zone.reduce((sum, cell) => sum + (riskPerDay[cell] as number), 0) / zone.length;
  return zones
    .map((zone) => ({ zone, mean: meanRisk(zone) }))
    .sort((a, b) => b.mean - a.mean || (a.zone[0] ?? 0) - (b.zone[0] ?? 0))
    .map(({ zone }) => zone);
}

function zoneShapes(
  points: IncidentPoints,
  surface: RiskSurface,
  zones: readonly number[][],
  { fromDay, horizonDays, calibration }: { fromDay: number; horizonDays: number; calibration: number },
): Shape[] {
  const zoneOfCell = new Map(zones.flatMap((zone, z) => zone.map((cell) => [cell, z] as const)));
  const members: number[][] = zones.map(() => []);
  const weekly = zones.map(() => new Float64Array(WEEKS_FOR_DISPERSION));
  const firstDay = Math.min(fromDay, surface.asOfDay - 7 * WEEKS_FOR_DISPERSION);
  betweenDays(points, firstDay, surface.asOfDay).forEach((i) => {
    const z = zoneOfCell.get(surface.cellOfPoint[i] as number);
    if (z === undefined) return;
    const day = points.dayNumber[i] as number;
    if (day >= fromDay) members[z]?.push(i);
    const week = Math.floor((surface.asOfDay - 1 - day) / 7);
    const weeks = weekly[z];
    if (weeks && week < WEEKS_FOR_DISPERSION) weeks[week] = (weeks[week] as number) + 1;
  });
  const { grid, riskPerDay } = surface;
  const trends = zoneTrends(weekly, surface.asOfDay, points.dayNumber);
  const meanRisk = maskedMean(surface);
  return zones.map((zone, z) => ({
    trend: trends[z] ?? null,
    timesMean: (calibration * sumOf(zone, riskPerDay)) / zone.length / meanRisk,
    corners: convexHull(zone.flatMap((cell) => cellCorners(grid, cell))),
    areaKm2: zone.length * (grid.cellMetres / 1000) ** 2,
    members: members[z] ?? [],
    expected: expectedCount(
      calibration * horizonDays * sumOf(zone, riskPerDay),
      weekly[z] ?? new Float64Array(0),
    ),
    cells: zone.map((cell) => cellName(grid, cell)),
  }));
}

const sumOf = (cells: readonly number[], risk: Float64Array) =>
  cells.reduce((total, cell) => total + (risk[cell] as number), 0);

function maskedMean({ riskPerDay, mask, maskCells }: RiskSurface): number {
  let total = 0;
  for (let cell = 0; cell < mask.length; cell++) if (mask[cell] === 1) total += riskPerDay[cell] as number;
  return total / maskCells;
}

/** Weeks for which there are data, oldest first; fewer than these say nothing about a change. */
const FEWEST_WEEKS = 8;

function zoneTrends(weekly: readonly Float64Array[], asOfDay: number, dayNumber: Int32Array) {
  const firstDay = dayNumber.reduce((first, day) => Math.min(first, day), asOfDay);
  const weeks = Math.min(WEEKS_FOR_DISPERSION, Math.floor((asOfDay - firstDay) / 7));
  return weeks < FEWEST_WEEKS
    ? []
    : classifyTrends(weekly.map((latestFirst) => latestFirst.slice(0, weeks).reverse()));
}

function expectedCount(mean: number, weekly: Float64Array): Expected {
  const distribution = { mean, dispersion: dispersionOf(weekly) };
  return { mean, low80: quantile(0.1, distribution), high80: quantile(0.9, distribution) };
}

function cellCorners(grid: Grid, cell: number): Point[] {
  const [x, y] = cellCentre(grid, cell);
  const half = grid.cellMetres / 2;
  return [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
  ];
}
