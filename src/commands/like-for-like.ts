import { type LocalTime, localTime, type Period, startOfDay } from '../domain/period.js';

/**
 * Two periods made alike, so that their counts can be compared. A stretch of less than a year set against a whole
 * calendar year is set against the same dates of that year; otherwise the earlier one starts where it was said to and
 * is as long as one that is still running.
 *
 * @param period the one asked about, cut at now. @param other the one it is compared with, cut at now.
 */
export function likeForLike(
  period: Period,
  other: Period,
  { now, timeZone }: { now: Date; timeZone: string },
): { period: Period; other: Period } {
  const of = (one: Period): number => one.to.getTime() - one.from.getTime();
  if (wholeYear(other, timeZone) && of(period) < of(other))
    return { period, other: sameDates(period, other, timeZone) ?? startOf(other, of(period)) };
  if (wholeYear(period, timeZone) && of(other) < of(period))
    return { period: sameDates(other, period, timeZone) ?? period, other };
  // Hours of two days ("last night", "this morning") are set against each other as they are.
  if (of(period) < DAY && of(other) < DAY && [period, other].every(({ to }) => to < now))
    return { period, other };
  const running = other.to.getTime() === now.getTime();
  return { period: running ? startOf(period, of(other)) : period, other: startOf(other, of(period)) };
}

const DAY = 24 * 60 * 60 * 1000;

/** The beginning of a period, at most as long as said. */
const startOf = ({ from, to }: Period, milliseconds: number): Period => ({
  from,
  to: new Date(Math.min(to.getTime(), from.getTime() + milliseconds)),
});

const isNewYear = ({ date }: LocalTime): boolean => date.endsWith('-01-01');

function wholeYear({ from, to }: Period, timeZone: string): boolean {
  const [first, last] = [localTime(from, timeZone), localTime(to, timeZone)];
  const midnight = startOfDay(last.date, timeZone).getTime() === to.getTime();
  return isNewYear(first) && isNewYear(last) && midnight && last.year === first.year + 1;
}

/** The dates of a period in the year of another; null where it lies in that year itself. */
function sameDates({ from, to }: Period, within: Period, timeZone: string): Period | null {
  const years = localTime(from, timeZone).year - localTime(within.from, timeZone).year;
  if (years === 0) return null;
  return {
    from: yearsBefore(from, years, '02-28', timeZone),
    to: yearsBefore(to, years, '03-01', timeZone),
  };
}

/** The same date and time of day in another year; what 29 February becomes where there is none. */
function yearsBefore(at: Date, years: number, leapDay: string, timeZone: string): Date {
  const { date, year } = localTime(at, timeZone);
  const sinceMidnight = at.getTime() - startOfDay(date, timeZone).getTime();
  const target = year - years;
  const leap = target % 4 === 0 && (target % 100 !== 0 || target % 400 === 0);
  const day = date.slice(5) === '02-29' && !leap ? leapDay : date.slice(5);
  return new Date(startOfDay(`${target}-${day}`, timeZone).getTime() + sinceMidnight);
}
