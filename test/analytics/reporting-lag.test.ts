import { describe, expect, it } from 'vitest';
import { completenessOf, nowcast, unfinishedDays } from '../../src/analytics/reporting-lag.js';

/** Half of the reports on the day itself, 45 % a day later, the rest after two days. */
const LAGS = [500, 450, 50, 0];

describe('completenessOf', () => {
  it('adds up what is known after each day', () => {
    expect([...(completenessOf(LAGS) ?? [])]).toEqual([0.5, 0.95, 1]);
  });

  it('says nothing on a handful of reports', () => {
    expect(completenessOf([5, 3, 1])).toBeNull();
    expect(completenessOf([])).toBeNull();
  });
});

describe('nowcast', () => {
  const steady = { counts: new Float64Array(30).fill(20), startDay: 100 };
  const completeness = completenessOf(LAGS);

  it('takes off the days that are half known, and raises those that are nearly', () => {
    expect(completeness && unfinishedDays(completeness)).toBe(1);
    const seen = { ...steady, counts: steady.counts.slice() };
    seen.counts[29] = 10;
    seen.counts[28] = 19;
    expect(nowcast(seen, completeness)).toEqual({ ...steady, counts: steady.counts.slice(0, 29) });
  });

  it('leaves days alone that ended long enough ago', () => {
    expect(nowcast(steady, completeness, 3)).toEqual(steady);
    expect(nowcast(steady, null)).toBe(steady);
  });

  it('leaves nothing rather than guess where reports always come late', () => {
    const late = completenessOf([0, 0, 0, 900]);
    expect(nowcast({ counts: Float64Array.of(1, 2), startDay: 0 }, late).counts).toHaveLength(0);
  });
});
