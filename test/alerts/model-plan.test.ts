import { beforeAll, describe, expect, it } from 'vitest';
import { planModels } from '../../src/alerts/model-plan.js';
import { dateOfDay, dayOfDate } from '../../src/domain/period.js';
import { inTransaction } from '../../src/store/database.js';
import { recordTrialActuals, saveTrials, trialErrors } from '../../src/store/forecast-trials.js';
import { savePredictions } from '../../src/store/predictions.js';
import { useDatabase } from '../support/database.js';
import { aRun } from '../support/runs.js';

const database = useDatabase();
const TODAY = dayOfDate('2026-03-18');
const kuwait = { scope: 'country', scopeId: 'kuwait', offenceId: null } as const;
const salmiya = { scope: 'area', scopeId: 'salmiya', offenceId: null } as const;

/** Forty nights on which the level was off by one, the other models by `ensemble`, and the ensemble was shown. */
async function nights(ensemble: number) {
  const run = await aRun(database.db, `2026-03-${10 + ensemble}`, 'model-plan');
  const days = Array.from({ length: 40 }, (_, i) => dateOfDay(TODAY - 40 + i));
  const trials = days.flatMap((day) =>
    [
      { model: 'ensemble', mean: 20 + ensemble },
      { model: 'level', mean: 21 },
    ].map((trial) => ({ ...trial, scope: kuwait.scope, scopeId: kuwait.scopeId, day })),
  );
  const figures = {
    mean: 20,
    low80: 15,
    high80: 26,
    low95: 12,
    high95: 30,
    dispersion: 1.5,
    correlation: 0.02,
  };
  const trained = { trainedFrom: '2024-03-18', trainedTo: dateOfDay(TODAY - 10 + ensemble) };
  await inTransaction(database.db, async (tx) => {
    await savePredictions(tx, run, [
      { ...kuwait, day: dateOfDay(TODAY), ...figures, model: 'ensemble', ...trained },
    ]);
    await saveTrials(tx, run, trials, dateOfDay(TODAY));
    await recordTrialActuals(
      tx,
      days.map((day) => ({ ...kuwait, day, actual: 20 })),
    );
  });
}

describe('planModels', () => {
  it('takes the usual models before anything was scored: the dear one only where it pays', async () => {
    const plan = await planModels(database.db, dayOfDate('2020-01-10'), []);
    expect(plan(kuwait)).toEqual({ model: 'auto', compare: true });
    expect(plan(salmiya)).toEqual({ model: 'ewma', compare: false });
  });

  describe('after forty scored nights', () => {
    beforeAll(() => nights(2));

    it('takes the model that was clearly better', async () => {
      const plan = await planModels(database.db, TODAY, []);
      expect(plan(kuwait)).toEqual({ model: 'level', compare: true });
    });

    it('keeps each error by model and day', async () => {
      const errors = await trialErrors(database.db, { from: '2026-03-17', to: '2026-03-18' });
      expect(errors.map(({ model, absoluteError }) => [model, absoluteError]).sort()).toEqual([
        ['ensemble', 2],
        ['level', 1],
      ]);
    });
  });
});
