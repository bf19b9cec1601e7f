import type { QualityFlag, QuarantineReason } from '../../domain/incident.js';

/** What is wrong with a row of the dirty CSV, and what an importer has to make of it. */
export type Dirt = {
  name: string;
  /** Share of all rows. */
  share: number;
  outcome: 'accepted' | 'duplicate' | QuarantineReason;
  flags: readonly QualityFlag[];
};

/** The defects, as met in exports of real police data. The first is none. */
export const DIRT = [
  dirt('none', 0.848, 'accepted'),
  dirt('swapped_position', 0.02, 'accepted', ['position_swapped']),
  dirt('zero_position', 0.02, 'accepted', ['no_position', 'area_from_name']),
  dirt('blank_position', 0.01, 'accepted', ['no_position', 'area_from_name']),
  dirt('projected_position', 0.015, 'accepted', ['position_from_projection']),
  dirt('sexagesimal_position', 0.01, 'accepted'),
  dirt('piled_position', 0.012, 'accepted', ['coordinate_pile']),
  dirt('misspelt_offence', 0.012, 'accepted', ['offence_corrected']),
  dirt('date_without_time', 0.006, 'accepted', ['time_unknown']),
  dirt('stray_quote', 0.003, 'accepted'),
  dirt('cell_over_two_lines', 0.002, 'accepted'),
  dirt('repeated_row', 0.015, 'duplicate'),
  dirt('repeated_id', 0.003, 'id_conflict'),
  dirt('mangled_id', 0.003, 'mangled_id'),
  dirt('missing_id', 0.002, 'missing_id'),
  dirt('impossible_date', 0.004, 'bad_date'),
  dirt('future_date', 0.002, 'future_date'),
  dirt('unknown_offence', 0.004, 'unknown_offence'),
  dirt('missing_offence', 0.002, 'missing_offence'),
  dirt('half_position', 0.002, 'bad_position'),
  dirt('foreign_position', 0.003, 'outside_country'),
  dirt('open_quote', 0.001, 'malformed_row'),
  dirt('comma_in_cell', 0.001, 'malformed_row'),
] as const;
/** The name of a defect. */
export type DirtName = (typeof DIRT)[number]['name'];

function dirt<N extends string>(
  name: N,
  share: number,
  outcome: Dirt['outcome'],
  flags: readonly QualityFlag[] = [],
): Dirt & { name: N } {
  return { name, share, outcome, flags };
}

/** What an importer must report of a dirty CSV. */
export type DirtTruth = {
  /** Rows below the header, the cut-off last one included; blank lines are none. */
  rows: number;
  accepted: number;
  duplicate: number;
  quarantinedBy: Partial<Record<QuarantineReason, number>>;
  /** Accepted rows by the doubts that the dirt must leave on them. */
  flags: Partial<Record<QualityFlag, number>>;
  dirt: Partial<Record<DirtName, number>>;
};
