import type { LatLon } from './area.js';
import type { LocalDate } from './period.js';

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
