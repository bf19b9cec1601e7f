import { type RuleFamily, rule } from '../chart/rule.js';
import { fieldsDate, intersect, nthWithin } from './dates.js';
import type { DateValue, Fields, NumberValue } from './values.js';

const whole = (n: NumberValue): boolean => Number.isInteger(n.value);
const isDay = (n: NumberValue): boolean => whole(n) && n.value >= 1 && n.value <= 31;
const isYear = (n: NumberValue): boolean => whole(n) && n.value >= 1900 && n.value <= 2100;
const isHijriYear = (n: NumberValue): boolean => whole(n) && n.value >= 1300 && n.value <= 1600;

/** A date that still lacks a year. */
function withYear(date: DateValue, year: NumberValue): DateValue | null {
  const { fields } = date;
  if (!fields || fields.year !== undefined || fields.weekday !== undefined) return null;
  if (fields.month === undefined) return null;
  if (isYear(year) || (fields.hijri && isHijriYear(year))) return fieldsDate({ ...fields, year: year.value });
  // "Aug 96" is a year, "Aug 12" a day.
  const short = year.digits && year.text?.length === 2 && (fields.day !== undefined || year.value > 31);
  return short ? fieldsDate({ ...fields, year: (year.value < 70 ? 2000 : 1900) + year.value }) : null;
}

/** A month that still lacks its day. */
function withDay(month: DateValue, day: number): DateValue | null {
  const { fields } = month;
  if (fields?.month === undefined || fields.day !== undefined || fields.weekday !== undefined) return null;
  return day >= 1 && day <= 31 ? fieldsDate({ ...fields, day }) : null;
}

const monthDate = (month: number): DateValue => fieldsDate({ month });
const weekdayDate = (weekday: number): DateValue => fieldsDate({ weekday });

/** The first statement about a date narrowed by the second; ordinal days are left to their own rules. */
function both(a: DateValue, b: DateValue): DateValue | null {
  if (a.weak && b.weak) return null;
  return intersect(a, b);
}

const named = (fields: Fields): DateValue => fieldsDate(fields);

/** Months, days of the month, weekdays, years: the calendar by its names. */
export const calendarRules: readonly RuleFamily[] = [
  rule('date', 'weekday', weekdayDate),
  // «يوم الأحد» is no "one day", though its words are.
  rule('date', 'dayNoun weekday', (_day, weekday) => weekdayDate(weekday), 0.3),
  rule('date', 'month', monthDate),
  rule('date', 'monthNoun of? month', (_noun, _of, month) => monthDate(month)),
  rule('date', 'the monthNoun of date', (_the, _noun, _of, date) => (date.grain === 'month' ? date : null)),
  rule(
    'date',
    'monthNoun num',
    (_noun, n) => (whole(n) && n.value >= 1 && n.value <= 12 ? monthDate(n.value) : null),
    -0.2,
  ),
  rule('date', 'in|of monthWeak', (_in, month) => monthDate(month), -0.3),
  rule('date', 'monthWeak', (month) => fieldsDate({ month }, true), -1),
  rule(
    'date',
    'the num',
    (_the, n) => (n.digits && isDay(n) ? fieldsDate({ day: n.value }, true) : null),
    -0.9,
  ),
  rule('date', 'monthNoun|this monthWeak', (_noun, month) => monthDate(month)),
  rule('date', 'monthWeak num', (month, n) =>
    isYear(n) ? fieldsDate({ month, year: n.value }) : isDay(n) ? fieldsDate({ month, day: n.value }) : null,
  ),
  rule('date', 'monthWeak the? ord', (month, _the, day) => withDay(monthDate(month), day)),
  rule('date', 'num of? monthWeak', (n, _of, month) =>
    isDay(n) ? fieldsDate({ month, day: n.value }) : null,
  ),
  rule('date', 'ord of? monthWeak', (day, _of, month) => withDay(monthDate(month), day)),
  rule('date', 'hijriMonth', (month) => fieldsDate({ month, hijri: true })),
  rule('date', 'monthNoun hijriMonth', (_noun, month) => fieldsDate({ month, hijri: true })),
  rule('date', 'holiday', named),
  rule('date', 'num dash|slash? of? date', (n, _dash, _of, month) =>
    isDay(n) ? withDay(month, n.value) : null,
  ),
  rule('date', 'date the? num', (month, _the, n) => (isDay(n) ? withDay(month, n.value) : null)),
  rule('date', 'date dash|slash num', (month, _dash, n) => (isDay(n) ? withDay(month, n.value) : null)),
  rule('date', 'the? ord dayNoun? of? the? date', (_the, day, _noun, _of, _the2, month) =>
    withDay(month, day),
  ),
  rule('date', 'dayNoun ord of date', (_noun, day, _of, month) => withDay(month, day)),
  rule('date', 'date the? ord', (month, _the, day) => withDay(month, day)),
  rule('date', 'date of|in|dash|slash? yearNoun? num', (date, _of, _year, n) => withYear(date, n)),
  rule('date', 'num dash|slash? date', (n, _dash, date) => (isYear(n) ? withYear(date, n) : null)),
  rule('date', 'date hijriMark|gregorianMark', (date) => (date.fields?.year === undefined ? null : date)),
  rule('date', 'in|of yearNoun? num', (_in, _year, n) => (isYear(n) || isHijriYear(n) ? yearDate(n) : null)),
  rule('date', 'yearNoun num', (_year, n) => (isYear(n) || isHijriYear(n) ? yearDate(n) : null)),
  rule(
    'date',
    'num',
    (n) => (isYear(n) && n.digits && n.text?.length === 4 ? fieldsDate({ year: n.value }, true) : null),
    -0.6,
  ),
  rule('date', 'num hijriMark', (n) => (isHijriYear(n) ? yearDate(n) : null)),
  rule('date', 'dayNoun|dateNoun num', (_noun, n) => (isDay(n) ? fieldsDate({ day: n.value }) : null), -0.3),
  rule(
    'date',
    'on? the ord dayNoun?',
    (_on, _the, day) => (day <= 31 ? fieldsDate({ day }, true) : null),
    -0.3,
  ),
  rule('date', 'on ord', (_on, day) => (day <= 31 ? fieldsDate({ day }, true) : null), -0.3),
  rule('date', 'dayNoun ord', (_noun, day) => (day <= 31 ? fieldsDate({ day }, true) : null), -0.3),
  rule('date', 'weekday the? ord', (weekday, _the, day) =>
    day > 5 && day <= 31 ? fieldsDate({ weekday, day }) : null,
  ),
  rule(
    'date',
    'weekday of? num',
    (weekday, _of, n) => (isDay(n) && n.value > 5 ? fieldsDate({ weekday, day: n.value }) : null),
    -0.2,
  ),
  rule('date', 'date of|in|on|dash? date', (a, _of, b) => both(a, b)),
  rule('date', 'date from date', (a, _from, b) =>
    a.fields?.weekday !== undefined && b.grain === 'week' && !b.fields ? nthWithin(a.fields, 1, b) : null,
  ),
  rule('date', 'date of|in? monthNoun date', (a, _of, _noun, b) => both(a, b)),
];

const yearDate = (n: NumberValue): DateValue =>
  fieldsDate(isHijriYear(n) ? { year: n.value, hijri: true } : { year: n.value });

export { relativeRules } from './rules-relative.js';
