import type { TellingState } from '../domain/telling.js';
import { type Db, inTransaction } from '../store/database.js';
import { promisesBehind, retryMessages } from '../store/outbox.js';
import { isNews } from './news.js';

/** Why a message is not tried again: what it was to say was taken back or arrived otherwise, is no longer true, or it cannot. */
export type Unretried = 'ended' | 'no_news' | 'settled';

const ENDED: ReadonlySet<TellingState> = new Set(['reached', 'handed', 'bundled', 'dropped', 'cancelled']);

/**
 * Tries messages again at an operator's word, but none that would tell what was taken back or is no longer true.
 *
 * @param lifetimeMinutes the fresh life, by urgency.
 * @returns the ids that were put back, and why each of the others was not.
 */
export function retryNews(
  db: Db,
  ids: readonly number[],
  lifetimeMinutes: readonly number[],
): Promise<{ done: number[]; skipped: Map<number, Unretried> }> {
  return inTransaction(db, async (tx) => {
    const skipped = new Map<number, Unretried>();
    for (const { id, state, ...message } of await promisesBehind(tx, ids)) {
      if (state !== null && ENDED.has(state)) skipped.set(id, 'ended');
      else if (!(await isNews(tx, message))) skipped.set(id, 'no_news');
    }
    const worth = ids.filter((id) => !skipped.has(id));
    const done = await retryMessages(tx, worth, lifetimeMinutes);
    for (const id of worth) if (!done.includes(id)) skipped.set(id, 'settled');
    return { done, skipped };
  });
}
