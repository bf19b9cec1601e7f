import type { Urgency } from '../domain/delivery.js';
import type { Reply } from '../domain/message.js';
import type { Identity, Locale, User } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import type { Tx } from '../store/database.js';
import { addressesOf } from '../store/identities.js';
import { post } from './post.js';

/** A message to a person, wherever they are best reached. */
export type Telling = {
  user: Pick<User, 'id' | 'locale'>;
  /** What brought it about, for the timeline: `task:12`, `alert:7`, `briefing:2026-03-18`. */
  cause: string;
  /** Tells this message from every other to the same person about the same cause. */
  step: string;
  purpose: string;
  urgency: Urgency;
  reply: Reply;
};

const DEFAULT_LOCALE: Locale = 'ar';

/**
 * Puts a message to a person into the outbox, on their best verified address whose channel is on and which they have
 * not left. Where every channel is off it waits, held and visible, on their first address.
 *
 * @returns `unreachable` when the person has no verified address at all: somebody else must be told.
 */
export async function tell(
  runtime: Pick<Runtime, 'channels'>,
  tx: Tx,
  { user, cause, step, purpose, urgency, reply }: Telling,
): Promise<'queued' | 'held' | 'duplicate' | 'unreachable'> {
  const best = bestIdentity(await addressesOf(tx, user.id), runtime.channels);
  if (!best) return 'unreachable';
  return post(runtime, tx, {
    key: `${cause}/${user.id}/${step}`,
    cause,
    userId: user.id,
    to: { channel: best.channel, value: best.address },
    conversation: null,
    locale: user.locale ?? DEFAULT_LOCALE,
    purpose,
    urgency,
    reply,
  });
}

/** The best address whose channel is on, else the best one: there it waits. */
function bestIdentity(addresses: readonly Identity[], channels: Runtime['channels']): Identity | null {
  return addresses.find((i) => channels.has(i.channel)) ?? addresses[0] ?? null;
}
