import type { LatLon } from '../domain/area.js';
import type { DrawnMap, HotspotWarning } from '../domain/hotspot-map.js';
import { dbscan } from './dbscan.js';
import { cellName, maskRings, shapeOf } from './grid.js';
import type { HotspotOptions, HotspotPreset, HotspotResult } from './hotspot.js';
import { describe, inputWarnings, isAlertable, LARGEST_SHARE_LIMIT, type Shape } from './hotspot-describe.js';
import { bufferedHull, type Point, ringArea } from './hull.js';
import { betweenDays, dayAfterLast, type IncidentPoints, knownBefore, steadyOrigin } from './points.js';
import { type Projector, projector } from './project.js';
import { type RiskSurface, riskSurface } from './risk.js';

/** The original parameters; the ball is round in degrees, as it was there, hence an ellipse on the ground. */
const SEED = { epsDegrees: 0.02, minPoints: 5 };

/** Metres in a degree of latitude, for outlines of clusters made in degrees. */
const DEGREE_METRES = 111_195;

type ClusterOptions = HotspotOptions & { preset: HotspotPreset };

/**
 * Clusters of the window's raw incidents, densest first (incidents over hull area; Ester et al. 1996 for the clusters). Says
 * where incidents touch, not what to expect: a wide cluster is a finding about eps, not about crime.
 */
export function dbscanHotspots(all: IncidentPoints, options: ClusterOptions): HotspotResult {
  const { windowDays = 90, maxHotspots = 100 } = options;
  const asOfDay = options.asOfDay ?? dayAfterLast(all);
  const points = knownBefore(all, asOfDay);
  const window = { fromDay: asOfDay - windowDays, asOfDay };
  const members = betweenDays(points, window.fromDay, asOfDay);
  const plane = projector(options.origin ?? steadyOrigin(points));
  const { clusters, largestShare, parameters, bufferMetres } = clusterMembers(
    points,
    members,
    plane,
    options,
  );
  const shapes = clusters.map((cluster): Shape => {
    const places = cluster.map(
      (i): Point => plane.toMetres(points.latitude[i] as number, points.longitude[i] as number),
    );
    const corners = bufferedHull(places, bufferMetres);
    return { corners, members: cluster, expected: null, trend: null, timesMean: null, cells: [] };
  });
  const density = ({ members: inside, corners }: Shape) => inside.length / ringArea(corners);
  const ranked = shapes.sort((a, b) => density(b) - density(a)).slice(0, maxHotspots);
  const warnings: HotspotWarning[] = inputWarnings(points, members);
  if (largestShare > LARGEST_SHARE_LIMIT)
    warnings.push({ code: 'largest_cluster_too_large', share: largestShare });
  // The clusters on the cells of everybody else's maps: so that they are followed and scored alike.
  const surface = riskSurface(points, { ...options, asOfDay, kernels: [] });
  const described = describe(points, plane, window, ranked);
  const cells = described.map(({ ring }) => cellsInside(surface, ring));
  const cellKm2 = (surface.grid.cellMetres / 1000) ** 2;
  return {
    preset: options.preset,
    parameters: { ...parameters, windowDays },
    asOfDay,
    windowFromDay: window.fromDay,
    incidentsInWindow: members.length,
    hotspots: described.map((hotspot, i) => ({
      ...hotspot,
      cells: (cells[i] ?? []).map((cell) => cellName(surface.grid, cell)),
    })),
    maskKm2: surface.maskCells * cellKm2,
    flaggedKm2: described.reduce((sum, { areaKm2 }) => sum + areaKm2, 0),
    map: clusterMap(surface, cells),
    warnings,
    alertable: isAlertable(warnings),
  };
}

function cellsInside({ grid, mask }: RiskSurface, ring: readonly LatLon[]): number[] {
  const inside = new Uint8Array(mask.length);
  maskRings(grid, inside, [ring]);
  const cells: number[] = [];
  inside.forEach((covered, cell) => {
    if (covered === 1 && mask[cell] === 1) cells.push(cell);
  });
  return cells;
}

function clusterMap({ grid, mask }: RiskSurface, cells: readonly number[][]): DrawnMap {
  const flagged = Int32Array.from(new Set(cells.flat()));
  return { grid: shapeOf(grid), mask, flagged, blind: new Int32Array(0), expectedPerDay: null };
}

type Clustered = {
  /** Positions in the points, by cluster. */
  clusters: number[][];
  largestShare: number;
  parameters: Record<string, number>;
  /** How far the outline stands off the outermost incidents. */
  bufferMetres: number;
};

function clusterMembers(
  points: IncidentPoints,
  members: Int32Array,
  plane: Projector,
  { preset, epsMetres = 150, minPoints = 10 }: ClusterOptions,
): Clustered {
  const x = new Float64Array(members.length);
  const y = new Float64Array(members.length);
  members.forEach((i, at) => {
    const latitude = points.latitude[i] as number;
    const longitude = points.longitude[i] as number;
    const place = preset === 'seed' ? ([longitude, latitude] as const) : plane.toMetres(latitude, longitude);
    [x[at], y[at]] = place;
  });
  const parameters = preset === 'seed' ? SEED : { epsMetres, minPoints };
  const eps = preset === 'seed' ? SEED.epsDegrees : epsMetres;
  const { labels, clusterCount, largestShare } = dbscan(x, y, {
    epsMetres: eps,
    minPoints: parameters.minPoints,
  });
  const clusters: number[][] = Array.from({ length: clusterCount }, () => []);
  labels.forEach((label, at) => {
    clusters[label]?.push(members[at] as number);
  });
  const bufferMetres = preset === 'seed' ? (eps * DEGREE_METRES) / 2 : eps / 2;
  return { clusters, largestShare, parameters, bufferMetres };
}
