import type { Tx } from '../store/database.js';
import { cancelMessages } from '../store/outbox.js';
import { attemptsOf } from '../store/outbox-attempts.js';
import { lastTelling, lockPerson, moveTelling, rungsOf } from '../store/tellings.js';

/**
 * Takes back the last promise to a person about a cause, when nothing of it has left: it waits for the quiet hours, is
 * held, or is still in the queue.
 *
 * @returns false when there is none, or a provider has seen it or may have: then the person must be told of the change.
 */
export async function withdraw(tx: Tx, cause: string, userId: number): Promise<boolean> {
  await lockPerson(tx, userId);
  const telling = await lastTelling(tx, cause, userId);
  if (!telling || (telling.state !== 'waiting' && telling.state !== 'open')) return false;
  const rungs = await rungsOf(tx, telling.id);
  for (const { id, state } of rungs) {
    if (state !== 'queued' && state !== 'held') return false;
    if ((await attemptsOf(tx, id)).some(({ outcome }) => outcome === null || outcome === 'ambiguous'))
      return false;
  }
  const cancelled = await cancelMessages(
    tx,
    rungs.map(({ id }) => id),
  );
  // One of them was fetched at this very moment.
  if (cancelled.length < rungs.length) return false;
  await moveTelling(tx, telling, 'cancelled', { note: 'taken back before it left' });
  return true;
}
