import { PART_HOURS } from '../../domain/period.js';
import type { TimeOfDaySlot } from '../frame.js';
import { clockText } from '../slots/moment.js';
import { DAY_MS, startOfDay } from '../time/calendar.js';
import { betweenBounds, clockRange, opens } from '../time/ranges.js';
import type { Clock, ClockTime, DateValue, TimeContext, When } from '../time/values.js';
import { datetimeWhen, dateWhen, sinceWhen } from '../time/whens.js';

/** What a message says of time, and the hours of each day that it leaves. */
export type Bounded = { whens: readonly When[]; hours: TimeOfDaySlot | null };

/**
 * Settles times that only begin or end. "After 9 pm" and "before 6 am" leave hours of the days that are named besides;
 * of today and yesterday, "after 9 pm" goes on until now. Two that enclose a stretch make one time of it.
 */
export function settleBounds(said: readonly When[], context: TimeContext): Bounded {
  const whens = enclosed(said);
  const unchanged: Bounded = { whens, hours: null };
  const [bound, ...more] = whens.filter(leavesHours);
  if (!bound || more.length > 0 || whens.some(({ kind }) => kind === 'clock')) return unchanged;
  const others = whens.filter((when) => when !== bound);
  // "Until yesterday evening" has no beginning.
  if (bound.bound === 'until' && (bound.date || others.length === 0)) return unchanged;
  const day = bound.date ?? dayOf(others);
  if (opens(bound) && goesOn(bound, day, others, context)) {
    const clock = bound.date ? undefined : bound.edge?.clock;
    return day && clock ? { whens: [sinceWhen(datetimeWhen(day, clock))], hours: null } : unchanged;
  }
  const hours = hoursOf(bound);
  return hours ? { whens: bound.date ? [...others, dateWhen(bound.date)] : others, hours } : unchanged;
}

/** Until now, and not to the end of each day. */
function goesOn(
  bound: When,
  day: DateValue | undefined,
  others: readonly When[],
  context: TimeContext,
): boolean {
  if (bound.bound === 'since' && bound.date?.grain === 'day') return true;
  if (day) return isRecent(day, context);
  return others.length === 0 && !isOfDays(bound, context);
}

/** Two open times as the one that lies between them. */
function enclosed(whens: readonly When[]): readonly When[] {
  const open = whens.filter(({ kind }) => kind === 'open');
  const [one, other] = open;
  const between = one && other && open.length === 2 ? betweenBounds(one, other) : null;
  return between ? [between, ...whens.filter(({ kind }) => kind !== 'open')] : whens;
}

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

/** Said of the days of a question before, or of an hour that today has yet to see. */
function isOfDays(bound: When, context: TimeContext): boolean {
  if (bound.bound === 'since') return false;
  const from = bound.span(context)?.from ?? null;
  return context.anchor !== undefined || from === null || from > context.ref;
}

const MIDNIGHT: ClockTime = { hour: 0, minute: 0, grain: 'hour', known: true };

/** "After 9 pm": from then to midnight; "before 6 am": from midnight to then. Null where that is all of the day. */
function hoursOf(bound: When): TimeOfDaySlot | null {
  const clock = bound.edge?.clock;
  const point = clock && pointOf(clock, bound);
  if (!point || point.hour % 24 === 0) return null;
  const { from, to } = opens(bound) ? clockRange(point, MIDNIGHT) : { from: MIDNIGHT, to: point };
  return { from: clockText(from), to: clockText(to) };
}

/** Where on the clock it begins or ends; noon is a point of it. */
function pointOf(clock: Clock, { bound }: When): ClockTime | null {
  if (clock.kind === 'time') return clock.time;
  if (clock.kind === 'range') return bound === 'after' || bound === 'until' ? clock.to : clock.from;
  if (clock.part === 'noon') return { ...MIDNIGHT, hour: 12 };
  const [from, to] = PART_HOURS[clock.part];
  return { ...MIDNIGHT, hour: (bound === 'after' || bound === 'until' ? to : from) % 24 };
}
