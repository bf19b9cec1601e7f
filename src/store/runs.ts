import type { LocalDate } from '../domain/period.js';
import { storable, storableJson } from '../domain/stored-json.js';
import { type Queryable, rowOf, rowsOf } from './database.js';

/** One calculation: what was asked, how far it came. */
export type Run = {
  id: number;
  job: string;
  localDate: LocalDate;
  status: 'queued' | 'running' | 'finished' | 'failed';
  parameters: Readonly<Record<string, unknown>>;
  /** What each finished stage reported, by stage: a run that is taken up again skips them. */
  stages: Readonly<Record<string, unknown>>;
  error: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

type RunRow = {
  id: number;
  job: string;
  local_date: LocalDate;
  status: Run['status'];
  parameters: Record<string, unknown>;
  stages: Record<string, unknown>;
  error: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

const COLUMNS = 'id, job, local_date, status, parameters, stages, error, created_at, started_at, finished_at';

const runOf = (row: RunRow): Run => ({
  id: row.id,
  job: row.job,
  localDate: row.local_date,
  status: row.status,
  parameters: row.parameters,
  stages: row.stages,
  error: row.error,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});

/**
 * Creates the run of a job for a local day.
 *
 * @returns null when that day's run exists already, whoever made it.
 */
export async function createRun(
  on: Queryable,
  run: { job: string; localDate: LocalDate; parameters?: object },
): Promise<Run | null> {
  // The first condition keeps the hourly thousands of "is it due?" from using up ids; the second decides the race.
  const [row] = await rowsOf<RunRow>(
    on,
    `INSERT INTO runs (job, local_date, status, parameters)
     SELECT ?, ?::date, 'queued', ?::jsonb
     WHERE NOT EXISTS (SELECT 1 FROM runs WHERE job = ? AND local_date = ?::date)
     ON CONFLICT (job, local_date) DO NOTHING RETURNING ${COLUMNS}`,
    [run.job, run.localDate, storableJson(run.parameters ?? {}), run.job, run.localDate],
  );
  return row ? runOf(row) : null;
}

/** The run with this id, or null. */
export async function loadRun(on: Queryable, id: number): Promise<Run | null> {
  const [row] = await rowsOf<RunRow>(on, `SELECT ${COLUMNS} FROM runs WHERE id = ?`, [id]);
  return row ? runOf(row) : null;
}

/** The run of a job for a local day, or null. */
export async function runOfDay(on: Queryable, job: string, localDate: LocalDate): Promise<Run | null> {
  const [row] = await rowsOf<RunRow>(
    on,
    `SELECT ${COLUMNS} FROM runs WHERE job = ? AND local_date = ?::date`,
    [job, localDate],
  );
  return row ? runOf(row) : null;
}

/** The latest run of a job by its day, of the given status when one is asked for; null when there is none. */
export async function latestRun(on: Queryable, job: string, status?: Run['status']): Promise<Run | null> {
  const [row] = await rowsOf<RunRow>(
    on,
    `SELECT ${COLUMNS} FROM runs WHERE job = ? AND (?::text IS NULL OR status = ?)
     ORDER BY local_date DESC LIMIT 1`,
    [job, status ?? null, status ?? null],
  );
  return row ? runOf(row) : null;
}

/** Runs, newest first; `job` keeps one job's, `beforeId` pages back. */
export async function listRuns(
  on: Queryable,
  filter: { job?: string; beforeId?: number; limit: number },
): Promise<Run[]> {
  const { job = null, beforeId = null } = filter;
  const rows = await rowsOf<RunRow>(
    on,
    `SELECT ${COLUMNS} FROM runs
     WHERE (?::text IS NULL OR job = ?) AND (?::integer IS NULL OR id < ?) ORDER BY id DESC LIMIT ?`,
    [job, job, beforeId, beforeId, filter.limit],
  );
  return rows.map(runOf);
}

/**
 * Takes a run for one process, or renews its hold, on the database's clock. A process that died lets go when its time is up.
 *
 * @returns false when another process holds it.
 */
export async function claimRun(
  on: Queryable,
  id: number,
  claimant: string,
  seconds: number,
): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `UPDATE runs SET claimed_by = ?, claimed_until = clock_timestamp() + make_interval(secs => ?)
     WHERE id = ? AND (claimed_by IS NULL OR claimed_by = ? OR claimed_until < clock_timestamp()) RETURNING id`,
    [claimant, seconds, id, claimant],
  );
  return rows.length === 1;
}

/** Lets go of a run that this claimant holds. */
export async function releaseRun(on: Queryable, id: number, claimant: string): Promise<void> {
  await rowsOf(
    on,
    'UPDATE runs SET claimed_by = NULL, claimed_until = NULL WHERE id = ? AND claimed_by = ?',
    [id, claimant],
  );
}

/** Starts a run, or takes it up again after a crash with the stages it had finished. */
export async function startRun(on: Queryable, id: number, at: Date): Promise<Run> {
  const row = await rowOf<RunRow>(
    on,
    `UPDATE runs SET status = 'running', started_at = coalesce(started_at, ?), finished_at = NULL, error = NULL
     WHERE id = ? RETURNING ${COLUMNS}`,
    [at, id],
  );
  return runOf(row);
}

/** Records that a stage is done and what it reports. Meant for the transaction that stores the stage's results. */
export async function finishStage(on: Queryable, id: number, stage: string, report: unknown): Promise<void> {
  await rowsOf(on, 'UPDATE runs SET stages = stages || jsonb_build_object(?::text, ?::jsonb) WHERE id = ?', [
    stage,
    storableJson(report ?? null),
    id,
  ]);
}

/** Ends a run well. */
export async function finishRun(on: Queryable, id: number, at: Date): Promise<void> {
  await rowsOf(on, "UPDATE runs SET status = 'finished', finished_at = ?, error = NULL WHERE id = ?", [
    at,
    id,
  ]);
}

/** Ends a run that could not be done, with what an operator needs to know. */
export async function failRun(on: Queryable, id: number, error: string, at: Date): Promise<void> {
  await rowsOf(on, "UPDATE runs SET status = 'failed', finished_at = ?, error = ? WHERE id = ?", [
    at,
    storable(error).slice(0, 2000),
    id,
  ]);
}
