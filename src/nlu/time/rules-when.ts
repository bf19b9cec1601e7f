import { type RuleFamily, rule } from '../chart/rule.js';
import { addLength, startOfDay } from './calendar.js';
import { besideDate, fieldsDate, shiftedFields, unitDate } from './dates.js';
import { finest, type Grain, type Length, rank } from './grain.js';
import { hoursInPart } from './hours-in-part.js';
import { betweenBounds, joined, rangeWhen, rangeWithin, spanBetween } from './ranges.js';
import { countedRules } from './rules-counted.js';
import type { Clock, ClockTime, DateValue, NumberValue, Span, TimeContext, When } from './values.js';
import { bareWeekend } from './weekends.js';
import {
  afterWhen,
  aheadWhen,
  beforeWhen,
  clockWhen,
  datetimeWhen,
  dateWhen,
  daysOtherThan,
  distanceWhen,
  nowWhen,
  otherThan,
  recurringWhen,
  rollingWhen,
  sinceWhen,
  untilWhen,
} from './whens.js';

/** Friday and Saturday. */
const WEEKEND: readonly number[] = [5, 6];

const dayFrom = (n: NumberValue): DateValue | null =>
  Number.isInteger(n.value) && n.value >= 1 && n.value <= 31 ? fieldsDate({ day: n.value }) : null;

const ordinalDay = (day: number): DateValue | null => (day >= 1 && day <= 31 ? fieldsDate({ day }) : null);

/** A date of which only the day is missing its month may borrow it from the other end of a range. */
const borrowing = (first: DateValue | null, last: DateValue | null): When | null => {
  if (!first || !last || first.weak || last.weak) return null;
  const months = [first, last].filter(
    (date) => date.fields?.month !== undefined && date.fields.day !== undefined,
  );
  return months.length > 0 ? rangeWhen(first, last) : null;
};

const inside = (a: NumberValue, b: NumberValue, outer: DateValue): When | null => {
  const first = dayFrom(a);
  const last = dayFrom(b);
  if (!first || !last || a.value >= b.value || outer.grain !== 'month') return null;
  return rangeWithin(first, last, outer);
};

const dayOrCoarser = (length: Length): boolean => rank(finest(length)) >= rank('day');

const onDay = (date: DateValue, clock: Clock): When | null =>
  date.grain === 'day' || date.grain === 'week' ? datetimeWhen(date, clock) : null;

/** "Yesterday from 9 to 11" are those hours, "yesterday from 9" has no end. */
const fromOnDay = (date: DateValue, clock: Clock): When | null => {
  const when = onDay(date, clock);
  const point = clock.kind === 'time' || (clock.kind === 'part' && clock.part === 'noon');
  return when && point ? sinceWhen(when) : when;
};

const bareMonth = (date: DateValue): boolean => date.weak === true && date.grain !== 'year';

const days = (date: DateValue): boolean => !date.weak || date.grain !== 'day';

const range = (a: DateValue, b: DateValue): When | null => (days(a) && days(b) ? rangeWhen(a, b) : null);

/** Moments: a date, a clock time, or both. */
export const momentRules: readonly RuleFamily[] = [
  rule('when', 'date', (date) => (bareMonth(date) ? null : dateWhen(date))),
  // A month that is also a word, on its own: only a message of nothing else can mean it.
  rule('when', 'date', (date) => (bareMonth(date) ? dateWhen(date) : null), -5),
  rule('when', 'in|on|at|for date', (_in, date) => dateWhen(date)),
  rule('when', 'clock', clockWhen, -0.1),
  rule('when', 'now', () => nowWhen),
  rule('when', 'date at|on|in|dash? clock', (date, _at, clock) => onDay(date, clock)),
  rule('when', 'date from clock', (date, _from, clock) => fromOnDay(date, clock)),
  rule('when', 'clock of|on|in|for? the? date', (clock, _on, _the, date) => onDay(date, clock)),
  rule('when', 'this part|partOnly', (_this, part) =>
    datetimeWhen(unitDate('day', 0), { kind: 'part', part }),
  ),
  rule('when', 'part this', (part) => datetimeWhen(unitDate('day', 0), { kind: 'part', part })),
  rule('when', 'last part', (_last, part) => datetimeWhen(unitDate('day', -1), { kind: 'part', part })),
  rule('when', 'part last', (part) => datetimeWhen(unitDate('day', -1), { kind: 'part', part })),
  rule('when', 'every? weekdays', (_every, weekday) => recurringWhen([weekday])),
  rule('when', 'on weekdays', (_on, weekday) => recurringWhen([weekday])),
  rule('when', 'every weekday', (_every, weekday) => recurringWhen([weekday])),
  rule('when', 'on? weekdays and weekdays|weekday', (_on, a, _and, b) => recurringWhen([a, b])),
  rule('when', 'every weekday and weekday', (_every, a, _and, b) => recurringWhen([a, b])),
  rule('when', 'on|every? weekday partPlural', (_on, weekday, part) =>
    recurringWhen([weekday], { kind: 'part', part }),
  ),
  rule('when', 'on|every? weekday and weekday partPlural', (_on, a, _and, b, part) =>
    recurringWhen([a, b], { kind: 'part', part }),
  ),
  rule('when', 'on|in? partPlural of? weekday', (_on, part, _of, weekday) =>
    recurringWhen([weekday], { kind: 'part', part }),
  ),
  rule('when', 'on|in? partPlural of? weekday and weekday', (_on, part, _of, a, _and, b) =>
    recurringWhen([a, b], { kind: 'part', part }),
  ),
  rule('when', 'on|in|every? weekend partPlural', (_on, _weekend, part) =>
    recurringWhen(WEEKEND, { kind: 'part', part }),
  ),
  rule('when', 'every weekday at|in? clock', (_every, weekday, _at, clock) =>
    recurringWhen([weekday], clock),
  ),
  rule('when', 'every part weekday', (_every, part, weekday) =>
    recurringWhen([weekday], { kind: 'part', part }),
  ),
  rule('when', 'on? weekdays at|in? clock', (_on, weekday, _at, clock) => recurringWhen([weekday], clock)),
];

/** Distances from now, rolling periods, open ends. */
export const relativeWhenRules: readonly RuleFamily[] = [
  rule('when', 'length ago', (length) => distanceWhen(length, -1)),
  rule('when', 'agoFirst length', (_ago, length) => distanceWhen(length, -1), -0.1),
  rule('when', 'in length', (_in, length) => distanceWhen(length, 1), -0.3),
  rule('when', 'after length', (_after, length) => distanceWhen(length, 1)),
  rule('when', 'num weekday|weekdays hence', (n, weekday) => countedWeekday(n, weekday, 1)),
  rule('when', 'num weekday|weekdays ago', (n, weekday) => countedWeekday(n, weekday, -1)),
  rule('when', 'for length from date', (_for, length, _from, date) => stretch(date, length), 0.2),
  rule('when', 'from? date for length', (_from, date, _for, length) => stretch(date, length), 0.2),
  rule('when', 'length starting date', (length, _starting, date) => stretch(date, length), 0.2),
  rule('when', 'length hence', (length) => distanceWhen(length, 1)),
  rule('when', 'length from|after|hence date', (length, _from, date) =>
    dayOrCoarser(length) ? distanceWhen(length, 1, date) : null,
  ),
  rule('when', 'length before date', (length, _before, date) =>
    dayOrCoarser(length) ? distanceWhen(length, -1, date) : null,
  ),
  rule(
    'when',
    'in|within|for? the? last|past|latest length',
    (_in, _the, _last, length) => rollingWhen(length),
    0.1,
  ),
  rule('when', 'length last|past', (length) => rollingWhen(length), 0.1),
  rule('when', 'num past|last grain|unitPlural', (n, _past, grain) =>
    rollingWhen([{ count: n.value, grain }]),
  ),
  rule(
    'when',
    'in|within|for? the? next|coming length',
    (_in, _the, _next, length) => aheadWhen(length),
    0.1,
  ),
  rule('when', 'length next|coming', (length) => aheadWhen(length), 0.1),
  rule('when', 'num next|coming grain|unitPlural', (n, _next, grain) =>
    aheadWhen([{ count: n.value, grain }]),
  ),
  rule('when', 'within length', (_within, length) => withinLength(length)),
  rule('when', 'since when', (_since, when) => sinceOnce(when)),
  rule('when', 'from when', (_from, when) => sinceOnce(when), -0.4),
  rule('when', 'since length', (_since, length) => sinceWhen(distanceWhen(length, -1)), -0.1),
  rule('when', 'until when', (_until, when) => (when.kind === 'open' ? null : untilWhen(when))),
  rule(
    'when',
    'to when',
    (_to, when) => (when.kind === 'open' || when.kind === 'clock' || when.ends ? null : untilWhen(when)),
    -0.5,
  ),
  rule('when', 'before when', (_before, when) => (when.kind === 'open' ? null : beforeWhen(when))),
  rule('when', 'after when', (_after, when) => (when.kind === 'open' ? null : afterWhen(when))),
];

/** "18 December for 10 days": a length that starts on a date. */
function stretch(date: DateValue, length: Length): When | null {
  if (date.weak || !dayOrCoarser(length)) return null;
  const find = (context: TimeContext): Span | null => {
    const start = date.find(context)?.from ?? null;
    return start === null ? null : { from: start, to: addLength(start, length, 1), grain: finest(length) };
  };
  return { kind: 'range', span: find };
}

const countedWeekday = (n: NumberValue, weekday: number, sign: 1 | -1): When | null =>
  n.value >= 1 && n.value <= 52 ? dateWhen(shiftedFields({ weekday }, sign * n.value)) : null;

/** A length around now whose side depends on whether the past or the future is talked about. */
function withinLength(length: Length): When {
  const back = rollingWhen(length);
  const ahead = aheadWhen(length);
  return {
    ...back,
    kind: 'rolling',
    span: (context) => {
      if (context.within === 'back') return back.span(context);
      return context.rolling === 'units' ? untilLength(length, context) : ahead.span(context);
    },
  };
}

/** From now to the end of the length: "within two weeks" ends as the day two weeks ahead begins. */
function untilLength(length: Length, { ref }: TimeContext): Span {
  const end = addLength(ref, length, 1);
  return dayOrCoarser(length)
    ? { from: ref, to: startOfDay(end), grain: 'day' }
    : { from: ref, to: end, grain: 'hour' };
}

/** "Since last night", "since Monday", but not "since the last 3 days" twice; "since Sunday until yesterday" has an end. */
function sinceOnce(when: When): When | null {
  if (when.kind === 'open' || when.kind === 'recurring') return null;
  return when.kind === 'rolling' || when.kind === 'range' ? when : sinceWhen(when);
}

const notAt = (clock: Clock): When | null => {
  const rest = otherThan(clock);
  return rest && { ...clockWhen(rest), denied: true };
};

/** "Except today": times other than hours and days of the week are not left out by any question. */
function leftOut({ kind, date, ends }: When): When | null {
  const filters = kind === 'clock' || kind === 'recurring' || kind === 'excluded';
  const ofWeekdays = [date, ...(ends ?? [])].some((one) => one?.fields?.weekday !== undefined);
  return filters || ofWeekdays || date === bareWeekend
    ? null
    : { kind: 'excluded', denied: true, span: () => null };
}

/** "No weekends". */
const otherDays = ({ kind, weekdays, clock }: When): When | null =>
  kind === 'recurring' && weekdays && !clock ? daysOtherThan(weekdays) : null;

/** "Not at night", "except Fridays": no filter takes hours or days out, but what is left of them is one as well. */
const deniedRules: readonly RuleFamily[] = [
  rule('when', 'excepting in|on? the? when', (_except, _in, _the, when) => leftOut(when), 0.5),
  rule('when', 'excepting in|on? the? weekend', () => daysOtherThan([5, 6]), 0.6),
  rule('when', 'excepting in|on? the? when', (_except, _in, _the, when) => otherDays(when), 0.6),
  rule('when', 'except|denied in|on? the? when', (_not, _in, _the, when) => otherDays(when), 0.6),
  rule('when', 'except|denied in|at|on|of? the? clock', (_not, _in, _the, clock) => notAt(clock), 0.6),
  rule(
    'when',
    'except|denied in|on? every? weekday|weekdays',
    (_not, _on, _every, day) => daysOtherThan([day]),
    0.6,
  ),
  rule(
    'when',
    'except|denied in|on? every? weekday|weekdays and|or on? weekday|weekdays',
    (_not, _on, _every, a, _and, _on2, b) => daysOtherThan([a, b]),
    0.8,
  ),
];

/** A stretch and the one of a length right before it, set against each other. */
function besidesBefore(when: When, length: Length): When | null {
  if (when.kind !== 'rolling') return null;
  const grain = finest(length);
  const before = (context: TimeContext): Span | null => {
    const end = when.span(context)?.from ?? null;
    return end === null ? null : { from: addLength(end, length, -1), to: end, grain };
  };
  return against({ grain, find: when.span }, { grain, find: before });
}

const against = (a: DateValue, b: DateValue): When => ({ ...joined(a, b), versus: true });

/** A unit of time and the one before it. */
export const withOneBefore = (date: DateValue, grain: Grain): When | null =>
  date.grain === grain && !date.weak ? against(date, besideDate(grain, -1)) : null;

/** "Last week and the week before": two periods, of which one stretch would hide how they differ. */
const pairRules: readonly RuleFamily[] = [
  rule(
    'when',
    'date and|versus the? grain before',
    (date, _and, _the, grain) => withOneBefore(date, grain),
    0.5,
  ),
  rule(
    'when',
    'when and|versus the? length before',
    (when, _and, _the, length) => besidesBefore(when, length),
    0.5,
  ),
];

/** Three days in a row: "1st, 2nd and 3rd of November". */
function threeDays(first: number | undefined, second: number, last: DateValue): When | null {
  const inARow = first !== undefined && first + 1 === second && second + 1 === last.fields?.day;
  return inARow ? borrowing(ordinalDay(first), last) : null;
}

/** "Last night between 10 and 4". */
function hoursOf(when: When, from: NumberValue, to: NumberValue): When | null {
  const ends = [from, to].map(({ value }): ClockTime | null =>
    Number.isInteger(value) && value >= 1 && value <= 12
      ? { hour: value, minute: 0, grain: 'hour', known: false }
      : null,
  );
  const [begins, until] = ends;
  return begins && until ? hoursInPart(when, begins, until) : null;
}

/** From one date to another. */
export const rangeRules: readonly RuleFamily[] = [
  rule('when', 'from? date to|until|dash the? date', (_from, a, _to, _the, b) => range(a, b)),
  rule('when', 'between date and|dash|or the? date', (_between, a, _and, _the, b) => range(a, b), 0.1),
  rule('when', 'from|between? the? num to|and|until|dash the? date', (_f, _the, n, _to, _the2, b) =>
    borrowing(dayFrom(n), b),
  ),
  rule('when', 'from|between? the? ord to|and|until|dash the? date', (_f, _the, n, _to, _the2, b) =>
    borrowing(ordinalDay(n), b),
  ),
  rule('when', 'from|between? date to|and|until|dash the? num', (_f, a, _to, _the, n) =>
    borrowing(a, dayFrom(n)),
  ),
  rule('when', 'from|between? date to|and|until|dash the? ord', (_f, a, _to, _the, n) =>
    borrowing(a, ordinalDay(n)),
  ),
  rule('when', 'from|between num to|and|until|dash num of|in? date', (_f, a, _to, b, _of, outer) =>
    inside(a, b, outer),
  ),
  rule('when', 'on? the? ord and? the? ord and the? date', (_on, _t, a, _and, _t2, b, _and2, _t3, date) =>
    threeDays(a, b, date),
  ),
  rule(
    'when',
    'date and? num and date',
    (first, _and, n, _and2, date) =>
      threeDays(first.fields?.month === undefined ? first.fields?.day : undefined, n.value, date),
    0.5,
  ),
  rule(
    'when',
    'when from|between num to|and|until|dash num',
    (when, _f, a, _to, b) => hoursOf(when, a, b),
    0.2,
  ),
  rule('when', 'num dash num of|in? date', (a, _dash, b, _of, outer) => inside(a, b, outer)),
  rule('when', 'date from|between num to|and|until|dash num', (outer, _f, a, _to, b) => inside(a, b, outer)),
  rule('when', 'date from|between date to|and|until date', (outer, _f, a, _to, b) =>
    rangeWithin(a, b, outer),
  ),
  rule('when', 'from|between when to|and|until|dash when', (_from, a, _to, b) => instants(a, b), -0.1),
  rule('when', 'when to|until|dash now', (a) => spanBetween(a, nowWhen), -0.1),
  rule('when', 'when and when', (a, _and, b) => betweenBounds(a, b), 0.5),
  rule(
    'when',
    'date and|to|of date',
    (a, _and, b) => (days(a) && days(b) && a.grain === b.grain ? joined(a, b) : null),
    -0.4,
  ),
  rule(
    'when',
    'date versus date',
    (a, _versus, b) => (days(a) && days(b) ? { ...joined(a, b), versus: true } : null),
    0.2,
  ),
];

const instants = (a: When, b: When): When | null => {
  if (a.kind === 'clock' || b.kind === 'clock' || (a.kind === 'date' && b.kind === 'date')) return null;
  return spanBetween(a, b);
};

/** Dates and times of day, with what binds them, as one time. */
export const timeRules: readonly RuleFamily[] = [
  ...momentRules,
  ...relativeWhenRules,
  ...deniedRules,
  ...pairRules,
  ...rangeRules,
  ...countedRules,
];
