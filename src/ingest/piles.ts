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
