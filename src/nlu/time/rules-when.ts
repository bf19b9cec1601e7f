import { type RuleFamily, rule } from '../chart/rule.js';
import { addLength, startOfDay } from './calendar.js';
import { shiftedFields, unitDate } from './dates.js';
import { finest, type Length, rank } from './grain.js';
import { countedRules } from './rules-counted.js';
import { pairRules, rangeRules } from './rules-range.js';
import type { Clock, DateValue, NumberValue, Span, TimeContext, When } from './values.js';
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

/** Dates and times of day, with what binds them, as one time. */
export const timeRules: readonly RuleFamily[] = [
  ...momentRules,
  ...relativeWhenRules,
  ...deniedRules,
  ...pairRules,
  ...rangeRules,
  ...countedRules,
];
