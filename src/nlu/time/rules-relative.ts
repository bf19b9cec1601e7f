import { type RuleFamily, rule } from '../chart/rule.js';
import {
  besideDate,
  fieldsDate,
  nthUnit,
  nthWithin,
  sameUnitIn,
  shiftedFields,
  thisFields,
  unitDate,
} from './dates.js';
import { edgeOf, halfOfMonth } from './edges.js';
import type { Grain } from './grain.js';
import type { DateValue, NumberValue } from './values.js';
import { bareWeekend, thisWeekend, weekendDate } from './weekends.js';

const whole = (n: NumberValue): boolean => Number.isInteger(n.value);
const isDay = (n: NumberValue): boolean => whole(n) && n.value >= 1 && n.value <= 31;
const monthDate = (month: number): DateValue => fieldsDate({ month });

/** "The 20th of last month": a day inside a month that is counted from now. */
const dayWithin = (day: number, outer: DateValue): DateValue | null =>
  outer.grain === 'month' && !outer.fields && day >= 1 && day <= 31 ? nthWithin({ day }, 1, outer) : null;

const shiftedUnit = (grain: Grain, offset: number): DateValue | null =>
  ['second', 'minute', 'hour'].includes(grain) ? null : unitDate(grain, offset);

const besideUnit = (grain: Grain, side: -1 | 1): DateValue | null =>
  ['day', 'week', 'month', 'quarter', 'year'].includes(grain) ? besideDate(grain, side) : null;

const withinOuter = (inner: DateValue, nth: number, outer: DateValue): DateValue | null =>
  inner.fields && !outer.fields?.day ? nthWithin(inner.fields, nth, outer) : null;

/** Today, this week, last month, next Friday, first Monday of October, beginning of the year. */
export const relativeRules: readonly RuleFamily[] = [
  rule('date', 'the? num of|in the? date', (_the, n, _of, _the2, outer) =>
    isDay(n) ? dayWithin(n.value, outer) : null,
  ),
  rule('date', 'the? ord dayNoun? of|in the? date', (_the, day, _noun, _of, _the2, outer) =>
    dayWithin(day, outer),
  ),
  rule('date', 'the grain', (_the, grain) => shiftedUnit(grain, 0), -0.4),
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
  rule('date', 'this weekend', () => thisWeekend),
  rule('date', 'weekend this', () => thisWeekend),
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

/** A quarter or half of a longer date; null where that is no year. */
export const quarterOf = (part: { quarter?: number; half?: number }, outer: DateValue): DateValue | null => {
  if (outer.grain === 'month' && part.half) return halfOfMonth(part.half, outer);
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
