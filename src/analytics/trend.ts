import { cumulative, upperTail } from './negative-binomial.js';
import { dispersionOf, sum } from './series.js';
import { benjaminiHochberg } from './surge.js';

/**
 * How a place has fared lately. `new`: nothing before the recent weeks; `emerging` and `cooling`: significantly more or fewer than
 * before, with false discoveries controlled over all places; `persistent`: busy in most weeks without a change; `intermittent`:
 * busy now and then.
 */
export type Trend = 'new' | 'emerging' | 'cooling' | 'persistent' | 'intermittent';

/** What counts as recent, and how much error is accepted. */
export type TrendOptions = {
  /** Latest weeks that are compared with those before. Default 4. */
  recentWeeks?: number;
  /** Share of false "emerging" and of false "cooling" accepted over all places. Default 0.1. */
  falseDiscoveryRate?: number;
};

/** A place counts as persistent when it is active in this share of its weeks. */
const MOST_WEEKS = 0.75;

/** A place without earlier incidents still had a rate: half an incident over the weeks before (Jeffreys' prior). */
const PRIOR_INCIDENTS = 0.5;

type Change = { before: number; recent: number; more: number; fewer: number };

/**
 * Classifies places by their weekly counts: negative-binomial tails of the recent weeks against the rate before, Benjamini-Hochberg
 * over all places. O(places × weeks)
 *
 * @param weekly for each place its counts a week, oldest first, all of one length
 */
export function classifyTrends(weekly: readonly Float64Array[], options: TrendOptions = {}): Trend[] {
  const { recentWeeks = 4, falseDiscoveryRate = 0.1 } = options;
  const changes = weekly.map((weeks) => changeOf(weeks, recentWeeks));
  const emergingUpTo = benjaminiHochberg(
    changes.map(({ more }) => more),
    falseDiscoveryRate,
  );
  const coolingUpTo = benjaminiHochberg(
    changes.map(({ fewer }) => fewer),
    falseDiscoveryRate,
  );
  return changes.map(({ before, recent, more, fewer }, i): Trend => {
    if (more <= emergingUpTo) return before === 0 ? 'new' : 'emerging';
    if (fewer <= coolingUpTo) return 'cooling';
    if (before === 0 && recent > 0) return 'new';
    return activeShare(weekly[i] as Float64Array) >= MOST_WEEKS ? 'persistent' : 'intermittent';
  });
}

function changeOf(weeks: Float64Array, recentWeeks: number): Change {
  const split = Math.max(0, weeks.length - recentWeeks);
  const before = sum(weeks.subarray(0, split));
  const recent = sum(weeks.subarray(split));
  const rate = Math.max(before, PRIOR_INCIDENTS) / Math.max(1, split);
  const usual = { mean: rate * (weeks.length - split), dispersion: dispersionOf(weeks.subarray(0, split)) };
  return { before, recent, more: upperTail(recent, usual), fewer: cumulative(recent, usual) };
}

function activeShare(weeks: Float64Array): number {
  return weeks.length === 0 ? 0 : weeks.filter((count) => count > 0).length / weeks.length;
}
