import { type RuleFamily, rule } from '../chart/rule.js';
import { addLength, DAY_MS, startOfDay, weekdayOf } from './calendar.js';
import { weekdayAt } from './counted.js';
import { nthUnit, nthWithin, unitDate } from './dates.js';
import { finest, type Length, rank } from './grain.js';
import type { DateValue, Span, TimeContext, When } from './values.js';
import { dateWhen, distanceWhen } from './whens.js';

const dayOrCoarser = (length: Length): boolean => rank(finest(length)) >= rank('day');

/** A day at a distance from another one, as "a week ago today" says; null for lengths of hours. */
const exactDay = (length: Length, offset: number): When | null =>
  dayOrCoarser(length)
    ? dateWhen({
        grain: 'day',
        find: ({ ref }) => {
          const from = startOfDay(addLength(ref + offset * DAY_MS, length, -1));
          return { from, to: from + DAY_MS, grain: 'day' };
        },
      })
    : null;

/**
 * What is counted from a date of a name: of the date to come where that has begun already ("10 days before Eid", a week
 * before Eid), else of the one that the context means.
 */
function around(
  date: DateValue,
  pick: (named: Span, context: TimeContext) => Span | null,
): DateValue['find'] {
  const found = (context: TimeContext): Span | null => {
    const named = date.find(context);
    return named && pick(named, context);
  };
  return (context) => {
    if (context.prefer !== 'past') return found(context);
    const ahead = found({ ...context, prefer: 'future' });
    if (ahead?.from != null && ahead.from <= context.ref) return ahead;
    const span = found(context);
    const named = date.find(context)?.from ?? null;
    // In Ramadan "the week after Ramadan" is still to come: that of the year before is asked about.
    return span?.from != null && named !== null && span.from > context.ref
      ? (found({ ...context, ref: named - DAY_MS }) ?? span)
      : span;
  };
}

/** A month of fasting or a feast is over with its last day: "a week after Eid" counts from there. */
const lastDayOf = (date: DateValue): DateValue => ({
  grain: 'day',
  find: (context) => {
    const to = date.find(context)?.to ?? null;
    return to === null ? null : { from: to - DAY_MS, to, grain: 'day' };
  },
});

/**
 * "Two weeks before Ramadan": in a question about the past the whole stretch up to it, for what is due the day at that
 * distance.
 */
function lengthBeside(length: Length, date: DateValue, side: -1 | 1): When | null {
  if (!dayOrCoarser(length) || date.weak) return null;
  const point = distanceWhen(length, side, side > 0 ? lastDayOf(date) : date);
  const stretch = around(date, ({ from, to }) => {
    if (from === null || to === null) return null;
    return side < 0
      ? { from: addLength(from, length, -1), to: from, grain: 'day' }
      : { from: to, to: addLength(to, length, 1), grain: 'day' };
  });
  return dateWhen({
    grain: 'day',
    find: (context) => (context.besides === 'stretch' ? stretch(context) : point.span(context)),
  });
}

/** The last days that begin on a weekday and end before a date, or the first after it: "the weekend before Ramadan". */
function daysBeside(
  first: (context: TimeContext) => { weekday: number; days: number },
  date: DateValue,
  side: -1 | 1,
): DateValue | null {
  if (date.weak) return null;
  return {
    grain: 'day',
    find: around(date, ({ from, to }, context) => {
      if (from === null || to === null) return null;
      const { weekday, days } = first(context);
      const latest = from - days * DAY_MS;
      const start =
        side < 0
          ? latest - ((weekdayOf(latest) - weekday + 7) % 7) * DAY_MS
          : to + ((weekday - weekdayOf(to) + 7) % 7) * DAY_MS;
      return { from: start, to: start + days * DAY_MS, grain: 'day' };
    }),
  };
}

const ofWeekend = ({ weekend }: TimeContext): { weekday: number; days: number } => ({
  weekday: weekend[0] ?? 5,
  days: weekend.length,
});

const ofDay = (weekday: number) => (): { weekday: number; days: number } => ({ weekday, days: 1 });

/** "The first two weeks of March" with a word for two, as Arabic has: «أول أسبوعين من مارس». */
function unitsOf(length: Length, nth: 1 | -1, outer: DateValue): DateValue | null {
  const [only, ...rest] = length;
  if (!only || rest.length > 0 || rank(only.grain) < rank('day') || rank(only.grain) >= rank(outer.grain))
    return null;
  return nthUnit(only.grain, nth, only.count, outer);
}

/** "Last year in Ramadan": the year first, and what of it after. */
const ofYear = (outer: DateValue, { fields }: DateValue): DateValue | null =>
  outer.grain === 'year' && fields && fields.year === undefined && fields.month !== undefined
    ? nthWithin(fields, 1, outer)
    : null;

/** Dates and stretches that are counted from another date. */
export const countedRules: readonly RuleFamily[] = [
  rule('when', 'length ago dayWord', (length, _ago, offset) => exactDay(length, offset), 0.3),
  rule('when', 'dayWord length ago', (offset, length) => exactDay(length, offset), 0.3),
  rule(
    'when',
    'agoFirst length from dayWord',
    (_ago, length, _from, offset) => exactDay(length, offset),
    0.3,
  ),
  // «قبل أسبوع من اليوم».
  rule('when', 'agoFirst length hence', (_ago, length) => exactDay(length, 0), 1),
  rule('date', 'length ago on weekday', (length, _ago, _on, day) => countedBack(length, day), 0.3),
  rule(
    'when',
    'length before the? date',
    (length, _before, _the, date) => lengthBeside(length, date, -1),
    0.3,
  ),
  rule('when', 'length after the? date', (length, _after, _the, date) => lengthBeside(length, date, 1), 0.3),
  rule(
    'when',
    'before the? date of length',
    (_before, _the, date, _of, length) => lengthBeside(length, date, -1),
    0.3,
  ),
  rule(
    'when',
    'after the? date of length',
    (_after, _the, date, _of, length) => lengthBeside(length, date, 1),
    0.3,
  ),
  rule(
    'date',
    'the? weekend before the? date',
    (_the, _weekend, _before, _the2, date) => daysBeside(ofWeekend, date, -1),
    0.3,
  ),
  rule(
    'date',
    'the? weekend after the? date',
    (_the, _weekend, _after, _the2, date) => daysBeside(ofWeekend, date, 1),
    0.3,
  ),
  rule(
    'date',
    'the? weekday before the? date',
    (_the, day, _before, _the2, date) => daysBeside(ofDay(day), date, -1),
    0.3,
  ),
  rule(
    'date',
    'the? weekday after the? date',
    (_the, day, _after, _the2, date) => daysBeside(ofDay(day), date, 1),
    0.3,
  ),
  rule(
    'date',
    'the? ord length of|in the? date',
    (_the, n, length, _of, _the2, outer) => (n === 1 ? unitsOf(length, 1, outer) : null),
    0.3,
  ),
  rule(
    'date',
    'the? last|latest length of|in the? date',
    (_the, _last, length, _of, _the2, outer) => unitsOf(length, -1, outer),
    0.3,
  ),
  // «أول عشرة أيام من الشهر»: of the month that is running.
  rule(
    'date',
    'the? ord length of|in the? grain',
    (_the, n, length, _of, _the2, grain) => (n === 1 ? unitsOf(length, 1, unitDate(grain, 0)) : null),
    0.3,
  ),
  rule('date', 'date in date', (outer, _in, inner) => ofYear(outer, inner), 0.4),
];

const countedBack = (length: Length, weekday: number): DateValue | null =>
  dayOrCoarser(length) ? weekdayAt(weekday, length, -1) : null;
