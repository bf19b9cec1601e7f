import { describe, expect, it } from 'vitest';
import { feedback, type MapPair } from '../../src/analytics/feedback.js';
import { forecastSeries } from '../../src/analytics/forecast.js';
import { calendarTable, runForecastTask } from '../../src/analytics/forecast-task.js';
import { chooseModel } from '../../src/analytics/model-choice.js';

const scores = (model: string, error: number, days = 60) =>
  Array.from({ length: days }, (_, i) => ({ model, day: 1000 - 1 - i, absoluteError: error }));

describe('chooseModel', () => {
  it('changes to a model that is clearly better', () => {
    expect(chooseModel('ewma', [...scores('ewma', 4), ...scores('ensemble', 3.5)], 1000)).toBe('ensemble');
  });

  it('stays with the present one for a hair, for too few days and without scores', () => {
    expect(chooseModel('ewma', [...scores('ewma', 4), ...scores('ensemble', 3.95)], 1000)).toBe('ewma');
    expect(chooseModel('ewma', [...scores('ewma', 4), ...scores('ensemble', 1, 20)], 1000)).toBe('ewma');
    expect(chooseModel('ewma', [], 1000)).toBe('ewma');
  });

  it('does not look at days to come', () => {
    const future = scores('ensemble', 0).map((score) => ({ ...score, day: score.day + 500 }));
    expect(chooseModel('ewma', [...scores('ewma', 4), ...future], 1000)).toBe('ewma');
  });
});

describe('feedback', () => {
  const score = (hits: number) => ({ hits, incidents: 100, flaggedCells: 10, maskCells: 1000, bestHits: 50 });
  const nights = (used: number, blind: number, count = 30): MapPair[] =>
    Array.from({ length: count }, (_, i) => ({ used: score(used + (i % 3)), blind: score(blind + (i % 2)) }));

  it('warns when the recent past betters the map beyond belief', () => {
    expect(feedback(nights(40, 15), 1)).toMatchObject({ chases: true });
  });

  it('is calm when memory alone does as well, and before two weeks have passed', () => {
    expect(feedback(nights(31, 30), 1).chases).toBe(false);
    expect(feedback(nights(40, 15, 10), 1).chases).toBe(false);
    expect(feedback([], 1).chases).toBe(false);
  });
});

describe('runForecastTask', () => {
  it('gives what forecastSeries gives, from data that survives posting', () => {
    const calendar = (day: number) => (day % 30 === 0 ? { payday: 1 } : {});
    const counts = Float64Array.from({ length: 200 }, (_, i) => 5 + (i % 7));
    const task = structuredClone({
      key: 'hawalli',
      counts,
      startDay: 300,
      horizonDays: 7,
      model: 'ewma' as const,
      compare: false,
      calendar: calendarTable(calendar, 300, 207),
    });
    expect(runForecastTask(task)).toEqual({
      key: 'hawalli',
      forecast: forecastSeries({ counts, startDay: 300 }, { horizonDays: 7, model: 'ewma', calendar }),
    });
  });
});
