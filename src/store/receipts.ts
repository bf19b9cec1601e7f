import {
  type DeliveryState,
  isReceiptStatus,
  isTerminal,
  pollAfterMinutes,
  settledStatus,
  stateOf,
  statesBefore,
} from '../domain/delivery.js';
import type { Fault, Resend } from '../domain/fault.js';
import type { ChannelName, Receipt, ReceiptStatus } from '../domain/message.js';
import { storable } from '../domain/stored-json.js';
import { type Queryable, rowsOf, type Tx } from './database.js';

/** What a provider said about a message, and when we heard it. */
export type StoredReceipt = {
  status: ReceiptStatus;
  errorCode: string | null;
  fault: Fault | null;
  receivedAt: Date;
};

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
    `INSERT INTO receipts (channel, provider_id, status, error_code, fault) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (channel, provider_id, status) DO NOTHING RETURNING id`,
    [receipt.channel, storable(receipt.providerId), receipt.status, receipt.errorCode, receipt.fault ?? null],
  );
  return rows.length === 1;
}

/** Everything a provider said about a message, in the order it came. */
export async function receiptsOf(
  on: Queryable,
  channel: ChannelName,
  providerId: string,
): Promise<StoredReceipt[]> {
  const rows = await rowsOf<{
    status: string;
    error_code: string | null;
    fault: Fault | null;
    received_at: Date;
  }>(
    on,
    'SELECT status, error_code, fault, received_at FROM receipts WHERE channel = ? AND provider_id = ? ORDER BY id',
    [channel, storable(providerId)],
  );
  return rows.flatMap(({ status, error_code, fault, received_at }) =>
    isReceiptStatus(status) ? [{ status, errorCode: error_code, fault, receivedAt: received_at }] : [],
  );
}

/** A message that receipts have moved, and why it failed if it did. */
export type Moved = {
  state: DeliveryState;
  messageId: number;
  tellingId: number | null;
  address: string;
  resends: number;
  fault: Fault | null;
};

/**
 * Moves the message with this provider id to the state that its receipts add up to, forward only. Harmless when no
 * message has that id (yet), or none of its receipts says anything new.
 *
 * @returns what moved, or null when nothing did.
 */
export async function applyReceipts(
  on: Queryable,
  channel: ChannelName,
  providerId: string,
): Promise<Moved | null> {
  const receipts = await receiptsOf(on, channel, providerId);
  const settled = settledStatus(receipts.map((receipt) => receipt.status));
  if (settled === null) return null;
  const state = stateOf(settled);
  const told = receipts.find((receipt) => receipt.status === settled);
  const [row] = await rowsOf<Pick<Moved, 'messageId' | 'tellingId' | 'address' | 'resends'>>(
    on,
    `UPDATE outbox SET state = ?, reason = ?, poll_at = CASE WHEN ?::boolean THEN NULL ELSE poll_at END,
       updated_at = clock_timestamp()
     WHERE channel = ? AND provider_id = ? AND state = ANY(?::text[])
     RETURNING id AS "messageId", telling_id AS "tellingId", address, resends`,
    [
      state,
      told?.errorCode ?? null,
      isTerminal(settled),
      channel,
      storable(providerId),
      [...statesBefore(state)],
    ],
  );
  return row ? { ...row, state, fault: told?.fault ?? null } : null;
}

/** A message whose provider has fallen silent. */
export type Silent = { channel: ChannelName; providerId: string };

/**
 * Takes messages that were accepted but of which no end was heard for a while, and sets when to ask after them again. Two
 * processes never take the same one at once.
 *
 * @param channels whose providers can be asked.
 */
export async function takeSilent(
  on: Queryable,
  channels: readonly ChannelName[],
  limit: number,
): Promise<Silent[]> {
  return rowsOf<Silent>(
    on,
    `WITH silent AS (
       SELECT id FROM outbox
       WHERE poll_at <= clock_timestamp() AND state IN ('accepted', 'sent') AND channel = ANY(?::text[])
       ORDER BY urgency, poll_at LIMIT ? FOR UPDATE SKIP LOCKED)
     UPDATE outbox o SET polls = o.polls + 1,
       poll_at = clock_timestamp() + make_interval(mins => (?::integer[])[o.polls + 1])
     FROM silent WHERE o.id = silent.id AND o.provider_id IS NOT NULL
     RETURNING o.channel, o.provider_id AS "providerId"`,
    [[...channels], limit, pollDelays()],
  );
}

/** Minutes from the nth asking to the next, by n from 1; beyond the last there is none. */
function pollDelays(): number[] {
  const delays: number[] = [];
  for (let polls = 1; ; polls++) {
    const minutes = pollAfterMinutes(polls);
    if (minutes === null) return delays;
    delays.push(minutes);
  }
}

/**
 * Sends a message again that its provider took and then failed to deliver, while it is still news.
 *
 * @returns false when it is too late, or the message has moved on.
 */
export async function requeueFailed(on: Queryable, messageId: number, resend: Resend): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `UPDATE outbox SET state = 'queued', provider_id = NULL, accepted_at = NULL, poll_at = NULL,
       resends = resends + 1, use_template = use_template OR ?::boolean,
       available_at = clock_timestamp() + make_interval(secs => ?), updated_at = clock_timestamp()
     WHERE id = ? AND state = 'failed' AND state = ANY(?::text[]) AND expires_at > clock_timestamp() RETURNING id`,
    [resend.asTemplate, resend.afterSeconds, messageId, [...statesBefore('queued')]],
  );
  return rows.length === 1;
}
