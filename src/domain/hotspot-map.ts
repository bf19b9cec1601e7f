import type { LatLon } from './area.js';
import type { LocalDate } from './period.js';

/** A grid in plain figures, as it is stored: with its origin it is the same grid again. */
export type GridShape = {
  /** Point whose plane it lies on. */
  origin: LatLon;
  /** South-western corner, a multiple of the cell size: grids of different nights line up. */
  west: number;
  south: number;
  cellMetres: number;
  columns: number;
  rows: number;
};

/** A map as it was promised, complete enough to be scored later whatever has become of the data that it was made of. */
export type DrawnMap = {
  grid: GridShape;
  /** 1 = inhabited: the cells that shares refer to. */
  mask: Uint8Array;
  /** Cells that the map says to look at. */
  flagged: Int32Array;
  /** As many cells of a map that knows nothing of the last 90 days; empty where the method has no such map. */
  blind: Int32Array;
  /** Incidents a day that the map expected in its flagged cells; null where the method promises nothing. */
  expectedPerDay: number | null;
};

/** Something a reader must know before acting on the hotspots. Codes, not sentences: languages are data. */
export type HotspotWarning =
  | { code: 'no_incidents' }
  /** Largest cluster over all points: above 0.3 the method says nothing about where. No alert may be made of it. */
  | { code: 'largest_cluster_too_large'; share: number }
  /** Incidents too far from the city to be placed: geocoding accidents. */
  | { code: 'far_off_points'; count: number }
  /** So few incidents that ranks are little better than chance. */
  | { code: 'few_incidents'; count: number }
  /** All incidents on one spot: a default geocode or a police station rather than a hotspot. */
  | { code: 'one_location' };

/** An offence of which one incident draws further ones near: how far, how long, and how much above chance. */
export type NearRepeat = {
  offence: string;
  /** Reach of the effect. */
  metres: number;
  days: number;
  /** Pairs within the nearest band over those expected by chance. */
  ratio: number;
  probability: number;
  incidents: number;
};

/** A night's map with everything needed to judge and to repeat it. */
export type HotspotMap = {
  id: number;
  runId: number;
  /** First day that it is for; it knows the days before. */
  asOf: LocalDate;
  /** True where it was drawn afterwards, from the days before `asOf`, to have something to score in the first week. */
  retrospective: boolean;
  preset: string;
  /** Everything needed to repeat the calculation. */
  parameters: Readonly<Record<string, string | number>>;
  windowFrom: LocalDate;
  /** Incidents in the window. */
  incidents: number;
  /** Inhabited area, and the flagged part of it, km². */
  maskKm2: number;
  flaggedKm2: number;
  warnings: readonly HotspotWarning[];
  /** False where no alert may be made of it. */
  alertable: boolean;
  /** Incidents of the window that are on no map, by reason. */
  leftOut: Readonly<Record<string, number>>;
  nearRepeats: readonly NearRepeat[];
};

/** A map before it is stored, with its cells. */
export type NewHotspotMap = Omit<HotspotMap, 'id' | 'runId'> & { drawn: DrawnMap };

/** Days after which a map is scored: the day that it was made for, and its week. */
export const EXAM_DAYS = [1, 7] as const;

/** Counts of an exam: what a map caught, and what was to be caught. */
export type ExamCounts = {
  /** Incidents in flagged cells, and in the whole mask. */
  hits: number;
  incidents: number;
  /** Flagged cells, and cells of the mask. */
  flaggedCells: number;
  maskCells: number;
  /** Most incidents that any choice of as many cells could have held. */
  bestHits: number;
};

/** How a map did over its first days. */
export type MapExam = {
  mapId: number;
  asOf: LocalDate;
  retrospective: boolean;
  /** Days from `asOf` on that it was scored on. */
  days: number;
  /** What people reported. */
  reported: ExamCounts;
  /** What patrols found: it follows the patrols, and they follow the map. */
  discovered: Pick<ExamCounts, 'hits' | 'incidents'>;
  /** The same days for the map that knows nothing of the last 90 days; null without one. */
  blind: ExamCounts | null;
  /** Reported incidents outside the inhabited area: they are in no share. */
  outside: number;
  /** Incidents that the map expected in its flagged cells; null where the method promises nothing. */
  expected: number | null;
};

/** What a map leaves out, by reason, as far as a reader may know: how many incidents were restricted is a figure of them. */
export function visibleLeftOut(
  { leftOut }: Pick<HotspotMap, 'leftOut'>,
  hidden: ReadonlySet<string>,
): Record<string, number> {
  const { sensitive: _, ...open } = leftOut;
  return hidden.size > 0 ? open : { ...leftOut };
}
