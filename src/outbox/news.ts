import { UNACKNOWLEDGED } from '../domain/alert.js';
import { alertById } from '../store/alerts.js';
import type { Queryable } from '../store/database.js';

/** True while what a message is about still holds: an alert that somebody has taken, or that has ended, needs no telling. */
export async function isNews(on: Queryable, cause: string): Promise<boolean> {
  const [, id] = /^alert:(\d+)$/.exec(cause) ?? [];
  if (!id) return true;
  const alert = await alertById(on, Number(id));
  return alert !== null && UNACKNOWLEDGED.includes(alert.state);
}
