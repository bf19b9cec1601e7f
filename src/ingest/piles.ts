/** How many incidents of a source lie on one exact coordinate, and of how many offences. */
export type CoordinateCount = { latitude: number; longitude: number; incidents: number; offences: number };

const LEAST_SHARE = 0.003;
const LEAST_INCIDENTS = 20;
const LEAST_OFFENCES = 4;
const STEP = 3;

/**
 * Coordinates that stand for "somewhere": the geocoder's city centre, the station where the report was taken. Such a
 * pile holds more than 0.3 % of a source's positions, many kinds of offence, and several times what the next busiest
 * coordinate holds; everything above the first such step in the ranking is a pile.
 *
 * @param counts the busiest coordinates, in any order.
 * @param positions incidents of the source that have a position.
 */
export function findPiles(counts: readonly CoordinateCount[], positions: number): CoordinateCount[] {
  const ranked = [...counts].sort((a, b) => b.incidents - a.incidents);
  let last = -1;
  for (const [i, pile] of ranked.entries()) {
    if (pile.incidents < Math.max(LEAST_INCIDENTS, LEAST_SHARE * positions)) break;
    if (pile.incidents > STEP * (ranked[i + 1]?.incidents ?? 1)) last = i;
  }
  return ranked.slice(0, last + 1).filter((pile) => pile.offences >= LEAST_OFFENCES);
}

/** Geocoders disagree about where the middle of an area is, but not by more than this. */
const CENTRE_METRES = 100;
const METRES_PER_DEGREE = 111_320;
const LEAST_AT_CENTRE = 10;

/**
 * Coordinates that stand for an area: next to its centre, with many incidents of many offences on the very same point.
 *
 * @param counts as for `findPiles`.
 */
export function findCentres(
  counts: readonly CoordinateCount[],
  centres: readonly (readonly [latitude: number, longitude: number])[],
): CoordinateCount[] {
  return counts.filter(({ latitude, longitude, incidents, offences }) => {
    if (incidents < LEAST_AT_CENTRE || offences < LEAST_OFFENCES) return false;
    const eastPerDegree = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
    return centres.some(([north, east]) => {
      const metres = Math.hypot((latitude - north) * METRES_PER_DEGREE, (longitude - east) * eastPerDegree);
      return metres < CENTRE_METRES;
    });
  });
}
