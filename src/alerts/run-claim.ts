import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.js';
import type { Runtime } from '../runtime.js';
import { claimRun, releaseRun } from '../store/runs.js';

/** A killed process holds up its run for so long; a living one renews its hold several times in between. */
export const HOLD_SECONDS = 30;
const RENEWALS = 4;
const TRY_AGAIN_MS = 2000;

/** Whose run it is: `signal` ends the work, `waitSeconds` is how long to wait for another process to let go (0). */
export type HoldOptions = { signal?: AbortSignal; waitSeconds?: number };

/**
 * Does `work` while this process, and no other, holds the run: a night started by hand and the scheduled one cannot
 * be at it together. The signal aborts when the caller's does, or when the hold was lost all the same. A process that slept
 * does not hear of it in time: what the work writes is to be fenced by the claimant it is given.
 *
 * @throws AppError conflict when another process holds the run.
 */
export async function holdingRun<T>(
  { db, ids, log }: Pick<Runtime, 'db' | 'ids' | 'log'>,
  runId: number,
  { signal: cancelled, waitSeconds = 0 }: HoldOptions,
  work: (signal: AbortSignal, claimant: string) => Promise<T>,
): Promise<T> {
  const claimant = ids.uuid();
  const triesLeft = Math.ceil((waitSeconds * 1000) / TRY_AGAIN_MS);
  for (let tries = 0; !(await claimRun(db, runId, claimant, HOLD_SECONDS)); tries++) {
    if (tries >= triesLeft) throw heldElsewhere(runId);
    await sleep(TRY_AGAIN_MS, undefined, cancelled && { signal: cancelled });
  }
  const lost = new AbortController();
  const renew = async () => {
    if (!(await claimRun(db, runId, claimant, HOLD_SECONDS))) lost.abort(heldElsewhere(runId));
  };
  const timer = setInterval(
    () =>
      void renew().catch((error) =>
        log.warn({ err: error, runId }, 'the hold on a run could not be renewed'),
      ),
    (HOLD_SECONDS * 1000) / RENEWALS,
  );
  try {
    return await work(cancelled ? AbortSignal.any([cancelled, lost.signal]) : lost.signal, claimant);
  } finally {
    clearInterval(timer);
    await releaseRun(db, runId, claimant).catch((error) =>
      log.warn({ err: error, runId }, 'the hold on a run lapses by itself'),
    );
  }
}

function heldElsewhere(runId: number): AppError {
  return new AppError(
    'conflict',
    `run ${runId} is being worked on by another process: wait for it to end, then look at its result; ` +
      `if that process was killed, try again in ${HOLD_SECONDS} seconds`,
  );
}
