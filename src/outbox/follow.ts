import { REMEDIES, resendAfter } from '../domain/fault.js';
import type { ChannelName } from '../domain/message.js';
import type { Runtime } from '../runtime.js';
import { ring, type Tx } from '../store/database.js';
import { markUnreachable, optOut } from '../store/identities.js';
import { cancelMessages } from '../store/outbox.js';
import { applyReceipts, type Moved, requeueFailed } from '../store/receipts.js';
import { reachTelling, rungsOf, stirTellings } from '../store/tellings.js';

/**
 * Moves a message to what its receipts add up to, and does what follows: an arrival closes its telling, a failure is
 * repaired, or has the next way taken. Call it under the lock of the provider id.
 *
 * @returns what moved, or null when the message did not.
 */
export async function applyAndFollow(
  tx: Tx,
  channel: ChannelName,
  providerId: string,
): Promise<Moved | null> {
  const moved = await applyReceipts(tx, channel, providerId);
  if (!moved) return null;
  if (moved.tellingId !== null && (moved.state === 'delivered' || moved.state === 'read')) {
    await beDone(tx, moved.tellingId, channel);
  }
  if (moved.state === 'failed') await repair(tx, channel, moved);
  return moved;
}

/** Says what a receipt told that an operator must look at: providers report most refusals only there. */
export function soundAlarm(
  { log }: Pick<Runtime, 'log'>,
  channel: ChannelName,
  { messageId, state, fault }: Moved,
): void {
  if (state !== 'failed' || fault === null || !REMEDIES[fault].alarm) return;
  log.error(
    { message: messageId, channel, fault },
    'a message was refused for a reason that an operator must look at',
  );
}

/** One message of a telling arrived: those that have not gone out are not needed. */
async function beDone(tx: Tx, tellingId: number, channel: ChannelName): Promise<void> {
  if (!(await reachTelling(tx, tellingId, channel))) return;
  const rungs = await rungsOf(tx, tellingId);
  await cancelMessages(
    tx,
    rungs.map(({ id }) => id),
  );
}

async function repair(tx: Tx, channel: ChannelName, { messageId, address, fault, resends }: Moved) {
  const flag = fault && REMEDIES[fault].flag;
  if (flag === 'opted_out') await optOut(tx, channel, address, null);
  if (flag === 'bad_address') await markUnreachable(tx, channel, address, null);
  const resend = fault && resendAfter(fault, resends);
  if (resend && (await requeueFailed(tx, messageId, resend))) await ring(tx, 'outbox');
  else if (await stirTellings(tx, [messageId])) await ring(tx, 'tellings');
}
