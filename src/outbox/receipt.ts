import type { DeliveryState } from '../domain/delivery.js';
import type { Receipt } from '../domain/message.js';
import type { Runtime } from '../runtime.js';
import { inTransaction } from '../store/database.js';
import { insertReceipt, lockProviderId } from '../store/receipts.js';
import { applyAndFollow, soundAlarm } from './follow.js';

/**
 * Stores what a provider reports of a message and moves the message's state, forward only. A receipt that comes before
 * our own note of the provider's id waits, and is matched when that is written; one for an unknown id is harmless.
 *
 * @returns the message's new state by its receipts, or null when it did not move.
 */
export async function recordReceipt(
  runtime: Pick<Runtime, 'db' | 'log'>,
  receipt: Receipt,
): Promise<DeliveryState | null> {
  const moved = await inTransaction(runtime.db, async (tx) => {
    await lockProviderId(tx, receipt.channel, receipt.providerId);
    const news = await insertReceipt(tx, receipt);
    return news ? applyAndFollow(tx, receipt.channel, receipt.providerId) : null;
  });
  if (moved) soundAlarm(runtime, receipt.channel, moved);
  return moved?.state ?? null;
}
