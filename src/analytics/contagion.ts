import type { HotspotMap, NearRepeat } from '../domain/hotspot-map.js';
import { dateOfDay, dayOfDate, type LocalDate } from '../domain/period.js';
import { type KnoxResult, knoxTest } from './near-repeat.js';
import type { IncidentPoints } from './points.js';
import type { Projector } from './project.js';

/** Distances, days and permutations of the test. */
export type ContagionOptions = {
  asOfDay: number;
  seed: number;
  /** Latest days that are looked at. Default 365. */
  lookbackDays?: number;
  /** Offences that are tested, most frequent first. Default 6. */
  mostOffences?: number;
};

const BANDS_METRES = [100, 200, 400];
const BANDS_DAYS = [14, 28];
/** With 199 permutations and six offences, two in a hundred nights would call a chance pattern contagion. */
const SIGNIFICANT = 0.005;
/** Smaller excesses are real at times and useful never. */
const LEAST_RATIO = 1.2;
const FEWEST_INCIDENTS = 50;
const MOST_PAIRS = 60_000;
/** A year's pattern hardly changes in a week, and the permutations take longer than a map. */
const FOUND_FOR_DAYS = 7;

/** The near repeats of a night, and the day for which they were found. */
export type NearRepeatsInUse = { found: readonly NearRepeat[]; foundOn: LocalDate };

/** The near repeats that the last map was made with, or found anew when that is a week ago. */
export function nearRepeatsFor(
  lastMap: Pick<HotspotMap, 'parameters' | 'nearRepeats'> | null,
  points: IncidentPoints,
  plane: Projector,
  asOfDay: number,
): NearRepeatsInUse {
  const { nearRepeatsFoundOn: foundOn } = lastMap?.parameters ?? {};
  if (lastMap && typeof foundOn === 'string') {
    const age = asOfDay - dayOfDate(foundOn);
    if (age >= 0 && age < FOUND_FOR_DAYS) return { found: lastMap.nearRepeats, foundOn };
  }
  const found = nearRepeats(points, plane, { asOfDay, seed: asOfDay });
  return { found, foundOn: dateOfDay(asOfDay) };
}

/** Offences with near repeats, by Knox's test on the latest days. O(offences × close pairs × permutations) */
export function nearRepeats(
  points: IncidentPoints,
  plane: Projector,
  { asOfDay, seed, lookbackDays = 365, mostOffences = 6 }: ContagionOptions,
): NearRepeat[] {
  const members = new Map<string, number[]>();
  points.dayNumber.forEach((day, i) => {
    const offence = points.offence?.[i];
    if (offence === undefined || day >= asOfDay || day < asOfDay - lookbackDays) return;
    const own = members.get(offence) ?? [];
    own.push(i);
    members.set(offence, own);
  });
  return [...members]
    .filter(([, own]) => own.length >= FEWEST_INCIDENTS)
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostOffences)
    .flatMap(([offence, own]) => {
      const found = reachOf(test(points, plane, own, seed));
      return found ? [{ offence, ...found, incidents: own.length }] : [];
    });
}

function test(
  points: IncidentPoints,
  plane: Projector,
  members: readonly number[],
  seed: number,
): KnoxResult {
  const places = members.map((i) =>
    plane.toMetres(points.latitude[i] as number, points.longitude[i] as number),
  );
  return knoxTest(
    Float64Array.from(places, ([x]) => x),
    Float64Array.from(places, ([, y]) => y),
    Int32Array.from(members, (i) => points.dayNumber[i] as number),
    { bandsMetres: BANDS_METRES, bandsDays: BANDS_DAYS, maxPairs: MOST_PAIRS, seed },
  );
}

/** How far the excess goes without a gap, from the nearest band on; null when even that holds none. */
function reachOf({ cells }: KnoxResult): Omit<NearRepeat, 'offence' | 'incidents'> | null {
  const shows = (metres: number | undefined, days: number | undefined) =>
    cells.some(
      (cell) =>
        cell.toMetres === metres &&
        cell.toDays === days &&
        cell.probability <= SIGNIFICANT &&
        cell.ratio >= LEAST_RATIO,
    );
  const [nearest] = cells;
  if (!nearest || !shows(nearest.toMetres, nearest.toDays)) return null;
  const reach = (bands: readonly number[], isShown: (band: number) => boolean) => {
    const gap = bands.findIndex((band) => !isShown(band));
    return bands[(gap === -1 ? bands.length : gap) - 1] as number;
  };
  return {
    metres: reach(BANDS_METRES, (metres) => shows(metres, nearest.toDays)),
    days: reach(BANDS_DAYS, (days) => shows(nearest.toMetres, days)),
    ratio: nearest.ratio,
    probability: nearest.probability,
  };
}
