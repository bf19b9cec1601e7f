import { describe, expect, it } from 'vitest';
import type { Incidents } from '../../scripts/backtest/read.js';
import { scoreAlerts } from '../../scripts/backtest/score-alerts.js';

/** Incidents of some series, each with so many every day; `doubled` days have twice as many in the first. */
function incidentsOf(perDay: readonly number[], days: number, doubled: (day: number) => boolean): Incidents {
  const all = perDay.flatMap((count, series) =>
    Array.from({ length: days }, (_, day) =>
      Array.from({ length: series === 0 && doubled(day) ? 2 * count : count }, () => ({ series, day })),
    ).flat(),
  );
  return {
    dayNumber: Int32Array.from(all, ({ day }) => day),
    category: all.map(({ series }) => `category ${series}`),
    district: all.map(() => ''),
    placed: {
      latitude: new Float64Array(0),
      longitude: new Float64Array(0),
      dayNumber: new Int32Array(0),
    },
    rows: all.length,
    skipped: { no_date: 0, repeated_id: 0, malformed: 0, cut_off: 0, far_date: 0 },
    notes: [],
    unplaced: all.length,
  };
}
const calm = { origins: [350, 357], onWeek: () => undefined };

describe('the score of the alerts', () => {
  it('tells of a doubled week in the file itself, and of no other', () => {
    const incidents = incidentsOf([10, 10, 5], 364, (day) => day >= 357);
    expect(scoreAlerts(incidents, calm)?.asItWas).toEqual({ weeks: 2, confirmed: 0.5, watch: 0 });
  });

  it('keeps what the program says of its false alerts, in invented weeks', () => {
    const score = scoreAlerts(
      incidentsOf([8, 4, 2, 2, 1, 1], 364, () => false),
      calm,
    );
    const { own, promisedFalse, doubled, weeks } = score?.invented ?? {};
    expect([doubled, weeks]).toEqual([156, 52]);
    expect(own?.falseAlerts).toBeLessThan(2 * (promisedFalse ?? 0));
    expect(own?.caughtFrequent).toBeGreaterThan(0.5);
    expect(own?.caught).toBeLessThanOrEqual(1);
  });

  it('is alike whenever it is taken', () => {
    const incidents = incidentsOf([6, 3, 1], 200, () => false);
    expect(scoreAlerts(incidents, calm)).toEqual(scoreAlerts(incidents, calm));
  });

  it('is none where there is nothing to compare', () => {
    expect(
      scoreAlerts(
        incidentsOf([6], 200, () => false),
        calm,
      ),
    ).toBeNull();
    expect(
      scoreAlerts(
        incidentsOf([], 200, () => false),
        calm,
      ),
    ).toBeNull();
  });
});
