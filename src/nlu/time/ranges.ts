import { DAY_MS } from './calendar.js';
import { fieldsDate } from './dates.js';
import { occurrences, preferred } from './occurrences.js';
import type { ClockTime, DateValue, Fields, Span, TimeContext, When } from './values.js';
import { clockWhen, datetimeWhen } from './whens.js';

const YEARS_AROUND_MS = 3 * 366 * DAY_MS;

/** From one date to another, both inside. What the first leaves out ("13 to 15 July") it takes from the second. */
export function rangeWhen(first: DateValue, last: DateValue): When | null {
  const start = first.fields && last.fields ? completed(first, first.fields, last.fields) : first;
  const end = first.fields && last.fields ? completed(last, last.fields, first.fields, true) : last;
  return { kind: 'range', ends: [first, last], span: (context) => rangeSpan(start, end, context) };
}

/** Takes the coarser fields that one end of a range shares with the other. */
function completed(date: DateValue, own: Fields, other: Fields, backwards = false): DateValue {
  const shared: Fields = { ...own };
  if (
    own.year === undefined &&
    other.year !== undefined &&
    own.hijri === other.hijri &&
    sameYear(own, other, backwards)
  ) {
    shared.year = other.year;
  }
  if (
    own.month === undefined &&
    other.month !== undefined &&
    own.day !== undefined &&
    own.weekday === undefined
  ) {
    shared.month = other.month;
    if (other.hijri) shared.hijri = true;
    if (other.year !== undefined) shared.year = other.year;
    if (backwards && other.day !== undefined && own.day < other.day && shared.month < 12) shared.month += 1;
    else if (!backwards && other.day !== undefined && own.day > other.day && shared.month > 1)
      shared.month -= 1;
  }
  return Object.keys(shared).length === Object.keys(own).length ? date : fieldsDate(shared);
}

/** "December to May 2020" ends in 2020 but starts the year before: only an order that holds shares the year. */
function sameYear(own: Fields, other: Fields, backwards: boolean): boolean {
  if (own.month === undefined || other.month === undefined) return true;
  const order = own.month * 100 + (own.day ?? 0) - (other.month * 100 + (other.day ?? 99));
  return backwards ? order >= -99 : order <= 0;
}

function rangeSpan(first: DateValue, last: DateValue, context: TimeContext): Span | null {
  const endsKnown = last.fields?.year !== undefined && first.fields?.year === undefined;
  const { start, end } = endsKnown ? fromEnd(first, last, context) : fromStart(first, last, context);
  if (!start || !end || start.from === null || end.to === null || end.to <= start.from) return null;
  return { from: start.from, to: end.to, grain: end.grain };
}

type Ends = { start: Span | null; end: Span | null };

/** Only the end names its year: settle it, then the last start before it. */
function fromEnd(first: DateValue, last: DateValue, context: TimeContext): Ends {
  const end = last.find(context);
  if (!end || end.from === null || !first.fields || first.fields.year !== undefined)
    return { start: first.find(context), end };
  const before = occurrences(first.fields, end.from - YEARS_AROUND_MS, end.from + 1, context.hijri);
  return { start: before.at(-1) ?? first.find(context), end };
}

/** Settle the start by the preference of the context, then the first end after it; it may run past now. */
function fromStart(first: DateValue, last: DateValue, context: TimeContext): Ends {
  const start = first.fields ? preferred(first.fields, context) : first.find(context);
  if (!start || start.from === null || !last.fields || last.fields.year !== undefined) {
    const end = last.find(context);
    return (start?.from ?? 0) <= (end?.from ?? 0) ? { start, end } : fromEnd(first, last, context);
  }
  const after = occurrences(last.fields, start.from, start.from + YEARS_AROUND_MS, context.hijri);
  return { start, end: after[0] ?? null };
}

/** A range of weekdays or days inside a period ("this week from Tuesday to Thursday", "from 4 to 22 this month"). */
export function rangeWithin(first: DateValue, last: DateValue, outer: DateValue): When | null {
  const a = first.fields;
  const b = last.fields;
  if (!a || !b) return null;
  return {
    kind: 'range',
    span: (context) => {
      const frame = outer.find(context);
      if (!frame || frame.from === null || frame.to === null) return null;
      const start = occurrences(a, frame.from, frame.to, context.hijri)[0];
      const end = occurrences(b, start?.from ?? frame.from, frame.to, context.hijri)[0];
      return start && end ? { from: start.from, to: end.to, grain: 'day' } : null;
    },
  };
}

/** From a point in time to another, as said ("4 pm today to 5 pm tomorrow", "Monday to now"). */
export function spanBetween(first: When, last: When): When | null {
  if (first.kind === 'open' || last.kind === 'open') return null;
  return {
    kind: 'range',
    span: (context) => {
      // "From 3 weeks ago" begins on that day, whatever week it lies in.
      const start = first.span({ ...context, wholeFrom: null });
      const end = last.span(context);
      if (!start || !end || start.from === null || end.to === null) return null;
      const point = last.clock?.kind === 'time' || last.kind === 'instant';
      const to = point && end.from !== null ? end.from : end.to;
      return to > start.from ? { from: start.from, to, grain: end.grain } : null;
    },
  };
}

/** Begins something: "after", "since". */
export const opens = ({ bound }: When): boolean => bound === 'after' || bound === 'since';

/** "After 1 March and before 10 March", in either order: what lies between two open ends; null where they do not meet. */
export function betweenBounds(one: When, other: When): When | null {
  const [first, last] = opens(one) ? [one, other] : [other, one];
  if (!first.edge || !last.edge || !opens(first) || !last.bound || opens(last)) return null;
  if (first.date && last.date) return { kind: 'range', span: (context) => boundedSpan(first, last, context) };
  const [from, to] = [first.edge.clock, last.edge.clock];
  if (from?.kind !== 'time' || to?.kind !== 'time') return null;
  const clock = clockRange(from.time, to.time);
  const date = first.date ?? last.date;
  return date ? datetimeWhen(date, clock) : clockWhen(clock);
}

/** The ends as each is said; "after Monday and before Friday" on a Wednesday takes the Friday after that Monday. */
function boundedSpan(first: When, last: When, context: TimeContext): Span | null {
  const from = first.span(context)?.from ?? null;
  if (from === null) return null;
  const ends = [context, { ...context, ref: from, prefer: 'future' as const }].map((one) => last.span(one));
  const end = ends.find((span) => span && span.to !== null && span.to > from);
  return end ? { from, to: end.to, grain: end.grain } : null;
}

/** Two dates that adjoin taken as one stretch: "tomorrow and the day after", "this month and last month". */
export function joined(one: DateValue, second: DateValue): When {
  const days = one.fields?.day !== undefined && second.fields?.day !== undefined;
  const first = days && one.fields && second.fields ? completed(one, one.fields, second.fields) : one;
  return {
    kind: 'range',
    ends: [first, second],
    span: (context) => {
      const a = first.find(context);
      const b = second.find(context);
      if (!a || !b || a.from === null || b.from === null) return null;
      if (a.to === b.from) return { from: a.from, to: b.to, grain: 'day' };
      return b.to === a.from ? { from: b.from, to: a.to, grain: 'day' } : null;
    },
  };
}

const MINUTES_IN_HALF_DAY = 720;
const minutesOf = (time: ClockTime): number => time.hour * 60 + time.minute;

/** Two clock times of one range: an open one takes the half of the day that the other names. */
export function clockRange(
  from: ClockTime,
  to: ClockTime,
): { kind: 'range'; from: ClockTime; to: ClockTime } {
  const afternoon = (time: ClockTime): ClockTime => ({ ...time, hour: (time.hour % 12) + 12, known: true });
  if (
    !from.known &&
    to.known &&
    to.hour >= 12 &&
    from.hour < 12 &&
    minutesOf(from) + MINUTES_IN_HALF_DAY < minutesOf(to)
  ) {
    return { kind: 'range', from: afternoon(from), to };
  }
  // "8 to midnight" begins in the evening.
  const toMidnight = to.known && to.hour % 24 === 0 && to.minute === 0;
  if (!from.known && toMidnight && from.hour >= 1 && from.hour < 12)
    return { kind: 'range', from: afternoon(from), to };
  if (
    from.known &&
    !to.known &&
    from.hour >= 12 &&
    to.hour < 12 &&
    minutesOf(to) + MINUTES_IN_HALF_DAY > minutesOf(from)
  ) {
    return { kind: 'range', from, to: afternoon(to) };
  }
  return { kind: 'range', from, to };
}
