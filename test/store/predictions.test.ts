import { beforeAll, describe, expect, it } from 'vitest';
import type { NewPrediction } from '../../src/domain/prediction.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import {
  latestPredictions,
  type PredictionSubject,
  recordActuals,
  savePredictions,
  thinPredictions,
} from '../../src/store/predictions.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aRun } from '../support/runs.js';

const database = useDatabase();
const hawalli: PredictionSubject = { scope: 'governorate', scopeId: 'hawalli', offenceId: null };

const prediction = (day: string, mean: number, more: Partial<NewPrediction> = {}): NewPrediction => ({
  ...hawalli,
  day,
  mean,
  low80: mean - 2,
  high80: mean + 3,
  low95: mean - 4,
  high95: mean + 6,
  dispersion: 1.4,
  correlation: 0.02,
  model: 'ensemble',
  trainedFrom: '2024-03-18',
  trainedTo: '2026-03-17',
  ...more,
});
const save = (runId: number, rows: NewPrediction[]) =>
  inTransaction(database.db, (tx) => savePredictions(tx, runId, rows));

beforeAll(async () => {
  await seedTestPlaces(database.db);
});

describe('forecasts', () => {
  it('of a subject are its own, first day first, from the run with the latest training day', async () => {
    const newest = await aRun(database.db, '2026-03-18');
    await save(newest, [
      prediction('2026-03-19', 21.5),
      prediction('2026-03-18', 20),
      prediction('2026-03-18', 3, { offenceId: 'theft' }),
      prediction('2026-03-18', 99, { scope: 'country', scopeId: 'kuwait' }),
    ]);
    const backdated = await aRun(database.db, '2026-01-05');
    await save(backdated, [prediction('2026-03-18', 1, { trainedTo: '2026-01-04' })]);

    const all = await latestPredictions(database.db, hawalli);
    expect(all.map((p) => [p.runId, p.day, p.mean])).toEqual([
      [newest, '2026-03-18', 20],
      [newest, '2026-03-19', 21.5],
    ]);
    expect(all[0]).toEqual({ ...prediction('2026-03-18', 20), runId: newest, actual: null });
    const theft = await latestPredictions(database.db, { ...hawalli, offenceId: 'theft' });
    expect(theft.map((p) => p.mean)).toEqual([3]);
    const narrowed = await latestPredictions(database.db, hawalli, { from: '2026-03-19', to: '2026-03-25' });
    expect(narrowed.map((p) => p.day)).toEqual(['2026-03-19']);
  });

  it('of a repeated run replace the first ones', async () => {
    const run = await aRun(database.db, '2026-04-01');
    const ahmadi = { scopeId: 'ahmadi' };
    await save(run, [prediction('2026-04-01', 5, ahmadi), prediction('2026-04-02', 5, ahmadi)]);
    await save(run, [prediction('2026-04-01', 7, ahmadi)]);
    const stored = await latestPredictions(database.db, { ...hawalli, ...ahmadi });
    expect(stored.map((p) => p.mean)).toEqual([7]);
  });

  it('are held against what was counted, whichever run made them', async () => {
    const capital = { scopeId: 'capital' };
    for (const day of ['2026-06-01', '2026-06-02']) {
      await save(await aRun(database.db, day), [
        prediction('2026-06-03', 5, capital),
        prediction('2026-06-03', 2, { ...capital, offenceId: 'theft' }),
      ]);
    }
    const subject = { ...hawalli, ...capital };
    const actual = { ...subject, day: '2026-06-03', actual: 4 };
    expect(await inTransaction(database.db, (tx) => recordActuals(tx, [actual]))).toBe(2);
    expect((await latestPredictions(database.db, subject))[0]?.actual).toBe(4);
    const theft = { ...subject, offenceId: 'theft' };
    expect((await latestPredictions(database.db, theft))[0]?.actual).toBeNull();
  });

  it('of days long past are thinned to the last promise that was made before each day', async () => {
    const jahra = { ...hawalli, scopeId: 'jahra' };
    const runs = ['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-05'];
    for (const [night, run] of runs.entries()) {
      const days = ['2026-07-03', '2026-07-04', '2026-07-10'].map((day) => prediction(day, night, jahra));
      await save(await aRun(database.db, run), days);
    }
    await inTransaction(database.db, (tx) => thinPredictions(tx, '2026-07-10'));
    const kept = await rowsOf<{ day: string; means: number[] }>(
      database.db,
      `SELECT day, array_agg(mean ORDER BY mean) AS means FROM predictions WHERE scope_id = 'jahra'
       GROUP BY day ORDER BY day`,
    );
    expect(kept).toEqual([
      { day: '2026-07-03', means: [2] },
      { day: '2026-07-04', means: [2] },
      { day: '2026-07-10', means: [0, 1, 2, 3] },
    ]);
  });
});
