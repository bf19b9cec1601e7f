import { describe, expect, it } from 'vitest';
import {
  dailySeries,
  dispersionOf,
  fillMissing,
  lastDays,
  markHoles,
  weekdayOf,
  withoutTail,
} from '../../src/analytics/series.js';

const series = (...counts: number[]) => ({ counts: Float64Array.from(counts), startDay: 100 });

describe('dailySeries', () => {
  it('counts the incidents of each day and nothing outside the range', () => {
    const days = Int32Array.of(9, 10, 12, 12, 13);
    expect(dailySeries(days, { fromDay: 10, toDay: 13 })).toEqual({
      counts: Float64Array.of(1, 0, 2),
      startDay: 10,
    });
    expect(dailySeries(days, { fromDay: 10, toDay: 13, select: [2] }).counts).toEqual(
      Float64Array.of(0, 0, 1),
    );
    expect(dailySeries(days, { fromDay: 10, toDay: 10 }).counts).toHaveLength(0);
  });
});

describe('weekdayOf', () => {
  it('calls 1 January 1970 a Thursday, and works before it', () => {
    expect(weekdayOf(0)).toBe(4);
    expect(weekdayOf(3)).toBe(0);
    expect(weekdayOf(-1)).toBe(3);
  });
});

describe('cutting', () => {
  it('keeps day numbers right at either end', () => {
    expect(lastDays(series(1, 2, 3), 2)).toEqual({ counts: Float64Array.of(2, 3), startDay: 101 });
    expect(lastDays(series(1, 2), 9)).toEqual(series(1, 2));
    expect(withoutTail(series(1, 2, 3), 2)).toEqual(series(1));
    expect(withoutTail(series(1), 5).counts).toHaveLength(0);
  });
});

describe('markHoles', () => {
  it('takes a silent month of a busy series for missing data', () => {
    const counts = Float64Array.from({ length: 90 }, (_, day) => (day >= 30 && day < 60 ? 0 : 12));
    const marked = markHoles({ counts, startDay: 0 }).counts;
    expect(marked.filter(Number.isNaN)).toHaveLength(30);
    expect(marked[29]).toBe(12);
  });

  it('leaves the quiet spells of a sparse series alone', () => {
    const counts = Float64Array.from({ length: 365 }, (_, day) => (day % 25 === 0 ? 1 : 0));
    expect(markHoles({ counts, startDay: 0 }).counts).toEqual(counts);
    const silent = new Float64Array(365);
    expect(markHoles({ counts: silent, startDay: 0 }).counts).toEqual(silent);
  });
});

describe('fillMissing', () => {
  it('borrows from the same weekday', () => {
    const counts = Float64Array.from({ length: 28 }, (_, day) => (day % 7 === 0 ? 20 : 5));
    counts[7] = Number.NaN;
    counts[8] = Number.NaN;
    const filled = fillMissing({ counts, startDay: 0 }).counts;
    expect(filled[7]).toBe(20);
    expect(filled[8]).toBe(5);
  });

  it('has nothing to borrow where nothing is known', () => {
    expect(fillMissing(series(Number.NaN, Number.NaN)).counts).toEqual(Float64Array.of(0, 0));
  });
});

describe('dispersionOf', () => {
  it('is variance over mean, never below that of a Poisson distribution', () => {
    expect(dispersionOf(Float64Array.of(0, 10, 0, 10))).toBeCloseTo(100 / 3 / 5);
    expect(dispersionOf(Float64Array.of(4, 4, 4))).toBe(1);
    expect(dispersionOf(Float64Array.of())).toBe(1);
    expect(dispersionOf(Float64Array.of(0, 0))).toBe(1);
    expect(dispersionOf(Float64Array.of(0, Number.NaN, 10, 0, 10))).toBeCloseTo(100 / 3 / 5);
  });
});
