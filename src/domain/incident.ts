import type { PartOfDay } from './period.js';

/** A feed that says nothing for more days than this is broken, not quiet. */
export const SILENT_FEED_DAYS = 2;

/** Doubts that the ETL keeps beside an incident instead of hiding or dropping it. */
export const QUALITY_FLAGS = [
  'no_position',
  'position_swapped',
  'position_from_projection',
  'position_from_area',
  'position_outside_area',
  'coordinate_pile',
  'time_unknown',
  'date_order_assumed',
  'utc_converted',
  'offence_corrected',
  'offence_unknown',
  'area_from_name',
  'area_nearest',
  'area_unknown',
  'reported_late',
  'possible_duplicate',
] as const;
export type QualityFlag = (typeof QUALITY_FLAGS)[number];

/** Why a row could not become an incident; it stays in `incidents_raw` with these. */
export const QUARANTINE_REASONS = [
  'malformed_row',
  'missing_id',
  'mangled_id',
  'bad_date',
  'missing_day',
  'future_date',
  'ambiguous_date',
  'missing_offence',
  'unknown_offence',
  'bad_position',
  'outside_country',
  'id_conflict',
  'truncated_row',
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** A reported event with place and time, cleaned. */
export type Incident = {
  id: number;
  source: string;
  sourceId: string;
  occurredAt: Date;
  /** When it was reported, where the source says so. */
  reportedAt: Date | null;
  offenceId: string;
  areaId: string | null;
  governorateId: string | null;
  latitude: number | null;
  longitude: number | null;
  block: number | null;
  /** True when a patrol found it itself; such incidents follow the patrols and are kept apart in evaluation. */
  discovered: boolean;
  synthetic: boolean;
  quality: readonly QualityFlag[];
};

/** The calendar features derived from an incident's local time. */
export type IncidentFeatures = {
  localDate: string;
  hour: number;
  weekday: number;
  weekend: boolean;
  partOfDay: PartOfDay;
  month: number;
  ramadan: boolean;
  holiday: string | null;
};
