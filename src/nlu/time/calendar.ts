import type { Grain, Length } from './grain.js';

/**
 * Local wall-clock time as milliseconds: the instant plus the zone's offset, so that UTC arithmetic reads local fields.
 * Kuwait keeps one offset all year; a zone that changes would need more than this.
 */
export type Local = number;

/** Milliseconds of a minute. */
export const MINUTE_MS = 60_000;
/** Milliseconds of an hour. */
export const HOUR_MS = 3_600_000;
/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Midnight of a day; month 1 = January. */
export const localOf = (year: number, month: number, day: number): Local => Date.UTC(year, month - 1, day);

/** The day that an instant lies in; month 1 = January. */
export const fieldsOf = (at: Local): { year: number; month: number; day: number } => {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

/** 0 = Sunday ... 6 = Saturday. */
export const weekdayOf = (at: Local): number => new Date(at).getUTCDay();

/** Midnight of the day that an instant lies in. */
export const startOfDay = (at: Local): Local => Math.floor(at / DAY_MS) * DAY_MS;

/** Days of a month, 1 = January. */
export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

const MONTHS_IN: Partial<Record<Grain, number>> = { month: 1, quarter: 3, half: 6, year: 12, decade: 120 };
const MS_IN: Partial<Record<Grain, number>> = {
  second: 1000,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
};

/** Start of the unit that holds `at`. `weekStart` 0 = Sunday. */
export function startOf(grain: Grain, at: Local, weekStart: number): Local {
  if (grain === 'week') {
    const day = startOfDay(at);
    return day - ((weekdayOf(day) - weekStart + 7) % 7) * DAY_MS;
  }
  const ms = MS_IN[grain];
  if (ms) return Math.floor(at / ms) * ms;
  const months = MONTHS_IN[grain] ?? 1;
  const { year, month } = fieldsOf(at);
  const index = year * 12 + (month - 1);
  const first = Math.floor(index / months) * months;
  return localOf(Math.floor(first / 12), (first % 12) + 1, 1);
}

/** Adds units; a month later than the 31st is the last day of a shorter month. Fractions of months are days of 30. */
export function addUnits(at: Local, count: number, grain: Grain): Local {
  const ms = MS_IN[grain];
  if (ms) return at + count * ms;
  const months = count * (MONTHS_IN[grain] ?? 1);
  const whole = Math.trunc(months);
  const { year, month, day } = fieldsOf(at);
  const index = year * 12 + (month - 1) + whole;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  const kept = Math.min(day, daysInMonth(targetYear, targetMonth));
  const timeOfDay = at - startOfDay(at);
  return localOf(targetYear, targetMonth, kept) + timeOfDay + Math.round((months - whole) * 30) * DAY_MS;
}

/** Adds every part of a length, coarse ones first so that "1 month 21 days" ends where a person would. */
export function addLength(at: Local, length: Length, sign: 1 | -1): Local {
  const coarseFirst = [...length].sort((a, b) => (MS_IN[b.grain] ? 0 : 1) - (MS_IN[a.grain] ? 0 : 1));
  return coarseFirst.reduce((t, { count, grain }) => addUnits(t, sign * count, grain), at);
}
