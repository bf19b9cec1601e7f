import type { DeliveryState } from '../domain/delivery.js';
import type { Receipt } from '../domain/message.js';
import { type Db, inTransaction } from '../store/database.js';
import { insertReceipt, lockProviderId } from '../store/receipts.js';
import { applyAndFollow } from './follow.js';

/**
 * Stores what a provider reports of a message and moves the message's state, forward only. A receipt that comes before
 * our own note of the provider's id waits, and is matched when that is written; one for an unknown id is harmless.
 *
 * @returns the message's new state by its receipts, or null when it did not move.
 */
export async function recordReceipt(db: Db, receipt: Receipt): Promise<DeliveryState | null> {
  return inTransaction(db, async (tx) => {
    await lockProviderId(tx, receipt.channel, receipt.providerId);
    const news = await insertReceipt(tx, receipt);
    return news ? applyAndFollow(tx, receipt.channel, receipt.providerId) : null;
  });
}
