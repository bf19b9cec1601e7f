import { plainDigits } from './text.js';

/** A time of day as written; no seconds means :00. */
export type ClockTime = { hour: number; minute: number; second: number };

/**
 * In which order the three numbers of a date stand. `unknown`: day and month first, but which is which is not written. `short`: three
 * numbers of two digits, of which the first or the last is the year.
 */
export type WrittenOrder = 'ymd' | 'dmy' | 'mdy' | 'unknown' | 'short';

/**
 * A date (and time) as written, before its order is decided. `first` and `second` are the two numbers beside the year
 * in the order in which they stand; for `ymd` and `mdy` the first is the month, for `dmy` the day. For `short`, the year is the last
 * number taken for one.
 */
export type Stamp = {
  year: number;
  first: number;
  second: number;
  order: WrittenOrder;
  /** What kind of writing this is (separator, twelve-hour clock): one export program writes one shape. */
  shape: string;
  time: ClockTime | null;
  /** Minutes ahead of UTC where the stamp says so; null: local to the source. */
  offsetMinutes: number | null;
};

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]\s*(.+))?$/i;
const YEAR_LAST = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,]\s*(.+))?$/i;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z)?$/i;
const NAMED_DAY_FIRST = /^(\d{1,2})[\s\-/]+([^\d\s\-/,.]+)[\s\-/,.]+(\d{4}|\d{2})(?:[T ,]\s*(.+))?$/u;
const NAMED_MONTH_FIRST =
  /^([^\d\s\-/,.]+)[\s\-.]+(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})(?:[T ,]\s*(.+))?$/iu;
const CLOCK =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm|a\.m\.|p\.m\.|ص|م|صباحا|صباحًا|مساء|مساءً)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i;
const BARE_CLOCK = /^(\d{1,2})(\d{2})$/;
const WEEKDAY =
  /^(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*[\s,.]+|^(?:ال)?(?:أحد|احد|إثنين|اثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت)[\s,،]+/i;

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'january', 'يناير', 'كانون الثاني'],
  ['feb', 'february', 'فبراير', 'شباط'],
  ['mar', 'march', 'مارس', 'آذار', 'اذار'],
  ['apr', 'april', 'أبريل', 'ابريل', 'إبريل', 'نيسان'],
  ['may', 'مايو', 'أيار', 'ايار'],
  ['jun', 'june', 'يونيو', 'يونيه', 'حزيران'],
  ['jul', 'july', 'يوليو', 'يوليه', 'تموز'],
  ['aug', 'august', 'أغسطس', 'اغسطس', 'آب'],
  ['sep', 'sept', 'september', 'سبتمبر', 'أيلول', 'ايلول'],
  ['oct', 'october', 'أكتوبر', 'اكتوبر'],
  ['nov', 'november', 'نوفمبر'],
  ['dec', 'december', 'ديسمبر'],
];
const MONTH_OF: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, i) => names.map((name) => [name, i + 1] as const)),
);

/** What stands behind a date; `time` null: nothing. */
export type Tail = { time: ClockTime | null; offset: number | null; twelve: boolean };

/** What may follow a date: nothing, or a clock time. `undefined` when it is something else. */
export function readTail(text: string | undefined): Tail | undefined {
  if (text === undefined) return { time: null, offset: null, twelve: false };
  const plain = plainDigits(text);
  if (plain === '') return { time: null, offset: null, twelve: false };
  const match = CLOCK.exec(plain);
  if (!match) return undefined;
  const half = match[4]?.toLowerCase();
  const time = clock(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), half);
  return time ? { time, offset: readOffset(match[5]), twelve: half !== undefined } : undefined;
}

function clock(hour: number, minute: number, second: number, half: string | undefined): ClockTime | null {
  if (minute > 59 || second > 59) return null;
  if (half === undefined) return hour <= 23 ? { hour, minute, second } : null;
  if (hour < 1 || hour > 12) return null;
  const afternoon = half.startsWith('p') || half.startsWith('م');
  return { hour: (hour % 12) + (afternoon ? 12 : 0), minute, second };
}

function readOffset(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[a-z]/i.test(text)) return 0;
  const digits = text.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return text.startsWith('-') ? -minutes : minutes;
}

/** A clock time in a column of its own: `18:05`, `6:05 PM`, `٦:٠٥ م`, `1805`. Null when it is none. */
export function readClock(text: string): ClockTime | null {
  const plain = plainDigits(text);
  const bare = BARE_CLOCK.exec(plain.padStart(3, '0'));
  if (bare) return clock(Number(bare[1]), Number(bare[2]), 0, undefined);
  return readTail(plain)?.time ?? null;
}

/** Reads a date, with or without time, in any of the writings met in police exports. Null when it is none of them. */
export function readStamp(text: string): Stamp | null {
  const plain = plainDigits(text).replace(WEEKDAY, '');
  return (
    readYearFirst(plain) ?? readYearLast(plain) ?? readNamed(plain) ?? readCompact(plain) ?? readSerial(plain)
  );
}

function readYearFirst(text: string): Stamp | null {
  const match = YEAR_FIRST.exec(text);
  return match ? stamp(match[1], match[2], match[3], match[4], 'ymd', 'y') : null;
}

function readYearLast(text: string): Stamp | null {
  const match = YEAR_LAST.exec(text);
  if (!match) return null;
  const first = Number(match[1]);
  const second = Number(match[3]);
  const twoDigits = [match[1], match[3], match[4]].every((number) => number?.length === 2);
  if (twoDigits) return stamp(match[4], match[1], match[3], match[5], 'short', match[2] ?? '');
  const order = first > 12 ? 'dmy' : second > 12 ? 'mdy' : 'unknown';
  return stamp(match[4], match[1], match[3], match[5], order, match[2] ?? '');
}

function readNamed(text: string): Stamp | null {
  const dayFirst = NAMED_DAY_FIRST.exec(text);
  if (dayFirst) {
    const month = MONTH_OF.get((dayFirst[2] ?? '').toLowerCase());
    return month ? stamp(dayFirst[3], String(month), dayFirst[1], dayFirst[4], 'ymd', 'name') : null;
  }
  const monthFirst = NAMED_MONTH_FIRST.exec(text);
  const month = MONTH_OF.get((monthFirst?.[1] ?? '').toLowerCase());
  return monthFirst && month
    ? stamp(monthFirst[3], String(month), monthFirst[2], monthFirst[4], 'ymd', 'name')
    : null;
}

function readCompact(text: string): Stamp | null {
  const match = COMPACT.exec(text);
  if (!match) return null;
  const tail =
    match[4] === undefined ? undefined : `${match[4]}:${match[5]}:${match[6] ?? '00'}${match[7] ?? ''}`;
  return stamp(match[1], match[2], match[3], tail, 'ymd', 'compact');
}

/** Seconds or milliseconds since 1970 (UTC), or a spreadsheet's day count since 1900 (local). */
function readSerial(text: string): Stamp | null {
  if (/^1\d{9}(\d{3})?$/.test(text)) {
    return instantStamp(Number(text) * (text.length === 10 ? 1000 : 1), 0, 'epoch');
  }
  if (!/^[345]\d{4}(\.\d+)?$/.test(text)) return null;
  const wall = Math.round((Number(text) - 25_569) * 86_400) * 1000;
  const found = instantStamp(wall, null, 'serial');
  return text.includes('.') ? found : { ...found, time: null };
}

function instantStamp(ms: number, offset: number | null, shape: string): Stamp {
  const at = new Date(ms);
  return {
    year: at.getUTCFullYear(),
    first: at.getUTCMonth() + 1,
    second: at.getUTCDate(),
    order: 'ymd',
    shape,
    time: { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() },
    offsetMinutes: offset,
  };
}

function stamp(
  year: string | undefined,
  first: string | undefined,
  second: string | undefined,
  tailText: string | undefined,
  order: WrittenOrder,
  separator: string,
): Stamp | null {
  const tail = readTail(tailText);
  if (!tail || !year) return null;
  const short = year.length === 2;
  const day: Stamp = {
    year: short ? centuryOf(Number(year)) : Number(year),
    first: Number(first),
    second: Number(second),
    order,
    shape: short ? `${separator}${SHORT_YEAR}` : separator,
    time: null,
    offsetMinutes: null,
  };
  return withTail(day, tail);
}

/** What the shape of a date whose year has two digits ends in. */
export const SHORT_YEAR = ' yy';

/** Nothing is imported from before 1990: 99 is 1999, and 26 is 2026. */
const FIRST_SHORT_YEAR = 90;

/** The year that two digits write. */
export function centuryOf(twoDigits: number): number {
  return twoDigits + (twoDigits >= FIRST_SHORT_YEAR ? 1900 : 2000);
}

/** The stamp of a day and of what is written behind it. */
export function withTail(day: Stamp, { time, offset, twelve }: Tail): Stamp {
  const { year, first, second, order, shape } = day;
  return {
    year,
    first,
    second,
    order,
    shape: twelve ? shape.replace(/( yy)?$/, ' 12h$1') : shape,
    time,
    offsetMinutes: offset,
  };
}
