import cronParser from 'cron-parser';
import nodeSchedule from 'node-schedule';
import { type LocalDate, localTime } from '../domain/period.js';
import type { Runtime } from '../runtime.js';
import { inTransaction } from '../store/database.js';
import { createRun } from '../store/runs.js';
import type { JobName, JobPayload } from './payloads.js';
import { enqueue } from './queue.js';

/** Jobs that have a run a day: their payload names it. */
export type RunJob = { [N in JobName]: JobPayload<N> extends { runId: number } ? N : never }[JobName];

/** When a job repeats. */
export type Schedule = {
  job: RunJob;
  /** Five fields: minute hour day month weekday, on the wall clock of the program's time zone. */
  cron: string;
  /** A run missed by more than this many minutes is not made up. Default: always made up, the latest one. */
  latestMinutes?: number;
};

/** A run whose time has come: the instant it was due, and its local day. */
export type DueRun = { at: Date; localDate: LocalDate };

/**
 * The latest run that a cron line asks for, not after `now`. Where clocks change, a time that is skipped runs at the
 * instant after the gap, and a time that comes twice has one local day and so one run.
 *
 * @throws Error when `cron` cannot be read.
 */
export function dueRun(now: Date, cron: string, timeZone: string): DueRun {
  const settings = { currentDate: now, tz: timeZone };
  let at = cronParser.parseExpression(cron, settings).prev().toDate();
  // Going back, cron-parser 4.9 leaves out `now` itself and times that a change of clocks skipped; going on, neither.
  const onward = cronParser.parseExpression(cron, { ...settings, currentDate: at });
  for (let next = onward.next().toDate(); next <= now; next = onward.next().toDate()) at = next;
  return { at, localDate: localTime(at, timeZone).date };
}

/**
 * Creates every run that is due and does not exist yet, each with its job in one transaction. However many processes
 * call this, a run is created once; after a standstill only the latest missed one is.
 *
 * @returns the jobs whose run was created.
 */
export async function startDueRuns(
  runtime: Pick<Runtime, 'db' | 'clock' | 'config'>,
  schedules: readonly Schedule[],
): Promise<RunJob[]> {
  const now = runtime.clock.now();
  const started: RunJob[] = [];
  for (const { job, cron, latestMinutes } of schedules) {
    const { at, localDate } = dueRun(now, cron, runtime.config.timeZone);
    const lateMinutes = (now.getTime() - at.getTime()) / 60_000;
    if (latestMinutes !== undefined && lateMinutes > latestMinutes) continue;
    const created = await inTransaction(runtime.db, async (tx) => {
      const run = await createRun(tx, { job, localDate });
      if (run) await enqueue(tx, job, { runId: run.id }, { key: `${job}:${localDate}` });
      return run !== null;
    });
    if (created) started.push(job);
  }
  return started;
}

/** Rings every ten seconds, and at once; whether anything is due is decided on the program's clock. */
export function startSchedules(
  runtime: Pick<Runtime, 'db' | 'clock' | 'config' | 'log'>,
  schedules: readonly Schedule[],
): { stop(): Promise<void> } {
  let ringing: Promise<void> = Promise.resolve();
  const look = () =>
    startDueRuns(runtime, schedules).then(
      (jobs) => {
        for (const job of jobs) runtime.log.info({ job }, 'a run is due');
      },
      (error) => runtime.log.warn({ err: error }, 'schedules could not be looked at, trying again'),
    );
  const ring = () => {
    ringing = ringing.then(look);
  };
  const bell = nodeSchedule.scheduleJob('*/10 * * * * *', ring);
  ring();
  return {
    async stop() {
      bell.cancel();
      await ringing;
    },
  };
}
