import { describe, expect, it } from 'vitest';
import { findSurges } from '../../src/alerts/rules.js';
import { type PlaceSeries, withoutOutages } from '../../src/alerts/series.js';
import { createCalendar } from '../../src/domain/calendar.js';
import { dayOfDate } from '../../src/domain/period.js';

const END = dayOfDate('2025-11-12');
const DAYS = 180;
const calendar = createCalendar();
const rule = { calendar, minimumCount: 3, completeness: null, daysAgo: 0 };

/** Four a day, with the last days as given. */
function place(scopeId: string, last: readonly number[] = []): PlaceSeries {
  const counts = new Float64Array(DAYS).fill(4);
  counts.set(last, DAYS - last.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return { scope: 'area', scopeId, offenceId: null, series: { counts, startDay: END - DAYS }, total };
}

const week = (count: number) => new Array<number>(7).fill(count);

describe('findSurges', () => {
  it('finds the place whose week doubled, and tells how many such findings chance makes', () => {
    const places = [place('salmiya', week(9)), place('hawalli'), place('jabriya')];
    const { findings, result } = findSurges(places, rule);
    expect(findings).toMatchObject([
      {
        rule: 'surge',
        tier: 'confirmed',
        scopeId: 'salmiya',
        areaId: 'salmiya',
        detail: { count: 63, days: 7 },
      },
    ]);
    expect(result.expectedFalse.confirmed).toBeCloseTo(0.1);
  });

  it('does not take reports still to come for calm: a week two thirds known is held against two thirds', () => {
    const late = [place('salmiya', week(6))];
    expect(findSurges(late, rule).result.surges[0]?.probability ?? 1).toBeGreaterThan(1e-4);
    const completeness = new Float64Array(14).fill(0.92);
    const known = findSurges(late, { ...rule, completeness }).result.surges[0];
    expect(known?.expected).toBeLessThan(27);
  });

  it('says nothing of a place with two months of history, or with days of the week missing', () => {
    const young = { ...place('salmiya', week(9)) };
    young.series = { ...young.series, counts: young.series.counts.slice(-60) };
    const holes = place('hawalli', [9, 9, Number.NaN, 9, 9, 9, 9]);
    expect(findSurges([young, holes], rule).result.tested).toBe(0);
    expect(findSurges([], rule).findings).toEqual([]);
  });
});

describe('withoutOutages', () => {
  it('makes the days missing on which the whole feed brought nothing, and no quiet day of one place', () => {
    const country = place('kuwait').series;
    country.counts.fill(0, 60, 90);
    const quiet = place('salmiya', [0, 0, 0]);
    const { series, missingDays } = withoutOutages([quiet], country);
    expect(missingDays).toBe(30);
    expect(Number.isNaN(series[0]?.series.counts[75])).toBe(true);
    expect(series[0]?.series.counts.at(-1)).toBe(0);
  });
});
