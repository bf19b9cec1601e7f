import type { DailySeries } from './series.js';

/** Factor of a local day number against the level of its year. */
export type YearlyProfile = (day: number) => number;

const YEAR_DAYS = 365;
const DAYS_OF_YEAR = 366;

/** Months blur into their neighbours: a triangle of this half-width, as two years are too few to know single days. */
const BLUR_DAYS = 60;

/** Incidents' worth of doubt in each factor: sparse series keep no season. */
const PRIOR_INCIDENTS = 300;

/**
 * Season of the year, from the ratio of counts to their centred 365-day mean (classical decomposition), blurred and shrunk towards
 * none. Needs two years of days, otherwise there is no season. O(days + 366 × blur)
 */
export function yearlyProfile({ counts, startDay }: DailySeries): YearlyProfile {
  if (counts.length < 2 * YEAR_DAYS) return () => 1;
  const { actual, expected } = ratiosByDay(counts, startDay);
  const factors = Float64Array.from({ length: DAYS_OF_YEAR }, (_, day) =>
    blurredRatio(actual, expected, day),
  );
  return (day) => factors[dayOfYear(day)] as number;
}

/** The series with its season divided out. */
export function withoutSeason({ counts, startDay }: DailySeries, season: YearlyProfile): DailySeries {
  return { counts: counts.map((count, i) => count / season(startDay + i)), startDay };
}

/** 0 .. 365, within a day of the calendar's: near enough for a season. */
function dayOfYear(day: number): number {
  const years = day / 365.2425;
  return Math.floor((years - Math.floor(years)) * DAYS_OF_YEAR);
}

function ratiosByDay(
  counts: Float64Array,
  startDay: number,
): { actual: Float64Array; expected: Float64Array } {
  const actual = new Float64Array(DAYS_OF_YEAR);
  const expected = new Float64Array(DAYS_OF_YEAR);
  const half = (YEAR_DAYS - 1) / 2;
  const total = runningTotals(counts);
  for (let i = half; i + half < counts.length; i++) {
    const count = counts[i] as number;
    const known = (total.days[i + half + 1] as number) - (total.days[i - half] as number);
    if (Number.isNaN(count) || known === 0) continue;
    const mean = ((total.counts[i + half + 1] as number) - (total.counts[i - half] as number)) / known;
    const at = dayOfYear(startDay + i);
    actual[at] = (actual[at] as number) + count;
    expected[at] = (expected[at] as number) + mean;
  }
  return { actual, expected };
}

function runningTotals(counts: Float64Array): { counts: Float64Array; days: Int32Array } {
  const totals = new Float64Array(counts.length + 1);
  const days = new Int32Array(counts.length + 1);
  counts.forEach((count, i) => {
    totals[i + 1] = (totals[i] as number) + (Number.isNaN(count) ? 0 : count);
    days[i + 1] = (days[i] as number) + (Number.isNaN(count) ? 0 : 1);
  });
  return { counts: totals, days };
}

function blurredRatio(actual: Float64Array, expected: Float64Array, day: number): number {
  let above = PRIOR_INCIDENTS;
  let below = PRIOR_INCIDENTS;
  for (let step = -BLUR_DAYS; step <= BLUR_DAYS; step++) {
    const at = (day + step + DAYS_OF_YEAR) % DAYS_OF_YEAR;
    const weight = 1 - Math.abs(step) / (BLUR_DAYS + 1);
    above += weight * (actual[at] as number);
    below += weight * (expected[at] as number);
  }
  return above / below;
}
