import { type Queryable, ring } from '../store/database.js';
import { insertJob } from '../store/jobs.js';
import { type JobName, type JobPayload, jobPayloads, jobPriorities } from './payloads.js';

/** When a job runs, and what makes it the same as another. */
export type EnqueueOptions = {
  /** While a job with this key waits or runs, another is not added. */
  key?: string;
  /** Jobs that share a sequence run one after another in the order they were added. */
  sequence?: string;
  /** Seconds from now, on the database's clock. Default 0. */
  runAfterSeconds?: number;
  /** Smaller goes first. Default: the job's own. */
  priority?: number;
  /** Tries before the job is buried. Default 5. */
  maxAttempts?: number;
};

/**
 * Adds a job. Inside a transaction it exists, and is heard of, only when that commits.
 *
 * @throws ZodError when the payload is not what the job takes.
 */
export async function enqueue<N extends JobName>(
  on: Queryable,
  name: N,
  payload: JobPayload<N>,
  options: EnqueueOptions = {},
): Promise<void> {
  const added = await insertJob(on, {
    name,
    payload: jobPayloads[name].parse(payload),
    key: options.key ?? null,
    sequence: options.sequence ?? null,
    runAfterSeconds: options.runAfterSeconds ?? 0,
    priority: options.priority ?? jobPriorities[name],
    maxAttempts: options.maxAttempts ?? 5,
  });
  if (added) await ring(on, 'jobs');
}
