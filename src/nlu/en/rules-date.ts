import { type RuleFamily, rule } from '../chart/rule.js';
import { closestWeekday, nthAfter, unitBeside, weekdayAt, workdays } from '../time/counted.js';
import { fieldsDate, shiftedFields, unitDate } from '../time/dates.js';
import { edgeOf, middleThird } from '../time/edges.js';
import { type Grain, type Length, rank } from '../time/grain.js';
import { quarterOf } from '../time/rules-relative.js';
import type { DateValue, NumberValue, When } from '../time/values.js';
import { weekendDate, workWeek } from '../time/weekends.js';
import { dateWhen, upcomingWhen } from '../time/whens.js';

const MOST_COUNTED = 60;
const countable = ({ value }: NumberValue): boolean =>
  Number.isInteger(value) && value >= 1 && value <= MOST_COUNTED;

const dayOrCoarser = (grain: Grain): boolean => rank(grain) >= rank('day');

const bareWeekday = ({ fields }: DateValue): number | undefined =>
  fields?.day === undefined && fields?.month === undefined ? fields?.weekday : undefined;

const beside = (grain: Grain, nth: number, date: DateValue): DateValue | null =>
  dayOrCoarser(grain) && !date.weak ? unitBeside(grain, nth, date) : null;

const atDistance = (date: DateValue, length: Length, sign: 1 | -1): DateValue | null => {
  const weekday = bareWeekday(date);
  const long = length.every(({ grain }) => dayOrCoarser(grain));
  return weekday === undefined || !long ? null : weekdayAt(weekday, length, sign);
};

const after = (inner: DateValue, nth: number, base: DateValue): DateValue | null =>
  inner.fields && inner.fields.year === undefined && !base.weak ? nthAfter(inner.fields, nth, base) : null;

/** "18q4": a year of two digits beside a quarter. */
const shortYear = ({ digits, text, value }: NumberValue): DateValue | null =>
  digits && text?.length === 2 ? fieldsDate({ year: 2000 + value }) : null;

const unnarrowed = ({ fields }: DateValue): boolean =>
  fields?.day === undefined && fields?.weekday === undefined;

const middleOf = (date: DateValue): DateValue | null =>
  date.grain === 'month' && unnarrowed(date) ? middleThird(date) : null;

const manyWorkdays = (n: NumberValue, side: 1 | -1): When | null =>
  countable(n) ? dateWhen(workdays(n.value, side)) : null;

/** Dates counted from another one, and where English names a date otherwise than the other languages. */
export const dateRules: readonly RuleFamily[] = [
  rule(
    'date',
    'the? grain beforeLast',
    (_the, grain) => (dayOrCoarser(grain) ? unitDate(grain, -2) : null),
    0.2,
  ),
  rule('date', 'the? weekend beforeLast', () => weekendDate(-2), 0.2),
  rule(
    'date',
    'the? date beforeLast',
    (_the, date) => (date.fields ? shiftedFields(date.fields, -2) : null),
    0.2,
  ),
  // "This coming Friday" is the next one there is, whatever "next Friday" means.
  rule(
    'date',
    'nearing date',
    (_nearing, date) =>
      bareWeekday(date) === undefined
        ? null
        : {
            ...date,
            find: (context) =>
              shiftedFields(date.fields ?? {}, 1).find({ ...context, nextWeekday: 'coming' }),
          },
    0.1,
  ),
  rule('date', 'the? ord date after|from the? date', (_the, n, inner, _after, _the2, base) =>
    after(inner, n, base),
  ),
  rule('when', 'num weekday|weekdays from|after the? date', (n, weekday, _from, _the, base) =>
    countable(n) && !base.weak ? dateWhen(nthAfter({ weekday }, n.value, base)) : null,
  ),
  rule('date', 'the? ord grain after the? date', (_the, n, grain, _after, _the2, base) =>
    beside(grain, n, base),
  ),
  rule(
    'date',
    'the? grain after the? date',
    (_the, grain, _after, _the2, base) => beside(grain, 1, base),
    0.1,
  ),
  rule(
    'date',
    'the? grain before the? date',
    (_the, grain, _before, _the2, base) => beside(grain, -1, base),
    0.1,
  ),
  rule('date', 'date in length', (date, _in, length) => atDistance(date, length, 1)),
  rule('date', 'date length hence', (date, length) => atDistance(date, length, 1)),
  rule('date', 'date length ago', (date, length) => atDistance(date, length, -1)),
  rule('date', 'the? closest weekday to date', (_the, _closest, weekday, _to, day) =>
    closestWeekday(weekday, 1, day),
  ),
  rule('date', 'the? ord closest weekday to date', (_the, n, _closest, weekday, _to, day) =>
    n <= MOST_COUNTED ? closestWeekday(weekday, n, day) : null,
  ),
  rule('date', 'the quarterName', (_the, part) => quarterOf(part, unitDate('year', 0))),
  rule('date', 'the? ord grain', (_the, n, grain) =>
    grain === 'quarter' && n <= 4 ? quarterOf({ quarter: n }, unitDate('year', 0)) : null,
  ),
  rule('date', 'num quarterName', (year, part) => {
    const outer = shortYear(year);
    return outer && quarterOf(part, outer);
  }),
  rule('date', 'edgeStart|early dash|of date', (_edge, _dash, date) =>
    unnarrowed(date) ? edgeOf('start', date) : null,
  ),
  rule('date', 'in? mid dash? date', (_in, _mid, _dash, date) => middleOf(date), 0.1),
  rule('date', 'edgeEnd|late dash|of date', (_edge, _dash, date) =>
    unnarrowed(date) ? edgeOf('end', date) : null,
  ),
  rule('when', 'in|within|for? upcoming length', (_in, _upcoming, length) => upcomingWhen(length), 0.2),
  rule(
    'when',
    'num upcoming grain|unitPlural',
    (n, _upcoming, grain) => upcomingWhen([{ count: n.value, grain }]),
    0.2,
  ),
  rule('when', 'in|within|for? the? next|coming num workdayNoun', (_in, _the, _next, n) =>
    manyWorkdays(n, 1),
  ),
  rule('when', 'in|within|for? the? last|past num workdayNoun', (_in, _the, _last, n) => manyWorkdays(n, -1)),
  rule('when', 'within num workdayNoun', (_within, n) => manyWorkdays(n, 1)),
  rule('date', 'this|the workweekNoun', () => workWeek(0)),
  rule('date', 'the? next workweekNoun', () => workWeek(1)),
  rule('date', 'the? last workweekNoun', () => workWeek(-1)),
];
