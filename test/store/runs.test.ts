import { describe, expect, it } from 'vitest';
import {
  claimRun,
  createRun,
  failRun,
  finishRun,
  finishStage,
  latestRun,
  loadRun,
  releaseRun,
  runOfDay,
  startRun,
} from '../../src/store/runs.js';
import { useDatabase } from '../support/database.js';

const database = useDatabase();
const at = new Date('2026-03-18T02:00:00Z');
const later = new Date('2026-03-18T03:00:00Z');

const created = async (job: string, localDate: string) => {
  const run = await createRun(database.db, { job, localDate, parameters: { days: 90 } });
  if (!run) throw new Error('expected a new run');
  return run;
};

describe('runs', () => {
  it('exist once for a job and a local day', async () => {
    const run = await created('one', '2026-03-18');
    expect(run).toMatchObject({
      status: 'queued',
      localDate: '2026-03-18',
      parameters: { days: 90 },
      stages: {},
    });
    expect(await createRun(database.db, { job: 'one', localDate: '2026-03-18' })).toBeNull();
    expect(await runOfDay(database.db, 'one', '2026-03-18')).toEqual(run);
    expect(await runOfDay(database.db, 'one', '2026-03-19')).toBeNull();
  });

  it('keep their finished stages and their first start when they are taken up again', async () => {
    const { id } = await created('again', '2026-03-18');
    await startRun(database.db, id, at);
    await finishStage(database.db, id, { stage: 'hotspots', report: { count: 3 } });
    await failRun(database.db, id, { error: 'the forecast\0 failed', at: later });
    expect(await loadRun(database.db, id)).toMatchObject({
      status: 'failed',
      error: 'the forecast\ufffd failed',
    });
    const run = await startRun(database.db, id, later);
    expect(run).toMatchObject({ status: 'running', startedAt: at, finishedAt: null, error: null });
    await finishStage(database.db, id, { stage: 'forecasts', report: { count: 6 } });
    await finishRun(database.db, id, later);
    expect(await loadRun(database.db, id)).toMatchObject({
      status: 'finished',
      finishedAt: later,
      stages: { hotspots: { count: 3 }, forecasts: { count: 6 } },
    });
  });

  it('are held by one process at a time, until it lets go or its time is up', async () => {
    const { id } = await created('held', '2026-03-18');
    expect(await claimRun(database.db, id, 'hand', 60)).toBe(true);
    expect(await claimRun(database.db, id, 'night', 60)).toBe(false);
    expect(await claimRun(database.db, id, 'hand', -1)).toBe(true);
    expect(await claimRun(database.db, id, 'night', 60)).toBe(true);
    await releaseRun(database.db, id, 'hand');
    expect(await claimRun(database.db, id, 'hand', 60)).toBe(false);
    await releaseRun(database.db, id, 'night');
    expect(await claimRun(database.db, id, 'hand', 60)).toBe(true);
  });

  it('are found by the latest day, of a status where one is asked for', async () => {
    const old = await created('latest', '2026-03-16');
    const fresh = await created('latest', '2026-03-17');
    await finishRun(database.db, old.id, at);
    expect((await latestRun(database.db, 'latest'))?.id).toBe(fresh.id);
    expect((await latestRun(database.db, 'latest', 'finished'))?.id).toBe(old.id);
    expect(await latestRun(database.db, 'never')).toBeNull();
  });
});
