import { type RuleFamily, rule } from '../chart/rule.js';
import { addLength, addUnits, startOf } from './calendar.js';
import { fieldsDate } from './dates.js';
import { finest, type Grain, type Length } from './grain.js';
import { hoursInPart } from './hours-in-part.js';
import { betweenBounds, joined, rangeWhen, rangeWithin, spanBetween } from './ranges.js';
import type { ClockTime, DateValue, NumberValue, Span, TimeContext, When } from './values.js';
import { nowWhen } from './whens.js';

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

const days = (date: DateValue): boolean => !date.weak || date.grain !== 'day';

const range = (a: DateValue, b: DateValue): When | null => (days(a) && days(b) ? rangeWhen(a, b) : null);

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
  date.grain === grain && !date.weak ? against(date, before(date, grain)) : null;

/** The unit before the one that a date is; of a part of one, as a weekend is of a week, the same part. */
const before = (date: DateValue, grain: Grain): DateValue => ({
  grain,
  find: (context) => {
    const { from, to } = date.find(context) ?? { from: null, to: null };
    if (from === null || to === null) return null;
    const whole = startOf(grain, from, context.weekStart) === from && addUnits(from, 1, grain) === to;
    if (whole) return { from: addUnits(from, -1, grain), to: from, grain };
    return { from: addUnits(from, -1, grain), to: addUnits(to, -1, grain), grain };
  },
});

/** "Last week and the week before": two periods, of which one stretch would hide how they differ. */
export const pairRules: readonly RuleFamily[] = [
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

/** "The 1st and 2nd of November", "the 1st and the 3rd": one stretch only where they adjoin. */
const twoDays = (first: DateValue | null, last: DateValue): When | null =>
  borrowing(first, last) && first && joined(first, last);

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
  rule('when', 'from|between? the? num to|until|dash the? date', (_f, _the, n, _to, _the2, b) =>
    borrowing(dayFrom(n), b),
  ),
  rule('when', 'from|between? the? ord to|until|dash the? date', (_f, _the, n, _to, _the2, b) =>
    borrowing(ordinalDay(n), b),
  ),
  rule('when', 'from|between the? num and the? date', (_f, _the, n, _and, _the2, b) =>
    borrowing(dayFrom(n), b),
  ),
  rule('when', 'from|between the? ord and the? date', (_f, _the, n, _and, _the2, b) =>
    borrowing(ordinalDay(n), b),
  ),
  rule('when', 'on? the? num and the? date', (_on, _the, n, _and, _the2, b) => twoDays(dayFrom(n), b)),
  rule('when', 'on? the? ord and the? date', (_on, _the, n, _and, _the2, b) => twoDays(ordinalDay(n), b)),
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
