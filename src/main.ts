import nodeSchedule from 'node-schedule';
import { escalate, expireOldAlerts } from './alerts/escalate.js';
import { runPipeline } from './alerts/pipeline.js';
import { HOLD_SECONDS } from './alerts/run-claim.js';
import { showDelivery } from './api/delivery-metrics.js';
import { jwtSecret } from './api/jwt-secret.js';
import { createMetrics } from './api/metrics.js';
import { createServer, ensurePortIsFree } from './api/server.js';
import type { ReadyState } from './api/system.js';
import { sendBriefings, sendPersonalBriefings } from './briefings/send.js';
import { closeAbandoned } from './chat/abandoned.js';
import { forgetMessages } from './chat/forget.js';
import { handleInbound } from './chat/handle.js';
import { actOnTap, viewTap } from './chat/one-tap.js';
import type { Config } from './config.js';
import { enqueue } from './jobs/queue.js';
import { type Schedule, startSchedules } from './jobs/schedule.js';
import { type JobHandlers, startWorker } from './jobs/worker.js';
import { warmUp } from './nlu/warm-up.js';
import { startClimbing } from './outbox/climb.js';
import { createDesk, deliverDue, startDelivery } from './outbox/deliver.js';
import { warnOfStoppedWorker, watchDelivery } from './outbox/watch.js';
import { renderFor } from './render.js';
import { createRuntime, type Runtime } from './runtime.js';
import { type SetupReport, setUp } from './setup.js';
import { deleteOldJobs } from './store/jobs.js';
import { openConfigured } from './store/open.js';

/** What one process does: answer the web, work in the background, or both. */
export const PROGRAM_ROLES = ['web', 'worker', 'all'] as const;
/** One of them. */
export type ProgramRole = (typeof PROGRAM_ROLES)[number];

/** The running program. */
export type Program = {
  runtime: Runtime;
  setup: SetupReport;
  /** The port that the web side listens on; null for a worker. */
  port: number | null;
  /** Rejects when the program can no longer work. */
  died: Promise<never>;
  /** Finishes what is under way (some 10 s at most) and lets go of everything. */
  stop(): Promise<void>;
};

/** Which part of the program to start, and who is told how far it is. */
export type StartOptions = { role: ProgramRole; onProgress?: (text: string) => void };

/** A briefing that is later than this is no morning briefing any more. */
const BRIEFING_LATEST_MINUTES = 180;
/** Finished jobs are kept this long for whoever looks into a complaint. */
const JOBS_KEPT_DAYS = 7;
/** After the night's work and before the morning's. */
const FORGET_CRON = '30 4 * * *';
const SWEEP_EVERY_MINUTE = '0 * * * * *';

/**
 * Opens the database, makes it ready and starts the parts of a role. The web side listens before the first nightly run.
 *
 * @throws DataFolderTaken, ConfigError, or the reason why the port cannot be had; then nothing is left running.
 */
export async function startProgram(config: Config, { role, onProgress }: StartOptions): Promise<Program> {
  if (role !== 'worker') await ensurePortIsFree(config.http.port, config.http.host);
  const opened = await openConfigured(config, 'own');
  const stops: (() => Promise<void>)[] = [() => opened.close()];
  const stop = async () => {
    const failures: unknown[] = [];
    while (stops.length > 0)
      await stops
        .pop()?.()
        .catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped');
  };
  try {
    const runtime = createRuntime(config, opened.db);
    const setup = await setUp(runtime, onProgress);
    await opened.db.bell.listen((error) =>
      runtime.log.warn({ err: error }, 'the bell of the database is silent'),
    );
    if (role !== 'web') {
      warmUp(runtime.knowledge.parser, runtime.clock.now());
      stops.push(startBackground(runtime));
    }
    const web = role === 'worker' ? null : await startWeb(runtime);
    if (role === 'web') stops.push(startWorkerWatch(runtime));
    if (web) stops.push(web.stop);
    return { runtime, setup, port: web?.port ?? null, died: opened.died, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the worker, delivery and the schedules. Returns how to stop them, last started first. */
function startBackground(runtime: Runtime): () => Promise<void> {
  const worker = startWorker(runtime, handlersOf(runtime));
  const delivery = startDelivery(runtime, deliveryOf(runtime));
  const climbing = startClimbing(runtime);
  const schedules = startSchedules(runtime, schedulesOf(runtime.config));
  const sweeper = nodeSchedule.scheduleJob(SWEEP_EVERY_MINUTE, () => {
    for (const job of ['sweep', 'watch-delivery'] as const) {
      enqueue(runtime.db, job, {}, { key: job }).catch((error) =>
        runtime.log.warn({ job, err: error }, 'a job could not be queued, trying again in a minute'),
      );
    }
  });
  return async () => {
    sweeper.cancel();
    await schedules.stop();
    await worker.stop();
    await climbing.stop();
    await delivery.stop();
  };
}

const deliveryOf = ({ config, ids, knowledge }: Runtime) => ({
  render: renderFor(knowledge.translator),
  tapSecret: jwtSecret(config, ids.token),
});

/** Where the web side runs alone it notices when the background work has stopped, and delivers the warning itself. */
function startWorkerWatch(runtime: Runtime): () => Promise<void> {
  const desk = createDesk(runtime, deliveryOf(runtime));
  let looking: Promise<unknown> = Promise.resolve();
  const look = async () => {
    if (await warnOfStoppedWorker(runtime)) await deliverDue(desk);
  };
  const bell = nodeSchedule.scheduleJob(SWEEP_EVERY_MINUTE, () => {
    looking = looking
      .then(look)
      .catch((error) => runtime.log.warn({ err: error }, 'the worker could not be looked after'));
  });
  return async () => {
    bell.cancel();
    await looking;
  };
}

function schedulesOf({ schedule }: Config): Schedule[] {
  return [
    { job: 'nightly-pipeline', cron: schedule.pipelineCron },
    { job: 'send-briefings', cron: schedule.briefingCron, latestMinutes: BRIEFING_LATEST_MINUTES },
    { job: 'forget-messages', cron: FORGET_CRON },
  ];
}

/** Every job's handler: the one place where names meet code. */
function handlersOf(runtime: Runtime): JobHandlers {
  return {
    'answer-inbound': ({ inboundId }) => handleInbound(runtime, inboundId),
    'nightly-pipeline': async ({ runId }, { signal }) => {
      // A killed process lets go of its run a little after its job comes here.
      await runPipeline(runtime, runId, { signal, waitSeconds: 2 * HOLD_SECONDS });
    },
    'send-briefings': ({ runId }, { signal }) => sendBriefings(runtime, runId, signal),
    'forget-messages': ({ runId }, { signal }) => forgetMessages(runtime, runId, signal),
    'escalate-alert': (payload) => escalate(runtime, payload),
    'watch-delivery': async () => {
      await closeAbandoned(runtime);
      await watchDelivery(runtime);
    },
    sweep: async () => {
      await sendPersonalBriefings(runtime);
      await expireOldAlerts(runtime);
      await deleteOldJobs(runtime.db, JOBS_KEPT_DAYS);
    },
  };
}

async function startWeb(runtime: Runtime): Promise<{ port: number; stop: () => Promise<void> }> {
  let state: ReadyState = 'able';
  const metrics = createMetrics();
  showDelivery(metrics, runtime);
  const server = createServer(runtime, {
    jwtSecret: jwtSecret(runtime.config, runtime.ids.token),
    metrics,
    state: () => state,
    oneTap: { view: (token) => viewTap(runtime, token), act: (token) => actOnTap(runtime, token) },
  });
  const { port } = await server.listen(runtime.config.http.port, runtime.config.http.host);
  return {
    port,
    stop: async () => {
      state = 'stopping';
      await server.close();
    },
  };
}
