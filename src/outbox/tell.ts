import type { Urgency } from '../domain/delivery.js';
import type { Block, Reply } from '../domain/message.js';
import { DEFAULT_LOCALE, type Identity, type User } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import { lastLanguage } from '../store/conversations.js';
import type { Tx } from '../store/database.js';
import { addressesOf } from '../store/identities.js';
import { createLink } from '../store/links.js';
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

/** What telling needs of the program. */
export type TellRuntime = Pick<Runtime, 'channels' | 'config' | 'ids'>;

/**
 * Puts a message to a person into the outbox, on their best verified address whose channel is on and which they have
 * not left. Where every channel is off it waits, held and visible, on their first address.
 *
 * @returns `unreachable` when the person has no verified address at all: somebody else must be told.
 */
export async function tell(
  runtime: TellRuntime,
  tx: Tx,
  { user, cause, step, purpose, urgency, reply }: Telling,
): Promise<'queued' | 'held' | 'duplicate' | 'unreachable'> {
  const best = bestIdentity(await addressesOf(tx, user.id), runtime.channels);
  if (!best) return 'unreachable';
  const reachable = best.channel === 'sms' ? await withTapLinks(runtime, tx, reply, user.id) : reply;
  return post(runtime, tx, {
    key: `${cause}/${user.id}/${step}`,
    cause,
    userId: user.id,
    to: { channel: best.channel, value: best.address },
    conversation: null,
    locale: user.locale ?? (await lastLanguage(tx, user.id)) ?? DEFAULT_LOCALE,
    purpose,
    urgency,
    reply: reachable,
  });
}

/** The best address whose channel is on, else the best one: there it waits. */
function bestIdentity(addresses: readonly Identity[], channels: Runtime['channels']): Identity | null {
  return addresses.find((i) => channels.has(i.channel)) ?? addresses[0] ?? null;
}

/** A link outlives the shift in which it was sent, and no more. */
const LINK_SECONDS = 12 * 3600;

/** Nobody can answer a one-way SMS: the first choice becomes a link that does it, once. */
async function withTapLinks(runtime: TellRuntime, tx: Tx, reply: Reply, userId: number): Promise<Reply> {
  const blocks: Block[] = [];
  for (const block of reply.blocks) {
    const [first] = block.kind === 'choices' ? block.choices : [];
    if (!first) {
      blocks.push(block);
      continue;
    }
    const token = runtime.ids.token();
    await createLink(tx, token, { kind: 'action', userId, payload: { button: first.payload } }, LINK_SECONDS);
    blocks.push({
      kind: 'link',
      label: first.label,
      url: `${runtime.config.http.publicUrl}/a/${token}`,
      rank: 0,
    });
  }
  return { ...reply, blocks };
}
