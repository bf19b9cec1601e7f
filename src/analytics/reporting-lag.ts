import type { DailySeries } from './series.js';

/** Share of a day's incidents that are known so many days later: [0] by the end of the day itself. Never falls. */
export type Completeness = Float64Array;

/** Days so little complete are no basis of a forecast. */
const LEAST_COMPLETE = 0.9;

/** Fewer reports than this say nothing of how late reports are. */
const FEWEST_REPORTS = 200;

/**
 * How complete the last days are, from how late the reports of older days came.
 *
 * @param lags incidents by the days between what happened and its report; the last entry holds all later ones.
 * @returns null when the reports are too few to tell.
 */
export function completenessOf(lags: ArrayLike<number>): Completeness | null {
  const total = Array.from(lags).reduce((all, count) => all + count, 0);
  if (total < FEWEST_REPORTS) return null;
  let known = 0;
  return Float64Array.from(Array.from(lags).slice(0, -1), (count) => {
    known += count;
    return known / total;
  });
}

/** How many of the last days to leave out, because too many of their reports are still to come. */
export function unfinishedDays(completeness: Completeness): number {
  const first = completeness.findIndex((share) => share >= LEAST_COMPLETE);
  return first < 0 ? completeness.length : first;
}

/** How complete a day is that ended `daysAgo` days before (0 = last midnight); 1 beyond what was measured. */
export function completenessAt(completeness: Completeness | null, daysAgo: number): number {
  return completeness?.[daysAgo] ?? 1;
}

/**
 * The series as it will be when all is reported: unfinished days taken off its end, almost finished ones raised by what is still to
 * come (chain ladder).
 *
 * @param daysAgo of the series' last day: 0 when it ended last midnight
 */
export function nowcast(series: DailySeries, completeness: Completeness | null, daysAgo = 0): DailySeries {
  if (!completeness) return series;
  const dropped = Math.max(0, unfinishedDays(completeness) - daysAgo);
  const counts = series.counts.slice(0, Math.max(0, series.counts.length - dropped));
  for (let back = 0; back < Math.min(counts.length, completeness.length); back++) {
    const at = counts.length - 1 - back;
    counts[at] = (counts[at] as number) / completenessAt(completeness, daysAgo + dropped + back);
  }
  return { counts, startDay: series.startDay };
}
