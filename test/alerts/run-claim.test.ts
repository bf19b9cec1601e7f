import { describe, expect, it } from 'vitest';
import { runPipeline } from '../../src/alerts/pipeline.js';
import { claimRun, createRun, loadRun, releaseRun } from '../../src/store/runs.js';
import { useDatabase } from '../support/database.js';
import { testRuntime } from '../support/runtime.js';

describe('a night', () => {
  const database = useDatabase();
  const aRun = async (localDate: string) => {
    const run = await createRun(database.db, { job: 'nightly-pipeline', localDate });
    if (!run) throw new Error('there is one already');
    return run;
  };

  it('is refused to a second process while a first is at it, and untouched', async () => {
    const { id } = await aRun('2026-03-18');
    await claimRun(database.db, id, 'by hand', 60);
    const refused = runPipeline(testRuntime(database.db), id, { stages: [] });
    await expect(refused).rejects.toMatchObject({ code: 'conflict' });
    expect((await loadRun(database.db, id))?.status).toBe('queued');
    await releaseRun(database.db, id, 'by hand');
    expect((await runPipeline(testRuntime(database.db), id, { stages: [] })).id).toBe(id);
  });

  it('is let go at its end, also a bad one', async () => {
    const { id } = await aRun('2026-03-17');
    const cancelled = AbortSignal.abort(new Error('stopped'));
    const ended = runPipeline(testRuntime(database.db), id, { stages: ['ingest'], signal: cancelled });
    await expect(ended).rejects.toThrow('stopped');
    expect(await claimRun(database.db, id, 'the next', 60)).toBe(true);
  });
});
