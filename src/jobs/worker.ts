import type { Runtime } from '../runtime.js';
import { type ClaimedJob, claimJobs, renewLeases } from '../store/jobs.js';
import { startPulse, within } from '../store/pulse.js';
import { INTERACTIVE_PRIORITY } from './payloads.js';
import { type JobHandlers, runJob } from './run.js';

export type { JobContext, JobHandlers } from './run.js';

/** How a worker takes jobs. */
export type WorkerOptions = {
  /** Jobs that run at once. Default 4, on the embedded database 2. One place is kept for interactive jobs. */
  concurrency?: number;
  /** A worker that is silent for this long loses its jobs to others. Default 10. */
  leaseSeconds?: number;
  pollMs?: number;
  /** How long `stop` waits for running handlers. Default 10 000. */
  drainMs?: number;
};

/** A running worker. */
export type Worker = {
  /** Resolves when no job is due and none is running. */
  settled(): Promise<void>;
  /** Takes no more jobs, signals the running handlers and waits for them, at most `drainMs`. */
  stop(): Promise<void>;
};

type Running = { job: ClaimedJob; abort: AbortController; ended: Promise<void> };

/**
 * Runs jobs until it is stopped. A job is held by a lease on the database's clock, renewed while its worker lives: a
 * long job keeps it, and a killed worker's job goes to another within the lease and a poll. Jobs run at least once, so
 * what they do must bear being done again.
 */
export function startWorker(
  runtime: Pick<Runtime, 'db' | 'log' | 'ids'>,
  handlers: JobHandlers,
  options: WorkerOptions = {},
): Worker {
  const { db, log } = runtime;
  const owner = runtime.ids.uuid();
  const concurrency = options.concurrency ?? (db.embedded ? 2 : 4);
  const leaseSeconds = options.leaseSeconds ?? 10;
  const running = new Map<number, Running>();
  const stopping = new AbortController();

  const renew = async () => {
    const asked = [...running.values()];
    if (asked.length === 0) return;
    const ids = asked.map(({ job }) => job.id);
    const kept = new Set(await renewLeases(db, owner, ids, leaseSeconds));
    const lost = asked.filter((one) => !kept.has(one.job.id) && running.get(one.job.id) === one);
    for (const { job, abort } of lost) {
      log.warn({ job: job.id, name: job.name }, 'the job was taken over by another worker');
      abort.abort(new Error('the lease was lost'));
    }
  };
  const start = (job: ClaimedJob) => {
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, stopping.signal]);
    const ended = runJob({ db, log, stopping: stopping.signal }, handlers, job, { signal, heartbeat: renew })
      .catch((error) => log.error({ job: job.id, name: job.name, err: error }, 'the job could not be closed'))
      .finally(() => {
        running.delete(job.id);
        pulse.kick();
      });
    running.set(job.id, { job, abort, ended });
  };
  const beat = async () => {
    const free = concurrency - running.size;
    if (free <= 0) return false;
    const inBackground = [...running.values()].filter(({ job }) => job.priority > INTERACTIVE_PRIORITY);
    const { claimed, buried } = await claimJobs(db, {
      owner,
      names: Object.keys(handlers),
      limit: free,
      backgroundLimit: Math.max(0, Math.max(1, concurrency - 1) - inBackground.length),
      interactivePriority: INTERACTIVE_PRIORITY,
      leaseSeconds,
      running: [...running.keys()],
    });
    if (buried.length > 0) log.error({ jobs: buried }, 'jobs buried: their worker stopped in every attempt');
    claimed.forEach(start);
    return claimed.length > 0;
  };

  const pulse = startPulse({
    bell: db.bell,
    topic: 'jobs',
    pollMs: options.pollMs ?? 1000,
    beat,
    onTrouble: (error) => log.warn({ err: error }, 'jobs cannot be fetched, trying again'),
  });
  const heartbeat = setInterval(
    () => void renew().catch((error) => log.warn({ err: error }, 'leases could not be renewed')),
    (leaseSeconds * 1000) / 3,
  );
  return {
    async settled() {
      do {
        await Promise.all([...running.values()].map(({ ended }) => ended));
        await pulse.idle();
      } while (running.size > 0);
    },
    async stop() {
      stopping.abort(new Error('the worker is stopping'));
      await pulse.stop();
      await within(
        options.drainMs ?? 10_000,
        [...running.values()].map(({ ended }) => ended),
      );
      clearInterval(heartbeat);
    },
  };
}
