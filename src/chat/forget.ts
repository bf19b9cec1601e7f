import type { Runtime } from '../runtime.js';
import { CONTENTS, deleteOld, forgetContent, RESTS } from '../store/retention.js';
import { failRun, finishRun, finishStage, startRun } from '../store/runs.js';

/** Rows in a statement and a commit of their own: nobody who sends or answers waits for more. */
const BATCH = 1000;

type ForgetRuntime = Pick<Runtime, 'db' | 'clock' | 'config' | 'log'>;

/**
 * Forgets what was written longer ago than is kept: bodies, positions, addresses and replies. That a message came or went,
 * for whom, when and how it ended stays, and so do the audit and what tasks and alerts say of themselves. Taken up again it
 * goes on where it was.
 *
 * @throws what the database throws, after the run was marked failed with it; an aborted run stays `running`.
 */
export async function forgetMessages(
  runtime: ForgetRuntime,
  runId: number,
  signal: AbortSignal,
): Promise<void> {
  const { db, clock, log } = runtime;
  await startRun(db, runId, clock.now());
  try {
    const forgotten = { ...(await forgetContents(runtime, signal)), ...(await forgetRest(runtime, signal)) };
    await finishStage(db, runId, { stage: 'forget', report: forgotten });
    await finishRun(db, runId, clock.now());
    log.info({ runId, ...forgotten }, 'old messages are forgotten');
  } catch (error) {
    if (!signal.aborted) await failRun(db, runId, { error: String(error), at: clock.now() });
    throw error;
  }
}

async function forgetContents(runtime: ForgetRuntime, signal: AbortSignal): Promise<Record<string, number>> {
  const before = oldest(runtime);
  const forgotten: Record<string, number> = {};
  for (const content of CONTENTS) {
    let count = 0;
    for (let emptied = 1; emptied > 0; count += emptied) {
      signal.throwIfAborted();
      emptied = await forgetContent(runtime.db, content, before, BATCH);
    }
    forgotten[content] = count;
  }
  return forgotten;
}

async function forgetRest(runtime: ForgetRuntime, signal: AbortSignal): Promise<Record<string, number>> {
  const before = oldest(runtime);
  const forgotten: Record<string, number> = {};
  for (const rest of RESTS) {
    let count = 0;
    for (let deleted = BATCH; deleted === BATCH; count += deleted) {
      signal.throwIfAborted();
      deleted = await deleteOld(runtime.db, rest, before, BATCH);
    }
    forgotten[rest] = count;
  }
  return forgotten;
}

/** What is older than this is forgotten. */
const oldest = ({ clock, config }: ForgetRuntime) =>
  new Date(clock.now().getTime() - config.messageRetentionDays * 86_400_000);
