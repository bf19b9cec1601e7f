import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOfDate } from '../../src/domain/period.js';
import { type ScoredDay, scorePromises } from '../../src/domain/prediction.js';

const FROM = '2026-03-01';
const day = (offset: number, actual: number): ScoredDay => ({
  ...{ mean: 10, low80: 6, high80: 14, low95: 4, high95: 17 },
  day: dateOfDay(dayOfDate(FROM) + offset),
  actual,
});

describe('scorePromises', () => {
  it('counts the days that fell inside, bounds included', () => {
    const days = [day(0, 6), day(1, 14), day(2, 15), day(3, 18)];
    expect(scorePromises(days, FROM)).toMatchObject({ days: 4, inside80: 2, inside95: 3 });
  });

  it('compares the error with that of repeating the week before, on the same days', () => {
    const days = [day(-7, 14), day(-6, 6), day(0, 12), day(1, 10), day(2, 99)];
    const score = scorePromises(days, FROM);
    expect(score?.mase).toBeCloseTo((2 + 0) / (2 + 4));
    expect(score?.meanAbsoluteError).toBeCloseTo((2 + 0 + 89) / 3);
  });

  it('has no yardstick where nothing was counted a week before, and no score without days', () => {
    expect(scorePromises([day(0, 9)], FROM)?.mase).toBeNull();
    expect(scorePromises([day(-1, 9)], FROM)).toBeNull();
  });
});
