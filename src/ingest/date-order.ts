import { SHORT_YEAR, type Stamp } from './dates.js';
import { createYearEvidence, isLastYear, type YearEvidence, yearFirstOf, yearLastOf } from './short-years.js';

/** What the whole column says about one shape of date. */
export type ShapeEvidence = {
  /** Rows that can only be read with the day first, only with the month first, or either way. */
  dayFirst: number;
  monthFirst: number;
  either: number;
  /** Of the rows that read either way: how many would lie in the future under each reading. */
  futureIfDayFirst: number;
  futureIfMonthFirst: number;
  /** Where the year stands, of a shape whose year has two digits. */
  years: YearEvidence | null;
};

/** Day, month or a year of two digits first. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** The order chosen for a shape; `assumed` when the column does not prove it; null: the rows cannot be told. */
export type OrderDecision = {
  order: DateOrder | null;
  assumed: boolean;
  /** Not even the place of the year can be told. */
  yearOpen?: true;
};

/** A minority of unreadable orders up to this share is typing error, not a second convention. */
const STRAY_SHARE = 0.02;

/** Evidence of a column, gathered row by row. */
export function createEvidence(now: Date): { add(stamp: Stamp): void; shapes: Map<string, ShapeEvidence> } {
  const shapes = new Map<string, ShapeEvidence>();
  const tomorrow = now.getTime() + 86_400_000;
  return {
    shapes,
    add(stamp) {
      if (stamp.order === 'ymd') return;
      let seen = shapes.get(stamp.shape);
      if (!seen) {
        seen = emptyEvidence(stamp.shape.endsWith(SHORT_YEAR));
        shapes.set(stamp.shape, seen);
      }
      seen.years?.add(stamp, tomorrow);
      const { order } = yearLastOf(stamp);
      if (order === 'dmy') seen.dayFirst++;
      else if (order === 'mdy') seen.monthFirst++;
      else if (stamp.first !== stamp.second) {
        seen.either++;
        if (Date.UTC(stamp.year, stamp.second - 1, stamp.first) > tomorrow) seen.futureIfDayFirst++;
        if (Date.UTC(stamp.year, stamp.first - 1, stamp.second) > tomorrow) seen.futureIfMonthFirst++;
      }
    },
  };
}

function emptyEvidence(shortYears: boolean): ShapeEvidence {
  const none = { dayFirst: 0, monthFirst: 0, either: 0, futureIfDayFirst: 0, futureIfMonthFirst: 0 };
  return { ...none, years: shortYears ? createYearEvidence() : null };
}

/**
 * Decides for each shape of date in a column whether the day or the month stands first; before that, for years of two digits, whether
 * the year does (see `isLastYear`): where that cannot be told, no order is chosen.
 * A shape proves its own order by numbers above 12; a shape without proof takes the order that the other shapes prove
 * (a spreadsheet in the wrong locale rewrites exactly those dates that it can misread), then the reading that does not
 * lie in the future, then the country's custom (day first), and says that it was assumed.
 *
 * @param given the order that the mapping states, which overrides all evidence.
 */
export function decideOrders(
  shapes: ReadonlyMap<string, ShapeEvidence>,
  given: DateOrder | null,
): Map<string, OrderDecision> {
  const decided = new Map<string, OrderDecision>();
  for (const [shape, seen] of shapes) {
    const fits = given !== 'ymd' || seen.years !== null;
    decided.set(shape, given && fits ? { order: given, assumed: false } : ownProof(seen));
  }
  const proven = [...decided.values()].flatMap(({ order, assumed }) => (order && !assumed ? [order] : []));
  const [only, ...others] = new Set(proven.filter((order) => order !== 'ymd'));
  for (const [shape, seen] of shapes) {
    const decision = decided.get(shape);
    if (decision?.assumed && decision.order === null) {
      decided.set(shape, { order: (others.length === 0 && only) || byFuture(seen) || 'dmy', assumed: true });
    }
  }
  return decided;
}

/** By the shape's own proofs. `{null, assumed: true}`: no proof; `{null, assumed: false}`: proofs against each other. */
function ownProof({ dayFirst, monthFirst, years }: ShapeEvidence): OrderDecision {
  const last = years ? isLastYear(years.seen) : { is: true, assumed: false };
  if (!last) return { order: null, assumed: false, yearOpen: true };
  if (!last.is) return { order: 'ymd', assumed: last.assumed };
  const total = dayFirst + monthFirst;
  if (total === 0) return { order: null, assumed: true };
  if (Math.min(dayFirst, monthFirst) > STRAY_SHARE * total) return { order: null, assumed: false };
  return { order: dayFirst > monthFirst ? 'dmy' : 'mdy', assumed: false };
}

function byFuture(seen: ShapeEvidence): DateOrder | null {
  if (seen.futureIfDayFirst > 0 && seen.futureIfMonthFirst === 0) return 'mdy';
  if (seen.futureIfMonthFirst > 0 && seen.futureIfDayFirst === 0) return 'dmy';
  return null;
}

/** A stamp with its calendar date settled. */
export type DatedStamp = { wallMs: number; assumed: boolean };

/**
 * The wall-clock milliseconds of a stamp's date and time (midnight where no time is written), or why there are none.
 */
export function settleStamp(
  stamp: Stamp,
  orders: ReadonlyMap<string, OrderDecision>,
): DatedStamp | 'bad_date' | 'ambiguous_date' {
  const decision = orders.get(stamp.shape) ?? { order: 'dmy', assumed: true };
  if (stamp.order !== 'short') return settleDayAndMonth(stamp, decision);
  const yearFirst = yearFirstOf(stamp);
  const isSame = yearFirst.year === stamp.year && yearFirst.first === stamp.second;
  if (decision.order === 'ymd') return wallOf(yearFirst, false, decision.assumed && !isSame);
  // 25-12-25 is one day, wherever its year stands.
  if (decision.yearOpen) return isSame ? wallOf(yearFirst, false, false) : 'ambiguous_date';
  return settleDayAndMonth(yearLastOf(stamp), decision);
}

function settleDayAndMonth(
  stamp: Stamp,
  decision: OrderDecision,
): DatedStamp | 'bad_date' | 'ambiguous_date' {
  if (stamp.order !== 'unknown') return wallOf(stamp, stamp.order === 'dmy', false);
  if (stamp.first === stamp.second) return wallOf(stamp, true, false);
  if (decision.order === null) return 'ambiguous_date';
  return wallOf(stamp, decision.order === 'dmy', decision.assumed);
}

function wallOf(stamp: Stamp, dayFirst: boolean, assumed: boolean): DatedStamp | 'bad_date' {
  const month = dayFirst ? stamp.second : stamp.first;
  const day = dayFirst ? stamp.first : stamp.second;
  const { hour, minute, second } = stamp.time ?? { hour: 0, minute: 0, second: 0 };
  const midnight = Date.UTC(stamp.year, month - 1, day);
  if (!isOnCalendar(midnight, month, day)) return 'bad_date';
  return { wallMs: midnight + ((hour * 60 + minute) * 60 + second) * 1000, assumed };
}

/** True when the month has such a day: `midnight` was reckoned from them, and rolled over if not. */
function isOnCalendar(midnight: number, month: number, day: number): boolean {
  if (month >= 1 && month <= 12 && day >= 1 && day <= 28) return true;
  const date = new Date(midnight);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
