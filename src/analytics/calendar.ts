import type { DailySeries } from './series.js';

/** What is special about a day, as strengths from 0 to 1: { ramadan: 1 }, { eid_al_fitr: 1 }, {} for an ordinary day. */
export type DayRegressors = Readonly<Record<string, number>>;

/** Multiplies the expected count of a day on which the regressor is 1. */
export type CalendarEffects = ReadonlyMap<string, number>;

/** Incidents' worth of doubt: an effect seen on few incidents stays near 1. */
const PRIOR_INCIDENTS = 20;
const WEEKS_AROUND = 6;

/**
 * Learns the multiplicative effect of each regressor: incidents on its days over what ordinary days of the same weekday within six
 * weeks led one to expect, shrunk towards 1. Moveable feasts (Ramadan, the Eids) thus follow the calendar that is handed in, not the
 * solar year. Where several regressors meet, each is learnt from its days as they come. O(days × regressors)
 */
export function calendarEffects(
  series: DailySeries,
  calendar: (day: number) => DayRegressors,
): CalendarEffects {
  const regressors = Array.from(series.counts, (_, i) => calendar(series.startDay + i));
  const ordinary = series.counts.map((count, i) => (isOrdinary(regressors[i]) ? count : Number.NaN));
  const seen = new Map<string, { actual: number; expected: number }>();
  regressors.forEach((strengths = {}, i) => {
    const actual = series.counts[i] as number;
    if (isOrdinary(strengths) || Number.isNaN(actual)) return;
    const expected = ordinaryLevel(ordinary, i);
    if (Number.isNaN(expected)) return;
    for (const [name, strength] of Object.entries(strengths)) {
      const total = seen.get(name) ?? { actual: 0, expected: 0 };
      seen.set(name, {
        actual: total.actual + strength * actual,
        expected: total.expected + strength * expected,
      });
    }
  });
  return new Map(
    [...seen].map(([name, { actual, expected }]) => [
      name,
      (actual + PRIOR_INCIDENTS) / (expected + PRIOR_INCIDENTS),
    ]),
  );
}

/** The factor by which a day differs from an ordinary one. */
export function effectOf(regressors: DayRegressors, effects: CalendarEffects): number {
  let factor = 1;
  for (const [name, strength] of Object.entries(regressors)) factor *= (effects.get(name) ?? 1) ** strength;
  return factor;
}

/** The series as it would have been on ordinary days. */
export function withoutEffects(
  { counts, startDay }: DailySeries,
  calendar: (day: number) => DayRegressors,
  effects: CalendarEffects,
): DailySeries {
  return { counts: counts.map((count, i) => count / effectOf(calendar(startDay + i), effects)), startDay };
}

function isOrdinary(regressors: DayRegressors | undefined): boolean {
  return !regressors || Object.values(regressors).every((strength) => strength === 0);
}

function ordinaryLevel(ordinary: Float64Array, day: number): number {
  let total = 0;
  let found = 0;
  for (let week = -WEEKS_AROUND; week <= WEEKS_AROUND; week++) {
    const count = ordinary[day + 7 * week];
    if (week === 0 || count === undefined || Number.isNaN(count)) continue;
    total += count;
    found++;
  }
  return found === 0 ? Number.NaN : total / found;
}
