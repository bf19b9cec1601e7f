import { DAY_MS, daysInMonth, fieldsOf, type Local, localOf, startOfDay, weekdayOf } from './calendar.js';
import type { Grain } from './grain.js';
import type { HijriCalendar } from './hijri.js';
import type { Fields, Span, TimeContext } from './values.js';

/** Years this far around the window are looked at; 29 February on a Monday comes round within 28. */
const MAX_YEARS = 60;

const span = (from: Local, to: Local, grain: Grain): Span => ({ from, to, grain });

/** All times at which the fields hold and that start in [from, to), in order. */
export function occurrences(fields: Fields, from: Local, to: Local, hijri: HijriCalendar): Span[] {
  const all = fields.hijri
    ? hijriOccurrences(fields, from, to, hijri)
    : fields.month !== undefined
      ? monthOccurrences(fields, from, to)
      : fields.day !== undefined
        ? dayOccurrences(fields, from, to)
        : fields.weekday !== undefined
          ? weekdayOccurrences(fields, fields.weekday, from, to)
          : fields.year !== undefined
            ? [span(localOf(fields.year, 1, 1), localOf(fields.year + 1, 1, 1), 'year')]
            : [];
  return all.filter((one) => one.from !== null && one.from >= from && one.from < to);
}

const weekdayFits = (fields: Fields, day: Local): boolean =>
  fields.weekday === undefined || weekdayOf(day) === fields.weekday;

function yearsOf(fields: Fields, first: number, last: number): number[] {
  if (fields.year !== undefined) return [fields.year];
  return Array.from({ length: Math.min(last - first + 1, MAX_YEARS) }, (_, i) => first + i);
}

function oneDate(fields: Fields, year: number, month: number): Span | null {
  if (fields.day === undefined) return span(localOf(year, month, 1), localOf(year, month + 1, 1), 'month');
  if (fields.day < 1 || fields.day > daysInMonth(year, month)) return null;
  const day = localOf(year, month, fields.day);
  return weekdayFits(fields, day) ? span(day, day + (fields.days ?? 1) * DAY_MS, 'day') : null;
}

function monthOccurrences(fields: Fields, from: Local, to: Local): Span[] {
  const month = fields.month ?? 1;
  return yearsOf(fields, fieldsOf(from).year, fieldsOf(to).year).flatMap(
    (year) => oneDate(fields, year, month) ?? [],
  );
}

function dayOccurrences(fields: Fields, from: Local, to: Local): Span[] {
  const found: Span[] = [];
  const start = fieldsOf(from);
  for (let index = start.year * 12 + start.month - 1; index < start.year * 12 + MAX_YEARS * 12; index++) {
    const year = Math.floor(index / 12);
    const month = index - year * 12 + 1;
    if (localOf(year, month, 1) >= to) break;
    if (fields.year !== undefined && fields.year !== year) continue;
    const one = oneDate(fields, year, month);
    if (one) found.push(one);
  }
  return found;
}

function weekdayOccurrences(fields: Fields, weekday: number, from: Local, to: Local): Span[] {
  const found: Span[] = [];
  const { year } = fields;
  // A year is looked through, not all the days around it.
  const start = Math.max(
    startOfDay(from),
    year === undefined ? Number.NEGATIVE_INFINITY : localOf(year, 1, 1),
  );
  const end = Math.min(to, year === undefined ? Number.POSITIVE_INFINITY : localOf(year + 1, 1, 1));
  let day = start + ((weekday - weekdayOf(start) + 7) % 7) * DAY_MS;
  for (; day < end && found.length < 600; day += 7 * DAY_MS) found.push(span(day, day + DAY_MS, 'day'));
  return found;
}

/** A year above this in a Hijri date is meant in the Gregorian calendar ("Ramadan 2024"). */
const LAST_HIJRI_YEAR = 1700;

function hijriOccurrences(fields: Fields, from: Local, to: Local, hijri: HijriCalendar): Span[] {
  const gregorian = fields.year !== undefined && fields.year > LAST_HIJRI_YEAR ? fields.year : undefined;
  const first = gregorian === undefined ? hijri.of(from).year : hijri.of(localOf(gregorian, 1, 1)).year;
  const last = gregorian === undefined ? hijri.of(to).year : first + 1;
  const years =
    fields.year !== undefined && gregorian === undefined ? [fields.year] : yearsOf({}, first, last);
  const found: Span[] = [];
  for (const year of years) {
    const month = fields.month ?? 1;
    const start = hijri.monthStart(year, month);
    const end = hijri.monthStart(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1);
    const day = start + ((fields.day ?? 1) - 1) * DAY_MS;
    if (gregorian !== undefined && fieldsOf(day).year !== gregorian) continue;
    if (fields.month === undefined) found.push(span(start, hijri.monthStart(year + 1, 1), 'year'));
    else if (fields.day === undefined) found.push(span(start, end, 'month'));
    else if (day < end && weekdayFits(fields, day))
      found.push(span(day, day + (fields.days ?? 1) * DAY_MS, 'day'));
  }
  return found;
}

/** How far to look around the reference for a bare field. */
function reachDays(fields: Fields): number {
  if (fields.year !== undefined) return 40_000;
  const rare = fields.weekday !== undefined && fields.day !== undefined;
  if (fields.month !== undefined || fields.hijri)
    return fields.day === 29 && fields.month === 2 ? 3300 : rare ? 4400 : 740;
  if (fields.day !== undefined) return rare ? 800 : 100;
  return 15;
}

/** The occurrence that a bare mention means, by the preference of the context. */
export function preferred(fields: Fields, context: TimeContext): Span | null {
  const { ref, prefer } = context;
  const reach = reachDays(fields) * DAY_MS;
  const today = startOfDay(ref);
  const all = occurrences(fields, today - reach, today + reach, context.hijri);
  if (all.length === 0) return withoutWeekday(fields, context);
  const past = all.filter((one) => (one.from ?? 0) <= ref);
  const weekdayOnly = fields.weekday !== undefined && fields.day === undefined && fields.month === undefined;
  const future = all.filter((one) => (weekdayOnly ? (one.from ?? 0) > ref : (one.to ?? 0) > ref));
  // In 1974 the feast fell twice; the first is meant.
  if (fields.year !== undefined) return all[0] ?? null;
  const passed = past.at(-1);
  // "1 February" said on the 12th is this month's: nobody plans eleven months ahead without a year.
  if (
    prefer === 'future' &&
    fields.day !== undefined &&
    fields.month !== undefined &&
    !fields.hijri &&
    passed &&
    sameMonth(passed, ref)
  )
    return future.find((one) => sameMonth(one, ref)) ?? passed;
  if (prefer === 'past') return past.at(-1) ?? all[0] ?? null;
  if (prefer === 'future') return future[0] ?? all.at(-1) ?? null;
  return all.reduce((best, one) => (distance(one, today) < distance(best, today) ? one : best));
}

const sameMonth = ({ from }: Span, ref: Local): boolean =>
  from !== null && fieldsOf(from).month === fieldsOf(ref).month && fieldsOf(from).year === fieldsOf(ref).year;

/** A weekday that contradicts the rest of a full date is the likelier slip. */
function withoutWeekday(fields: Fields, context: TimeContext): Span | null {
  const { weekday, ...rest } = fields;
  return weekday === undefined || rest.day === undefined ? null : preferred(rest, context);
}

function distance(one: Span, day: Local): number {
  if ((one.from ?? 0) <= day && (one.to ?? 0) > day) return 0;
  return Math.abs((one.from ?? 0) - day);
}
