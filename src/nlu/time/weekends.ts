import { DAY_MS, type Local, startOf, startOfDay, weekdayOf } from './calendar.js';
import { nthWithin } from './dates.js';
import type { DateValue, Span, TimeContext } from './values.js';

/** A weekend without "this" or "last": in a question about the past the latest one that has begun. */
export const bareWeekend: DateValue = {
  grain: 'week',
  find: (context) => {
    const coming = weekendDate(0).find(context);
    const begun = coming?.from !== null && (coming?.from ?? 0) <= context.ref;
    return context.within === 'back' && !begun ? weekendDate(-1).find(context) : coming;
  },
};

/** "This weekend": the coming one, but where it is told of what has happened. */
export const thisWeekend: DateValue = {
  grain: 'week',
  find: (context) => (context.told ? bareWeekend : weekendDate(0)).find(context),
};

/** The weekend that follows the start of this week, moved by `offset` weeks. */
export const weekendDate = (offset: number): DateValue => ({
  grain: 'week',
  find: (context) => weekendAfter(startOf('week', context.ref, context.weekStart), offset, context),
});

function weekendAfter(weekFrom: Local, offset: number, { weekend, ref }: TimeContext): Span {
  const first = weekend[0] ?? 5;
  let from = weekFrom + ((first - weekdayOf(weekFrom) + 7) % 7) * DAY_MS;
  // A week that starts in the middle of a weekend (Saturday-Sunday with Sunday weeks): the one that touches today.
  const touching = from - 7 * DAY_MS;
  if (startOfDay(ref) < touching + weekend.length * DAY_MS) from = touching;
  from += offset * 7 * DAY_MS;
  return { from, to: from + weekend.length * DAY_MS, grain: 'week' };
}

/** The days between two weekends: of this week (0), the last one (-1), the next one (1). */
export const workWeek = (offset: number): DateValue => ({
  grain: 'week',
  find: (context) => {
    const { weekend, ref } = context;
    const first = ((weekend.at(-1) ?? 0) + 1) % 7;
    const from = startOf('week', ref, first) + offset * 7 * DAY_MS;
    return { from, to: from + (7 - weekend.length) * DAY_MS, grain: 'week' };
  },
});

/** The nth weekend that begins inside a date; -1 = the last. */
export const nthWeekend = (nth: number, outer: DateValue): DateValue => ({
  grain: 'week',
  find: (context) => {
    const first = nthWithin({ weekday: context.weekend[0] ?? 5 }, nth, outer).find(context);
    if (!first || first.from === null) return null;
    return { from: first.from, to: first.from + context.weekend.length * DAY_MS, grain: 'week' };
  },
});
