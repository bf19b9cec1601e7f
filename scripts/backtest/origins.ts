/** First days of the test periods: everything before an origin may be learnt from, nothing from it on. */
export type Span = { firstDay: number; lastDay: number };

export type OriginOptions = { folds: number; horizonDays: number };

/** Training may not get shorter than this share of the data. */
const LEAST_TRAINING_SHARE = 0.6;
const MOST_TEST_DAYS = 365;

/**
 * Rolling origins: up to `folds` test periods of `horizonDays`, evenly spread over the last year (or the last two fifths of shorter
 * data), never overlapping, the last one ending on the last day. Spacing is a whole number of weeks, so that every fold tests the
 * same weekdays. Empty when the data are too short for one.
 */
export function rollingOrigins({ firstDay, lastDay }: Span, { folds, horizonDays }: OriginOptions): number[] {
  const days = lastDay - firstDay + 1;
  const testDays = Math.min(MOST_TEST_DAYS, Math.floor(days * (1 - LEAST_TRAINING_SHARE)));
  const stepWeeks = Math.max(Math.ceil(horizonDays / 7), Math.floor(testDays / 7 / folds));
  const count = Math.min(folds, Math.floor((testDays - horizonDays) / (7 * stepWeeks)) + 1);
  const last = lastDay - horizonDays + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => last - (count - 1 - i) * 7 * stepWeeks);
}
