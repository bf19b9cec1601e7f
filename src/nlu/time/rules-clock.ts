import { PART_HOURS } from '../../domain/period.js';
import { type RuleFamily, rule } from '../chart/rule.js';
import type { PartOfDay } from '../frame.js';
import type { Length } from './grain.js';
import { clockRange } from './ranges.js';
import type { Clock, ClockTime, Half, NumberValue } from './values.js';

const atHour = (hour: number, known = false): ClockTime => ({
  hour,
  minute: 0,
  grain: 'hour',
  known: known || hour > 12 || hour === 0,
});

const hourOf = (n: NumberValue): ClockTime | null => {
  if (Number.isInteger(n.value) && n.value >= 0 && n.value <= 24) return atHour(n.value);
  return militaryOf(n);
};

/** "1140" or "730" beside am or pm. */
function militaryOf(n: NumberValue): ClockTime | null {
  const digits = n.text?.length ?? 0;
  const hour = Math.floor(n.value / 100);
  const minute = n.value % 100;
  if (!n.digits || digits < 3 || digits > 4 || hour > 23 || minute > 59) return null;
  return { hour, minute, grain: 'minute', known: hour > 12 };
}

const timeClock = (time: ClockTime): Clock => ({ kind: 'time', time });

/** The half of the day that a word beside the clock names. */
export function withMeridiem(time: ClockTime, half: Half): ClockTime | null {
  if (time.hour > 12) return time;
  const base = time.hour % 12;
  const settled = { ...time, known: true, ...(half.endsWith('today') ? { today: true } : {}) };
  if (half.startsWith('am')) return { ...settled, hour: base };
  if (half.startsWith('pm')) return { ...settled, hour: base + 12 };
  return { ...settled, hour: base >= 5 ? base + 12 : base };
}

/** Which half of the day a part of it lies in. */
export const HALF_OF_PART = {
  dawn: 'am',
  morning: 'am',
  noon: 'pm',
  afternoon: 'pm',
  evening: 'pm',
  night: 'night',
  late_night: 'am',
} as const;

function beside(clock: Clock, half: Half): Clock | null {
  if (clock.kind === 'range') return bothEnds(clock, half);
  if (clock.kind === 'part' || clock.time.known) return null;
  const time = withMeridiem(clock.time, half);
  return time && timeClock(time);
}

function bothEnds(clock: { from: ClockTime; to: ClockTime }, half: Half): Clock | null {
  if (clock.to.known) return null;
  const to = withMeridiem(clock.to, half);
  return to && clockRange(clock.from, to);
}

/** Minutes said after or before the hour: "ten past", «ونص», «إلا ربع». */
function moved(clock: Clock, minutes: number): Clock | null {
  if (clock.kind !== 'time' || clock.time.grain === 'second') return null;
  const { time } = clock;
  if (time.grain === 'minute' && minutes > 0 && time.minute !== 0 && time.minute !== 30) return null;
  const total = (time.hour * 60 + time.minute + Math.round(minutes) + 1440) % 1440;
  return timeClock({ ...time, hour: Math.floor(total / 60), minute: total % 60, grain: 'minute' });
}

const minutesOf = (n: NumberValue): number | null =>
  Number.isInteger(n.value) && n.value >= 1 && n.value <= 59 ? n.value : null;

const range = (from: Clock | null, to: Clock | null): Clock | null =>
  from?.kind === 'time' && to?.kind === 'time' ? clockRange(from.time, to.time) : null;

/** "8 am until 6": the first such hour after the start. */
function followed(start: Clock, n: NumberValue): Clock | null {
  const end = plain(n);
  if (start.kind !== 'time' || !start.time.known || end?.kind !== 'time' || end.time.known) return end;
  const later = end.time.hour <= start.time.hour && end.time.hour + 12 > start.time.hour;
  return later ? timeClock({ ...end.time, hour: (end.time.hour + 12) % 24, known: true }) : end;
}

const noon = (part: PartOfDay): Clock | null => (part === 'noon' ? timeClock(atHour(12, true)) : null);

/** "Noon to 6" ends in the afternoon. */
const afternoonOf = (n: NumberValue): Clock | null => {
  const time = plainTime(n);
  return time && time.hour < 12 ? timeClock(atHour(time.hour + 12)) : null;
};

const numberClock = (n: NumberValue): Clock | null => {
  const time = hourOf(n);
  return time && timeClock(time);
};

const plain = (n: NumberValue): Clock | null =>
  Number.isInteger(n.value) && n.value >= 0 && n.value <= 24 ? timeClock(atHour(n.value)) : null;

/** Times of the day. */
export const clockRules: readonly RuleFamily[] = [
  rule('clock', 'clockTime', timeClock),
  rule('clock', 'at|clockNoun clockTime', (_at, time) => timeClock(time)),
  rule('clock', 'clockTime clockNoun', (time) => timeClock(time)),
  rule('clock', 'at num', (_at, n) => (n.digits || n.text !== 'vague' ? plain(n) : null), -0.3),
  rule('clock', 'clockNoun num', (_noun, n) => numberClock(n)),
  rule('clock', 'clockNoun the? ord', (_noun, _the, hour) => (hour <= 12 ? timeClock(atHour(hour)) : null)),
  rule('clock', 'at? num clockNoun', (_at, n) => plain(n)),
  rule('clock', 'num meridiem', (n, half) => meridiemOf(hourOf(n), half)),
  rule(
    'clock',
    'num part',
    (n, part) => (n.digits || n.value <= 12 ? meridiemOf(plainTime(n), HALF_OF_PART[part]) : null),
    -0.2,
  ),
  rule(
    'clock',
    'num in|this the? part',
    (n, _in, _the, part) => meridiemOf(plainTime(n), HALF_OF_PART[part]),
    -0.2,
  ),
  rule('clock', 'ord meridiem', (hour, half) => (hour <= 12 ? meridiemOf(atHour(hour), half) : null)),
  rule('clock', 'clock meridiem', beside, 0.05),
  rule('clock', 'meridiem clock', (half, clock) => beside(clock, half)),
  rule('clock', 'clock in|of|at? the? part', (clock, _in, _the, part) => beside(clock, HALF_OF_PART[part])),
  rule('clock', 'part clock', (part, clock) => beside(clock, HALF_OF_PART[part])),
  rule('clock', 'part at clock', (part, _at, clock) => beside(clock, HALF_OF_PART[part])),
  rule('clock', 'num and fraction', (n, _and, f) => spokenHalf(n, f), -0.4),
  rule(
    'clock',
    'ord and the? fraction',
    (n, _and, _the, f) => (n <= 12 && f <= 0.5 ? moved(timeClock(atHour(n)), f * 60) : null),
    -0.4,
  ),
  rule('clock', 'num num meridiem', (n, m, half) => hourAndMinutes(n, m, half), -0.1),
  rule('clock', 'clock and fraction', (clock, _and, f) => moved(clock, f * 60)),
  rule('clock', 'clock and num', (clock, _and, n) => movedBy(clock, n, 1), -0.2),
  rule('clock', 'clock and length', (clock, _and, length) => movedByLength(clock, length, 1)),
  rule('clock', 'clock minus fraction', (clock, _minus, f) => moved(clock, -f * 60)),
  rule('clock', 'clock minus num', (clock, _minus, n) => movedBy(clock, n, -1), -0.1),
  rule('clock', 'clock minus length', (clock, _minus, length) => movedByLength(clock, length, -1)),
  rule('clock', 'a? fraction quarterPast num|clock', (_a, f, _past, n) => pastHour(n, f * 60)),
  rule('clock', 'a? fraction to num|clock', (_a, f, _to, n) => (f < 0.5 ? pastHour(n, -f * 60) : null)),
  rule('clock', 'num quarterPast num', (m, _past, n) => (minutesOf(m) ? pastHour(n, m.value) : null)),
  rule('clock', 'length quarterPast num', (length, _past, n) => pastHour(n, minutesIn(length))),
  rule('clock', 'length quarterPast clock', (length, _past, clock) => pastHour(clock, minutesIn(length))),
  rule('clock', 'length to|before clock', (length, _to, clock) => pastHour(clock, minutesIn(length), -1)),
  rule('clock', 'part', (part): Clock => ({ kind: 'part', part })),
  rule('clock', 'partOnly', (part): Clock => ({ kind: 'part', part })),
  rule('clock', 'in|at|on|for the? part|partOnly', (_in, _the, part): Clock => ({ kind: 'part', part })),
  rule(
    'clock',
    'in? the? early of? the? part',
    (_in, _the, _early, _of, _the2, part): Clock => ({ kind: 'part', part, slice: 'early' }),
  ),
  rule(
    'clock',
    'in? the? late of? the? part',
    (_in, _the, _late, _of, _the2, part): Clock => ({ kind: 'part', part, slice: 'late' }),
  ),
  rule('clock', 'from|between clock to|and|dash|until clock', (_from, a, _to, b) => range(a, b)),
  rule('clock', 'clock to|dash|until clock', (a, _to, b) => range(a, b)),
  rule('clock', 'from|between part to|and|dash|until part', (_from, a, _to, b) => betweenParts(a, b), 0.2),
  rule('clock', 'part to|dash|until part', (a, _to, b) => betweenParts(a, b), 0.1),
  // A part of the day may end a range only where it is a point of the clock too.
  rule(
    'clock',
    'from|between? clock to|and|dash|until part',
    (_from, a, _to, part) => range(a, noon(part)),
    0.3,
  ),
  rule(
    'clock',
    'from|between? num to|and|dash|until part',
    (_from, n, _to, part) => range(plain(n), noon(part)),
    0.2,
  ),
  rule(
    'clock',
    'from|between part to|and|dash|until clock',
    (_from, part, _to, b) => range(noon(part), b),
    0.3,
  ),
  rule(
    'clock',
    'from|between part to|and|dash|until num',
    (_from, part, _to, n) => range(noon(part), afternoonOf(n)),
    0.2,
  ),
  rule('clock', 'from|between? num to|and|dash|until clock', (_from, a, _to, b) => range(plain(a), b)),
  rule('clock', 'from|between? clock to|and|dash|until num', (_from, a, _to, b) => range(a, followed(a, b))),
  rule('clock', 'from|between clockNoun num to|and|dash|until num', (_from, _noun, a, _to, b) =>
    range(plain(a), plain(b)),
  ),
  rule(
    'clock',
    'from|between ord to|and|until ord',
    (_from, a, _to, b) => (a <= 12 && b <= 12 ? range(timeClock(atHour(a)), timeClock(atHour(b))) : null),
    -0.2,
  ),
  rule('clock', 'in|at clock', (_in, clock) => clock),
];

/** "From noon to sunset": from where the one begins until the other does. */
function betweenParts(first: PartOfDay, second: PartOfDay): Clock | null {
  if (first === second) return null;
  const begin = (part: PartOfDay): ClockTime => atHour(part === 'noon' ? 12 : PART_HOURS[part][0], true);
  return { kind: 'range', from: begin(first), to: begin(second) };
}

/** «تسع ونص»: an hour and a part of the next. */
function spokenHalf(n: NumberValue, fraction: number): Clock | null {
  const time = fraction <= 0.5 ? plainTime(n) : null;
  return time && moved(timeClock(time), fraction * 60);
}

/** "Ten thirty am". */
function hourAndMinutes(n: NumberValue, m: NumberValue, half: Half): Clock | null {
  const time = plainTime(n);
  if (!time || !Number.isInteger(m.value) || m.value < 1 || m.value > 59) return null;
  return meridiemOf({ ...time, minute: m.value, grain: 'minute' }, half);
}

const plainTime = (n: NumberValue): ClockTime | null =>
  Number.isInteger(n.value) && n.value >= 1 && n.value <= 12 ? atHour(n.value) : null;

function meridiemOf(time: ClockTime | null, half: Half): Clock | null {
  const settled = time && withMeridiem(time, half);
  return settled && timeClock(settled);
}

function movedBy(clock: Clock, n: NumberValue, sign: 1 | -1): Clock | null {
  const minutes = minutesOf(n);
  return minutes === null ? null : moved(clock, sign * minutes);
}

/** Minutes of a length of minutes alone. */
const minutesIn = ([part, ...more]: Length): number | null =>
  part?.grain === 'minute' && more.length === 0 ? part.count : null;

function movedByLength(clock: Clock, length: Length, sign: 1 | -1): Clock | null {
  const minutes = minutesIn(length);
  return minutes === null ? null : moved(clock, sign * minutes);
}

/** "A quarter to noon", "20 minutes past 2 pm": minutes from an hour. */
function pastHour(hour: NumberValue | Clock, minutes: number | null, sign: 1 | -1 = 1): Clock | null {
  const clock = 'value' in hour ? numbered(hour) : hour.kind === 'part' ? noon(hour.part) : hour;
  return clock && minutes !== null ? moved(clock, sign * minutes) : null;
}

const numbered = (n: NumberValue): Clock | null => {
  const time = plainTime(n);
  return time && timeClock(time);
};
