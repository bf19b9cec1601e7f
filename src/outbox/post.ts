import {
  type HoldReason,
  LIFETIME_MINUTES,
  passesOptOut,
  type Urgency,
  urgencyRank,
} from '../domain/delivery.js';
import type { Address, Conversation, Reply } from '../domain/message.js';
import type { Runtime } from '../runtime.js';
import { ring, type Tx } from '../store/database.js';
import { insertMessage } from '../store/outbox.js';

/** A message to be delivered. */
export type Message = {
  /** One message is sent for it, however often it is posted: cause, person and step. */
  key: string;
  /** What brought it about, for the timeline: `inbound:12`, `alert:7`. */
  cause: string;
  userId: number | null;
  to: Address;
  conversation: Conversation | null;
  locale: string;
  /** "reply", "alert", "briefing", "task": chooses the template where one is needed. */
  purpose: string;
  urgency: Urgency;
  reply: Reply;
  /** Minutes after which it is old news. Default: by urgency. */
  lifetimeMinutes?: number;
  /** The telling that it is a part of. */
  tellingId?: number;
};

/**
 * Puts a message into the outbox, in the transaction of its cause: it goes out if and only if that commits.
 *
 * @returns `held` when its channel is off or its address has opted out: it waits there, visible, until it expires.
 */
export async function post(
  runtime: Pick<Runtime, 'channels'>,
  tx: Tx,
  message: Message,
): Promise<'queued' | 'held' | 'duplicate'> {
  const { lifetimeMinutes, urgency, tellingId = null, ...rest } = message;
  const hold: HoldReason | null = runtime.channels.has(message.to.channel) ? null : 'channel_off';
  const state = await insertMessage(tx, {
    ...rest,
    tellingId,
    urgency: urgencyRank(urgency),
    lifetimeMinutes: lifetimeMinutes ?? LIFETIME_MINUTES[urgency],
    hold,
    needsConsent: !passesOptOut(message.purpose),
  });
  if (state === null) return 'duplicate';
  await ring(tx, 'outbox');
  return state === 'held' ? 'held' : 'queued';
}
