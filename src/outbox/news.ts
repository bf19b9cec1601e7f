import { UNACKNOWLEDGED } from '../domain/alert.js';
import { alertById } from '../store/alerts.js';
import type { Queryable } from '../store/database.js';
import { taskById } from '../store/tasks.js';
import type { StoredTelling } from '../store/tellings.js';

/** "You were given task 12": the key that `tellAssignee` makes. */
const GIVEN_TASK = /^task:(\d+)\/\d+\/assigned@/;

/**
 * True while what a message is about still holds: an alert that somebody has taken, or that has ended, needs no telling,
 * nor does a task that the person it was given to has answered or lost.
 */
export async function isNews(
  on: Queryable,
  { cause, key, userId }: Pick<StoredTelling, 'cause' | 'key'> & { userId: number | null },
): Promise<boolean> {
  const [, alertId] = /^alert:(\d+)$/.exec(cause) ?? [];
  if (alertId) {
    const alert = await alertById(on, Number(alertId));
    return alert !== null && UNACKNOWLEDGED.includes(alert.state);
  }
  const [, taskId] = GIVEN_TASK.exec(key) ?? [];
  const task = taskId ? await taskById(on, Number(taskId)) : null;
  return task?.assignedTo !== userId || task.state === 'assigned';
}
