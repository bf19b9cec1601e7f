import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enqueue } from '../../src/jobs/queue.js';
import { type JobHandlers, startWorker, type Worker, type WorkerOptions } from '../../src/jobs/worker.js';
import { openDatabase, rowsOf } from '../../src/store/database.js';
import { claimJobs } from '../../src/store/jobs.js';
import { useDatabase, workerEndpoint } from '../support/database.js';
import { silent } from '../support/silent.js';

const database = useDatabase();
const ids = { uuid: randomUUID, token: randomUUID };
let workers: Worker[] = [];

const work = (handlers: JobHandlers, options: WorkerOptions = {}, db = database.db) => {
  const worker = startWorker({ db, log: silent, ids }, handlers, options);
  workers.push(worker);
  return worker;
};
const jobs = () =>
  rowsOf<{ id: number; name: string; state: string; attempts: number; last_error: string | null }>(
    database.db,
    'SELECT id, name, state, attempts, last_error FROM jobs ORDER BY id',
  );
/** A door that a handler waits behind until the test opens it. */
const door = () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
};

beforeEach(() => database.db.knex.raw('DELETE FROM jobs'));
afterEach(async () => {
  for (const worker of workers) await worker.stop();
  workers = [];
});

describe('a worker', () => {
  it('runs what was added before and after it started, once each, and marks it done', async () => {
    const seen: number[] = [];
    await enqueue(database.db, 'answer-inbound', { inboundId: 1 });
    const worker = work({ 'answer-inbound': async ({ inboundId }) => void seen.push(inboundId) });
    await enqueue(database.db, 'answer-inbound', { inboundId: 2 });
    await worker.settled();
    expect(seen.sort()).toEqual([1, 2]);
    expect((await jobs()).map((job) => job.state)).toEqual(['done', 'done']);
  });

  it('hears of a new job at once, without waiting for its poll', async () => {
    const done = door();
    const worker = work({ sweep: async () => done.open() }, { pollMs: 3_600_000 });
    await worker.settled();
    await enqueue(database.db, 'sweep', {});
    await done.opened;
  });

  it('leaves jobs alone that it has no handler for', async () => {
    await enqueue(database.db, 'sweep', {});
    await work({ 'answer-inbound': async () => undefined }).settled();
    expect(await jobs()).toMatchObject([{ state: 'queued', attempts: 0 }]);
  });

  it('puts a failed job back with its error and a delay', async () => {
    await enqueue(database.db, 'sweep', {});
    await work({
      sweep: async () => {
        throw new Error('the disk is full');
      },
    }).settled();
    expect(await jobs()).toMatchObject([
      { state: 'queued', attempts: 1, last_error: 'Error: the disk is full' },
    ]);
  });

  it('buries a poison job after its attempts, and the others are done all the same', async () => {
    await enqueue(database.db, 'escalate-alert', { alertId: 1, step: 0 }, { maxAttempts: 3 });
    for (let n = 1; n <= 5; n++) await enqueue(database.db, 'answer-inbound', { inboundId: n });
    const attempts: boolean[] = [];
    const worker = work({
      'answer-inbound': async () => undefined,
      'escalate-alert': async (_, context) => {
        attempts.push(context.lastAttempt);
        throw new Error('poison');
      },
    });
    for (let n = 0; n < 4; n++) {
      await worker.settled();
      await rowsOf(database.db, 'UPDATE jobs SET run_at = now()');
    }
    await worker.settled();
    expect(attempts).toEqual([false, false, true]);
    expect(await jobs()).toMatchObject([
      { state: 'dead', attempts: 3, last_error: 'Error: poison' },
      ...Array.from({ length: 5 }, () => ({ state: 'done' })),
    ]);
  });

  it('buries a job at once when what is stored is not what it takes', async () => {
    await rowsOf(
      database.db,
      `INSERT INTO jobs (name, payload) VALUES ('answer-inbound', '{"inboundId":"x"}')`,
    );
    await work({ 'answer-inbound': async () => undefined }).settled();
    expect(await jobs()).toMatchObject([{ state: 'dead', attempts: 1 }]);
  });

  it('runs the job of a killed worker again once its lease has lapsed', async () => {
    await enqueue(database.db, 'sweep', {});
    const request = { owner: 'killed', names: ['sweep'], limit: 1, backgroundLimit: 1, running: [] };
    await claimJobs(database.db, { ...request, interactivePriority: 9, leaseSeconds: 10 });
    let runs = 0;
    const worker = work({ sweep: async () => void runs++ });
    await worker.settled();
    expect(runs).toBe(0);
    await rowsOf(database.db, `UPDATE jobs SET lease_until = now() - interval '1 second'`);
    await worker.settled();
    expect(runs).toBe(1);
    expect(await jobs()).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  it('buries a job whose workers died in every attempt', async () => {
    await enqueue(database.db, 'sweep', {}, { maxAttempts: 1 });
    const request = { owner: 'killed', names: ['sweep'], limit: 1, backgroundLimit: 1, running: [] };
    await claimJobs(database.db, { ...request, interactivePriority: 9, leaseSeconds: 0 });
    await work({ sweep: async () => expect.unreachable('it has no attempts left') }).settled();
    expect(await jobs()).toMatchObject([{ state: 'dead' }]);
  });

  it('keeps the lease of a job that is still running, and does not start it twice', async () => {
    const first = door();
    const started = door();
    let runs = 0;
    await enqueue(database.db, 'sweep', {});
    const worker = work({
      sweep: async (_, context) => {
        runs++;
        started.open();
        await first.opened;
        await context.heartbeat();
      },
    });
    await started.opened;
    await rowsOf(database.db, `UPDATE jobs SET lease_until = now() - interval '1 minute'`);
    await enqueue(database.db, 'answer-inbound', { inboundId: 1 });
    first.open();
    await worker.settled();
    expect(runs).toBe(1);
  });

  it('tells a handler that its lease was lost, and does not record how it ended', async () => {
    const started = door();
    const told = door();
    await enqueue(database.db, 'sweep', {});
    const worker = work(
      {
        sweep: async (_, { signal, heartbeat }) => {
          signal.addEventListener('abort', () => told.open());
          started.open();
          await told.opened;
          await heartbeat();
        },
      },
      { leaseSeconds: 0.3 },
    );
    await started.opened;
    await rowsOf(database.db, `UPDATE jobs SET lease_owner = 'another'`);
    await told.opened;
    await worker.settled();
    expect(await jobs()).toMatchObject([{ state: 'running' }]);
  });

  it('signals its handlers when it stops, and gives back what did not end', async () => {
    const started = door();
    await enqueue(database.db, 'sweep', {});
    const worker = work({
      sweep: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          started.open();
        }),
    });
    await started.opened;
    await worker.stop();
    expect(await jobs()).toMatchObject([{ state: 'queued', attempts: 0 }]);
  });

  it('always has room for somebody who waits: background work never takes every place', async () => {
    const hold = door();
    const answered = door();
    for (let n = 1; n <= 3; n++) await enqueue(database.db, 'nightly-pipeline', { runId: n });
    work(
      { 'nightly-pipeline': () => hold.opened, 'answer-inbound': async () => answered.open() },
      { concurrency: 2 },
    );
    await enqueue(database.db, 'answer-inbound', { inboundId: 1 });
    await answered.opened;
    hold.open();
  });

  it('runs the jobs of one sequence one by one in order, and those of others beside them', async () => {
    const events: string[] = [];
    const first = door();
    for (const n of [1, 2])
      await enqueue(database.db, 'answer-inbound', { inboundId: n }, { sequence: 'ali' });
    await enqueue(database.db, 'answer-inbound', { inboundId: 3 }, { sequence: 'sara' });
    const worker = work(
      {
        'answer-inbound': async ({ inboundId }) => {
          events.push(`${inboundId} starts`);
          if (inboundId === 1) await first.opened;
          if (inboundId === 3) first.open();
          events.push(`${inboundId} ends`);
        },
      },
      { concurrency: 3 },
    );
    await worker.settled();
    expect(events.indexOf('2 starts')).toBeGreaterThan(events.indexOf('1 ends'));
    expect(events.indexOf('3 starts')).toBeLessThan(events.indexOf('1 ends'));
  });

  it('runs each of many jobs once when several workers look for them', async () => {
    const runs = new Map<number, number>();
    for (let n = 1; n <= 200; n++) await enqueue(database.db, 'answer-inbound', { inboundId: n });
    const handlers: JobHandlers = {
      'answer-inbound': async ({ inboundId }) => void runs.set(inboundId, (runs.get(inboundId) ?? 0) + 1),
    };
    const others = [openDatabase(workerEndpoint()), openDatabase(workerEndpoint())];
    const team = others.map((db) => work(handlers, { concurrency: 4 }, db));
    await Promise.all(team.map((worker) => worker.settled()));
    await Promise.all(team.map((worker) => worker.stop()));
    for (const db of others) await db.close();
    expect([...runs.values()].filter((times) => times !== 1)).toEqual([]);
    expect(runs.size).toBe(200);
  });
});
