import { type CountDistribution, logProbability, upperTail } from './negative-binomial.js';

/** What was counted in one series (an area and offence, over one period). */
export type Observed = { key: string; count: number };

/** What was promised for the same key, before the period began. */
export type Promised = { key: string } & CountDistribution;

/** How many false alerts are accepted, by tier. */
export type SurgeOptions = {
  /** Share of false alerts accepted among the confirmed. Default 0.1. */
  falseDiscoveryRate?: number;
  /** False "watch" alerts accepted in a run over all series together. Default 0.5. */
  watchBudget?: number;
  /** No series may be watched on less evidence than this, however many false alerts are left. Default 0.01. */
  watchProbability?: number;
  /** Below this count nothing is a surge. Default 3. */
  minimumCount?: number;
};

/** A count above its forecast. */
export type Surge = {
  key: string;
  count: number;
  expected: number;
  /** Probability of a count at least this high if nothing had changed. */
  probability: number;
  tier: 'confirmed' | 'watch';
};

/** What stands out in one run, and how much of it to doubt. */
export type SurgeResult = {
  /** Most surprising first. */
  surges: Surge[];
  /** False alerts to expect in a run like this one if nothing at all had changed, by tier: to be printed with the alerts. */
  expectedFalse: { confirmed: number; watch: number };
  /** Series that had both a count and a promise. */
  tested: number;
};

/**
 * Compares counts with their forecasts. Two tiers: `confirmed` survives the Benjamini-Hochberg procedure over all series of the run
 * (1995), so that at most the given share of them is false; `watch` spends a budget of false alerts where a doubling would show best
 * (Neyman-Pearson: every series has the same least likelihood ratio of "doubled" to "as forecast"). Keys without a promise are left
 * out. O(series × log count)
 */
export function surges(
  observed: readonly Observed[],
  promised: readonly Promised[],
  options: SurgeOptions = {},
): SurgeResult {
  const { falseDiscoveryRate = 0.1, watchBudget = 0.5, watchProbability = 0.01, minimumCount = 3 } = options;
  const promises = new Map(promised.map((promise) => [promise.key, promise]));
  const tests = observed.flatMap(({ key, count }) => {
    const promise = promises.get(key);
    return promise && Number.isFinite(promise.mean) && Number.isFinite(promise.dispersion)
      ? [{ key, count, promise, probability: upperTail(count, promise) }]
      : [];
  });
  const confirmedUpTo = benjaminiHochberg(
    tests.map(({ probability }) => probability),
    falseDiscoveryRate,
  );
  const thresholds = watchThresholds(
    tests.map(({ promise }) => promise),
    { watchBudget, watchProbability, minimumCount },
  );
  const found = tests.flatMap(({ key, count, promise, probability }, i): Surge[] => {
    const isConfirmed = probability <= confirmedUpTo && count >= minimumCount;
    if (!isConfirmed && count < (thresholds[i] as number)) return [];
    return [{ key, count, expected: promise.mean, probability, tier: isConfirmed ? 'confirmed' : 'watch' }];
  });
  const confirmed = found.filter(({ tier }) => tier === 'confirmed').length;
  return {
    surges: found.sort((a, b) => a.probability - b.probability || (a.key < b.key ? -1 : 1)),
    expectedFalse: {
      confirmed: falseDiscoveryRate * confirmed,
      watch: tests.reduce((total, { promise }, i) => total + upperTail(thresholds[i] as number, promise), 0),
    },
    tested: tests.length,
  };
}

/**
 * Largest p-value that may be called a discovery at the given false discovery rate; -1 when none may (Benjamini & Hochberg 1995,
 * valid for independent and positively dependent tests).
 */
export function benjaminiHochberg(probabilities: readonly number[], rate: number): number {
  const rising = [...probabilities].sort((a, b) => a - b);
  let limit = -1;
  rising.forEach((probability, i) => {
    if (probability <= (rate * (i + 1)) / rising.length) limit = probability;
  });
  return limit;
}

type WatchLimits = { watchBudget: number; watchProbability: number; minimumCount: number };

/** Smallest count of each series that is worth watching, such that the false alerts of all series together stay in the budget. */
export function watchThresholds(distributions: readonly CountDistribution[], limits: WatchLimits): number[] {
  const floors = distributions.map((d) =>
    smallestCount(d, limits.minimumCount, (count) => upperTail(count, d) <= limits.watchProbability),
  );
  const at = (evidence: number) =>
    distributions.map((d, i) =>
      smallestCount(d, floors[i] as number, (count) => isWorthWatching(count, d, evidence)),
    );
  const falseAlerts = (thresholds: number[]) =>
    thresholds.reduce(
      (total, count, i) => total + upperTail(count, distributions[i] as CountDistribution),
      0,
    );
  let low = 0;
  let high = MOST_EVIDENCE;
  if (falseAlerts(at(low)) <= limits.watchBudget) return at(low);
  for (let round = 0; round < BISECTIONS; round++) {
    const middle = (low + high) / 2;
    if (falseAlerts(at(middle)) <= limits.watchBudget) high = middle;
    else low = middle;
  }
  return at(high);
}

/** ln of a likelihood ratio that no budget needs to exceed. */
const MOST_EVIDENCE = 50;
const BISECTIONS = 30;

/**
 * Enough evidence, or so improbable that it costs nothing of the budget: for rare, erratic series the ratio hardly rises with the
 * count.
 */
function isWorthWatching(count: number, distribution: CountDistribution, evidence: number): boolean {
  return logDoublingRatio(count, distribution) >= evidence || upperTail(count, distribution) <= NEGLIGIBLE;
}

const NEGLIGIBLE = 1e-7;

/** How much better "twice the forecast" explains the count than "as forecast", natural logarithm; rises with the count. */
function logDoublingRatio(count: number, { mean, dispersion }: CountDistribution): number {
  if (mean <= 0) return count > 0 ? Number.POSITIVE_INFINITY : 0;
  return logProbability(count, { mean: 2 * mean, dispersion }) - logProbability(count, { mean, dispersion });
}

/** Smallest count from `from` on that satisfies a condition which becomes true at some count and stays so. */
function smallestCount({ mean }: CountDistribution, from: number, holds: (count: number) => boolean): number {
  let low = from - 1;
  let high = Math.max(from, Math.ceil(2 * mean) + 4);
  while (!holds(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
