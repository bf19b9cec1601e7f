import { z } from 'zod';
import { can } from '../../domain/access.js';
import { AppError } from '../../domain/errors.js';
import { localTime } from '../../domain/period.js';
import type { User } from '../../domain/user.js';
import { enqueue } from '../../jobs/queue.js';
import { inTransaction, type Tx } from '../../store/database.js';
import { createRun, listRuns, loadRun, type Run, runOfDay } from '../../store/runs.js';
import { idInCursor, pageFrom } from '../cursor.js';
import { defineRoute } from '../route.js';
import { idParam, pageOf, pageQuery } from '../schemas.js';

const PIPELINE = 'nightly-pipeline';

const runView = z
  .strictObject({
    id: z.number().int(),
    job: z.string(),
    localDate: z.iso.date(),
    status: z.enum(['queued', 'running', 'finished', 'failed']),
    parameters: z.record(z.string(), z.unknown()),
    stages: z.record(z.string(), z.unknown()),
    /** For those who may run the pipeline; null for others. */
    error: z.string().nullable(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Run' });

const viewRun = (user: User, run: Run): z.input<typeof runView> => ({
  ...run,
  error: can(user, 'pipeline.run') ? run.error : null,
  createdAt: run.createdAt.toISOString(),
  startedAt: run.startedAt?.toISOString() ?? null,
  finishedAt: run.finishedAt?.toISOString() ?? null,
});

const list = defineRoute({
  name: 'list_runs',
  method: 'get',
  path: '/runs',
  tag: 'runs',
  action: 'hotspots.read',
  query: z.strictObject(pageQuery),
  response: pageOf(runView),
  async handler(api, { user, query }) {
    const beforeId = idInCursor(query.cursor);
    const page = { limit: query.limit + 1, ...(beforeId !== undefined && { beforeId }) };
    const read = await listRuns(api.db, page);
    return pageFrom(
      read,
      query.limit,
      (run) => run.id,
      (run) => viewRun(user, run),
    );
  },
});

const show = defineRoute({
  name: 'show_run',
  method: 'get',
  path: '/runs/:id',
  tag: 'runs',
  action: 'hotspots.read',
  params: idParam,
  response: runView,
  errors: ['not_found'],
  async handler(api, { user, params }) {
    const run = await loadRun(api.db, params.id);
    if (!run) throw new AppError('not_found', `there is no run ${params.id}`);
    return viewRun(user, run);
  },
});

const start = defineRoute({
  name: 'start_run',
  method: 'post',
  path: '/runs',
  tag: 'runs',
  action: 'pipeline.run',
  response: runView,
  status: 202,
  errors: ['conflict'],
  async handler(api, { user }) {
    const localDate = localTime(api.clock.now(), api.config.timeZone).date;
    const run = await inTransaction(api.db, (tx) => createPipelineRun(tx, localDate));
    return viewRun(user, run);
  },
});

/** @throws AppError `conflict` with the run's number when today's exists already. */
async function createPipelineRun(tx: Tx, localDate: string): Promise<Run> {
  const run = await createRun(tx, { job: PIPELINE, localDate });
  if (!run) {
    const existing = await runOfDay(tx, PIPELINE, localDate);
    const params = { runId: existing?.id ?? 0, status: existing?.status ?? '' };
    throw new AppError('conflict', `the run of ${localDate} exists`, { params });
  }
  await enqueue(tx, PIPELINE, { runId: run.id }, { key: `${PIPELINE}:${localDate}` });
  return run;
}

/** The endpoints of runs of the pipeline. */
export const runRoutes = [list, show, start];
