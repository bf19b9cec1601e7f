import { beforeAll, describe, expect, it } from 'vitest';
import { intervalOf, kindFor, outlook } from '../../src/alerts/outlook.js';
import { runPipeline } from '../../src/alerts/pipeline.js';
import { dateOfDay, dayOfDate } from '../../src/domain/period.js';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { rowsOf } from '../../src/store/database.js';
import { insertIncidents } from '../../src/store/incident-writes.js';
import { keptPromises } from '../../src/store/prediction-scores.js';
import { createRun } from '../../src/store/runs.js';
import { kindCounts } from '../../src/store/shares.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { testRuntime } from '../support/runtime.js';

const database = useDatabase();
const TODAY = '2026-03-18';
const DAYS = 150;
const SALMIYA = { scope: 'area', scopeId: 'salmiya' } as const;
const KUWAIT = { scope: 'country', scopeId: 'kuwait' } as const;
const week = { from: TODAY, to: '2026-03-24' };

/** Every day in Salmiya: three thefts at ten at night, one after midnight, one family case at noon; two assaults in Hawalli. */
async function aSteadyCity() {
  const make = incidentFactory();
  const last = dayOfDate(TODAY) - 1;
  const at = (day: number, hour: string) => new Date(`${dateOfDay(day)}T${hour}:00:00+03:00`);
  const incidents = Array.from({ length: DAYS }, (_, i) => last - i).flatMap((day) => [
    ...[0, 1, 2].map(() => make({ occurredAt: at(day, '22') })),
    make({ occurredAt: at(day, '01') }),
    make({ occurredAt: at(day, '12'), offenceId: 'domestic_violence' }),
    ...[0, 1].map(() => make({ occurredAt: at(day, '15'), offenceId: 'assault', areaId: 'hawalli' })),
    make({ occurredAt: at(day, '15'), offenceId: 'assault', areaId: null }),
  ]);
  await insertIncidents(database.db, incidents);
}

async function night(localDate: string) {
  const run = await createRun(database.db, { job: 'nightly-pipeline', localDate });
  await runPipeline(testRuntime(database.db), run?.id ?? 0, { stages: ['forecasts'] });
  return run?.id ?? 0;
}

const knowledge = { gazetteer: loadGazetteer(), offences: loadOffences() };
const ask = (place: typeof SALMIYA | typeof KUWAIT, kind = {}, range = week) =>
  outlook(database.db, knowledge, { place, kind, range });
const sum = (days: readonly { mean: number }[]) => days.reduce((total, { mean }) => total + mean, 0);

let runId = 0;
beforeAll(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
  await aSteadyCity();
  for (let ago = 3; ago > 0; ago--) await night(dateOfDay(dayOfDate(TODAY) - ago));
  runId = await night(TODAY);
});

describe("a night's forecasts", () => {
  it('add up from areas to governorates to the country, with what no area holds', async () => {
    const rows = await rowsOf<{ scope: string; mean: number }>(
      database.db,
      'SELECT scope, sum(mean) AS mean FROM predictions WHERE run_id = ? AND day = ? GROUP BY scope',
      [runId, TODAY],
    );
    const mean = Object.fromEntries(rows.map((row) => [row.scope, row.mean]));
    expect(mean.governorate).toBeCloseTo(mean.country ?? 0, 6);
    expect(mean.country).toBeCloseTo(8, 0);
    expect(mean.area).toBeCloseTo(7, 0);
  });

  it('reach four weeks', async () => {
    const { days } = await ask(KUWAIT, {}, { from: TODAY, to: '2026-12-31' });
    expect(days).toHaveLength(28);
  });

  it('are kept beside what came, and scored on the promise made before the day', async () => {
    const kept = await keptPromises(
      database.db,
      { ...SALMIYA, offenceId: null },
      { from: '2026-03-01', to: TODAY },
    );
    expect(kept.map(({ day, actual }) => [day, actual])).toEqual([
      ['2026-03-15', 5],
      ['2026-03-16', 5],
      ['2026-03-17', 5],
    ]);
    expect((await ask(SALMIYA)).score).toMatchObject({ days: 3, inside80: 3, inside95: 3 });
  });
});

describe('outlook', () => {
  it('gives an offence its share, and all offences together the whole', async () => {
    const whole = await ask(SALMIYA);
    const thefts = await ask(SALMIYA, { offences: ['theft'] });
    const others = await ask(SALMIYA, { offencesNot: ['theft'] });
    expect(whole.byShare).toBe(false);
    expect(thefts).toMatchObject({ byShare: true, days: { length: 7 } });
    expect(sum(thefts.days) / sum(whole.days)).toBeCloseTo(0.8, 1);
    expect(sum(thefts.days) + sum(others.days)).toBeCloseTo(sum(whole.days), 6);
    expect(thefts.days.every(({ mean, low80, high80 }) => low80 <= mean && mean <= high80)).toBe(true);
  });

  it('gives the night what happened in it, the small hours included', async () => {
    const tonight = await ask(
      SALMIYA,
      { offences: ['theft'], hours: { from: 21, to: 3 } },
      { from: TODAY, to: TODAY },
    );
    const late = await ask(
      SALMIYA,
      { offences: ['theft'], hours: { from: 21, to: 0 } },
      { from: TODAY, to: TODAY },
    );
    expect(sum(tonight.days)).toBeCloseTo(4, 0);
    expect(sum(late.days) / sum(tonight.days)).toBeCloseTo(0.75, 1);
  });

  it('leaves what the reader may not see out of the total too', async () => {
    const officer = await aPerson(database.db, 'officer');
    const analyst = await aPerson(database.db, 'analyst');
    const seen = await ask(SALMIYA, kindFor(officer, knowledge.offences, {}));
    const all = await ask(SALMIYA, kindFor(analyst, knowledge.offences, {}));
    expect(sum(seen.days) / sum(all.days)).toBeCloseTo(0.8, 1);
    expect(() => kindFor(officer, knowledge.offences, { offences: ['domestic_violence'] })).toThrow(
      'may not see',
    );
  });

  it('doubts a week less than its days one by one, and more than if they were independent', async () => {
    const { days } = await ask(KUWAIT);
    const total = intervalOf(days);
    const width = (of: { low80: number; high80: number }) => of.high80 - of.low80;
    expect(total.mean).toBeCloseTo(sum(days));
    expect(width(total)).toBeLessThan(days.reduce((all, day) => all + width(day), 0));
    expect(width(total)).toBeGreaterThan(width(days[0] ?? total));
  });

  it('has no days where nothing was forecast', async () => {
    const nowhere = await outlook(database.db, knowledge, {
      place: { scope: 'area', scopeId: 'wafra' },
      kind: {},
      range: week,
    });
    expect(nowhere).toEqual({ days: [], byShare: false, score: null });
  });
});

describe('kindCounts', () => {
  it('counts the small hours of a span across midnight under the day on which it began', async () => {
    const one = { from: '2026-03-10', to: '2026-03-11' };
    const counts = await kindCounts(
      database.db,
      { scope: 'area', id: 'salmiya' },
      { hours: { from: 21, to: 3 } },
      one,
    );
    const tuesday = 2;
    expect(counts.all[tuesday]).toBe(5);
    expect(counts.selected[tuesday]).toBe(3);
    expect(counts.selected[tuesday - 1]).toBe(1);
  });
});
