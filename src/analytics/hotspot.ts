import type { LatLon } from '../domain/area.js';
import type { DrawnMap, HotspotWarning } from '../domain/hotspot-map.js';
import type { Shift } from '../domain/period.js';
import { dbscanHotspots } from './hotspot-dbscan.js';
import { riskHotspots } from './hotspot-risk.js';
import type { IncidentPoints } from './points.js';
import type { Ground, Kernel, Mask } from './risk.js';
import type { Trend } from './trend.js';

/**
 * How hotspots are found. `risk`: the top share of a risk surface, the recommended way. `dbscan`: clusters of raw
 * incidents, a shape rather than a ranking. `seed`: the original parameters of the project (DBSCAN, 0.02 degrees, 5
 * incidents), kept to compare with: it flags nearly a whole city.
 */
export type HotspotPreset = 'risk' | 'dbscan' | 'seed';

/** Parameters of a search; each has a default. */
export type HotspotOptions = {
  /** Default `risk`. */
  preset?: HotspotPreset;
  /** First day that is not yet known. Default: the day after the last incident. */
  asOfDay?: number;
  /** Days before `asOfDay` whose incidents are counted and described. Default 90. */
  windowDays?: number;
  /** Days from `asOfDay` on for which the expected count is given. Default 7. */
  horizonDays?: number;
  /** Share of the inhabited area to flag (`risk`). Default 0.01. */
  areaShare?: number;
  /** Default 150 (`risk`). */
  cellMetres?: number;
  /** Default 150 (`dbscan`). */
  epsMetres?: number;
  /** Default 10 (`dbscan`). */
  minPoints?: number;
  /** Most cells in one zone (`risk`). Default 25. */
  maxZoneCells?: number;
  /** Default 100. */
  maxHotspots?: number;
  mask?: Mask;
  origin?: LatLon;
  /** The ground of the same incidents, where several days' maps are made of them (`risk`). */
  ground?: Ground;
  /** Kernels of the surface (`risk`); default: those for the number of incidents. */
  kernels?: readonly Kernel[];
  /** Incidents over expected ones in what earlier maps flagged (`risk`); expected counts are multiplied by it. Default 1. */
  calibration?: number;
};

/** An expected count with the interval that holds four times of five. */
export type Expected = { mean: number; low80: number; high80: number };

/** A dense place, described by what happened there in the window. */
export type Hotspot = {
  /** 1 = first. */
  rank: number;
  centre: LatLon;
  /** Distance from the centre to the furthest corner. */
  radiusMetres: number;
  /** Outline, counter-clockwise, first corner not repeated. */
  ring: LatLon[];
  areaKm2: number;
  /** Incidents in the window. */
  count: number;
  /** Over the horizon; null where the method promises nothing. */
  expected: Expected | null;
  /** Most frequent first; empty where offences were not given. */
  offenceMix: { offence: string; count: number }[];
  /** Up to three busiest hours of the week (0 = Sunday 00:00), most incidents first. */
  busiestHours: { hourOfWeek: number; count: number }[];
  /** Of the last 14 days, most frequent first. */
  latestMix: { offence: string; count: number }[];
  /** Share of the incidents in each shift, of those whose hour is known; null where no hour is. */
  shiftShares: Record<Shift, number> | null;
  /** Share of the window's weeks with at least one incident, 0..1. */
  persistence: number;
  /** How it has fared over the last half year; null where the method does not follow places. */
  trend: Trend | null;
  /** Expected incidents per km² against the mean of the inhabited area; null where the method promises nothing. */
  timesMean: number | null;
  /** Names of the grid cells, stable from night to night; empty for clusters of raw points. */
  cells: string[];
};

/** The hotspots of one run, with everything needed to judge and repeat it. */
export type HotspotResult = {
  preset: HotspotPreset;
  /** Everything needed to repeat the calculation. */
  parameters: Record<string, number>;
  asOfDay: number;
  /** First day of the window; its last day is asOfDay - 1. */
  windowFromDay: number;
  incidentsInWindow: number;
  hotspots: Hotspot[];
  /** Inhabited area that shares refer to, and the part of it inside hotspots, km². */
  maskKm2: number;
  flaggedKm2: number;
  /** The map itself, to be kept and scored when the days that it is for are over. */
  map: DrawnMap;
  warnings: HotspotWarning[];
  /** False where no alert may be made of these hotspots. */
  alertable: boolean;
};

/**
 * Where incidents concentrate, best first. Answers for any input: without incidents the list is empty and a warning says so.
 */
export function findHotspots(points: IncidentPoints, options: HotspotOptions = {}): HotspotResult {
  const { preset = 'risk' } = options;
  return preset === 'risk' ? riskHotspots(points, options) : dbscanHotspots(points, { ...options, preset });
}
