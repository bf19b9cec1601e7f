import { addLength, addUnits, DAY_MS, fieldsOf, type Local, startOf, startOfDay } from './calendar.js';
import { type Grain, type Length, rank } from './grain.js';
import { occurrences, preferred } from './occurrences.js';
import type { DateValue, Fields, Span, TimeContext } from './values.js';

const grainOf = (fields: Fields): Grain =>
  fields.day !== undefined || fields.weekday !== undefined
    ? 'day'
    : fields.month !== undefined
      ? 'month'
      : 'year';

/** A date by its calendar fields; the context says which occurrence. */
export const fieldsDate = (fields: Fields, weak = false): DateValue => ({
  grain: grainOf(fields),
  fields,
  ...(weak ? { weak } : {}),
  find: (context) => preferred(fields, context),
});

/** The calendar unit that holds now (0), the one before (-1), the next (1) ... */
export const unitDate = (grain: Grain, offset: number): DateValue => ({
  grain,
  find: (context) => {
    const from = addUnits(startOf(grain, context.ref, context.weekStart), offset, grain);
    return { from, to: addUnits(from, 1, grain), grain };
  },
});

/** The unit before (-1) or after (1) the period last talked about: "the week before", "the day after". */
export const besideDate = (grain: Grain, side: -1 | 1): DateValue => ({
  grain,
  find: (context) => {
    const { from: first, to: last } = context.anchor ?? { from: context.ref, to: context.ref };
    const at = side < 0 ? first : context.anchor ? last - 1 : last;
    const from = addUnits(startOf(grain, at, context.weekStart), side, grain);
    return { from, to: addUnits(from, 1, grain), grain };
  },
});

/** The period last talked about, a year earlier; without one, this month of last year. */
export const yearBackDate: DateValue = {
  grain: 'month',
  find: (context) => {
    const month = unitDate('month', 0).find(context);
    const from = context.anchor?.from ?? month?.from ?? context.ref;
    const to = context.anchor?.to ?? month?.to ?? context.ref;
    return { from: addUnits(from, -1, 'year'), to: addUnits(to, -1, 'year'), grain: 'month' };
  },
};

/** The period last talked about, moved back by its own length; whole months stay whole. Null without one. */
export const periodBefore: DateValue = {
  grain: 'day',
  find: ({ anchor }) => {
    if (!anchor) return null;
    const { from, to } = anchor;
    for (const grain of ['month', 'quarter', 'year'] as const)
      if (addUnits(from, 1, grain) === to) return { from: addUnits(from, -1, grain), to: from, grain };
    return { from: from - (to - from), to: from, grain: 'day' };
  },
};

/** "The month before that": the whole unit before the one that was talked about. */
export const unitBeforeThat = (grain: Grain): DateValue => ({
  grain,
  find: (context) =>
    context.anchor ? unitDate(grain, -1).find({ ...context, ref: context.anchor.from }) : null,
});

/** Of two dates of one name the one that is meant: the latest begun where the past is, the next to come otherwise. */
export const firstMeant = (a: DateValue, b: DateValue): DateValue => ({
  grain: a.grain,
  find: (context) => {
    const [x, y] = [a.find(context), b.find(context)];
    if (!x || !y || x.from === null || y.from === null) return x ?? y;
    const past = context.prefer === 'past';
    return (past ? x.from > y.from : x.from < y.from) ? x : y;
  },
});

/** The unit that holds now, moved into another year: "the same month last year". */
export const sameUnitIn = (grain: Grain, outer: DateValue): DateValue => ({
  grain,
  find: (context) => {
    const year = outer.find(context)?.from ?? null;
    const unit = unitDate(grain, 0).find(context);
    if (year === null || !unit || unit.from === null) return null;
    const from = addUnits(unit.from, fieldsOf(year).year - fieldsOf(context.ref).year, 'year');
    return { from, to: addUnits(from, 1, grain), grain };
  },
});

/** The calendar year in which a length from now ends. */
export const withinTargetYear = (length: Length): DateValue => ({
  grain: 'year',
  find: (context) => unitDate('year', 0).find({ ...context, ref: addLength(context.ref, length, 1) }),
});

/** What is picked within a span that has both ends; null otherwise. */
export const withinSpan = (span: Span | null, pick: (days: Span) => Span | null): Span | null =>
  span ? pick(span) : null;

/** Occurrences of the inner fields inside the outer date: `nth` 1 = first, -1 = last. */
export const nthWithin = (inner: Fields, nth: number, outer: DateValue): DateValue => ({
  grain: grainOf(inner),
  find: (context) =>
    withinSpan(outer.find(context), ({ from, to }) => {
      if (from === null || to === null) return null;
      const all = occurrences(inner, from, to, context.hijri);
      return (nth > 0 ? all[nth - 1] : all.at(nth)) ?? null;
    }),
});

/** The nth unit of a coarser date: third week of May, last day of the month, second quarter of 2025. */
export const nthUnit = (grain: Grain, nth: number, count: number, outer: DateValue): DateValue => ({
  grain,
  find: (context) =>
    withinSpan(outer.find(context), ({ from, to }) => {
      if (from === null || to === null) return null;
      if (nth > 0) {
        const first = firstUnitIn(grain, from, context);
        const start = addUnits(first, nth - 1, grain);
        return start < to ? { from: start, to: addUnits(start, count, grain), grain } : null;
      }
      const endOfLast = grain === 'week' ? endOfLastWeek(to, context) : to;
      const end = addUnits(endOfLast, nth + 1, grain);
      return { from: addUnits(end, -count, grain), to: end, grain };
    }),
});

/** Where the last week of a period ends: a week that begins in it and ends after it is not counted by those who count beginnings. */
const endOfLastWeek = (to: Local, context: TimeContext): Local =>
  context.firstWeek === 'begins' ? startOf('week', to, context.weekStart) : firstUnitIn('week', to, context);

/** First unit that belongs to a period; a week by default where most of its days lie (ISO 8601). */
function firstUnitIn(grain: Grain, from: Local, context: TimeContext): Local {
  if (grain !== 'week') return from;
  const start = startOf('week', from, context.weekStart);
  if (context.firstWeek === 'begins') return start === from ? start : start + 7 * DAY_MS;
  return from - start <= 3 * DAY_MS ? start : start + 7 * DAY_MS;
}

/** Two statements about the same date ("Monday" + "5 February", "May" + "last year"), or null where they clash. */
export function intersect(a: DateValue, b: DateValue): DateValue | null {
  if (a.fields && b.fields) {
    const merged = mergeFields(a.fields, b.fields);
    return merged && fieldsDate(merged);
  }
  if (a.fields && rank(b.grain) > rank(a.grain)) return nthWithin(a.fields, 1, b);
  if (b.fields && rank(a.grain) > rank(b.grain)) return nthWithin(b.fields, 1, a);
  return null;
}

const EXCLUSIVE = ['year', 'month', 'day', 'weekday'] as const;

function mergeFields(a: Fields, b: Fields): Fields | null {
  for (const key of EXCLUSIVE) if (a[key] !== undefined && b[key] !== undefined) return null;
  if (a.weekday !== undefined && b.day === undefined && b.month !== undefined) return null;
  if (a.days || b.days)
    return a.year === undefined && b.month === undefined && b.year === undefined ? null : { ...a, ...b };
  return { ...a, ...b };
}

/** The last, next or nearest occurrence of fields away from today: -1 = the last before today, 1 = the next after it. */
export const shiftedFields = (fields: Fields, offset: number): DateValue => ({
  grain: grainOf(fields),
  find: (context) => shifted(fields, offset, context),
});

function shifted(fields: Fields, offset: number, context: TimeContext): Span | null {
  const today = startOfDay(context.ref);
  const reach =
    (fields.month === undefined ? 10 * Math.abs(offset) + 10 : 400 * Math.abs(offset) + 400) * DAY_MS;
  const weekdayOnly = fields.weekday !== undefined && fields.day === undefined;
  if (offset < 0) {
    const holding = preferred(fields, { ...context, prefer: 'past' });
    const before = occurrences(fields, today - reach, today, context.hijri).filter(
      (one) => (one.to ?? 0) <= today || holding?.from !== one.from || weekdayOnly,
    );
    return before.filter((one) => (one.to ?? 0) <= today).at(offset) ?? null;
  }
  const after = occurrences(fields, today + DAY_MS, today + reach, context.hijri);
  const skipped =
    weekdayOnly && offset === 1 && context.nextWeekday === 'next_week' ? nextWeekStart(context) : today;
  return after.filter((one) => (one.from ?? 0) >= skipped)[offset - 1] ?? null;
}

/** People count "next Tuesday" by working weeks, which begin the day after the weekend wherever calendars begin. */
const nextWeekStart = ({ ref, weekend }: TimeContext): Local =>
  startOf('week', ref, ((weekend.at(-1) ?? 0) + 1) % 7) + 7 * DAY_MS;

/** "This Friday": of this week where the past is meant, the coming one otherwise. */
export const thisFields = (fields: Fields): DateValue => ({
  grain: grainOf(fields),
  find: (context) => {
    if (fields.weekday === undefined) return nthWithin(fields, 1, unitDate('year', 0)).find(context);
    if (context.prefer === 'past') return nthWithin(fields, 1, unitDate('week', 0)).find(context);
    const today = startOfDay(context.ref);
    const first = context.prefer === 'future' ? today + DAY_MS : today;
    return occurrences(fields, first, first + 7 * DAY_MS, context.hijri)[0] ?? null;
  },
});
