import { dateOfDay, dayOfDate, type LocalDate, localTime, type Period } from '../domain/period.js';
import { type Digits, plainIcu, remember, tagWith } from './numbers.js';

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
  /** @param hour 0-23, written with the minute (0 unless given) as a clock time: "07:00". */
  hour(hour: number, minute?: number): string;
  /** The zone's name: "Kuwait Time". */
  zone: string;
};

type Options = { tag: string; digits: Digits; timeZone: string; compact: boolean; fill: FillPattern };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The number of 1970-01-04, a Sunday. */
const FIRST_SUNDAY = 3;

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric' };
const DAY_MONTH: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const DAY_MONTH_YEAR: Intl.DateTimeFormatOptions = { ...DAY_MONTH, year: 'numeric' };
const WITH_WEEKDAY: Intl.DateTimeFormatOptions = { ...DAY_MONTH_YEAR, weekday: 'long' };
const NUMERIC: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit', year: 'numeric' };
const NUMERIC_NO_YEAR: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit' };
const WEEKDAY: Intl.DateTimeFormatOptions = { weekday: 'long' };
const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
// The end of a period that lasts until midnight is 24:00 of its own day.
const CLOSING_CLOCK: Intl.DateTimeFormatOptions = { ...CLOCK, hourCycle: 'h24' };

/** A date format; `compact` writes DD/MM/YYYY for messages that are paid by the character. */
export function createDateFormat(options: Options): DateFormat {
  const writing = createWriting(options);
  const { shape, onWall, onCalendar } = writing;
  return {
    date: (date) => onCalendar(date, shape.lone),
    instant: writing.moment,
    clock: (at) => onWall(at, CLOCK),
    weekday: (weekday) => onCalendar(dateOfDay(FIRST_SUNDAY + weekday), WEEKDAY),
    hour: (hour, minute = 0) => writing.inUtc(new Date(hour * HOUR_MS + minute * MINUTE_MS), CLOCK),
    period: (period) => {
      const span = localSpan(period, options.timeZone);
      return span.wholeDays ? daysText(span.first, span.last, writing) : timesText(period, span, writing);
    },
    zone: zoneName(options.tag, options.timeZone),
  };
}

type Shape = Intl.DateTimeFormatOptions;
type Writing = ReturnType<typeof createWriting>;

/** The strokes that dates are made of. */
function createWriting({ tag, digits, timeZone, compact, fill }: Options) {
  const writer = (zone: string) => {
    const formatFor = remember(
      (shape: Shape) => new Intl.DateTimeFormat(tagWith(tag, digits), { ...shape, timeZone: zone }),
    );
    return (at: Date, shape: Shape) => plainIcu(formatFor(shape).format(at));
  };
  const inUtc = writer('UTC');
  const onWall = writer(timeZone);
  const shape = compact
    ? { lone: NUMERIC, first: NUMERIC_NO_YEAR, full: NUMERIC }
    : { lone: WITH_WEEKDAY, first: DAY_MONTH, full: DAY_MONTH_YEAR };
  return {
    compact,
    shape,
    inUtc,
    onWall,
    onCalendar: (date: LocalDate, how: Shape) => inUtc(new Date(dayOfDate(date) * DAY_MS), how),
    moment: (at: Date) => fill('period.moment', { date: onWall(at, shape.full), clock: onWall(at, CLOCK) }),
    fill,
  };
}

/** Whole days, first and last included. */
function daysText(first: LocalDate, last: LocalDate, { compact, shape, onCalendar, fill }: Writing): string {
  if (first === last) return onCalendar(first, shape.lone);
  const whole = compact ? null : wholeUnit(first, last);
  if (whole !== null) return onCalendar(first, whole);
  const to = onCalendar(last, shape.full);
  if (!compact && first.slice(0, 7) === last.slice(0, 7)) {
    return fill('period.days_of_month', { from: onCalendar(first, DAY), to });
  }
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  return fill('period.days', { from: onCalendar(first, sameYear ? shape.first : shape.full), to });
}

/** A period that begins or ends within a day. */
function timesText(
  { from, to }: Period,
  span: Span,
  { shape, onWall, onCalendar, moment, fill }: Writing,
): string {
  if (span.first !== span.last) return fill('period.moments', { from: moment(from), to: moment(to) });
  return fill('period.hours', {
    date: onCalendar(span.first, shape.full),
    from: onWall(from, CLOCK),
    to: onWall(to, span.endsAtMidnight ? CLOSING_CLOCK : CLOCK),
  });
}

type Span = ReturnType<typeof localSpan>;

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
