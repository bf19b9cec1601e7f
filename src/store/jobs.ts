import { storable, storableJson } from '../domain/stored-json.js';
import { type Queryable, rowOf, rowsOf } from './database.js';

/** A job to be stored. `key`: at most one job with it waits or runs. `sequence`: jobs that share it run one by one. */
export type NewJob = {
  name: string;
  payload: unknown;
  key: string | null;
  sequence: string | null;
  runAfterSeconds: number;
  priority: number;
  maxAttempts: number;
};

/** A job that this worker holds. `attempt` counts from 1 and, with the owner, tells this hold from any other. */
export type ClaimedJob = {
  id: number;
  name: string;
  payload: unknown;
  attempt: number;
  maxAttempts: number;
  priority: number;
  owner: string;
};

/** What a worker asks for. Jobs of a priority above `interactivePriority` count as background work. */
export type ClaimRequest = {
  owner: string;
  names: readonly string[];
  limit: number;
  backgroundLimit: number;
  interactivePriority: number;
  leaseSeconds: number;
  /** Ids that this worker still runs: never claimed again, even when their lease has lapsed. */
  running: readonly number[];
};

/** Stores a job. Returns false when one with the same key waits or runs already. */
export async function insertJob(on: Queryable, job: NewJob): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `INSERT INTO jobs (name, key, sequence, payload, priority, max_attempts, run_at)
     VALUES (?, ?, ?, ?::jsonb, ?, ?, clock_timestamp() + make_interval(secs => ?))
     ON CONFLICT (key) WHERE state IN ('queued', 'running') DO NOTHING RETURNING id`,
    [
      job.name,
      job.key,
      job.sequence,
      storableJson(job.payload),
      job.priority,
      job.maxAttempts,
      job.runAfterSeconds,
    ],
  );
  return rows.length === 1;
}

/** A job that may be taken: due, or left by a worker that stopped renewing its lease; the first of its sequence. */
const DUE = `
  j.name = ANY(?::text[]) AND NOT (j.id = ANY(?::bigint[])) AND j.attempts < j.max_attempts
  AND ((j.state = 'queued' AND j.run_at <= clock_timestamp())
    OR (j.state = 'running' AND j.lease_until < clock_timestamp()))
  AND (j.sequence IS NULL OR j.id = (SELECT e.id FROM jobs e
    WHERE e.sequence = j.sequence AND e.state IN ('queued', 'running') ORDER BY e.id LIMIT 1))`;

type TakenRow = {
  id: number;
  name: string;
  payload: unknown;
  attempts: number;
  max_attempts: number;
  priority: number;
  state: 'running' | 'dead';
};

const TAKEN = 'id, name, payload, attempts, max_attempts, priority, state';

/**
 * Takes due jobs for this worker, most pressing first, in one statement on the database's clock. Two workers never take
 * the same one. Jobs whose workers died in every try that they had are buried on the way.
 */
export async function claimJobs(
  on: Queryable,
  request: ClaimRequest,
): Promise<{ claimed: ClaimedJob[]; buried: number[] }> {
  const running = [...request.running];
  const due = [[...request.names], running];
  const rows = await rowsOf<TakenRow>(
    on,
    `WITH interactive AS (
       SELECT j.id FROM jobs j WHERE ${DUE} AND j.priority <= ?
       ORDER BY j.priority, j.run_at, j.id LIMIT ? FOR UPDATE SKIP LOCKED),
     background AS (
       SELECT j.id FROM jobs j WHERE ${DUE} AND j.priority > ?
       ORDER BY j.priority, j.run_at, j.id
       LIMIT least(?, ? - (SELECT count(*) FROM interactive)) FOR UPDATE SKIP LOCKED),
     taken AS (
       UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_owner = ?,
         lease_until = clock_timestamp() + make_interval(secs => ?)
       WHERE id IN (SELECT id FROM interactive UNION ALL SELECT id FROM background) RETURNING ${TAKEN}),
     buried AS (
       UPDATE jobs SET state = 'dead', finished_at = clock_timestamp(), lease_until = NULL, lease_owner = NULL,
         last_error = coalesce(last_error, 'its worker stopped in every attempt')
       WHERE state = 'running' AND lease_until < clock_timestamp() AND attempts >= max_attempts
         AND NOT (id = ANY(?::bigint[])) RETURNING ${TAKEN})
     SELECT ${TAKEN} FROM taken UNION ALL SELECT ${TAKEN} FROM buried`,
    [
      ...due,
      request.interactivePriority,
      request.limit,
      ...due,
      request.interactivePriority,
      request.backgroundLimit,
      request.limit,
      request.owner,
      request.leaseSeconds,
      running,
    ],
  );
  return {
    claimed: rows.filter((row) => row.state === 'running').map((row) => claimedOf(row, request.owner)),
    buried: rows.filter((row) => row.state === 'dead').map((row) => row.id),
  };
}

const claimedOf = (row: TakenRow, owner: string): ClaimedJob => ({
  id: row.id,
  name: row.name,
  payload: row.payload,
  attempt: row.attempts,
  maxAttempts: row.max_attempts,
  priority: row.priority,
  owner,
});

/** Renews the leases of an owner's jobs; returns the ids that are still theirs. */
export async function renewLeases(
  on: Queryable,
  owner: string,
  ids: readonly number[],
  leaseSeconds: number,
): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    on,
    `UPDATE jobs SET lease_until = clock_timestamp() + make_interval(secs => ?)
     WHERE id = ANY(?::bigint[]) AND lease_owner = ? AND state = 'running' RETURNING id`,
    [leaseSeconds, [...ids], owner],
  );
  return rows.map((row) => row.id);
}

const HELD = `WHERE id = ? AND lease_owner = ? AND attempts = ? AND state = 'running' RETURNING id`;
const holdOf = (job: ClaimedJob) => [job.id, job.owner, job.attempt];

/** Marks a job done. Returns false when the hold was lost: somebody else runs it now. */
export async function finishJob(on: Queryable, job: ClaimedJob): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `UPDATE jobs SET state = 'done', finished_at = clock_timestamp(), lease_until = NULL, lease_owner = NULL ${HELD}`,
    holdOf(job),
  );
  return rows.length === 1;
}

/** Puts a job back to be tried again after a while, or buries it: `delaySeconds` null. */
export async function failJob(
  on: Queryable,
  job: ClaimedJob,
  failure: { error: string; delaySeconds: number | null },
): Promise<boolean> {
  const buried = failure.delaySeconds === null;
  const rows = await rowsOf(
    on,
    `UPDATE jobs SET state = ?, last_error = ?, lease_until = NULL, lease_owner = NULL,
       run_at = clock_timestamp() + make_interval(secs => ?),
       finished_at = CASE WHEN ?::boolean THEN clock_timestamp() END ${HELD}`,
    [
      buried ? 'dead' : 'queued',
      storable(failure.error).slice(0, 2000),
      failure.delaySeconds ?? 0,
      buried,
      ...holdOf(job),
    ],
  );
  return rows.length === 1;
}

/** Gives a job back unharmed, as if it had not been taken: its worker is stopping. */
export async function releaseJob(on: Queryable, job: ClaimedJob): Promise<void> {
  await rowsOf(
    on,
    `UPDATE jobs SET state = 'queued', attempts = attempts - 1, lease_until = NULL, lease_owner = NULL ${HELD}`,
    holdOf(job),
  );
}

/** Deletes finished jobs older than this; dead ones stay four times as long, because somebody should look. */
export async function deleteOldJobs(on: Queryable, olderThanDays: number): Promise<number> {
  const rows = await rowsOf(
    on,
    `DELETE FROM jobs WHERE (state = 'done' AND finished_at < now() - make_interval(days => ?))
       OR (state = 'dead' AND finished_at < now() - make_interval(days => ?)) RETURNING id`,
    [olderThanDays, olderThanDays * 4],
  );
  return rows.length;
}

/** How many jobs wait, run and are dead, and how long the oldest due one has waited. */
export async function jobCounts(
  on: Queryable,
): Promise<{ waiting: number; running: number; dead: number; oldestDueSeconds: number }> {
  return rowOf(
    on,
    `SELECT count(*) FILTER (WHERE state = 'queued') AS waiting,
       count(*) FILTER (WHERE state = 'running') AS running,
       count(*) FILTER (WHERE state = 'dead') AS dead,
       coalesce(extract(epoch FROM clock_timestamp() - min(run_at)
         FILTER (WHERE state = 'queued' AND run_at <= clock_timestamp())), 0)::float8 AS "oldestDueSeconds"
     FROM jobs`,
  );
}
