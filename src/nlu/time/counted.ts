import { addLength, addUnits, DAY_MS, startOf, startOfDay, weekdayOf } from './calendar.js';
import type { Grain, Length } from './grain.js';
import { occurrences } from './occurrences.js';
import type { DateValue, Fields } from './values.js';

/** Furthest that one date is looked for after another. */
const REACH_DAYS = 800;

/** The nth occurrence of fields after a date has ended: "the third Tuesday after 4 July". */
export const nthAfter = (inner: Fields, nth: number, base: DateValue): DateValue => ({
  grain: 'day',
  find: (context) => {
    const after = base.find(context)?.to ?? null;
    if (after === null || nth < 1) return null;
    return occurrences(inner, after, after + REACH_DAYS * DAY_MS, context.hijri)[nth - 1] ?? null;
  },
});

/** The nth unit after (n > 0) or before (n < 0) the one that holds a date: "the week before Eid", "the third day after". */
export const unitBeside = (grain: Grain, nth: number, base: DateValue): DateValue => ({
  grain,
  find: (context) => {
    const span = base.find(context);
    if (!span || span.from === null || span.to === null) return null;
    const held = nth < 0 ? span.from : span.to - 1;
    const from = addUnits(startOf(grain, held, context.weekStart), nth, grain);
    return { from, to: addUnits(from, 1, grain), grain };
  },
});

/** The first such weekday on or after the day at a distance from now: "Friday in two weeks", "Thursday 8 weeks ago". */
export const weekdayAt = (weekday: number, length: Length, sign: 1 | -1): DateValue => ({
  grain: 'day',
  find: ({ ref }) => {
    const day = startOfDay(addLength(ref, length, sign));
    const from = day + ((weekday - weekdayOf(day) + 7) % 7) * DAY_MS;
    return { from, to: from + DAY_MS, grain: 'day' };
  },
});

/** The weekday of a name that lies closest to a date, before or after it; `nth` 2 = the second closest. */
export const closestWeekday = (weekday: number, nth: number, day: DateValue): DateValue => ({
  grain: 'day',
  find: (context) => {
    const at = day.find(context)?.from ?? null;
    if (at === null || nth < 1) return null;
    const after = (weekday - weekdayOf(at) + 7) % 7;
    const days = Array.from({ length: 2 * nth }, (_, i) => after + (i - nth) * 7);
    const offset = days.sort((a, b) => Math.abs(a) - Math.abs(b))[nth - 1];
    if (offset === undefined) return null;
    const from = at + offset * DAY_MS;
    return { from, to: from + DAY_MS, grain: 'day' };
  },
});

/** Working days in a row, the weekend left out: after today (n > 0) or before it (n < 0). */
export const workdays = (count: number, side: 1 | -1): DateValue => ({
  grain: 'day',
  find: ({ ref, weekend }) => {
    const today = startOfDay(ref);
    const working = (day: number): boolean => !weekend.includes(weekdayOf(day));
    let day = today;
    let first: number | null = null;
    for (let left = count; left > 0; ) {
      day += side * DAY_MS;
      if (!working(day)) continue;
      first ??= day;
      left--;
    }
    if (first === null) return null;
    return { from: Math.min(first, day), to: Math.max(first, day) + DAY_MS, grain: 'day' };
  },
});
