import { centuryOf, type Stamp } from './dates.js';

/** What a column says of the place of its years of two digits. */
export type YearCounts = {
  /** Rows that make a day of the past only with the year last, or only with the year first. */
  last: number;
  first: number;
  /** The numbers that stand first and last. */
  firsts: Set<number>;
  lasts: Set<number>;
};

/** The counts, and what adds a row to them. */
export type YearEvidence = { seen: YearCounts; add(stamp: Stamp, beforeMs: number): void };

/** Evidence on one shape of date, gathered row by row. */
export function createYearEvidence(): YearEvidence {
  const seen: YearCounts = { last: 0, first: 0, firsts: new Set(), lasts: new Set() };
  return {
    seen,
    add(stamp, beforeMs) {
      // 5/6/24 has no room for a year but the last.
      if (stamp.order !== 'short') seen.last++;
      else {
        const yearFirst = yearFirstOf(stamp);
        const mayBeFirst = isPast(yearFirst.year, yearFirst.first, yearFirst.second, beforeMs);
        const mayBeLast =
          isPast(stamp.year, stamp.second, stamp.first, beforeMs) ||
          isPast(stamp.year, stamp.first, stamp.second, beforeMs);
        if (mayBeFirst && !mayBeLast) seen.first++;
        if (mayBeLast && !mayBeFirst) seen.last++;
        seen.firsts.add(stamp.first);
        seen.lasts.add(stamp.year % 100);
      }
    },
  };
}

/** A minority of rows up to this share is typing error, not proof. */
const STRAY_SHARE = 0.02;
/** Days vary: years of a file are few beside them. */
const FEWEST_DAYS = 9;
const MORE_DAYS_THAN_YEARS = 3;

/**
 * Whether the years of two digits stand last: by the rows that make a day of the past one way only (a day above the current year, a
 * 31st), else by which number hardly varies, which is assumed. Null: the column does not tell.
 */
export function isLastYear({
  last,
  first,
  firsts,
  lasts,
}: YearCounts): { is: boolean; assumed: boolean } | null {
  const proofs = last + first;
  if (proofs > 0) {
    return Math.min(last, first) > STRAY_SHARE * proofs ? null : { is: last > first, assumed: false };
  }
  const varies = (days: Set<number>, years: Set<number>) =>
    days.size >= FEWEST_DAYS && days.size >= MORE_DAYS_THAN_YEARS * years.size;
  if (varies(firsts, lasts)) return { is: true, assumed: true };
  return varies(lasts, firsts) ? { is: false, assumed: true } : null;
}

/** A short date with its first number as the year. */
export function yearFirstOf(stamp: Stamp): Stamp {
  const { year, first, second } = stamp;
  return { ...stamp, year: centuryOf(first), first: second, second: year % 100, order: 'ymd' };
}

/** A short date with its last number as the year; any other as it is. */
export function yearLastOf(stamp: Stamp): Stamp {
  if (stamp.order !== 'short') return stamp;
  return { ...stamp, order: stamp.first > 12 ? 'dmy' : stamp.second > 12 ? 'mdy' : 'unknown' };
}

function isPast(year: number, month: number, day: number, beforeMs: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getTime() < beforeMs;
}
