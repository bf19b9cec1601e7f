import type { Runtime } from '../runtime.js';
import { endAlert, escalateAlert, lockPendingAlert, staleAlerts } from '../store/alerts.js';
import { inTransaction } from '../store/database.js';
import { scheduleNext, tellStep } from './raise.js';

/**
 * Takes the next step of an alert's plan, unless somebody has taken the alert: then nothing is sent. A step is taken
 * once, however often its job runs. The alert is locked from the look to the step: an acknowledgement comes before it or
 * after it, never in between.
 */
export async function escalate(
  runtime: Pick<Runtime, 'db' | 'clock' | 'channels' | 'config' | 'ids'>,
  { alertId, step }: { alertId: number; step: number },
): Promise<void> {
  await inTransaction(runtime.db, async (tx) => {
    const pending = await lockPendingAlert(tx, alertId);
    if (!pending || !(await escalateAlert(tx, alertId, step, runtime.clock.now()))) return;
    const reached = await tellStep(runtime, tx, { ...pending, step });
    await scheduleNext(tx, { ...pending, step, reached });
  });
}

/** An alert about the last week that nobody took in this time is no news any more. */
const OPEN_DAYS = 7;

/** Ends alerts that nobody took while they were news; they stay on record. */
export async function expireOldAlerts(runtime: Pick<Runtime, 'db' | 'clock'>): Promise<void> {
  const at = runtime.clock.now();
  const before = at.getTime() - OPEN_DAYS * 86_400_000;
  for (const id of await staleAlerts(runtime.db, new Date(before))) {
    await inTransaction(runtime.db, (tx) => endAlert(tx, id, 'expired', { actorId: null, at }));
  }
}
