import { quantileOf } from './quantile.js';
import { type Random, seededRandom } from './random.js';

/** One scored map: incidents of the test period, and how many the flagged area held. */
export type MapScore = {
  /** Incidents in flagged cells, and in the whole mask. */
  hits: number;
  incidents: number;
  /** Flagged cells, and cells of the mask. */
  flaggedCells: number;
  maskCells: number;
  /** Most incidents that any choice of as many cells could have held. */
  bestHits: number;
};

/** Pooled accuracy of maps; NaN where nothing happened in the test periods. */
export type MapAccuracy = {
  /** Flagged share of the area. */
  areaShare: number;
  /** Share of the incidents caught. */
  hitRate: number;
  /** Prediction accuracy index: hit rate over area share (Chainey, Tompson & Uhlig 2008); 1 = no better than chance. */
  pai: number;
  /** Prediction efficiency index: hits over the most that were possible (Hunt 2016), 0..1. */
  pei: number;
};

/** Scores flagged cells against the incidents' cells (-1 = outside the grid). O(incidents + cells log cells) */
export function scoreMap(flagged: Iterable<number>, mask: Uint8Array, incidentCells: Int32Array): MapScore {
  const counts = new Int32Array(mask.length);
  const busy: number[] = [];
  let incidents = 0;
  for (const cell of incidentCells) {
    if (cell < 0 || mask[cell] !== 1) continue;
    if (counts[cell] === 0) busy.push(cell);
    counts[cell] = (counts[cell] as number) + 1;
    incidents++;
  }
  let hits = 0;
  let flaggedCells = 0;
  for (const cell of flagged) {
    hits += counts[cell] as number;
    flaggedCells++;
  }
  const best = Int32Array.from(busy, (cell) => counts[cell] as number)
    .sort()
    .reverse();
  const bestHits = best.subarray(0, flaggedCells).reduce((total, count) => total + count, 0);
  let maskCells = 0;
  for (let cell = 0; cell < mask.length; cell++) maskCells += mask[cell] as number;
  return { hits, incidents, flaggedCells, maskCells, bestHits };
}

/** Pools the scores of many test periods: sums first, ratios last, so that quiet weeks do not drown the rest. */
export function mapAccuracy(scores: readonly MapScore[]): MapAccuracy {
  const total = (field: keyof MapScore) => scores.reduce((all, score) => all + score[field], 0);
  const areaShare = total('flaggedCells') / total('maskCells');
  const hitRate = total('hits') / total('incidents');
  return { areaShare, hitRate, pai: hitRate / areaShare, pei: total('hits') / total('bestHits') };
}

/** Mean absolute error. NaN for no values; missing truths (NaN) are skipped in all of the measures below. */
export function meanAbsoluteError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return meanOf(actual, forecast, (a, f) => Math.abs(a - f));
}

/**
 * In-sample error of the seasonal naive forecast ("as on the same weekday a week ago"): the yardstick of MASE.
 * NaN for fewer than eight days.
 */
export function naiveScale(training: Float64Array, season = 7): number {
  return meanAbsoluteError(
    training.subarray(season),
    training.subarray(0, Math.max(0, training.length - season)),
  );
}

/**
 * Mean absolute scaled error (Hyndman & Koehler 2006): 1 = as good as repeating last week; for pure noise about 0.71 is the floor.
 * Infinite where the training never varied and the forecast missed.
 */
export function mase(actual: ArrayLike<number>, forecast: ArrayLike<number>, scale: number): number {
  const error = meanAbsoluteError(actual, forecast);
  return error === 0 ? 0 : error / scale;
}

/** Weighted absolute percentage error: sum of absolute errors over sum of truths, as a share. For busy series. */
export function wape(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return meanAbsoluteError(actual, forecast) / meanOf(actual, actual, (a) => a);
}

/** Mean pinball loss of a quantile forecast (Koenker & Bassett 1978), 0 < level < 1; smaller is better. */
export function pinball(actual: ArrayLike<number>, forecast: ArrayLike<number>, level: number): number {
  return meanOf(actual, forecast, (a, f) => (a >= f ? level * (a - f) : (1 - level) * (f - a)));
}

/** Share of the truths inside their intervals, bounds included. */
export function coverage(actual: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>): number {
  const above = meanOf(actual, low, (a, bound) => (a < bound ? 1 : 0));
  const below = meanOf(actual, high, (a, bound) => (a > bound ? 1 : 0));
  return 1 - above - below;
}

function meanOf(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  loss: (actual: number, forecast: number) => number,
): number {
  let total = 0;
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    const truth = actual[i] as number;
    const value = forecast[i] as number;
    if (Number.isNaN(truth) || Number.isNaN(value)) continue;
    total += loss(truth, value);
    count++;
  }
  return count === 0 ? Number.NaN : total / count;
}

/** A statistic with its percentile bootstrap interval. */
export type Bootstrapped = { value: number; low95: number; high95: number };

/**
 * Resamples whole test periods (or series) with replacement (Efron 1979) and gives the statistic with the interval that holds it 19
 * times of 20. Results that are not finite are left out of the interval.
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number,
  { rounds = 1000, seed = 1 }: { rounds?: number; seed?: number } = {},
): Bootstrapped {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: rounds }, () => statistic(resample(items, random)))
    .filter(Number.isFinite)
    .sort();
  return { value: statistic(items), low95: quantileOf(values, 0.025), high95: quantileOf(values, 0.975) };
}

function resample<T>(items: readonly T[], random: Random): T[] {
  return items.map(() => items[Math.floor(random() * items.length)] as T);
}
