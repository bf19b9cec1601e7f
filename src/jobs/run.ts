import { backoffSeconds } from '../domain/backoff.js';
import type { Runtime } from '../runtime.js';
import { type ClaimedJob, failJob, finishJob, releaseJob } from '../store/jobs.js';
import { type JobName, type JobPayload, jobPayloads } from './payloads.js';

/** What a handler is given beside its payload. */
export type JobContext = {
  /** Aborted when the worker stops or has lost the job to another: long handlers look at it between their steps. */
  signal: AbortSignal;
  /** From 1: how often the job has been tried, this time included. */
  attempt: number;
  /** True when no further try follows this one. */
  lastAttempt: boolean;
  /** Renews the lease now; for handlers that keep the event loop busy for seconds at a time. */
  heartbeat(): Promise<void>;
};

/** The code of each job. A worker takes only the jobs that it has code for. */
export type JobHandlers = {
  readonly [N in JobName]?: (payload: JobPayload<N>, context: JobContext) => Promise<void>;
};

const RETRY = { baseSeconds: 1, capSeconds: 300 };

/**
 * Runs one job and records how it ended: done, to be tried again, or dead after its last attempt (at once when its
 * payload is not what the job takes). A job that fails while the worker stops is given back as if it was never taken.
 */
export async function runJob(
  runtime: Pick<Runtime, 'db' | 'log'> & { stopping: AbortSignal },
  handlers: JobHandlers,
  job: ClaimedJob,
  context: Pick<JobContext, 'signal' | 'heartbeat'>,
): Promise<void> {
  const { db, log } = runtime;
  const facts = { job: job.id, name: job.name, attempt: job.attempt };
  const lastAttempt = job.attempt >= job.maxAttempts;
  try {
    await perform(handlers, job, { ...context, attempt: job.attempt, lastAttempt });
  } catch (error) {
    if (runtime.stopping.aborted) return releaseJob(db, job);
    const hopeless = lastAttempt || error instanceof InvalidPayload;
    if (hopeless) log.error({ ...facts, err: error }, 'the job is dead');
    else log.warn({ ...facts, err: error }, 'the job failed and will be tried again');
    const delaySeconds = hopeless ? null : backoffSeconds(RETRY, job.attempt, String(job.id));
    await failJob(db, job, { error: String(error), delaySeconds });
    return;
  }
  const ours = await finishJob(db, job);
  if (!ours) log.warn(facts, 'the job ended after it was taken over by another worker');
}

async function perform(handlers: JobHandlers, job: ClaimedJob, context: JobContext): Promise<void> {
  const name = job.name as JobName;
  const handle = handlers[name] as ((payload: unknown, context: JobContext) => Promise<void>) | undefined;
  if (!handle) throw new Error(`no handler for ${job.name}`);
  const payload = jobPayloads[name].safeParse(job.payload);
  if (!payload.success) throw new InvalidPayload(payload.error.message);
  await handle(payload.data, context);
}

/** What is stored is not what the job takes: trying again cannot help. */
class InvalidPayload extends Error {
  override readonly name = 'InvalidPayload';
}
