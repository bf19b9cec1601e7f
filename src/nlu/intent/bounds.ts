import { PART_HOURS } from '../../domain/period.js';
import type { TimeOfDaySlot } from '../frame.js';
import { clockText } from '../slots/moment.js';
import { DAY_MS, startOfDay } from '../time/calendar.js';
import { betweenBounds, clockRange, opens } from '../time/ranges.js';
import type { Clock, ClockTime, DateValue, TimeContext, When } from '../time/values.js';
import {
  datetimeWhen,
  dateWhen,
  recurringWhen,
  PART_HOURS as SPOKEN_HOURS,
  sinceWhen,
} from '../time/whens.js';

/** What a message says of time, and the hours of each day that it leaves. */
export type Bounded = { whens: readonly When[]; hours: TimeOfDaySlot | null };

/**
 * Settles times that only begin or end. "After 9 pm" and "before 6 am" leave hours of the days, or of the part of them,
 * that are named besides; of today and yesterday, "after 9 pm" goes on until now. Two that enclose a stretch make one
 * time of it.
 */
export function settleBounds(said: readonly When[], context: TimeContext): Bounded {
  const whens = enclosed(said);
  const unchanged: Bounded = { whens, hours: null };
  const [bound, ...more] = whens.filter(leavesHours);
  if (!bound || more.length > 0) return unchanged;
  const others = whens.filter((when) => when !== bound);
  // "Until yesterday evening" has no beginning.
  if (bound.bound === 'until' && (bound.date || others.length === 0)) return unchanged;
  const day = bound.date ?? dayOf(others);
  if (opens(bound) && goesOn(bound, day, others, context)) {
    const clock = bound.date ? undefined : bound.edge?.clock;
    return day && clock ? { whens: [sinceWhen(datetimeWhen(day, clock))], hours: null } : unchanged;
  }
  const timed = others.filter((when) => when.clock);
  const hours = timed.length > 1 ? null : hoursOf(bound, timed[0]?.clock);
  if (!hours) return unchanged;
  return { whens: whens.flatMap((when) => withoutHours(when)), hours };
}

/** The day or period alone of what also names a time of day. */
function withoutHours(when: When): When[] {
  if (!when.clock) return [when];
  if (when.weekdays) return [recurringWhen(when.weekdays)];
  return when.date ? [dateWhen(when.date)] : [];
}

/** Until now, and not to the end of each day. */
function goesOn(
  bound: When,
  day: DateValue | undefined,
  others: readonly When[],
  context: TimeContext,
): boolean {
  if (bound.bound === 'since' && bound.date?.grain === 'day') return true;
  if (day) return isRecent(day, context) && hasBegun(day, bound, context);
  return others.length === 0 && !isOfDays(bound, context);
}

/** Two open times as the one that lies between them. */
function enclosed(whens: readonly When[]): readonly When[] {
  const open = whens.filter(({ kind }) => kind === 'open');
  const [one, other] = open;
  const between = one && other && open.length === 2 ? betweenBounds(one, other) : null;
  return between ? [between, ...whens.filter(({ kind }) => kind !== 'open')] : whens;
}

/** "After 9 pm" of no day, or of more than one. */
export const boundsTheDay = (when: When): boolean =>
  leavesHours(when) &&
  (when.edge?.kind === 'clock' || (when.date !== undefined && when.date.grain !== 'day'));

const leavesHours = ({ kind, edge }: When): boolean =>
  kind === 'open' && edge?.clock !== undefined && (edge.kind === 'clock' || edge.kind === 'datetime');

/** The one day that is named besides. */
function dayOf(whens: readonly When[]): DateValue | undefined {
  const [when, ...more] = whens;
  return when?.kind === 'date' && when.date?.grain === 'day' && more.length === 0 ? when.date : undefined;
}

/** Yesterday or today. */
function isRecent(day: DateValue, context: TimeContext): boolean {
  const from = day.grain === 'day' ? (day.find(context)?.from ?? null) : null;
  const today = startOfDay(context.ref);
  return from !== null && from >= today - DAY_MS && from <= today && context.prefer === 'past';
}

function hasBegun(day: DateValue, { edge }: When, context: TimeContext): boolean {
  const from = edge?.clock ? datetimeWhen(day, edge.clock).span(context)?.from : null;
  return (from ?? context.ref) <= context.ref;
}

/** Said of the days of a question before, or of an hour that today has yet to see. */
function isOfDays(bound: When, context: TimeContext): boolean {
  if (bound.bound === 'since') return false;
  const from = bound.span(context)?.from ?? null;
  return context.anchor !== undefined || from === null || from > context.ref;
}

const sharp = (hour: number): ClockTime => ({ hour: hour % 24, minute: 0, grain: 'hour', known: true });

/** "After 9 pm": from then to midnight; "before 6 am": from midnight to then; or within a part of the day. Null for none. */
function hoursOf(bound: When, within: Clock | undefined): TimeOfDaySlot | null {
  const clock = bound.edge?.clock;
  const point = clock && pointOf(clock, bound);
  if (!point || (within && within.kind !== 'part')) return null;
  const [first, last] = within ? PART_HOURS[within.part] : [0, 24];
  // "Last night after 8 pm": people begin the night earlier than the statistics do.
  const [earliest, latest] = within ? SPOKEN_HOURS[within.part] : [0, 24];
  const { from, to } = opens(bound) ? clockRange(point, sharp(last)) : clockRange(sharp(first), point);
  const at = opens(bound) ? from : to;
  const hour = at.hour + at.minute / 60;
  const left = opens(bound) ? hour >= earliest && hour < last : hour > first && hour <= latest;
  return left && !isWhole(from, to) ? { from: clockText(from), to: clockText(to) } : null;
}

const isWhole = (from: ClockTime, to: ClockTime): boolean => clockText(from) === clockText(to);

/** Where on the clock it begins or ends; noon is a point of it. */
function pointOf(clock: Clock, { bound }: When): ClockTime | null {
  if (clock.kind === 'time') return clock.time;
  if (clock.kind === 'range') return bound === 'after' || bound === 'until' ? clock.to : clock.from;
  if (clock.part === 'noon') return sharp(12);
  const [from, to] = PART_HOURS[clock.part];
  return sharp(bound === 'after' || bound === 'until' ? to : from);
}
