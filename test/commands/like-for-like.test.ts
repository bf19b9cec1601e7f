import { describe, expect, it } from 'vitest';
import { likeForLike } from '../../src/commands/like-for-like.js';

const kuwait = (text: string): Date => new Date(`${text.includes('T') ? text : `${text}T00:00:00`}+03:00`);
const period = (from: string, to: string) => ({ from: kuwait(from), to: kuwait(to) });
const context = { now: kuwait('2026-11-22T18:00:00'), timeZone: 'Asia/Kuwait' };

describe('two periods to be compared', () => {
  it('sets a month that is still running against the same dates of the year named', () => {
    const month = period('2026-11-01', '2026-11-22T18:00:00');
    expect(likeForLike(month, period('2025-01-01', '2026-01-01'), context)).toEqual({
      period: month,
      other: period('2025-11-01', '2025-11-22T18:00:00'),
    });
  });

  it('cuts a whole year to the dates that have passed of the other, whichever was said first', () => {
    const pair = likeForLike(
      period('2025-01-01', '2026-01-01'),
      period('2026-01-01', '2026-11-22T18:00:00'),
      context,
    );
    expect(pair.period).toEqual(period('2025-01-01', '2025-11-22T18:00:00'));
  });

  it('keeps a week as it was said where it is compared with the week before', () => {
    const pair = likeForLike(
      period('2026-11-22', '2026-11-22T18:00:00'),
      period('2026-11-15', '2026-11-22'),
      context,
    );
    expect(pair.other).toEqual(period('2026-11-15', '2026-11-15T18:00:00'));
  });

  it('cuts the month that is over to what has passed of the running one', () => {
    const pair = likeForLike(
      period('2026-10-01', '2026-11-01'),
      period('2026-11-01', '2026-11-22T18:00:00'),
      context,
    );
    expect(pair.period).toEqual(period('2026-10-01', '2026-10-22T18:00:00'));
  });

  it('leaves hours of two days as they were said', () => {
    const night = period('2026-11-21T21:00:00', '2026-11-22');
    const morning = period('2026-11-22T06:00:00', '2026-11-22T11:00:00');
    expect(likeForLike(night, morning, context)).toEqual({ period: night, other: morning });
  });

  it('ends a leap February with the last day of the other', () => {
    const pair = likeForLike(period('2024-02-01', '2024-02-29'), period('2023-01-01', '2024-01-01'), context);
    expect(pair.other).toEqual(period('2023-02-01', '2023-03-01'));
  });
});
