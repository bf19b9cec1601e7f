import { dayOfDate, type LocalDate } from '../domain/period.js';
import { importInbox } from '../ingest/inbox.js';
import type { Runtime } from '../runtime.js';
import { inTransaction, type Tx } from '../store/database.js';
import { failRun, finishRun, finishStage, type Run, startRun } from '../store/runs.js';
import { alertStage } from './alert-stage.js';
import { forecastStage } from './forecast-stage.js';
import { hotspotStage } from './hotspot-stage.js';
import { type HoldOptions, holdingRun } from './run-claim.js';
import { scoreStage } from './score-stage.js';

/** What the night needs of the program. */
export type PipelineRuntime = Pick<
  Runtime,
  'config' | 'db' | 'clock' | 'log' | 'knowledge' | 'channels' | 'ids'
>;

/** The stages of a night, in their order. */
export const STAGES = ['ingest', 'hotspots', 'scores', 'forecasts', 'alerts'] as const;
export type Stage = (typeof STAGES)[number];

/** What a stage works with. */
export type StageContext = {
  runtime: PipelineRuntime;
  run: Run;
  /** The day for which is calculated: what happened on it and after is not used. */
  asOfDay: number;
  signal: AbortSignal;
  progress: (text: string, done: number, of: number) => void;
};

/** A stage reads and calculates, and returns what to store: results and its own "done" are then one transaction. */
export type StageResult = { report: Record<string, unknown>; store?: (tx: Tx) => Promise<void> };

const WORK: Readonly<Record<Stage, (context: StageContext) => Promise<StageResult>>> = {
  ingest: async ({ runtime, signal, progress }) => ({
    report: await importInbox(runtime, { signal, onProgress: (rows) => progress('rows', rows, rows) }),
  }),
  hotspots: hotspotStage,
  scores: scoreStage,
  forecasts: forecastStage,
  alerts: alertStage,
};

/** Which day, which stages, and who hears how far it is. */
export type PipelineOptions = HoldOptions & {
  stages?: readonly Stage[];
  onProgress?: (stage: Stage, text: string, done: number, of: number) => void;
};

/**
 * The night's work for one run, stage by stage: ingest -> hotspots -> scores -> forecasts -> alerts. A stage that the run has
 * finished is skipped, so that a run killed in the middle goes on where it was; no stage does anything twice.
 *
 * @throws AppError conflict when another process is at this run, or took it while this one slept: what a stage found is
 * then not stored; whatever a stage throws, after the run was marked
 * failed with it; an aborted run stays `running`, to be taken up again.
 */
export function runPipeline(
  runtime: PipelineRuntime,
  runId: number,
  options: PipelineOptions = {},
): Promise<Run> {
  return holdingRun(runtime, runId, options, (signal, claimant) =>
    runStages(runtime, runId, { ...options, signal, claimant }),
  );
}

type HeldOptions = PipelineOptions & { signal: AbortSignal; claimant: string };

async function runStages(runtime: PipelineRuntime, runId: number, options: HeldOptions): Promise<Run> {
  const { signal, claimant } = options;
  let run = await startRun(runtime.db, runId, runtime.clock.now(), claimant);
  try {
    for (const stage of options.stages ?? STAGES) {
      signal.throwIfAborted();
      if (stage in run.stages) continue;
      const report = await runStage({ runtime, run, signal, asOfDay: asOfDayOf(run) }, stage, options);
      run = { ...run, stages: { ...run.stages, [stage]: report } };
    }
    await finishRun(runtime.db, runId, runtime.clock.now(), claimant);
  } catch (error) {
    const failure = { error: String(error), at: runtime.clock.now(), heldBy: claimant };
    if (!signal.aborted) await failRun(runtime.db, runId, failure);
    throw error;
  }
  return run;
}

/** A run works for its local day: everything up to the midnight before it. */
const asOfDayOf = ({ localDate }: { localDate: LocalDate }) => dayOfDate(localDate);

async function runStage(
  context: Omit<StageContext, 'progress'>,
  stage: Stage,
  { onProgress, claimant }: HeldOptions,
): Promise<StageResult['report']> {
  const { runtime, run } = context;
  const began = performance.now();
  const progress = (text: string, done: number, of: number) => onProgress?.(stage, text, done, of);
  const { report, store } = await WORK[stage]({ ...context, progress });
  const seconds = Math.round(performance.now() - began) / 1000;
  await inTransaction(runtime.db, async (tx) => {
    await store?.(tx);
    await finishStage(tx, run.id, { stage, report: { ...report, seconds }, heldBy: claimant });
  });
  runtime.log.info({ runId: run.id, stage, seconds, ...report }, 'stage finished');
  return report;
}
