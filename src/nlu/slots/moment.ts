import type { DueSlot, PeriodSlot, TimeOfDaySlot, Weekday } from '../frame.js';
import { DAY_MS, HOUR_MS, type Local, startOfDay } from '../time/calendar.js';
import type { Clock, ClockTime, Span, TimeContext, When } from '../time/values.js';
import { PART_HOURS, settle } from '../time/whens.js';

/** The zone as a fixed offset; Kuwait is +180 all year. */
export type Zone = { offsetMinutes: number };

/** Kuwait's zone, which has no summer time. */
export const KUWAIT: Zone = { offsetMinutes: 180 };

const WEEKDAY_NAMES: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const two = (n: number): string => String(n).padStart(2, '0');

/** Local time as ISO 8601 with the zone's offset. */
export function isoOf(at: Local, { offsetMinutes }: Zone): string {
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  return `${new Date(at).toISOString().slice(0, 19)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The local day, YYYY-MM-DD. */
export const localDate = (at: Local): string => new Date(at).toISOString().slice(0, 10);

const FIRST_YEAR_MS: Local = Date.UTC(1900, 0, 1);
const LAST_YEAR_MS: Local = Date.UTC(2200, 0, 1);
const inReach = (at: Local): boolean => at > FIRST_YEAR_MS && at < LAST_YEAR_MS;

/** The stretch of time that a span is; one that is open towards the present ends now. Null beyond any record. */
export function stretchOf(span: Span | null, { ref }: TimeContext): { from: Local; to: Local } | null {
  if (!span || span.from === null || !inReach(span.from)) return null;
  const to = span.to ?? Math.max(ref, span.from);
  return to > span.from && inReach(to) ? { from: span.from, to } : null;
}

/** The same as a period slot. */
export function periodOf(span: Span | null, context: TimeContext, zone: Zone): PeriodSlot | null {
  const stretch = stretchOf(span, context);
  return stretch && { from: isoOf(stretch.from, zone), to: isoOf(stretch.to, zone) };
}

/** A period slot as local times again. */
export function localSpan({ from, to }: PeriodSlot, { offsetMinutes }: Zone): { from: Local; to: Local } {
  const local = (iso: string): Local => Date.parse(iso) + offsetMinutes * 60_000;
  return { from: local(from), to: local(to) };
}

/** "HH:MM". */
export const clockText = (time: ClockTime): string => `${two(time.hour % 24)}:${two(time.minute)}`;

/** A clock reading as a filter on the time of day; a single time is the hour that starts then. */
export function timeOfDay(clock: Clock): TimeOfDaySlot {
  if (clock.kind === 'part') return { part: clock.part };
  if (clock.kind === 'range') return { from: clockText(clock.from), to: clockText(clock.to) };
  const time = settle(clock.time);
  return { from: clockText(time), to: clockText({ ...time, hour: time.hour + 1 }) };
}

/** Names of days of the week, 0 = Sunday. */
export const weekdayNames = (days: readonly number[]): Weekday[] =>
  days.map((day) => WEEKDAY_NAMES[day]).filter((name) => name !== undefined);

/** The moment by which something is due: exact where a clock was named, else the end of a day. */
export function dueOf(when: When, context: TimeContext, zone: Zone): DueSlot | null {
  const ahead: TimeContext = { ...context, prefer: 'future' };
  const { clock } = when;
  if (clock) {
    const day = when.date?.find(ahead)?.from ?? dayOfClock(clock, ahead);
    if (day === null) return null;
    return { at: isoOf(clockEnd(clock, day), zone) };
  }
  if (when.kind === 'recurring') return null;
  const span = when.date ? when.date.find(ahead) : when.span(ahead);
  if (!span) return null;
  if (when.kind === 'instant' && span.from !== null) return { at: isoOf(span.from, zone) };
  if (span.grain === 'hour' || span.grain === 'minute')
    return span.to === null ? null : { at: isoOf(span.to, zone) };
  const end = span.to ?? span.from;
  return end === null ? null : { date: localDate(end - 1) };
}

function dayOfClock(clock: Clock, context: TimeContext): Local {
  const today = startOfDay(context.ref);
  if (clockEnd(clock, today) > context.ref) return today;
  if (clock.kind === 'time' && !clock.time.known && clockEnd(clock, today) + DAY_MS / 2 > context.ref)
    return today + DAY_MS / 2;
  return today + DAY_MS;
}

function clockEnd(clock: Clock, day: Local): Local {
  if (clock.kind === 'part') return day + (clock.part === 'noon' ? 12 : PART_HOURS[clock.part][1]) * HOUR_MS;
  if (clock.kind === 'range' && clockText(clock.to) <= clockText(clock.from)) day += DAY_MS;
  const time = clock.kind === 'time' ? clock.time : clock.to;
  return startOfDay(day) === day
    ? day + settle(time).hour * HOUR_MS + time.minute * 60_000
    : day + time.hour * HOUR_MS + time.minute * 60_000;
}

/** "HH:MM" of a clock time, for a subscription. */
export function atOf(clock: Clock): string | null {
  if (clock.kind !== 'time') return null;
  return clockText(clock.time);
}
