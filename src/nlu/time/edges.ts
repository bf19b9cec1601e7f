import { addUnits, DAY_MS, startOfDay } from './calendar.js';
import { withinSpan } from './dates.js';
import type { Grain } from './grain.js';
import type { DateValue, Span, TimeContext } from './values.js';

/** The beginning, middle or end of a date, or what is left of it from now on. */
export function edgeOf(which: 'start' | 'mid' | 'end' | 'rest', outer: DateValue): DateValue {
  return {
    grain: which === 'mid' ? 'day' : outer.grain,
    find: (context) => withinSpan(outer.find(context), (span) => edgeSpan(which, span, outer.grain, context)),
  };
}

const THIRD_OF_MONTH_DAYS = 10;
const THIRD_OF_WEEK_DAYS = 3;
const EDGE_OF_YEAR_MONTHS: Record<'start' | 'end', number> = { start: 3, end: 4 };

function edgeSpan(
  which: 'start' | 'mid' | 'end' | 'rest',
  span: Span,
  grain: Grain,
  context: TimeContext,
): Span | null {
  const { from, to } = span;
  if (from === null || to === null) return null;
  if (which === 'rest') return { from: Math.max(from, startOfDay(context.ref)), to, grain };
  if (which === 'mid') {
    const middle = grain === 'month' ? from + 14 * DAY_MS : startOfDay((from + to) / 2);
    return { from: middle, to: middle + DAY_MS, grain: 'day' };
  }
  if (grain === 'year') {
    const months = EDGE_OF_YEAR_MONTHS[which];
    return which === 'start'
      ? { from, to: addUnits(from, months, 'month'), grain }
      : { from: addUnits(to, -months, 'month'), to, grain };
  }
  const days = grain === 'week' ? THIRD_OF_WEEK_DAYS : THIRD_OF_MONTH_DAYS;
  if (which === 'start') return { from, to: from + days * DAY_MS, grain };
  // The last third of a month starts on the 21st whatever its length.
  return grain === 'month'
    ? { from: from + 2 * days * DAY_MS, to, grain }
    : { from: to - days * DAY_MS, to, grain };
}

/** "Mid-March" as the second ten days of the month, where "early" and "late" are the first and the last. */
export const middleThird = (month: DateValue): DateValue => ({
  grain: 'month',
  find: (context) =>
    withinSpan(month.find(context), ({ from, grain }) => {
      if (from === null) return null;
      const start = from + THIRD_OF_MONTH_DAYS * DAY_MS;
      return { from: start, to: start + THIRD_OF_MONTH_DAYS * DAY_MS, grain };
    }),
});

const HALF_OF_MONTH_DAYS = 15;

/** The first (1) or the second (2) half of a month: up to the 15th, and from the 16th on. */
export const halfOfMonth = (half: number, month: DateValue): DateValue => ({
  grain: 'month',
  find: (context) =>
    withinSpan(month.find(context), ({ from, to, grain }) => {
      if (from === null || to === null) return null;
      const middle = from + HALF_OF_MONTH_DAYS * DAY_MS;
      return half === 1 ? { from, to: middle, grain } : { from: middle, to, grain };
    }),
});
