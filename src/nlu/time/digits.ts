import type { ChartNode } from '../chart/chart.js';
import type { SymbolName, Values } from '../chart/symbols.js';
import { numberOf } from '../number/rules.js';
import { daysInMonth } from './calendar.js';
import { fieldsDate } from './dates.js';
import type { ClockTime, DateValue } from './values.js';

type Emit = <S extends SymbolName>(
  symbol: S,
  value: Values[S],
  start: number,
  end: number,
  score?: number,
) => void;

const NUMBER = /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:[.]\d+)?/y;
const DATE = /(\d{1,4})( ?[/.\- ] ?)(\d{1,4})(?:\2(\d{1,4}))?(?!\d|[/.]\d|-(?!\d{1,4}\/)\d)/y;
const CLOCK = /(\d{1,2})(?:[:.]|h(?=\d))(\d{2})(?:[:.](\d{2}))?(?!\d|[/.]\d|-\d{3}|-\d{1,2}[-/.])/y;
const ORDINAL = /(\d{1,3})(?:st|nd|rd|th)(?![a-z])/y;
const SUFFIX_CLOCK = /(\d{1,2})h(?![a-z\d])/y;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** Reads what is written in digits: numbers, ordinals, numeric dates, clock times. One pass, sticky patterns only. */
export function scanDigits(text: string, dateOrder: 'dmy' | 'mdy'): ChartNode[] {
  const nodes: ChartNode[] = [];
  const emit: Emit = (symbol, value, start, end, score = 0) => {
    nodes.push({ symbol, value, start, end, score, how: 'exact', rule: 'digits' });
  };
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text, at) || isDigit(text, at - 1)) continue;
    if (!insideNumber(text, at)) scanNumber(text, at, emit);
    // The end of "3:30-4:30 pm" may still be a time.
    if (/:\d\d-$/.test(text.slice(Math.max(0, at - 4), at))) scanClock(text, at, emit);
    // The end of "1/3-7/3".
    if (/\/\d{1,4}-$/.test(text.slice(Math.max(0, at - 6), at))) scanDate(text, at, dateOrder, emit);
    if (/[\d][/.:-]/.test(text.slice(at - 2, at))) continue;
    scanDate(text, at, dateOrder, emit);
    scanClock(text, at, emit);
  }
  return nodes;
}

/** Digits after a decimal point, or a group of thousands; the year of "1,2001" is neither, nor the 14 of "12,14". */
const insideNumber = (text: string, at: number): boolean =>
  /\d\.$/.test(text.slice(at - 2, at)) ||
  (/\d,$/.test(text.slice(at - 2, at)) && /^\d{3}(?!\d)/.test(text.slice(at, at + 4)));

/** Folded text has no other digits. */
function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function scanNumber(text: string, at: number, emit: Emit): void {
  const ordinal = matchAt(ORDINAL, text, at);
  if (ordinal?.[1]) emit('ord', Number(ordinal[1]), at, at + ordinal[0].length);
  const match = matchAt(NUMBER, text, at);
  if (!match || match[0].length > 15) return;
  if (text[at - 1] === '.' && !/[\p{L}\d.]/u.test(text[at - 2] ?? ' ') && /^\d+$/.test(match[0])) {
    emit('num', numberOf(Number(`0.${match[0]}`), 1, true), at - 1, at + match[0].length);
  }
  const plain = match[0].replaceAll(',', '');
  emit('num', { ...numberOf(Number(plain), 1, true), text: match[0] }, at, at + match[0].length);
  const whole = /^\d+/.exec(match[0])?.[0] ?? '';
  // The 3 of "3.5 kg" is no number of its own; the 12 of "12.March" is.
  if (whole.length < match[0].length && !match[0].includes(',') && !/^\d+\.\d/.test(match[0])) {
    emit('num', { ...numberOf(Number(whole), 1, true), text: whole }, at, at + whole.length, -0.3);
  }
}

function scanClock(text: string, at: number, emit: Emit): void {
  const match = matchAt(CLOCK, text, at);
  if (match) {
    const [all, hour, minute, second] = match;
    const time = clockTime(Number(hour), Number(minute), second === undefined ? undefined : Number(second));
    // "4.22" is a date or a decimal unless something beside it speaks of the clock.
    if (time) emit('clockTime', time, at, at + all.length, all.includes('.') ? -0.8 : 0.1);
  }
  const short = matchAt(SUFFIX_CLOCK, text, at);
  if (short && Number(short[1]) <= 24) {
    const time = clockTime(Number(short[1]), 0, undefined);
    if (time) emit('clockTime', { ...time, grain: 'hour' }, at, at + short[0].length, -0.5);
  }
}

function clockTime(hour: number, minute: number, second: number | undefined): ClockTime | null {
  if (hour > 24 || minute > 59 || (second ?? 0) > 60) return null;
  const known = hour > 12 || hour === 0;
  return second === undefined
    ? { hour, minute, grain: 'minute', known }
    : { hour, minute, second, grain: 'second', known };
}

function scanDate(text: string, at: number, order: 'dmy' | 'mdy', emit: Emit): void {
  const match = matchAt(DATE, text, at);
  if (!match) return;
  const [all, a, mark, b, c] = match;
  if (a === undefined || mark === undefined || b === undefined) return;
  // "June 10 - 31": with spaces, and not on its own, from the one to the other.
  if (mark === ' - ' && c === undefined && b.length <= 2 && all.length < text.trim().length) return;
  if (mark.trim() === '' && !(a.length === 4 && c !== undefined)) return;
  const date = c === undefined ? twoParts(a, b, mark.trim(), order) : threeParts(a, b, c, order);
  if (date) emit('date', date, at, at + all.length, date.weak ? -0.5 : 0.2);
}

const fullYear = (digits: string): number | null => {
  const value = Number(digits);
  if (digits.length === 4) return value >= 1200 && value <= 2200 ? value : null;
  return digits.length === 2 ? (value < 70 ? 2000 : 1900) + value : null;
};

function threeParts(a: string, b: string, c: string, order: 'dmy' | 'mdy'): DateValue | null {
  if (b.length > 2) return null;
  if (a.length >= 3) {
    const year = fullYear(a);
    return year === null ? null : (valid(year, Number(b), Number(c)) ?? valid(year, Number(c), Number(b)));
  }
  const year = fullYear(c);
  if (year === null) return a.length === 2 ? valid(2000 + Number(a), Number(b), Number(c)) : null;
  return (
    dayMonth(a, b, order, year) ?? (c.length === 2 ? valid(2000 + Number(a), Number(b), Number(c)) : null)
  );
}

function twoParts(a: string, b: string, mark: string, order: 'dmy' | 'mdy'): DateValue | null {
  if (a.length === 4) {
    const year = fullYear(a);
    const month = Number(b);
    return year !== null && month >= 1 && month <= 12 ? fieldsDate({ year, month }) : null;
  }
  if (b.length === 4 && a.length <= 2) {
    const year = fullYear(b);
    return year !== null && Number(a) >= 1 && Number(a) <= 12 ? fieldsDate({ year, month: Number(a) }) : null;
  }
  if (b.length > 2 || a.length > 2) return null;
  const date = dayMonth(a, b, order, undefined);
  if (!date) return null;
  return mark === '/' ? date : { ...date, weak: true };
}

function dayMonth(a: string, b: string, order: 'dmy' | 'mdy', year: number | undefined): DateValue | null {
  const [x, y] = [Number(a), Number(b)];
  const first = order === 'dmy' ? valid(year, y, x) : valid(year, x, y);
  return first ?? (order === 'dmy' ? valid(year, x, y) : valid(year, y, x));
}

/** Hijri years are below 1700: 20-02-1430. */
function valid(year: number | undefined, month: number, day: number): DateValue | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const hijri = year !== undefined && year < 1700;
  if (day > (hijri ? 30 : daysInMonth(year ?? 2000, month))) return null;
  return fieldsDate({
    month,
    day,
    ...(year === undefined ? {} : { year }),
    ...(hijri ? { hijri: true } : {}),
  });
}
