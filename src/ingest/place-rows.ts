import type { QualityFlag, QuarantineReason } from '../domain/incident.js';
import type { Queryable } from '../store/database.js';
import { areasAt, type PlacedPoint, type PointToPlace } from '../store/places.js';
import type { AreaIndex } from './area-index.js';
import type { Draft } from './clean.js';
import { COUNTRY_BOUNDS, within } from './position.js';

/** Where an incident belongs, and the doubts about it. */
export type Placement = {
  areaId: string | null;
  governorateId: string | null;
  /** False when the position must not be kept: it lies outside every boundary. */
  keepPosition: boolean;
  flags: QualityFlag[];
};

/**
 * Finds area and governorate of drafts: the position decides, else the area named in the row, else its governorate. A
 * position outside the country refuses the row unless the row names a place. What memory cannot tell for sure (points
 * outside every boundary, on a line, or contradicting the named area) is asked of the database in one statement.
 *
 * @param governorateOf area id -> governorate id.
 * @param foreign the mapping lets positions lie outside the country: those have no area of ours.
 */
export async function placeDrafts(
  on: Queryable,
  drafts: readonly Draft[],
  areaOf: AreaIndex,
  governorateOf: ReadonlyMap<string, string>,
  foreign: boolean,
): Promise<(Placement | QuarantineReason)[]> {
  const asked: (PointToPlace & { at: number })[] = [];
  const placed = drafts.map((draft, at): Placement | QuarantineReason | null => {
    const { latitude, longitude, namedArea } = draft;
    if (latitude === null || longitude === null) return byName(draft, governorateOf, []);
    if (foreign && !within(COUNTRY_BOUNDS, latitude, longitude)) return ELSEWHERE;
    const found = areaOf(latitude, longitude);
    if (found && (namedArea === null || namedArea === found.areaId)) {
      return { areaId: found.areaId, governorateId: found.governorateId, keepPosition: true, flags: [] };
    }
    asked.push({ latitude, longitude, namedArea, at });
    return null;
  });
  const answers = new Map((await areasAt(on, asked)).map((point, i) => [asked[i]?.at, point]));
  return placed.map((known, i) => known ?? byPosition(drafts[i] as Draft, answers.get(i), governorateOf));
}

const ELSEWHERE: Placement = { areaId: null, governorateId: null, keepPosition: true, flags: [] };

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
  { namedArea, namedGovernorate, unreadArea }: Draft,
  governorateOf: ReadonlyMap<string, string>,
  flags: QualityFlag[],
): Placement {
  const governorateId = (namedArea ? governorateOf.get(namedArea) : undefined) ?? namedGovernorate;
  return {
    areaId: namedArea,
    governorateId,
    keepPosition: true,
    flags: [
      ...flags,
      ...(namedArea || namedGovernorate ? (['area_from_name'] as const) : []),
      ...(unreadArea === null ? [] : (['area_unknown'] as const)),
    ],
  };
}
