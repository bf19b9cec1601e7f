import { PART_HOURS } from '../../domain/period.js';
import { type RuleFamily, rule } from '../chart/rule.js';
import { fieldsDate, nthWithin, unitDate, withinTargetYear } from '../time/dates.js';
import { clockRange, joined, rangeWhen } from '../time/ranges.js';
import { HALF_OF_PART, withMeridiem } from '../time/rules-clock.js';
import { quarterOf } from '../time/rules-relative.js';
import type { Clock, ClockTime, DateValue, Fields, NumberValue, When } from '../time/values.js';
import { nthWeekend } from '../time/weekends.js';
import { beforeWhen, clockWhen, datetimeWhen, distanceWhen, sinceWhen } from '../time/whens.js';
import { dateRules } from './rules-date.js';

/** "The cases from yesterday" and "from November" are those of that time; "from Monday" and "from 1 March" are open towards now. */
const ofThatTime = (when: When): When | null =>
  (when.kind === 'date' || when.kind === 'datetime') &&
  when.date &&
  (!when.date.fields || isMonth(when.date.fields)) &&
  !when.length &&
  when.clock?.kind !== 'time'
    ? when
    : null;

const isMonth = ({ month, ...others }: Fields): boolean =>
  month !== undefined && Object.keys(others).every((field) => field === 'year');

/** "Tonight at 8", "tomorrow morning at 9", "in 7 days at 5 pm": the clock settles within the part or the day. */
function atClock(when: When, clock: Clock): When | null {
  if (clock.kind === 'range') return withinPart(when, clock);
  if (clock.kind !== 'time' || !when.date) return null;
  if (when.kind === 'date') return when.length ? datetimeWhen(when.date, clock) : null;
  if (when.kind !== 'datetime' || when.clock?.kind !== 'part') return null;
  const time = clock.time.known ? clock.time : withMeridiem(clock.time, HALF_OF_PART[when.clock.part]);
  return time && datetimeWhen(when.date, { kind: 'time', time });
}

/** "Between 8 and 10 last night": the hours of that part of the day. */
function withinPart(when: When, { from, to }: { from: ClockTime; to: ClockTime }): When | null {
  if (when.kind !== 'datetime' || when.clock?.kind !== 'part' || !when.date || from.known || to.known)
    return null;
  const half = HALF_OF_PART[when.clock.part];
  const [first, second] = [withMeridiem(from, half), withMeridiem(to, half)];
  const clock = first && second && clockRange(first, second);
  return clock && datetimeWhen(when.date, clock);
}

const plainHour = (n: NumberValue): ClockTime | null =>
  n.digits && Number.isInteger(n.value) && n.value >= 1 && n.value <= 12
    ? { hour: n.value, minute: 0, grain: 'hour', known: false }
    : null;

/** "8 tonight", "tonight 8", "9 tomorrow morning": a bare number beside a part of one day is its hour. */
function hourWithin(n: NumberValue, when: When): When | null {
  const clock = timeClock(plainHour(n));
  return clock && when.kind === 'datetime' && when.clock?.kind === 'part' ? atClock(when, clock) : null;
}

/** "Last night after 10", "this morning before 9": what is left of that part of the day. */
function restOfPart(when: When, n: NumberValue, side: 'after' | 'before'): When | null {
  const hour = hourWithin(n, when);
  if (!hour?.date || when.clock?.kind !== 'part' || hour.clock?.kind !== 'time') return null;
  const { time } = hour.clock;
  const [from, to] = PART_HOURS[when.clock.part];
  if (time.hour <= from || time.hour >= to) return null;
  const edge = (at: number): ClockTime => ({ hour: at % 24, minute: 0, grain: 'hour', known: true });
  const clock = side === 'after' ? clockRange(time, edge(to)) : clockRange(edge(from), time);
  return datetimeWhen(hour.date, clock);
}

/** "8 to 10 last night". */
function hoursWithin(a: NumberValue, b: NumberValue, when: When): When | null {
  const [from, to] = [plainHour(a), plainHour(b)];
  return from && to && withinPart(when, { from, to });
}

/** "9 tomorrow", "5 today"; of days gone by a bare number counts things. */
function hourOfDay(n: NumberValue, days: number): When | null {
  const clock = timeClock(plainHour(n));
  return clock && days >= 0 ? datetimeWhen(unitDate('day', days), clock) : null;
}

const FIRST_LIKELY_YEAR = 1990;
const LAST_LIKELY_YEAR = 2035;

/** "2130" and "0800" as the radio says them; null for a number of another length or no time of day. */
function military(n: NumberValue): ClockTime | null {
  const hour = Math.floor(n.value / 100);
  const minute = n.value % 100;
  if (!n.digits || !/^\d{4}$/.test(n.text ?? '') || hour > 23 || minute > 59) return null;
  return { hour, minute, grain: minute === 0 ? 'hour' : 'minute', known: true };
}

const likelyYear = (n: NumberValue): boolean => n.value >= FIRST_LIKELY_YEAR && n.value <= LAST_LIKELY_YEAR;

/** The same, unless it may as well be a year. */
const surelyMilitary = (n: NumberValue): ClockTime | null => (likelyYear(n) ? null : military(n));

function militaryRange(a: NumberValue, b: NumberValue): Clock | null {
  const [from, to] = [military(a), military(b)];
  return from && to && !(likelyYear(a) && likelyYear(b)) ? clockRange(from, to) : null;
}

const timeClock = (time: ClockTime | null): Clock | null => time && { kind: 'time', time };

/** "At three twenty", "at 12 15". */
function hourMinute(hour: NumberValue, minute: NumberValue): Clock | null {
  const alike = hour.digits === minute.digits && Number.isInteger(hour.value) && hour.text !== 'vague';
  const possible = hour.value >= 1 && hour.value <= 12 && minute.value >= 10 && minute.value <= 59;
  if (!alike || !possible || !Number.isInteger(minute.value)) return null;
  return timeClock({ hour: hour.value, minute: minute.value, grain: 'minute', known: false });
}

/** "May 8 - 10, 2010": the month and the year hold for both ends. */
function daysOf(first: DateValue, day: number, year: NumberValue): When | null {
  const { fields } = first;
  const plain = fields?.day !== undefined && fields.month !== undefined && fields.year === undefined;
  if (!plain || !year.digits || !/^\d{4}$/.test(year.text ?? '') || !Number.isInteger(day)) return null;
  if (day <= (fields.day ?? 0) || day > 31 || !likelyCentury(year)) return null;
  const within = { ...fields, year: year.value };
  return rangeWhen(fieldsDate(within), fieldsDate({ ...within, day }));
}

const likelyCentury = ({ value }: NumberValue): boolean => value >= 1900 && value <= 2100;

const dueHour = (n: NumberValue): When | null => {
  const plain = n.digits && Number.isInteger(n.value) && n.value >= 1 && n.value <= 12;
  const time: ClockTime = { hour: n.value, minute: 0, grain: 'hour', known: false };
  return plain ? beforeWhen(clockWhen({ kind: 'time', time })) : null;
};

/** Where English tells time otherwise than the other languages. */
export const timeRules: readonly RuleFamily[] = [
  ...dateRules,
  rule('when', 'dated when', (_dated, when) => ofThatTime(when), 0.1),
  rule(
    'when',
    'from|since? when onwards',
    (_from, when) => (when.kind === 'date' || when.kind === 'datetime' ? sinceWhen(when) : null),
    0.4,
  ),
  rule('when', 'when at? clock', (when, _at, clock) => atClock(when, clock), 0.3),
  rule('when', 'clock when', (clock, when) => atClock(when, clock), 0.3),
  rule(
    'when',
    'in|on|for|from date and date',
    (_in, a, _and, b) => (!a.weak && !b.weak && a.grain === b.grain ? joined(a, b) : null),
    -0.2,
  ),
  rule('when', 'quarterName and|to|versus quarterName of? date', (a, _and, b, _of, year) => {
    const [first, second] = [quarterOf(a, year), quarterOf(b, year)];
    return first && second ? joined(first, second) : null;
  }),
  rule('when', 'num when', (n, when) => hourWithin(n, when), -0.3),
  rule('when', 'when num', (when, n) => hourWithin(n, when), -0.3),
  rule('when', 'when after num', (when, _after, n) => restOfPart(when, n, 'after'), 0.2),
  rule('when', 'when before num', (when, _before, n) => restOfPart(when, n, 'before'), 0.2),
  rule('when', 'num dayWord', (n, days) => hourOfDay(n, days), -0.3),
  rule('when', 'dayWord num', (days, n) => hourOfDay(n, days), -0.4),
  rule(
    'when',
    'from|between? num to|and|dash|until num when',
    (_from, a, _to, b, when) => hoursWithin(a, b, when),
    0.2,
  ),
  rule(
    'when',
    'since num',
    (_since, n) => {
      const clock = timeClock(plainHour(n));
      return clock && sinceWhen(clockWhen(clock));
    },
    -0.3,
  ),
  // "Need Bader there by 7".
  rule('when', 'before num', (_before, n) => dueHour(n), -0.3),
  rule('when', 'in at length', (_in, _about, length) => distanceWhen(length, 1)),
  rule('when', 'before|until num', (_before, n) => {
    const clock = timeClock(surelyMilitary(n));
    return clock && beforeWhen(clockWhen(clock));
  }),
  rule('clock', 'at num', (_at, n) => timeClock(surelyMilitary(n))),
  rule('clock', 'num unitPlural', (n, unit) => (unit === 'hour' ? timeClock(military(n)) : null), 0.2),
  rule('clock', 'from|between? num to|and|until num', (_from, a, _to, b) => militaryRange(a, b), 0.3),
  rule('clock', 'num dash num', (a, _dash, b) => (likelyYear(a) ? null : militaryRange(a, b)), 0.3),
  rule(
    'clock',
    'from|between? num to|and|dash|until num unitPlural',
    (_from, a, _to, b, unit) => (unit === 'hour' ? militaryRange(a, b) : null),
    0.4,
  ),
  rule('clock', 'at num num', (_at, hour, minute) => hourMinute(hour, minute), 0.1),
  rule(
    'clock',
    'fraction num',
    (half, n) =>
      half === 0.5 && n.text !== 'vague' && n.value >= 1 && n.value <= 12
        ? timeClock({ hour: n.value, minute: 30, grain: 'minute', known: false })
        : null,
    -0.3,
  ),
  rule('when', 'date to|dash|until the? ord num', (first, _to, _the, day, year) => daysOf(first, day, year)),
  rule('when', 'date to|dash|until num num', (first, _to, day, year) => daysOf(first, day.value, year)),
  rule('date', 'the? last weekend of|in the? date', (_the, _last, _weekend, _of, _the2, outer) =>
    nthWeekend(-1, outer),
  ),
  rule('date', 'the? ord weekend of|in the? date', (_the, n, _weekend, _of, _the2, outer) =>
    nthWeekend(n, outer),
  ),
  // "March in a year": of the year that is then.
  rule('date', 'date in length', (date, _in, length) =>
    date.fields?.month !== undefined && date.fields.year === undefined
      ? nthWithin(date.fields, 1, withinTargetYear(length))
      : null,
  ),
];
