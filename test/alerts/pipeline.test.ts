import { beforeEach, describe, expect, it } from 'vitest';
import { runPipeline, STAGES } from '../../src/alerts/pipeline.js';
import { dateOfDay, dayOfDate } from '../../src/domain/period.js';
import { rowOf } from '../../src/store/database.js';
import { latestHotspots } from '../../src/store/hotspots.js';
import { insertIncidents } from '../../src/store/incident-writes.js';
import { latestPredictions } from '../../src/store/predictions.js';
import { claimRun, createRun, loadRun } from '../../src/store/runs.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { testRuntime } from '../support/runtime.js';

const database = useDatabase();
const DAY = '2026-03-18';

async function aRun(localDate = DAY) {
  const run = await createRun(database.db, { job: 'nightly-pipeline', localDate });
  if (!run) throw new Error('the run exists already');
  return run;
}

/** Two a day in Salmiya on one street for half a year, and twelve a day in the last week. */
async function aSurgingCity() {
  const make = incidentFactory();
  const last = dayOfDate(DAY) - 1;
  const days = Array.from({ length: 180 }, (_, i) => last - i);
  const incidents = days.flatMap((day, ago) =>
    Array.from({ length: ago < 7 ? 12 : 2 }, (_, i) =>
      make({
        occurredAt: new Date(`${dateOfDay(day)}T${String(8 + i).padStart(2, '0')}:00:00+03:00`),
        latitude: 29.3339 + 0.0001 * i,
      }),
    ),
  );
  await insertIncidents(database.db, incidents);
}

const counted = async (table: string) =>
  (await rowOf<{ n: number }>(database.db, `SELECT count(*) AS n FROM ${table}`)).n;

/** As if the run's hold had lapsed and another process had taken it. */
const takeOver = (id: number) =>
  rowOf(
    database.db,
    `UPDATE runs SET claimed_by = 'the other', claimed_until = clock_timestamp() + interval '1 hour'
     WHERE id = ? RETURNING id`,
    [id],
  );

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
});

describe('the night', () => {
  it('turns incidents into hotspots, forecasts and one alert, each stage on record', async () => {
    await aSurgingCity();
    const run = await aRun();
    await runPipeline(testRuntime(database.db), run.id);
    expect((await loadRun(database.db, run.id))?.status).toBe('finished');
    expect(Object.keys((await loadRun(database.db, run.id))?.stages ?? {}).sort()).toEqual(
      [...STAGES].sort(),
    );
    const [hotspot] = await latestHotspots(database.db);
    expect(hotspot).toMatchObject({ areaId: 'salmiya', governorateId: 'hawalli', change: 'first' });
    const subject = { scope: 'area', scopeId: 'salmiya', offenceId: null } as const;
    const days = await latestPredictions(database.db, subject);
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: 28 }, (_, i) => dateOfDay(dayOfDate(DAY) + i)),
    );
    expect(await counted(`alerts_log WHERE rule = 'surge' AND scope_id = 'salmiya'`)).toBe(1);
  });

  it('does nothing twice when it is taken up again', async () => {
    await aSurgingCity();
    const run = await aRun();
    await runPipeline(testRuntime(database.db), run.id);
    const tables = ['zones_hotspots', 'predictions', 'alerts_log', 'outbox'];
    const before = await Promise.all(tables.map(counted));
    await runPipeline(testRuntime(database.db), run.id);
    expect(await Promise.all(tables.map(counted))).toEqual(before);
  });

  it('goes on where it was cut off, without doing the finished stages again', async () => {
    await aSurgingCity();
    const run = await aRun();
    const cut = new AbortController();
    const first = runPipeline(testRuntime(database.db), run.id, {
      signal: cut.signal,
      onProgress: (stage) => {
        if (stage === 'forecasts') cut.abort();
      },
    });
    await expect(first).rejects.toThrow();
    const halfway = await loadRun(database.db, run.id);
    expect(halfway?.status).toBe('running');
    expect(Object.keys(halfway?.stages ?? {}).sort()).toEqual(['hotspots', 'ingest', 'scores']);
    await runPipeline(testRuntime(database.db), run.id);
    const whole = await loadRun(database.db, run.id);
    expect(whole?.stages.hotspots).toEqual(halfway?.stages.hotspots);
    expect(whole?.status).toBe('finished');
  });

  it('stores nothing and marks nothing once it slept too long and another process took the run', async () => {
    await aSurgingCity();
    const run = await aRun();
    let taken: Promise<unknown> | null = null;
    const slept = runPipeline(testRuntime(database.db), run.id, {
      onProgress: (stage) => {
        if (stage === 'forecasts') taken ??= takeOver(run.id);
      },
    });
    await expect(slept).rejects.toMatchObject({ code: 'conflict' });
    await taken;
    const left = await loadRun(database.db, run.id);
    expect(left).toMatchObject({ status: 'running', error: null });
    expect(left?.stages).not.toHaveProperty('forecasts');
    expect(await counted('predictions')).toBe(0);
    expect(await claimRun(database.db, run.id, 'the other', 60)).toBe(true);
  });

  it('follows a hotspot from one night to the next', async () => {
    await aSurgingCity();
    await runPipeline(testRuntime(database.db), (await aRun('2026-03-17')).id);
    const [yesterday] = await latestHotspots(database.db);
    await runPipeline(testRuntime(database.db), (await aRun()).id);
    const [today] = await latestHotspots(database.db);
    expect(yesterday?.change).toBe('first');
    expect(today?.lineage).toBe(yesterday?.id);
    expect(today?.change).not.toBe('new');
  });

  it("writes beside yesterday's promise what was counted", async () => {
    await aSurgingCity();
    await runPipeline(testRuntime(database.db), (await aRun('2026-03-17')).id);
    await runPipeline(testRuntime(database.db), (await aRun()).id);
    const { actual } = await rowOf<{ actual: number }>(
      database.db,
      `SELECT actual FROM predictions WHERE scope = 'area' AND scope_id = 'salmiya' AND day = '2026-03-17'`,
    );
    expect(actual).toBe(12);
  });

  it('says so, and breaks nothing, when there are no incidents at all', async () => {
    const run = await aRun();
    await runPipeline(testRuntime(database.db), run.id);
    expect((await loadRun(database.db, run.id))?.stages).toMatchObject({
      hotspots: { hotspots: 0 },
      forecasts: { reason: 'no incidents' },
      alerts: { raised: 0 },
    });
  });
});
