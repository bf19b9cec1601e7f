import { readStamp, readTail, type Stamp, type Tail, withTail } from './dates.js';
import { REMEMBERED, remember } from './remember.js';
import { isDigit } from './text.js';

/**
 * Prepares the reading of a column of dates: says of every text what `readStamp` says, but reads each day and each time
 * of day once. A million stamps hold a few thousand days and 1,440 minutes. Plain ones are known by a number: looking up
 * a text costs several times as much.
 */
export function createStampReader(): (text: string) => Stamp | null {
  const rememberDay = remember(dayAlone);
  const rememberTime = remember((text) => readTail(text));
  const days = new Map<number, Stamp | null>();
  const times = new Map<number, Tail | undefined>();
  const readDay = (text: string, to: number): Stamp | null => {
    const key = dayKey(text, to);
    return key < 0 ? rememberDay(text.slice(0, to)) : byNumber(days, key, () => dayAlone(text.slice(0, to)));
  };
  const readTime = (text: string, from: number): Tail | undefined => {
    const key = timeKey(text, from);
    return key < 0 ? rememberTime(text.slice(from)) : byNumber(times, key, () => readTail(text.slice(from)));
  };
  return (text) => {
    const from = startOfTime(text);
    const day = from < 0 ? null : readDay(text, from - 1);
    const time = day ? readTime(text, from) : undefined;
    return day && time ? withTail(day, time) : readStamp(text);
  };
}

function byNumber<T>(known: Map<number, T>, key: number, read: () => T): T {
  const found = known.get(key);
  if (found !== undefined || known.has(key)) return found as T;
  const fresh = read();
  if (known.size < REMEMBERED) known.set(key, fresh);
  return fresh;
}

/** A stamp without a time, if it is of a kind that may have one behind a space. */
function dayAlone(text: string): Stamp | null {
  const stamp = readStamp(text);
  return stamp?.time === null && stamp.shape !== 'compact' && stamp.shape !== 'serial' ? stamp : null;
}

/** Where the time begins in `<day> h:mm` or `<day>Thh:mm`; -1 when the text is not plainly so. */
function startOfTime(text: string): number {
  const colon = text.indexOf(':');
  if (colon < 3 || !isDigit(text.charCodeAt(colon - 1))) return -1;
  const from = isDigit(text.charCodeAt(colon - 2)) ? colon - 2 : colon - 1;
  const mark = text[from - 1];
  return (mark === ' ' || mark === 'T') && isDigit(text.charCodeAt(from - 2)) ? from : -1;
}

const SEPARATORS = '-/.';
const FIRST_YEAR = 1900;
const LAST_YEAR = 2155;

/** A small number for a day written `2026-03-18` or `18/03/2026` (or with `-`, `/`, `.`), one for each writing; else -1. */
function dayKey(text: string, to: number): number {
  if (to !== 10) return -1;
  const yearFirst = !isDigit(text.charCodeAt(4));
  const separator = SEPARATORS.indexOf(text[yearFirst ? 4 : 2] ?? '');
  if (separator < 0 || text[yearFirst ? 7 : 5] !== SEPARATORS[separator]) return -1;
  const year = yearFirst
    ? 100 * twoDigits(text, 0) + twoDigits(text, 2)
    : 100 * twoDigits(text, 6) + twoDigits(text, 8);
  const first = twoDigits(text, yearFirst ? 5 : 0);
  const second = twoDigits(text, yearFirst ? 8 : 3);
  // What is no digit is NaN, and so outside.
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && first >= 0 && second >= 0)) return -1;
  return (((year - FIRST_YEAR) * 100 + first) * 100 + second) * 6 + separator * 2 + Number(yearFirst);
}

/** The second of the day of `10:15` or `10:15:33`; -1 when something else stands there. */
function timeKey(text: string, from: number): number {
  const letters = text.length - from;
  if ((letters !== 5 && letters !== 8) || text[from + 2] !== ':') return -1;
  const seconds = letters === 5 ? 0 : text[from + 5] === ':' ? twoDigits(text, from + 6) : Number.NaN;
  const hour = twoDigits(text, from);
  const minute = twoDigits(text, from + 3);
  if (!(hour < 24 && minute < 60 && seconds < 60)) return -1;
  return (hour * 60 + minute) * 60 + seconds;
}

/** The number that two digits, ASCII or Arabic, write; NaN when they are none. */
function twoDigits(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return isDigit(code) ? code & 15 : Number.NaN;
}
