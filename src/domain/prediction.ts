import { dateOfDay, dayOfDate, type LocalDate } from './period.js';

/** The levels at which is forecast. */
export const PREDICTION_SCOPES = ['country', 'governorate', 'area'] as const;
export type PredictionScope = (typeof PREDICTION_SCOPES)[number];

/** One day of a forecast for one place: the expected count and the intervals that hold it 4 of 5 and 19 of 20 times. */
export type Prediction = {
  runId: number;
  scope: PredictionScope;
  /** Governorate or area id; `kuwait` for the country. */
  scopeId: string;
  /** Null: all offences together. */
  offenceId: string | null;
  day: LocalDate;
  mean: number;
  low80: number;
  high80: number;
  low95: number;
  high95: number;
  /** Variance over mean of the count around the mean, at least 1. */
  dispersion: number;
  /** Correlation between the errors of two days, 0..1. */
  correlation: number;
  model: string;
  /** Local days of the training history, both inside. */
  trainedFrom: LocalDate;
  trainedTo: LocalDate;
  /** What was counted afterwards; null until the day is over. */
  actual: number | null;
};

/** A prediction before it is stored. */
export type NewPrediction = Omit<Prediction, 'runId' | 'actual'>;

/** A promise for a day that is over, beside what was counted. */
export type ScoredDay = Pick<Prediction, 'day' | 'mean' | 'low80' | 'high80' | 'low95' | 'high95'> & {
  actual: number;
};

/** How good the promises of some days were, each made before its day began. */
export type PredictionScore = {
  days: number;
  /** Days whose count fell inside the interval that should hold four of five, and nineteen of twenty. */
  inside80: number;
  inside95: number;
  /** In incidents a day. */
  meanAbsoluteError: number;
  /** That over the error of repeating what was counted a week before, on the same days; null where nothing can be repeated. */
  mase: number | null;
};

/**
 * Scores promises against what was counted. The days before the scored ones serve to repeat.
 *
 * @param days oldest first
 * @param from the first day that is scored
 * @returns null when no day is.
 */
export function scorePromises(days: readonly ScoredDay[], from: LocalDate): PredictionScore | null {
  const scored = days.filter(({ day }) => day >= from);
  if (scored.length === 0) return null;
  const counted = new Map(days.map(({ day, actual }) => [day, actual]));
  const total = { own: 0, compared: 0, repeated: 0 };
  for (const { day, mean, actual } of scored) {
    const error = Math.abs(actual - mean);
    const weekAgo = counted.get(dateOfDay(dayOfDate(day) - 7));
    total.own += error;
    if (weekAgo === undefined) continue;
    total.compared += error;
    total.repeated += Math.abs(actual - weekAgo);
  }
  return {
    days: scored.length,
    inside80: scored.filter(({ actual, low80, high80 }) => actual >= low80 && actual <= high80).length,
    inside95: scored.filter(({ actual, low95, high95 }) => actual >= low95 && actual <= high95).length,
    meanAbsoluteError: total.own / scored.length,
    mase: total.repeated > 0 ? total.compared / total.repeated : null,
  };
}
