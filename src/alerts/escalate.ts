import type { Runtime } from '../runtime.js';
import { escalateAlert, pendingAlerts } from '../store/alerts.js';
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
    await tellStep(runtime, tx, { ...pending, step });
    await scheduleNext(tx, pending.alert, pending.policy, step);
  });
}
