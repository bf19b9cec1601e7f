import type { LatLon, Place } from './area.js';

/** A known place near a point. */
export type NearLandmark = { placeId: string; metres: number };

/** Further away, a landmark tells nobody where a place is. */
const FARTHEST_METRES = 1500;
const METRES_PER_DEGREE = 110_900;

/** Localities and streets are too long to be near something. */
const POINTLIKE = (type: string) => type !== 'locality' && type !== 'street' && type !== 'road';

/** The nearest landmark with a known position within 1.5 km; null when there is none. Distances to about 1 %. */
export function nearestLandmark(
  places: readonly Place[],
  [latitude, longitude]: LatLon,
): NearLandmark | null {
  const eastward = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  let nearest: NearLandmark | null = null;
  for (const { id, type, position } of places) {
    if (position === null || !POINTLIKE(type)) continue;
    const metres = Math.hypot(
      (position[0] - latitude) * METRES_PER_DEGREE,
      (position[1] - longitude) * eastward,
    );
    if (metres <= (nearest?.metres ?? FARTHEST_METRES)) nearest = { placeId: id, metres: Math.round(metres) };
  }
  return nearest;
}

/** The eight winds, clockwise from north. */
export const WINDS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
export type Wind = (typeof WINDS)[number];

/** How far and in which direction `to` lies from `from`, within a city: distances to about 1 %. */
export function seenFrom(from: LatLon, to: LatLon): { metres: number; wind: Wind } {
  const north = (to[0] - from[0]) * METRES_PER_DEGREE;
  const east = (to[1] - from[1]) * METRES_PER_DEGREE * Math.cos((from[0] * Math.PI) / 180);
  const eighths = Math.round((Math.atan2(east, north) * 4) / Math.PI);
  return { metres: Math.hypot(north, east), wind: WINDS[(eighths + 8) % 8] ?? 'n' };
}
