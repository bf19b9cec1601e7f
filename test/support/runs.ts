import { type Queryable, rowOf } from '../../src/store/database.js';

/** The id of a stored, finished run of the pipeline for a local day. */
export async function aRun(on: Queryable, localDate: string, job = 'pipeline'): Promise<number> {
  const { id } = await rowOf<{ id: number }>(
    on,
    `INSERT INTO runs (job, local_date, status, started_at, finished_at)
     VALUES (?, ?, 'finished', now(), now()) RETURNING id`,
    [job, localDate],
  );
  return id;
}
