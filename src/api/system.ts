import type { Express } from 'express';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { AppError } from '../domain/errors.js';
import { CHANNELS } from '../domain/message.js';
import { type DatabaseState, databaseState } from '../store/health.js';
import { freshness } from '../store/incidents.js';
import { jobCounts } from '../store/jobs.js';
import { latestRun } from '../store/runs.js';
import type { Api } from './api.js';

/** Where the program stands in its life: only an `able` one is given work. */
export type ReadyState = 'starting' | 'able' | 'stopping';

const component = z.enum(['able', 'unmigrated', 'unreachable']);

/** What `/health` tells. */
export const healthSchema = z
  .strictObject({
    status: z.enum(['ok', 'degraded']),
    state: z.enum(['starting', 'able', 'stopping']),
    database: component,
    channels: z.record(z.enum(CHANNELS), z.enum(['on', 'off'])),
    pipeline: z
      .strictObject({
        localDate: z.string(),
        status: z.enum(['queued', 'running', 'finished', 'failed']),
        finishedAt: z.string().nullable(),
      })
      .nullable(),
    jobs: z.strictObject({ waiting: z.number(), running: z.number(), dead: z.number() }).nullable(),
    data: z.strictObject({ latestOccurredAt: z.string().nullable(), synthetic: z.boolean() }).nullable(),
  })
  .meta({ id: 'Health' });

/** What `/ready` tells; also in the status: 200 or 503. */
export const readySchema = z
  .strictObject({ ready: z.boolean(), state: z.enum(['starting', 'able', 'stopping']), database: component })
  .meta({ id: 'Ready' });

type Life = { state(): ReadyState };

/** Mounts `/health`, `/ready` and `/metrics`: for machines, open, and without any figure of police work. */
export function mountSystem(app: Express, api: Api, registry: Registry, life: Life): void {
  app.get('/health', async (_request, response) => {
    response.json(await health(api, life));
  });
  app.get('/ready', async (_request, response) => {
    const database = await databaseState(api.db);
    const ready = life.state() === 'able' && database === 'able';
    response.status(ready ? 200 : 503).json({ ready, state: life.state(), database });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
}

/** The summary for people on duty: what works, what does not, how much waits. */
export async function health(api: Api, life: Life): Promise<z.input<typeof healthSchema>> {
  const database = await databaseState(api.db);
  const figures = await figuresWhen(database, api);
  const failed = figures.pipeline?.status === 'failed' || (figures.jobs?.dead ?? 0) > 0;
  const fine = database === 'able' && life.state() === 'able' && !failed;
  const channels = CHANNELS.map((name) => [name, api.channels.has(name) ? 'on' : 'off']);
  return {
    status: fine ? 'ok' : 'degraded',
    state: life.state(),
    database,
    channels: Object.fromEntries(channels),
    ...figures,
  };
}

type Figures = Pick<z.input<typeof healthSchema>, 'pipeline' | 'jobs' | 'data'>;

async function figuresWhen(database: DatabaseState, api: Api): Promise<Figures> {
  const unknown: Figures = { pipeline: null, jobs: null, data: null };
  if (database !== 'able') return unknown;
  try {
    return await figuresOf(api);
  } catch (error) {
    // It may go away between two questions: that is what this page is there to say.
    if (error instanceof AppError && error.code === 'database_unavailable') return unknown;
    throw error;
  }
}

async function figuresOf({ db }: Api): Promise<Figures> {
  const run = await latestRun(db, 'nightly-pipeline');
  const { waiting, running, dead } = await jobCounts(db);
  const data = await freshness(db);
  return {
    pipeline: run && {
      localDate: run.localDate,
      status: run.status,
      finishedAt: run.finishedAt?.toISOString() ?? null,
    },
    jobs: { waiting, running, dead },
    data: {
      latestOccurredAt: data.latestOccurredAt?.toISOString() ?? null,
      synthetic: data.syntheticShare > 0,
    },
  };
}
