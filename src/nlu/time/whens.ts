import { PART_HOURS as COUNTED_HOURS } from '../../domain/period.js';
import type { PartOfDay } from '../frame.js';
import {
  addLength,
  addUnits,
  DAY_MS,
  HOUR_MS,
  type Local,
  MINUTE_MS,
  startOf,
  startOfDay,
} from './calendar.js';
import { finest, type Length, rank } from './grain.js';
import type { Clock, ClockTime, DateValue, Span, TimeContext, When } from './values.js';

/** Hours that a part of the day covers; the end may lie past midnight. */
export const PART_HOURS: Readonly<Record<PartOfDay, readonly [from: number, to: number]>> = {
  dawn: [3, 6],
  morning: [6, 12],
  noon: [12, 14],
  afternoon: [12, 17],
  evening: [17, 21],
  night: [18, 24],
  late_night: [0, 4],
};

const wholeHour = (hour: number): ClockTime => ({ hour, minute: 0, grain: 'hour', known: true });

const hours = (from: number, to: number): Clock => ({
  kind: 'range',
  from: wholeHour(from % 24),
  to: wholeHour(to % 24),
});

/** "During the day": the hours of daylight, as against the night. */
export const DAYLIGHT: Clock = hours(6, 18);

/** A score at which "during the day" is the part of the day rather than today. */
export const AS_PART_OF_DAY = 1.5;

/**
 * "Not at night": the rest of the day. The night is all that is not daylight; of other parts it is what the bot does
 * not count as that part. Null for a minute, which leaves nothing worth counting out.
 */
export function otherThan(clock: Clock): Clock | null {
  if (clock.kind === 'range') return { kind: 'range', from: clock.to, to: clock.from };
  if (clock.kind === 'part') {
    if (clock.part === 'night') return DAYLIGHT;
    const [from, to] = COUNTED_HOURS[clock.part];
    return hours(to, from);
  }
  const { hour, grain } = settle(clock.time);
  return grain === 'hour' ? hours(hour + 1, hour) : null;
}

const WEEK: readonly number[] = [0, 1, 2, 3, 4, 5, 6];

/** "Except Friday": the other days of the week; null where none are left. */
export function daysOtherThan(days: readonly number[]): When | null {
  const left = WEEK.filter((day) => !days.includes(day));
  return left.length > 0 ? { ...recurringWhen(left), denied: true } : null;
}

/** A date as a time. */
export const dateWhen = (date: DateValue): When => ({
  kind: 'date',
  date,
  span: (context) => date.find(context),
});

/** Duration of the smallest unit a clock time was said in. */
const clockStep = (time: ClockTime): number =>
  time.grain === 'second' ? 1000 : time.grain === 'minute' ? MINUTE_MS : HOUR_MS;

const clockOffset = (time: ClockTime): number =>
  time.hour * HOUR_MS + time.minute * MINUTE_MS + (time.second ?? 0) * 1000;

function partSpan(part: PartOfDay, slice: 'early' | 'late' | undefined): [number, number] {
  const [from, to] = PART_HOURS[part];
  const middle = (from + to) / 2;
  if (slice === 'early') return [from, middle];
  return slice === 'late' ? [middle, to] : [from, to];
}

/** The stretch of one day that a clock reading covers. */
export function clockSpan(clock: Clock, day: Local): Span {
  if (clock.kind === 'part') {
    const [from, to] = partSpan(clock.part, clock.slice);
    return { from: day + from * HOUR_MS, to: day + to * HOUR_MS, grain: 'hour' };
  }
  if (clock.kind === 'time') {
    const from = day + clockOffset(clock.time);
    return { from, to: from + clockStep(clock.time), grain: clock.time.grain };
  }
  const from = day + clockOffset(clock.from);
  const to = day + clockOffset(clock.to);
  return { from, to: to > from ? to : to + DAY_MS, grain: clock.to.grain };
}

/** An hour said without morning or afternoon, on a day that is known: working hours are likelier than the night. */
export function settle(time: ClockTime): ClockTime {
  if (time.known || time.hour === 0 || time.hour > 12) return time;
  return time.hour < 6 ? { ...time, hour: time.hour + 12, known: true } : time;
}

function clockOnDay(clock: Clock, day: Local): Span {
  if (clock.kind !== 'time') return clockSpan(clock, day);
  return clockSpan(clock.time.grain === 'hour' ? { kind: 'time', time: settle(clock.time) } : clock, day);
}

/** A time of day of no day. */
export const clockWhen = (clock: Clock): When => ({
  kind: 'clock',
  clock,
  span: (context) => nearestClock(clock, context),
});

/** A clock time without a date: today's, or the next one where the future is meant. */
function nearestClock(clock: Clock, context: TimeContext): Span {
  const today = startOfDay(context.ref);
  const open = clock.kind === 'time' && !clock.time.known && clock.time.hour <= 12;
  const candidates = [0, 12, 24, 36].filter((hours) => open || hours % 24 === 0);
  for (const hours of candidates) {
    const span = clockSpan(clock, today + hours * HOUR_MS);
    if ((span.from ?? 0) > context.ref || context.prefer === 'past' || saidOfToday(clock)) return span;
  }
  return clockSpan(clock, today + DAY_MS);
}

const saidOfToday = (clock: Clock): boolean => clock.kind === 'time' && clock.time.today === true;

/** A time of day on a date. */
export const datetimeWhen = (date: DateValue, clock: Clock): When => ({
  kind: 'datetime',
  date,
  clock,
  span: (context) => {
    const day = date.find(context);
    return day?.from === null || day === null ? null : clockOnDay(clock, day.from);
  },
});

/** This moment. */
export const nowWhen: When = {
  kind: 'instant',
  span: ({ ref }) => ({ from: ref, to: ref + 1000, grain: 'second' }),
};

/** A point at a distance from now: the day where the length is counted in days or more, else the instant. */
export function distanceWhen(length: Length, sign: 1 | -1, base?: DateValue): When {
  const grain = finest(length);
  const span = (context: TimeContext): Span | null => {
    const start = base ? base.find(context)?.from : context.ref;
    if (start === null || start === undefined) return null;
    const at = addLength(start, length, sign);
    if (rank(grain) < rank('day')) return { from: at, to: at + 1000, grain: 'second' };
    return wholeUnit(at, length, context);
  };
  if (rank(grain) < rank('day')) return { kind: 'instant', length, span };
  return { kind: 'date', length, date: { grain: 'day', find: span }, span };
}

/** The day of an instant, or the whole unit where the context counts in such. */
function wholeUnit(at: Local, length: Length, { wholeFrom, weekStart }: TimeContext): Span {
  const grain = finest(length);
  const counted = length.every(({ count }) => Number.isInteger(count));
  const unit = wholeFrom && counted && rank(grain) >= rank(wholeFrom) ? grain : 'day';
  const from = startOf(unit, at, weekStart);
  return { from, to: addUnits(from, 1, unit), grain: unit };
}

/** "Last 3 days": ends now, or counts whole units before the running one. */
export const rollingWhen = (length: Length): When => ({
  kind: 'rolling',
  length,
  span: (context) => rollingSpan(length, -1, context),
});

/** "Upcoming 3 weeks": as the next three, or the third alone where the context counts so. */
export const upcomingWhen = (length: Length): When => ({
  kind: 'ahead',
  length,
  span: (context) => {
    const all = rollingSpan(length, 1, context);
    const grain = finest(length);
    if (context.upcoming !== 'last' || all.to === null) return all;
    return { from: addUnits(all.to, -1, grain), to: all.to, grain };
  },
});

/** "Next 3 days": starts with the next whole day (or unit). */
export const aheadWhen = (length: Length): When => ({
  kind: 'ahead',
  length,
  span: (context) => rollingSpan(length, 1, context),
});

function rollingSpan(length: Length, sign: 1 | -1, context: TimeContext): Span {
  const grain = finest(length);
  const fine = rank(grain) < rank('day');
  const whole = context.rolling === 'units' || (grain === 'quarter' && sign < 0);
  if (whole) {
    const unit = startOf(grain, context.ref, context.weekStart);
    if (sign < 0) return { from: addLength(unit, length, -1), to: unit, grain };
    const next = addUnits(unit, 1, grain);
    return { from: next, to: addLength(next, length, 1), grain };
  }
  const byDay = !fine && (context.rolling === 'days' || (sign > 0 && grain === 'day'));
  const anchor = byDay ? startOfDay(context.ref) : context.ref;
  if (sign < 0) return { from: addLength(anchor, length, -1), to: anchor, grain };
  const from = byDay ? anchor + DAY_MS : anchor;
  return { from, to: addLength(from, length, 1), grain };
}

/** From its beginning to the present. */
export const sinceWhen = (start: DateValue | When): When => open(start, 'since');
/** Up to and with it. */
export const untilWhen = (end: DateValue | When): When => open(end, 'until');
/** Up to where it begins. */
export const beforeWhen = (end: DateValue | When): When => open(end, 'before');
/** From where it ends. */
export const afterWhen = (start: DateValue | When): When => open(start, 'after');

function open(value: DateValue | When, bound: 'since' | 'until' | 'before' | 'after'): When {
  const inner = 'span' in value ? value : dateWhen(value);
  return {
    kind: 'open',
    bound,
    edge: inner,
    ...(inner.date ? { date: inner.date } : {}),
    ...(inner.clock ? { clock: inner.clock } : {}),
    span: (context) => {
      const span = inner.span({ ...context, wholeFrom: null });
      if (!span) return null;
      if (bound === 'since')
        return { from: sinceThen(span.from, inner, context), to: null, grain: span.grain };
      // After ten is from ten on; after Monday is from Tuesday on.
      const point = inner.clock?.kind === 'time' || inner.kind === 'instant';
      if (bound === 'after') return { from: point ? span.from : span.to, to: null, grain: span.grain };
      return { from: null, to: bound === 'until' ? span.to : span.from, grain: span.grain };
    },
  };
}

/** "Since 9 pm" in the morning is since last night. */
function sinceThen(from: Local | null, { kind, clock }: When, { ref, prefer }: TimeContext): Local | null {
  if (from === null || kind !== 'clock' || prefer !== 'past' || from <= ref) return from;
  const eitherHalf = clock?.kind === 'time' && !clock.time.known;
  return eitherHalf && from - DAY_MS / 2 <= ref ? from - DAY_MS / 2 : from - DAY_MS;
}

/** Days of the week that recur, with an optional part of the day. */
export const recurringWhen = (weekdays: readonly number[], clock?: Clock): When => ({
  kind: 'recurring',
  weekdays,
  ...(clock ? { clock } : {}),
  span: () => null,
});
