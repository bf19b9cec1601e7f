import { type RuleFamily, rule } from '../chart/rule.js';
import {
  bareWeekend,
  besideDate,
  edgeOf,
  fieldsDate,
  intersect,
  nthUnit,
  nthWithin,
  sameUnitIn,
  shiftedFields,
  thisFields,
  unitDate,
  weekendDate,
} from './dates.js';
import type { Grain } from './grain.js';
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

/** "The 20th of last month": a day inside a month that is counted from now. */
const dayWithin = (day: number, outer: DateValue): DateValue | null =>
  outer.grain === 'month' && !outer.fields && day >= 1 && day <= 31 ? nthWithin({ day }, 1, outer) : null;

const shiftedUnit = (grain: Grain, offset: number): DateValue | null =>
  ['second', 'minute', 'hour'].includes(grain) ? null : unitDate(grain, offset);

const besideUnit = (grain: Grain, side: -1 | 1): DateValue | null =>
  ['day', 'week', 'month', 'quarter', 'year'].includes(grain) ? besideDate(grain, side) : null;

const withinOuter = (inner: DateValue, nth: number, outer: DateValue): DateValue | null =>
  inner.fields && !outer.fields?.day ? nthWithin(inner.fields, nth, outer) : null;

const named = (fields: Fields): DateValue => fieldsDate(fields);

/** Months, days of the month, weekdays, years: the calendar by its names. */
export const calendarRules: readonly RuleFamily[] = [
  rule('date', 'weekday', weekdayDate),
  rule('date', 'dayNoun weekday', (_day, weekday) => weekdayDate(weekday)),
  rule('date', 'month', monthDate),
  rule('date', 'monthNoun of? month', (_noun, _of, month) => monthDate(month)),
  rule(
    'date',
    'monthNoun num',
    (_noun, n) => (whole(n) && n.value >= 1 && n.value <= 12 ? monthDate(n.value) : null),
    -0.2,
  ),
  rule('date', 'in|of monthWeak', (_in, month) => monthDate(month), -0.3),
  rule('date', 'monthWeak', (month) => fieldsDate({ month }, true), -1),
  rule('date', 'the grain', (_the, grain) => shiftedUnit(grain, 0), -0.4),
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
  rule('date', 'date hijriMark|gregorianMark', (date) => (hasYear(date) ? date : null)),
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

/** Today, this week, last month, next Friday, first Monday of October, beginning of the year. */
export const relativeRules: readonly RuleFamily[] = [
  rule('date', 'the? num of|in the? date', (_the, n, _of, _the2, outer) =>
    isDay(n) ? dayWithin(n.value, outer) : null,
  ),
  rule('date', 'the? ord dayNoun? of|in the? date', (_the, day, _noun, _of, _the2, outer) =>
    dayWithin(day, outer),
  ),
  rule('date', 'dayWord', (offset) => unitDate('day', offset)),
  rule('date', 'in|this|dayNoun dayWord', (_this, offset) => unitDate('day', offset)),
  rule('date', 'this grain', (_this, grain) => shiftedUnit(grain, 0)),
  rule('date', 'this grain of|in|from? the? date', (_this, grain, _of, _the, outer) =>
    grain !== 'year' && outer.grain === 'year' && !outer.fields ? sameUnitIn(grain, outer) : null,
  ),
  rule('date', 'grain this', (grain) => shiftedUnit(grain, 0)),
  rule('date', 'the? last grain', (_the, _last, grain) => shiftedUnit(grain, -1)),
  rule('date', 'the? next grain', (_the, _next, grain) => shiftedUnit(grain, 1)),
  rule('date', 'grain last', (grain) => shiftedUnit(grain, -1)),
  rule('date', 'grain next', (grain) => shiftedUnit(grain, 1)),
  rule('date', 'the? grain afterNext', (_the, grain) => shiftedUnit(grain, 2)),
  rule('date', 'date afterNext', (date) => (date.fields ? shiftedFields(date.fields, 2) : null)),
  rule('date', 'the? grain before', (_the, grain) => besideUnit(grain, -1), -0.3),
  rule('date', 'the? grain after', (_the, grain) => besideUnit(grain, 1), -0.3),
  rule('date', 'the? weekend', () => bareWeekend),
  rule('date', 'this weekend', () => weekendDate(0)),
  rule('date', 'weekend this', () => weekendDate(0)),
  rule('date', 'the? last weekend', () => weekendDate(-1)),
  rule('date', 'weekend last', () => weekendDate(-1)),
  rule('date', 'the? next weekend', () => weekendDate(1)),
  rule('date', 'weekend next', () => weekendDate(1)),
  rule('date', 'the? weekend afterNext', () => weekendDate(2)),
  rule('date', 'the? last|past date', (_the, _last, date) =>
    date.fields && !date.weak && !hasYear(date) ? shiftedFields(date.fields, -1) : null,
  ),
  rule('date', 'the? next|coming date', (_the, _next, date) =>
    date.fields && !date.weak && !hasYear(date) ? shiftedFields(date.fields, 1) : null,
  ),
  rule('date', 'date last', (date) =>
    date.fields && !hasYear(date) ? shiftedFields(date.fields, -1) : null,
  ),
  rule('date', 'date next', (date) => (date.fields && !hasYear(date) ? shiftedFields(date.fields, 1) : null)),
  rule('date', 'this date', (_this, date) =>
    date.fields && !hasYear(date) && !date.fields.hijri ? thisFields(date.fields) : null,
  ),
  rule('date', 'last|next monthWeak', (_which, month) => monthDate(month), -1),
  rule('date', 'the? ord date of|in|from? the? date', (_the, n, inner, _of, _the2, outer) =>
    withinOuter(inner, n, outer),
  ),
  rule('date', 'the? last date of|in|from the? date', (_the, _last, inner, _of, _the2, outer) =>
    withinOuter(inner, -1, outer),
  ),
  rule('date', 'date last of|in|from the? date', (inner, _last, _of, _the, outer) =>
    withinOuter(inner, -1, outer),
  ),
  rule('date', 'date ord of|in|from the? date', (inner, n, _of, _the, outer) => withinOuter(inner, n, outer)),
  rule(
    'date',
    'the? ord weekday',
    (_the, n, weekday) => (n <= 5 ? nthWithin({ weekday }, n, unitDate('month', 0)) : null),
    -0.2,
  ),
  rule(
    'date',
    'weekday ord',
    (weekday, n) => (n <= 5 ? nthWithin({ weekday }, n, unitDate('month', 0)) : null),
    -0.2,
  ),
  rule('date', 'the? ord grain of|in|from? the? date', (_the, n, grain, _of, _the2, outer) =>
    nthUnitOf(grain, n, 1, outer),
  ),
  rule('date', 'grain ord of|in|from? the? date', (grain, n, _of, _the, outer) =>
    nthUnitOf(grain, n, 1, outer),
  ),
  rule('date', 'the? last|latest grain of|in|from the? date', (_the, _last, grain, _of, _the2, outer) =>
    nthUnitOf(grain, -1, 1, outer),
  ),
  rule('date', 'grain last of|in|from the? date', (grain, _last, _of, _the, outer) =>
    nthUnitOf(grain, -1, 1, outer),
  ),
  rule('date', 'the? ord last grain of|in|from the? date', (_the, n, _last, grain, _of, _the2, outer) =>
    nthUnitOf(grain, -n, 1, outer),
  ),
  rule('date', 'the? ord num unitPlural|grain of|in the? date', (_the, n, count, grain, _of, _the2, outer) =>
    n === 1 ? nthUnitOf(grain, 1, count.value, outer) : null,
  ),
  rule(
    'date',
    'the? last num unitPlural|grain of the? date',
    (_the, _last, count, grain, _of, _the2, outer) => nthUnitOf(grain, -1, count.value, outer),
  ),
  rule('date', 'weekNoun num of|in? the? date', (_week, n, _of, _the, outer) =>
    n.value >= 1 && n.value <= 53 ? nthUnitOf('week', n.value, 1, outer) : null,
  ),
  rule(
    'date',
    'weekNoun num',
    (_week, n) =>
      n.digits && whole(n) && n.value >= 1 && n.value <= 53
        ? nthUnit('week', n.value, 1, unitDate('year', 0))
        : null,
    -0.2,
  ),
  rule('date', 'the? weekNoun of|from on? the? date', (_the, _week, _of, _on, _the2, day) => weekOf(day)),
  rule('date', 'quarterName', (part) => quarterOf(part, unitDate('year', 0))),
  rule('date', 'quarterName dash? of|in? the? date', (part, _dash, _of, _the, outer) =>
    quarterOf(part, outer),
  ),
  rule('date', 'date dash? quarterName', (outer, _dash, part) => quarterOf(part, outer)),
  rule('date', 'in? the? edgeStart of? the? date', (_in, _the, _edge, _of, _the2, date) =>
    edgeOf('start', date),
  ),
  rule('date', 'in? the? edgeEnd of? the? date', (_in, _the, _edge, _of, _the2, date) => edgeOf('end', date)),
  rule('date', 'in? the? edgeMid of? the? date', (_in, _the, _edge, _of, _the2, date) => edgeOf('mid', date)),
  rule('date', 'edgeStart of? the? grain', (_edge, _of, _the, grain) => edgeOfUnit('start', grain)),
  rule('date', 'edgeEnd of? the? grain', (_edge, _of, _the, grain) => edgeOfUnit('end', grain)),
  rule('date', 'edgeMid of? the? grain', (_edge, _of, _the, grain) => edgeOfUnit('mid', grain)),
  rule('date', 'restOf the? date', (_rest, _the, date) => edgeOf('rest', date)),
  rule('date', 'restOf the? grain', (_rest, _the, grain) => edgeOfUnit('rest', grain)),
  rule('date', 'early date', (_early, date) =>
    date.fields?.day === undefined && date.fields?.weekday === undefined ? edgeOf('start', date) : null,
  ),
  rule('date', 'late date', (_late, date) =>
    date.fields?.day === undefined && date.fields?.weekday === undefined ? edgeOf('end', date) : null,
  ),
];

const hasYear = (date: DateValue): boolean => date.fields?.year !== undefined;

const nthUnitOf = (grain: Grain, nth: number, count: number, outer: DateValue): DateValue | null =>
  ['second', 'minute', 'hour'].includes(grain) || grain === outer.grain
    ? null
    : nthUnit(grain, nth, count, outer);

const edgeOfUnit = (which: 'start' | 'mid' | 'end' | 'rest', grain: Grain): DateValue | null =>
  ['week', 'month', 'quarter', 'year', 'day'].includes(grain) ? edgeOf(which, unitDate(grain, 0)) : null;

export const quarterOf = (part: { quarter?: number; half?: number }, outer: DateValue): DateValue | null => {
  if (outer.grain !== 'year') return null;
  return part.quarter
    ? nthUnit('quarter', part.quarter, 1, outer)
    : part.half
      ? nthUnit('half', part.half, 1, outer)
      : null;
};

/** The calendar week that holds a day. */
function weekOf(day: DateValue): DateValue | null {
  if (day.grain !== 'day') return null;
  return {
    grain: 'week',
    find: (context) => {
      const at = day.find(context);
      if (!at || at.from === null) return null;
      return unitDate('week', 0).find({ ...context, ref: at.from });
    },
  };
}
