import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, rowsOf } from '../../src/store/database.js';
import {
  type ClaimRequest,
  claimJobs,
  deleteOldJobs,
  failJob,
  finishJob,
  insertJob,
  jobCounts,
  type NewJob,
  releaseJob,
  renewLeases,
} from '../../src/store/jobs.js';
import { useDatabase, workerEndpoint } from '../support/database.js';

const database = useDatabase();
beforeEach(() => database.db.knex.raw('DELETE FROM jobs'));

const add = (change: Partial<NewJob> = {}) =>
  insertJob(database.db, {
    name: 'sweep',
    payload: {},
    key: null,
    sequence: null,
    runAfterSeconds: 0,
    priority: 0,
    maxAttempts: 5,
    ...change,
  });
const request = (change: Partial<ClaimRequest> = {}): ClaimRequest => ({
  owner: 'a worker',
  names: ['sweep'],
  limit: 100,
  backgroundLimit: 100,
  interactivePriority: 9,
  leaseSeconds: 10,
  running: [],
  ...change,
});
const claim = async (change: Partial<ClaimRequest> = {}) =>
  (await claimJobs(database.db, request(change))).claimed;
const states = async () =>
  (await rowsOf<{ state: string }>(database.db, 'SELECT state FROM jobs ORDER BY id')).map(
    (row) => row.state,
  );

describe('the jobs table', () => {
  it('gives out what is due, most pressing first, and keeps the rest', async () => {
    await add({ payload: 'normal', priority: 5 });
    await add({ payload: 'pressing', priority: 0 });
    await add({ payload: 'later', runAfterSeconds: 60 });
    expect((await claim({ limit: 1 })).map((job) => job.payload)).toEqual(['pressing']);
    expect((await claim()).map((job) => job.payload)).toEqual(['normal']);
  });

  it('keeps background work within its own limit', async () => {
    for (let n = 0; n < 5; n++) await add({ priority: 20 });
    await add({ priority: 0 });
    const claimed = await claim({ limit: 4, backgroundLimit: 2 });
    expect(claimed.map((job) => job.priority).sort()).toEqual([0, 20, 20]);
  });

  it('lets only the holder close a job, and only while it holds it', async () => {
    await add();
    const [job] = await claim();
    if (!job) throw new Error('expected a job');
    expect(await finishJob(database.db, { ...job, owner: 'another' })).toBe(false);
    expect(await finishJob(database.db, { ...job, attempt: 2 })).toBe(false);
    expect(await finishJob(database.db, job)).toBe(true);
    expect(await failJob(database.db, job, { error: 'late', delaySeconds: 1 })).toBe(false);
    expect(await states()).toEqual(['done']);
  });

  it('renews the leases of the holder alone', async () => {
    await add();
    const [job] = await claim({ leaseSeconds: 1 });
    const ids = [job?.id ?? 0];
    expect(await renewLeases(database.db, 'another', ids, 60)).toEqual([]);
    expect(await renewLeases(database.db, 'a worker', ids, 60)).toEqual(ids);
  });

  it('gives a released job back with all its attempts', async () => {
    await add();
    const [job] = await claim();
    if (!job) throw new Error('expected a job');
    await releaseJob(database.db, job);
    expect((await claim())[0]?.attempt).toBe(1);
  });

  it('forgets finished jobs after a while and dead ones much later', async () => {
    for (const state of ['done', 'dead', 'queued']) {
      await rowsOf(
        database.db,
        `INSERT INTO jobs (name, payload, state, finished_at) VALUES ('sweep', '{}', ?, now() - interval '8 days')`,
        [state],
      );
    }
    expect(await deleteOldJobs(database.db, 7)).toBe(1);
    expect(await states()).toEqual(['dead', 'queued']);
    expect(await deleteOldJobs(database.db, 1)).toBe(1);
  });

  it('counts what waits and for how long', async () => {
    await add();
    await add();
    await claim({ limit: 1 });
    await rowsOf(database.db, `UPDATE jobs SET run_at = now() - interval '1 minute' WHERE state = 'queued'`);
    const counts = await jobCounts(database.db);
    expect(counts).toMatchObject({ waiting: 1, running: 1, dead: 0 });
    expect(counts.oldestDueSeconds).toBeGreaterThan(59);
  });
});

describe.runIf(database.onServer)('the jobs table under concurrent claims (real server only)', () => {
  it('never gives one job to two workers', async () => {
    for (let n = 0; n < 300; n++) await add({ payload: n });
    const others = [1, 2, 3, 4].map(() => openDatabase(workerEndpoint(), { poolSize: 2 }));
    const taken: number[] = [];
    await Promise.all(
      others.map(async (db, n) => {
        for (;;) {
          const { claimed } = await claimJobs(db, request({ owner: `worker ${n}`, limit: 3 }));
          if (claimed.length === 0) return;
          taken.push(...claimed.map((job) => job.id));
        }
      }),
    );
    for (const db of others) await db.close();
    expect(taken).toHaveLength(300);
    expect(new Set(taken).size).toBe(300);
  });
});
