/** Counts a day. */
export type DailySeries = {
  /** Incidents of each day, oldest first; NaN where the day is missing (not: where nothing happened). */
  counts: Float64Array;
  /** Local day number of counts[0], 0 = 1970-01-01. */
  startDay: number;
};

const THURSDAY = 4;

/** Weekday of a local day number, 0 = Sunday. */
export function weekdayOf(day: number): number {
  return (((day + THURSDAY) % 7) + 7) % 7;
}

/**
 * Counts the incidents of each day with fromDay <= day < toDay.
 *
 * @param select positions to count; default all.
 */
export function dailySeries(
  dayNumber: Int32Array,
  { fromDay, toDay, select }: { fromDay: number; toDay: number; select?: Iterable<number> },
): DailySeries {
  const counts = new Float64Array(Math.max(0, toDay - fromDay));
  for (const i of select ?? dayNumber.keys()) {
    const at = (dayNumber[i] as number) - fromDay;
    if (at >= 0 && at < counts.length) counts[at] = (counts[at] as number) + 1;
  }
  return { counts, startDay: fromDay };
}

/** The last `days` days of a series. */
export function lastDays({ counts, startDay }: DailySeries, days: number): DailySeries {
  const skipped = Math.max(0, counts.length - days);
  return { counts: counts.subarray(skipped), startDay: startDay + skipped };
}

/** The series without its last `days` days: reports of those are still coming in. */
export function withoutTail({ counts, startDay }: DailySeries, days: number): DailySeries {
  return { counts: counts.subarray(0, Math.max(0, counts.length - days)), startDay };
}

/** A run of zeros less likely than this is a hole in the data, not a quiet spell. */
const HOLE_PROBABILITY = 1e-6;

/**
 * Marks as missing the runs of zeros that are too long to be chance at the series' own level (Poisson), such as a month that was
 * never delivered.
 */
export function markHoles({ counts, startDay }: DailySeries): DailySeries {
  const busy = counts.filter((count) => count > 0);
  const mean = sum(counts) / Math.max(1, counts.length);
  // The level while data flowed: with holes of unknown length, the plain mean is too low to call anything a hole.
  const level = Math.max(mean, busy.length > 0 && mean >= 1 ? sum(busy) / busy.length / 2 : 0);
  const longest = level > 0 ? -Math.log(HOLE_PROBABILITY) / level : Number.POSITIVE_INFINITY;
  const marked = counts.slice();
  let run = 0;
  for (let day = 0; day <= counts.length; day++) {
    if (counts[day] === 0) run++;
    else {
      if (run > Math.max(7, longest)) marked.fill(Number.NaN, day - run, day);
      run = 0;
    }
  }
  return { counts: marked, startDay };
}

/** The series with those days missing that are missing in another one, such as that of the whole feed. */
export function withHolesOf(series: DailySeries, whole: DailySeries): DailySeries {
  if (!whole.counts.some(Number.isNaN)) return series;
  const shift = series.startDay - whole.startDay;
  const isMissing = (i: number) => Number.isNaN(whole.counts[i + shift] ?? 0);
  return { ...series, counts: series.counts.map((count, i) => (isMissing(i) ? Number.NaN : count)) };
}

/** Fills missing days with the mean of up to four known days of the same weekday on either side; 0 where there are none. */
export function fillMissing({ counts, startDay }: DailySeries): DailySeries {
  if (!counts.some(Number.isNaN)) return { counts, startDay };
  const filled = counts.map((count, day) => (Number.isNaN(count) ? sameWeekdayMean(counts, day) : count));
  return { counts: filled, startDay };
}

const WEEKS_AROUND = 4;

function sameWeekdayMean(counts: Float64Array, day: number): number {
  let total = 0;
  let found = 0;
  for (const direction of [-7, 7]) {
    let seen = 0;
    for (let at = day + direction; at >= 0 && at < counts.length && seen < WEEKS_AROUND; at += direction) {
      const count = counts[at] as number;
      if (Number.isNaN(count)) continue;
      total += count;
      seen++;
    }
    found += seen;
  }
  return found === 0 ? 0 : total / found;
}

/** Variance over mean of counts, at least 1 (Poisson); 1 for fewer than two values. NaN are skipped. */
export function dispersionOf(counts: Float64Array): number {
  const known = counts.filter((count) => !Number.isNaN(count));
  if (known.length < 2) return 1;
  const mean = sum(known) / known.length;
  if (mean === 0) return 1;
  const squares = known.reduce((total, count) => total + (count - mean) ** 2, 0);
  return Math.max(1, squares / (known.length - 1) / mean);
}

/** Sum of the values. */
export function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
