import { dateOfDay, dayOfDate, type LocalDate, localTime, type Period } from '../domain/period.js';
import { type Digits, plainIcu, tagWith } from './numbers.js';

/** Fills a pattern of the language's own file: the order of the parts of a date range is the translator's business. */
export type FillPattern = (key: string, values: Readonly<Record<string, string>>) => string;

/** Writes Gregorian dates, times of a 24-hour clock and periods in one language. */
export type DateFormat = {
  /** "Wednesday, 18 March 2026"; compact "18/03/2026". */
  date(date: LocalDate): string;
  /** "18 March 2026 10:15" on the wall clock of the program's zone. */
  instant(at: Date): string;
  /** "10:15". */
  clock(at: Date): string;
  /** A half-open period as people say it, with its last day included: "1-7 March 2026", "March 2026". */
  period(period: Period): string;
  /** @param weekday 0 = Sunday. */
  weekday(weekday: number): string;
  /** @param hour 0-23, written as a clock time: "07:00". */
  hour(hour: number): string;
  /** The zone's name: "Kuwait Time". */
  zone: string;
};

type Options = { tag: string; digits: Digits; timeZone: string; compact: boolean; fill: FillPattern };

const DAY_MS = 86_400_000;
/** The number of 1970-01-04, a Sunday. */
const FIRST_SUNDAY = 3;

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric' };
const DAY_MONTH: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const DAY_MONTH_YEAR: Intl.DateTimeFormatOptions = { ...DAY_MONTH, year: 'numeric' };
const WITH_WEEKDAY: Intl.DateTimeFormatOptions = { ...DAY_MONTH_YEAR, weekday: 'long' };
const NUMERIC: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit', year: 'numeric' };
const NUMERIC_NO_YEAR: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit' };
const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
// The end of a period that lasts until midnight is 24:00 of its own day.
const CLOSING_CLOCK: Intl.DateTimeFormatOptions = { ...CLOCK, hourCycle: 'h24' };

/** A date format; `compact` writes DD/MM/YYYY for messages that are paid by the character. */
export function createDateFormat(options: Options): DateFormat {
  const tag = tagWith(options.tag, options.digits);
  const { timeZone, compact, fill } = options;
  const write = (at: Date, shape: Intl.DateTimeFormatOptions, zone: string) =>
    plainIcu(new Intl.DateTimeFormat(tag, { ...shape, timeZone: zone }).format(at));
  const onCalendar = (date: LocalDate, shape: Intl.DateTimeFormatOptions) =>
    write(new Date(dayOfDate(date) * DAY_MS), shape, 'UTC');
  const clock = (at: Date) => write(at, CLOCK, timeZone);

  const moment = (at: Date) =>
    fill('period.moment', {
      date: write(at, compact ? NUMERIC : DAY_MONTH_YEAR, timeZone),
      clock: clock(at),
    });

  const days = (first: LocalDate, last: LocalDate): string => {
    if (first === last) return onCalendar(first, compact ? NUMERIC : WITH_WEEKDAY);
    const sameYear = first.slice(0, 4) === last.slice(0, 4);
    if (compact) {
      return range(
        'days',
        onCalendar(first, sameYear ? NUMERIC_NO_YEAR : NUMERIC),
        onCalendar(last, NUMERIC),
      );
    }
    const whole = wholeUnit(first, last);
    if (whole !== null) return onCalendar(first, whole);
    const to = onCalendar(last, DAY_MONTH_YEAR);
    if (first.slice(0, 7) === last.slice(0, 7)) return range('days_of_month', onCalendar(first, DAY), to);
    return range('days', onCalendar(first, sameYear ? DAY_MONTH : DAY_MONTH_YEAR), to);
  };
  const range = (pattern: string, from: string, to: string) => fill(`period.${pattern}`, { from, to });

  return {
    date: (date) => onCalendar(date, compact ? NUMERIC : WITH_WEEKDAY),
    instant: moment,
    clock,
    weekday: (weekday) => onCalendar(dateOfDay(FIRST_SUNDAY + weekday), { weekday: 'long' }),
    hour: (hour) => write(new Date(hour * 3_600_000), CLOCK, 'UTC'),
    period: ({ from, to }) => {
      const span = localSpan({ from, to }, timeZone);
      if (span.wholeDays) return days(span.first, span.last);
      if (span.first !== span.last) return range('moments', moment(from), moment(to));
      const date = onCalendar(span.first, compact ? NUMERIC : DAY_MONTH_YEAR);
      return fill('period.hours', {
        date,
        from: clock(from),
        to: write(to, span.endsAtMidnight ? CLOSING_CLOCK : CLOCK, timeZone),
      });
    },
    zone: zoneName(tag, timeZone),
  };
}

/** The first and the last local day that a half-open period touches, and whether it begins and ends at midnight. */
function localSpan(period: Period, timeZone: string) {
  const from = localTime(period.from, timeZone);
  const to = localTime(period.to, timeZone);
  const endsAtMidnight = to.hour === 0 && to.minute === 0 && to.dayNumber > from.dayNumber;
  const lastDay = endsAtMidnight ? to.dayNumber - 1 : to.dayNumber;
  const wholeDays = endsAtMidnight && from.hour === 0 && from.minute === 0;
  return { first: from.date, last: dateOfDay(lastDay), wholeDays, endsAtMidnight };
}

/** How to write days that are a whole calendar month or year, or null. */
function wholeUnit(first: LocalDate, last: LocalDate): Intl.DateTimeFormatOptions | null {
  const next = dateOfDay(dayOfDate(last) + 1);
  if (first.endsWith('-01-01') && last === `${first.slice(0, 4)}-12-31`) return { year: 'numeric' };
  const wholeMonth = first.endsWith('-01') && next.endsWith('-01') && first.slice(0, 7) === last.slice(0, 7);
  return wholeMonth ? { month: 'long', year: 'numeric' } : null;
}

function zoneName(tag: string, timeZone: string): string {
  const named = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'shortGeneric' });
  // Names do not depend on the instant where the zone has no daylight saving; elsewhere the generic name covers both.
  const part = named.formatToParts(new Date(0)).find((p) => p.type === 'timeZoneName');
  return part?.value ?? timeZone;
}
