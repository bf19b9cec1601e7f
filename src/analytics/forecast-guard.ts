import type { SarimaOutput } from './sarima.js';

/** Why a model's output was not used. */
export type GuardReason =
  | 'no_history'
  | 'fit_failed'
  | 'not_finite'
  | 'far_above_history'
  | 'interval_explodes';

/** A variance may grow over the horizon, but not this many times. */
const MOST_VARIANCE_GROWTH = 50;

/**
 * Whether a model's output can be believed: finite, not negative in variance, at most three times the highest day of the training,
 * and with a variance that does not explode.
 *
 * @param output means in counts a day, variances on whatever scale the model works
 * @returns the first objection, null if there is none.
 */
export function objection(
  { mean, variance }: SarimaOutput,
  highestTrained: number,
  steps: number,
): GuardReason | null {
  if (mean.length !== steps || variance.length !== steps) return 'fit_failed';
  if (![...mean, ...variance].every(Number.isFinite) || variance.some((v) => v < 0)) return 'not_finite';
  if (mean.some((value) => value > 3 * highestTrained + 10)) return 'far_above_history';
  const smallest = variance.reduce((least, v) => Math.min(least, v), Number.POSITIVE_INFINITY);
  const largest = variance.reduce((most, v) => Math.max(most, v), 0);
  if (largest > MOST_VARIANCE_GROWTH * Math.max(smallest, 0.02)) return 'interval_explodes';
  return null;
}
