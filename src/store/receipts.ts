import {
  type DeliveryState,
  isReceiptStatus,
  settledStatus,
  stateOf,
  statesBefore,
} from '../domain/delivery.js';
import type { ChannelName, Receipt, ReceiptStatus } from '../domain/message.js';
import { storable } from '../domain/stored-json.js';
import { type Queryable, rowsOf, type Tx } from './database.js';

/** What a provider said about a message, and when we heard it. */
export type StoredReceipt = { status: ReceiptStatus; errorCode: string | null; receivedAt: Date };

/**
 * Until the transaction ends nobody else records that a message with this provider id was accepted, or a receipt for
 * it: without this the two could pass each other unseen.
 */
export async function lockProviderId(tx: Tx, channel: ChannelName, providerId: string): Promise<void> {
  await rowsOf(tx, 'SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `${channel}:${storable(providerId)}`,
  ]);
}

/** Stores a receipt. Returns false when the same word about the same message is there already. */
export async function insertReceipt(on: Queryable, receipt: Receipt): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `INSERT INTO receipts (channel, provider_id, status, error_code) VALUES (?, ?, ?, ?)
     ON CONFLICT (channel, provider_id, status) DO NOTHING RETURNING id`,
    [receipt.channel, storable(receipt.providerId), receipt.status, receipt.errorCode],
  );
  return rows.length === 1;
}

/** Everything a provider said about a message, in the order it came. */
export async function receiptsOf(
  on: Queryable,
  channel: ChannelName,
  providerId: string,
): Promise<StoredReceipt[]> {
  const rows = await rowsOf<{ status: string; error_code: string | null; received_at: Date }>(
    on,
    'SELECT status, error_code, received_at FROM receipts WHERE channel = ? AND provider_id = ? ORDER BY id',
    [channel, storable(providerId)],
  );
  return rows.flatMap(({ status, error_code, received_at }) =>
    isReceiptStatus(status) ? [{ status, errorCode: error_code, receivedAt: received_at }] : [],
  );
}

/**
 * Moves the message with this provider id to the state that its receipts add up to, forward only. Harmless when no
 * message has that id (yet), or none of its receipts says anything new.
 *
 * @returns the new state, or null when nothing moved.
 */
export async function applyReceipts(
  on: Queryable,
  channel: ChannelName,
  providerId: string,
): Promise<DeliveryState | null> {
  const receipts = await receiptsOf(on, channel, providerId);
  const settled = settledStatus(receipts.map((receipt) => receipt.status));
  if (settled === null) return null;
  const state = stateOf(settled);
  const reason = receipts.find((receipt) => receipt.status === settled)?.errorCode ?? null;
  const rows = await rowsOf(
    on,
    `UPDATE outbox SET state = ?, reason = ?, updated_at = clock_timestamp()
     WHERE channel = ? AND provider_id = ? AND state = ANY(?::text[]) RETURNING id`,
    [state, reason, channel, storable(providerId), [...statesBefore(state)]],
  );
  return rows.length > 0 ? state : null;
}
