import type { Random } from '../../analytics/random.js';

/** A table from which index i is drawn in proportion to weight i. */
export type WeightedTable = { readonly cumulative: Float64Array; readonly total: number };

/** Prepares weights (>= 0) for drawing; O(n). */
export function weightedTable(weights: ArrayLike<number>): WeightedTable {
  const cumulative = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i] ?? 0;
    cumulative[i] = total;
  }
  return { cumulative, total };
}

/** Draws an index; O(log n). */
export function drawIndex(table: WeightedTable, random: Random): number {
  const target = random() * table.total;
  let low = 0;
  let high = table.cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table.cumulative[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A standard normal number (Box and Muller, 1958). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** An exponential number with the given mean. */
export function drawExponential(mean: number, random: Random): number {
  return -mean * Math.log(1 - random());
}
