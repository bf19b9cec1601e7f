import type { Runtime } from '../runtime.js';
import { endAlert, escalateAlert, pendingAlerts } from '../store/alerts.js';
import { inTransaction } from '../store/database.js';
import { scheduleNext, tellStep } from './raise.js';

/**
 * Takes the next step of an alert's plan, unless somebody has taken the alert: then nothing is sent. A step is taken
 * once, however often its job runs.
 */
export async function escalate(
  runtime: Pick<Runtime, 'db' | 'clock' | 'channels' | 'config' | 'ids'>,
  { alertId, step }: { alertId: number; step: number },
): Promise<void> {
  await inTransaction(runtime.db, async (tx) => {
    const pending = (await pendingAlerts(tx)).find(({ alert }) => alert.id === alertId);
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
  const old = (await pendingAlerts(runtime.db)).filter(({ alert }) => alert.createdAt.getTime() < before);
  for (const { alert } of old) {
    await inTransaction(runtime.db, (tx) => endAlert(tx, alert.id, 'expired', { actorId: null, at }));
  }
}
