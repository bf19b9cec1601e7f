import { dateOf } from './report.js';

/** Dates further from all others than this are looked at. */
const FAR_DAYS = 365;
/** So few rows beyond such a gap are slips of the pen: a thousandth of the file, or three rows of a small one. */
const SLIP_SHARE = 0.001;
const SLIP_ROWS = 3;
/** Of a file of a few rows nobody can say which of them are slips. */
const MOST_SLIP_SHARE = 0.01;

/** Days to keep, and one of those to leave out, to name it. */
export type DaySieve = { keep: (day: number) => boolean; left: number; example: number | null };

/**
 * Tells slips in the dates from the bulk: what lies after `today`, and the few days that a gap of more than a year parts from all
 * others. One row of 2099 must not stretch the span to 2099.
 *
 * @param days day number of each row, in any order.
 * @param today day number of the clock; a day more is allowed for, as the zone of the file is not known.
 */
export function sieveDays(days: readonly number[], today: number): DaySieve {
  const sorted = Int32Array.from(days).sort();
  const past = sorted.filter((day) => day <= today + 1);
  const most = Math.min(Math.max(SLIP_ROWS, SLIP_SHARE * past.length), MOST_SLIP_SHARE * past.length);
  const kept = stretches(past).filter(({ rows }) => rows > most);
  const keep = (day: number) => kept.some(({ first, last }) => day >= first && day <= last);
  const left = sorted.filter((day) => !keep(day));
  return { keep, left: left.length, example: left.at(-1) ?? null };
}

type Stretch = { first: number; last: number; rows: number };

/** Runs of days that no gap of more than a year parts. @param sorted ascending. */
function stretches(sorted: Int32Array): Stretch[] {
  const found: Stretch[] = [];
  for (const day of sorted) {
    const open = found.at(-1);
    if (open && day - open.last <= FAR_DAYS) {
      open.last = day;
      open.rows++;
    } else found.push({ first: day, last: day, rows: 1 });
  }
  return found;
}

const WEEK_DAYS = 7;
/** At the mean rate so many incidents would be expected: none of them is no chance (Poisson: below 1 in 20,000). */
const MISSED_INCIDENTS = 10;
const NAMED_GAPS = 3;

/** Weeks without any incident inside the span that chance does not explain, longest first, in one sentence. */
export function gapNote(days: Int32Array, span: { firstDay: number; lastDay: number }): string[] {
  const inside = Int32Array.from(new Set(days.filter((day) => day >= span.firstDay && day <= span.lastDay)));
  inside.sort();
  const perDay = days.length / (span.lastDay - span.firstDay + 1);
  const gaps = Array.from(inside.subarray(1), (day, i) => {
    const before = inside[i] as number;
    return { from: before + 1, to: day - 1, length: day - before - 1 };
  }).filter(({ length }) => length >= WEEK_DAYS && length * perDay >= MISSED_INCIDENTS);
  if (gaps.length === 0) return [];
  const named = gaps
    .sort((a, b) => b.length - a.length)
    .slice(0, NAMED_GAPS)
    .map(({ from, to }) => `${dateOf(from)} to ${dateOf(to)}`);
  const more = gaps.length > named.length ? ` and ${gaps.length - named.length} more` : '';
  return [`no incident at all from ${named.join(', ')}${more}: such gaps spoil the scores`];
}
