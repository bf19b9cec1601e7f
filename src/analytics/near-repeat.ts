import { type ClosePairs, closePairs, countPairsWithin } from './close-pairs.js';
import { seededRandom, shuffle } from './random.js';

/** Bands and size of the test. */
export type KnoxOptions = {
  /** Upper bounds of the distance bands, rising. Default 100, 200, 400. */
  bandsMetres?: readonly number[];
  /** Upper bounds of the time bands, rising. Default 7, 14, 28. */
  bandsDays?: readonly number[];
  /** Default 199: the smallest p-value is then 0.005. */
  permutations?: number;
  seed: number;
  /** Close pairs that are looked at; denser data are thinned to their latest incidents. Default 2,000,000. */
  maxPairs?: number;
};

/** Pairs of incidents so near in space and so near in time. */
export type KnoxCell = {
  /** Bounds: above the lower one (from 0, included), up to and including the upper one. */
  fromMetres: number;
  toMetres: number;
  fromDays: number;
  toDays: number;
  pairs: number;
  /** Mean over permutations of the dates, and the observed pairs over it: above 1, incidents draw further ones near. */
  expected: number;
  ratio: number;
  /** Share of permutations with at least as many pairs, (k + 1) / (m + 1). */
  probability: number;
};

/** All bands, space by space; within each, time by time. */
export type KnoxResult = { cells: KnoxCell[]; incidents: number; closePairs: number; permutations: number };

/**
 * Knox's space-time interaction test (Knox 1964; near repeats: Johnson & Bowers 2004; Ratcliffe 2009): counts pairs by distance and
 * days apart and compares with the same places under shuffled dates. O(close pairs × permutations)
 *
 * @param x metres; @param y metres; @param dayNumber local day numbers; all of one length, each coordinate finite.
 */
export function knoxTest(
  x: Float64Array,
  y: Float64Array,
  dayNumber: Int32Array,
  options: KnoxOptions,
): KnoxResult {
  const {
    bandsMetres = [100, 200, 400],
    bandsDays = [7, 14, 28],
    permutations = 199,
    maxPairs = 2_000_000,
  } = options;
  const { points, pairs } = thinned(x, y, dayNumber, bandsMetres, maxPairs);
  const days = points.map((i) => dayNumber[i] as number);
  const shape = { spaceBands: bandsMetres.length, bandsDays };
  const observed = tally(pairs, days, shape);
  const totals = new Float64Array(observed.length);
  const atLeast = new Int32Array(observed.length);
  const random = seededRandom(options.seed);
  for (let round = 0; round < permutations; round++) {
    tally(pairs, shuffle(days, random), shape).forEach((count, cell) => {
      totals[cell] = (totals[cell] as number) + count;
      if (count >= (observed[cell] as number)) atLeast[cell] = (atLeast[cell] as number) + 1;
    });
  }
  const cells = Array.from(observed, (count, cell): KnoxCell => {
    const space = Math.floor(cell / bandsDays.length);
    const time = cell % bandsDays.length;
    const expected = (totals[cell] as number) / permutations;
    return {
      fromMetres: bandsMetres[space - 1] ?? 0,
      toMetres: bandsMetres[space] as number,
      fromDays: bandsDays[time - 1] ?? 0,
      toDays: bandsDays[time] as number,
      pairs: count,
      expected,
      ratio: expected === 0 ? (count === 0 ? 1 : Number.POSITIVE_INFINITY) : count / expected,
      probability: ((atLeast[cell] as number) + 1) / (permutations + 1),
    };
  });
  return { cells, incidents: points.length, closePairs: pairs.first.length, permutations };
}

/** The latest incidents, as many as keep the close pairs within the limit. Pairs grow with the square of the incidents. */
function thinned(
  x: Float64Array,
  y: Float64Array,
  dayNumber: Int32Array,
  bandsMetres: readonly number[],
  maxPairs: number,
): { points: Int32Array; pairs: ClosePairs } {
  const latestFirst = dayNumber
    .map((_, i) => i)
    .sort((a, b) => (dayNumber[b] as number) - (dayNumber[a] as number) || a - b);
  let points = latestFirst;
  const take = (values: Float64Array) => Float64Array.from(points, (i) => values[i] as number);
  for (;;) {
    const found = countPairsWithin(take(x), take(y), bandsMetres.at(-1) ?? 0);
    if (found <= maxPairs) break;
    points = points.subarray(0, Math.floor(points.length * Math.min(0.9, Math.sqrt(maxPairs / found))));
  }
  return { points, pairs: closePairs(take(x), take(y), bandsMetres) };
}

/** Pairs by space band (slow) and time band (fast). */
function tally(
  { first, second, band }: ClosePairs,
  days: Int32Array,
  { spaceBands, bandsDays }: { spaceBands: number; bandsDays: readonly number[] },
): Int32Array {
  const counts = new Int32Array(spaceBands * bandsDays.length);
  const timeBandOf = timeBands(bandsDays);
  const longest = timeBandOf.length - 1;
  for (let pair = 0; pair < first.length; pair++) {
    const difference = (days[first[pair] as number] as number) - (days[second[pair] as number] as number);
    const apart = difference < 0 ? -difference : difference;
    // Most pairs are months apart: a look beyond the end of the table would cost more than all the rest.
    if (apart > longest) continue;
    const cell = (band[pair] as number) * bandsDays.length + (timeBandOf[apart] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

/** Time band of each number of days apart, 0 included. */
function timeBands(bandsDays: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: Math.floor(bandsDays.at(-1) ?? -1) + 1 }, (_, apart) =>
    bandsDays.findIndex((days) => apart <= days),
  );
}
