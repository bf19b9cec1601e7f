import { AppError } from '../domain/errors.js';
import type { LocalDate } from '../domain/period.js';
import { storable, storableJson } from '../domain/stored-json.js';
import { type Queryable, rowsOf } from './database.js';

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

/** Of a held run only its holder may write; null: whoever writes holds nothing. */
const HELD = 'id = ? AND (?::text IS NULL OR claimed_by = ?)';

/** Changes a run while `heldBy` holds it. @throws AppError conflict when another process has taken it meanwhile. */
async function changeRun(
  on: Queryable,
  { id, heldBy, set }: { id: number; heldBy: string | null; set: string },
  values: readonly (string | Date)[],
): Promise<Run> {
  const [row] = await rowsOf<RunRow>(on, `UPDATE runs SET ${set} WHERE ${HELD} RETURNING ${COLUMNS}`, [
    ...values,
    id,
    heldBy,
    heldBy,
  ]);
  if (row) return runOf(row);
  throw new AppError(
    'conflict',
    `run ${id} was taken by another process while this one slept: what this one found is dropped, look at the run's result`,
  );
}

/**
 * Starts a run, or takes it up again after a crash with the stages it had finished.
 *
 * @throws AppError conflict when `heldBy` is given and does not hold the run any more.
 */
export function startRun(on: Queryable, id: number, at: Date, heldBy: string | null = null): Promise<Run> {
  const set = "status = 'running', started_at = coalesce(started_at, ?), finished_at = NULL, error = NULL";
  return changeRun(on, { id, heldBy, set }, [at]);
}

/**
 * Records that a stage is done and what it reports. Meant as the last statement of the transaction that stores the stage's
 * results: nobody else can take the run between it and the commit, and the results go with it when the hold is lost.
 *
 * @throws AppError conflict when `heldBy` is given and does not hold the run any more.
 */
export async function finishStage(
  on: Queryable,
  id: number,
  { stage, report, heldBy = null }: { stage: string; report: unknown; heldBy?: string | null },
): Promise<void> {
  const set = 'stages = stages || jsonb_build_object(?::text, ?::jsonb)';
  await changeRun(on, { id, heldBy, set }, [stage, storableJson(report ?? null)]);
}

/** Ends a run well. @throws AppError conflict when `heldBy` is given and does not hold the run any more. */
export async function finishRun(
  on: Queryable,
  id: number,
  at: Date,
  heldBy: string | null = null,
): Promise<void> {
  await changeRun(on, { id, heldBy, set: "status = 'finished', finished_at = ?, error = NULL" }, [at]);
}

/** Ends a run that could not be done, with what an operator needs to know; one that `heldBy` has lost is left alone. */
export async function failRun(
  on: Queryable,
  id: number,
  { error, at, heldBy = null }: { error: string; at: Date; heldBy?: string | null },
): Promise<void> {
  await rowsOf(on, `UPDATE runs SET status = 'failed', finished_at = ?, error = ? WHERE ${HELD}`, [
    at,
    storable(error).slice(0, 2000),
    id,
    heldBy,
    heldBy,
  ]);
}
