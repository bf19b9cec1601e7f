import type { QualityFlag, QuarantineReason } from '../domain/incident.js';
import type { Queryable } from '../store/database.js';
import { areasAt, type PlacedPoint } from '../store/places.js';
import type { Draft } from './clean.js';

/** Where an incident belongs, and the doubts about it. */
export type Placement = {
  areaId: string | null;
  governorateId: string | null;
  /** False when the position must not be kept: it lies outside every boundary. */
  keepPosition: boolean;
  flags: QualityFlag[];
};

/**
 * Finds area and governorate of drafts, all positions in one statement: the position decides, else the area named in
 * the row, else its governorate. A position outside the country refuses the row unless the row names a place.
 *
 * @param governorateOf area id -> governorate id.
 */
export async function placeDrafts(
  on: Queryable,
  drafts: readonly Draft[],
  governorateOf: ReadonlyMap<string, string>,
): Promise<(Placement | QuarantineReason)[]> {
  const points = drafts.flatMap(({ latitude, longitude, namedArea }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude, namedArea }],
  );
  const placed = await areasAt(on, points);
  let next = 0;
  return drafts.map((draft) => {
    if (draft.latitude === null) return byName(draft, governorateOf, []);
    const point = placed[next++];
    return byPosition(draft, point, governorateOf);
  });
}

function byPosition(
  draft: Draft,
  point: PlacedPoint | undefined,
  governorateOf: ReadonlyMap<string, string>,
): Placement | QuarantineReason {
  if (!point?.whereabouts) {
    if (!draft.namedArea && !draft.namedGovernorate) return 'outside_country';
    const named = byName(draft, governorateOf, ['position_outside_area', 'no_position']);
    return { ...named, keepPosition: false };
  }
  const { areaId, governorateId, nearest } = point.whereabouts;
  const flags: QualityFlag[] = nearest ? ['area_nearest'] : [];
  if (point.contradicts) flags.push('position_outside_area');
  return { areaId, governorateId, keepPosition: true, flags };
}

function byName(
  { namedArea, namedGovernorate }: Draft,
  governorateOf: ReadonlyMap<string, string>,
  flags: QualityFlag[],
): Placement {
  const governorateId = (namedArea ? governorateOf.get(namedArea) : undefined) ?? namedGovernorate;
  return {
    areaId: namedArea,
    governorateId,
    keepPosition: true,
    flags: namedArea || namedGovernorate ? [...flags, 'area_from_name'] : flags,
  };
}
