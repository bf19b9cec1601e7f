import type { CountDistribution } from './negative-binomial.js';
import { type DailySeries, sum, weekdayOf } from './series.js';

/** An exponentially weighted level times a weekday profile. */
export type EwmaModel = {
  /** Incidents a day once the weekday is taken out. */
  level: number;
  /** Factor of each weekday, Sunday first; their mean is about 1. */
  profile: Float64Array;
  /** Weight of the newest day in the level. */
  alpha: number;
  /** Variance over mean of a day around its forecast, at least 1. */
  dispersion: number;
};

/** Half-lives of 3 to 70 days: nothing faster pays on real incident counts, nothing slower follows the seasons. */
const ALPHAS = [0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2] as const;

const PROFILE_WEEKS = 52;
const SCORED_DAYS = 365;
const WARM_UP_DAYS = 28;
const STEPS_AHEAD = 7;

/** A series of zeros still has a rate: half an incident over the days seen (Jeffreys' prior). */
const PRIOR_INCIDENTS = 0.5;

/**
 * Fits the model in O(days). Missing days (NaN) are skipped. The level's memory is the one that would have forecast the past
 * year best a week ahead; the weekday profile is shrunk towards none as far as chance explains it (James-Stein).
 */
export function fitEwma(series: DailySeries): EwmaModel {
  const profile = weekdayProfile(series);
  const flat = series.counts.map((count, i) => count / (profile[weekdayOf(series.startDay + i)] as number));
  const known = flat.filter((value) => !Number.isNaN(value));
  const floor = PRIOR_INCIDENTS / (known.length + 1);
  const start =
    known.length === 0 ? 0 : sum(known.subarray(0, WARM_UP_DAYS)) / Math.min(WARM_UP_DAYS, known.length);
  const fits = ALPHAS.map((alpha) => ({
    alpha,
    ...runLevel(series, flat, profile, alpha, Math.max(start, floor)),
  }));
  const best = fits.reduce((a, b) => (b.error < a.error ? b : a));
  const mean = Math.max(floor, sum(known) / Math.max(1, known.length));
  return {
    level: steadied(best.level, best.alpha, mean),
    profile,
    alpha: best.alpha,
    dispersion: best.dispersion,
  };
}

/**
 * Level shrunk towards the series' own mean by some incidents' worth of days: after a few quiet weeks, a short memory would call a rare
 * event impossible and the next one a surge (gamma-Poisson shrinkage; without weight on busy series).
 */
function steadied(level: number, alpha: number, mean: number): number {
  const remembered = 2 / alpha;
  const doubted = STEADYING_INCIDENTS / mean;
  return (level * remembered + STEADYING_INCIDENTS) / (remembered + doubted);
}

const STEADYING_INCIDENTS = 5;

/**
 * Distribution of the count `steps` days after the end of the series (1 = the next day). Its dispersion grows slowly, as the level
 * itself wanders: simple exponential smoothing's variance, Hyndman et al. 2008, table 6.1.
 */
export function ewmaForecast(model: EwmaModel, day: number, steps: number): CountDistribution {
  const mean = model.level * (model.profile[weekdayOf(day)] as number);
  return { mean, dispersion: model.dispersion * (1 + (steps - 1) * model.alpha ** 2) };
}

function weekdayProfile({ counts, startDay }: DailySeries): Float64Array {
  const totals = new Float64Array(7);
  const days = new Float64Array(7);
  for (let i = Math.max(0, counts.length - 7 * PROFILE_WEEKS); i < counts.length; i++) {
    const count = counts[i] as number;
    if (Number.isNaN(count)) continue;
    const weekday = weekdayOf(startDay + i);
    totals[weekday] = (totals[weekday] as number) + count;
    days[weekday] = (days[weekday] as number) + 1;
  }
  const mean = sum(totals) / Math.max(1, sum(days));
  const fewest = Math.min(...days);
  if (mean === 0 || fewest < 2) return new Float64Array(7).fill(1);
  const ratios = totals.map((total, weekday) => total / (days[weekday] as number) / mean);
  const chance = 1 / (fewest * mean);
  const spread = ratios.reduce((total, ratio) => total + (ratio - 1) ** 2, 0) / 6;
  const kept = spread > 0 ? Math.max(0, 1 - chance / spread) : 0;
  return ratios.map((ratio) => Math.max(0.05, 1 + kept * (ratio - 1)));
}

type LevelRun = { level: number; error: number; dispersion: number };

function runLevel(
  { counts, startDay }: DailySeries,
  flat: Float64Array,
  profile: Float64Array,
  alpha: number,
  start: number,
): LevelRun {
  const levels = new Float64Array(counts.length + 1);
  levels[0] = start;
  let absolute = 0;
  let pearson = 0;
  let scored = 0;
  const firstScored = Math.max(WARM_UP_DAYS, counts.length - SCORED_DAYS);
  for (let i = 0; i < counts.length; i++) {
    const level = levels[i] as number;
    const value = flat[i] as number;
    levels[i + 1] = Number.isNaN(value) ? level : level + Math.max(alpha, 1 / (i + 2)) * (value - level);
    if (i < firstScored || Number.isNaN(value)) continue;
    const promised = Math.max(
      1e-9,
      (levels[i - STEPS_AHEAD + 1] as number) * (profile[weekdayOf(startDay + i)] as number),
    );
    const miss = (counts[i] as number) - promised;
    absolute += miss * miss;
    pearson += (miss * miss) / Math.max(promised, 0.05);
    scored++;
  }
  const level = levels[counts.length] as number;
  return { level, error: absolute, dispersion: steadiedDispersion(pearson, scored, level) };
}

/** Sparse series are seldom as regular as a lucky year makes them look. */
const USUAL_DISPERSION = 1.3;
const STEADYING_DAYS = 20;

/**
 * Pearson's estimate of the dispersion, shrunk towards the usual one. A day says the less about dispersion the fewer incidents it has: the
 * variance of its term is some 2 + 1 / mean.
 */
function steadiedDispersion(pearson: number, days: number, mean: number): number {
  const worth = ((2 * mean) / (1 + 2 * mean)) ** 2;
  const weighed = (worth * pearson + STEADYING_DAYS * USUAL_DISPERSION) / (worth * days + STEADYING_DAYS);
  return Math.max(1, weighed);
}
