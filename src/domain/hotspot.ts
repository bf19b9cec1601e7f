import type { LatLon } from './area.js';
import type { NearLandmark } from './landmark.js';
import type { LocalDate, Shift } from './period.js';

/** What became of a hotspot since the run before; `first`: there was no run before. */
export const HOTSPOT_CHANGES = [
  'first',
  'new',
  'same',
  'grew',
  'shrank',
  'moved',
  'split',
  'merged',
] as const;
export type HotspotChange = (typeof HOTSPOT_CHANGES)[number];

/**
 * How a place has fared over the last half year: nothing before the last weeks, significantly more or less than before, busy
 * in most weeks, busy now and then.
 */
export const HOTSPOT_TRENDS = ['new', 'emerging', 'cooling', 'persistent', 'intermittent'] as const;
export type HotspotTrend = (typeof HOTSPOT_TRENDS)[number];

/** Recent incidents of an offence of which one draws further ones near. */
export type RecentRepeats = {
  offenceId: string;
  /** Incidents in the hotspot in the last 14 days. */
  incidents: number;
  metres: number;
  days: number;
  /** Against chance. */
  ratio: number;
};

/** A statistically dense cluster of incidents in a period, as a run found and stored it. */
export type Hotspot = {
  id: number;
  runId: number;
  /** 1 = first of its run. */
  rank: number;
  areaId: string | null;
  governorateId: string | null;
  centre: LatLon;
  /** Outline, first corner not repeated; at least three corners. */
  outline: readonly LatLon[];
  radiusMetres: number;
  /** Incidents in the window. */
  incidentCount: number;
  /** Expected incidents of the coming week; null where the method promises nothing. */
  expectedWeek: { mean: number; low80: number; high80: number } | null;
  /** Incidents per offence id. */
  offenceMix: Readonly<Record<string, number>>;
  /** Busiest hours of the week, most incidents first: 0 = Sunday 00:00, 167 = Saturday 23:00. */
  busiestHours: readonly number[];
  /** Share of the incidents in each shift; null where no hour is known. */
  shiftShares: Readonly<Record<Shift, number>> | null;
  areaKm2: number;
  /** Share of the window's weeks with an incident, 0..1. */
  persistence: number;
  /** Null where the method does not follow places, or the history is too short. */
  trend: HotspotTrend | null;
  /** Expected incidents per km² against the mean of the inhabited area; null where the method promises nothing. */
  timesMean: number | null;
  landmark: NearLandmark | null;
  repeats: RecentRepeats | null;
  change: HotspotChange;
  /** Id of the hotspot that it continues from the run before; null when it is new. */
  lineage: number | null;
  /** Grid cells that it covers, by which the next run recognises it. */
  cells: readonly string[];
  /** Local days of the window, half-open: `windowTo` is the first day outside. */
  windowFrom: LocalDate;
  windowTo: LocalDate;
};

/** A hotspot before it is stored. */
export type NewHotspot = Omit<Hotspot, 'id' | 'runId'>;

/** Incidents of a hotspot that a person may be told of, and the offences among them, most frequent first. */
export function visibleMix(
  { incidentCount, offenceMix }: Pick<Hotspot, 'incidentCount' | 'offenceMix'>,
  hidden: ReadonlySet<string>,
): { count: number; offences: { id: string; count: number }[] } {
  const all = Object.entries(offenceMix).map(([id, count]) => ({ id, count }));
  const unseen = all.filter(({ id }) => hidden.has(id)).reduce((sum, { count }) => sum + count, 0);
  const offences = all.filter(({ id }) => !hidden.has(id)).sort((a, b) => b.count - a.count);
  return { count: incidentCount - unseen, offences };
}
