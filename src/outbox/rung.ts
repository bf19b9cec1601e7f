import { URGENCIES } from '../domain/delivery.js';
import type { Block, ChannelName, Reply } from '../domain/message.js';
import { waysFor } from '../domain/telling.js';
import type { Identity } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import type { Tx } from '../store/database.js';
import { createLink } from '../store/links.js';
import type { StoredTelling } from '../store/tellings.js';
import { post } from './post.js';

type RungRuntime = Pick<Runtime, 'channels' | 'config' | 'ids'>;

/** Every address of a person that can be tried now, best first. */
export function waysOf(
  { channels }: Pick<Runtime, 'channels'>,
  identities: readonly Identity[],
  { rank, avoid }: { rank: number; avoid: readonly ChannelName[] },
): Identity[] {
  return waysFor(identities, { on: new Set(channels.keys()), rank, avoid });
}

/** The best address whose channel is on, else the best one: there the message waits. */
export function bestWay(
  runtime: Pick<Runtime, 'channels'>,
  identities: readonly Identity[],
  by: { rank: number; avoid: readonly ChannelName[] },
): Identity | null {
  return waysOf(runtime, identities, by)[0] ?? identities[0] ?? null;
}

/** Which message of the telling it is, from 0, and where it goes. `now`: the database's time, when it is not the first. */
export type RungToPost = { way: Identity; number: number; now: Date | null };

/** Posts one message of a telling, made for its channel: one-way SMS gets links in place of buttons. */
export async function postRung(
  runtime: RungRuntime,
  tx: Tx,
  telling: StoredTelling,
  { way, number, now }: RungToPost,
): Promise<'queued' | 'held' | 'duplicate'> {
  const { key, cause, userId, locale, purpose, urgency, reply } = telling;
  const left = now ? Math.max(1, Math.ceil((telling.expiresAt.getTime() - now.getTime()) / 60_000)) : null;
  return post(runtime, tx, {
    key: number === 0 ? key : `${key}#${number + 1}`,
    cause,
    userId,
    to: { channel: way.channel, value: way.address },
    conversation: null,
    locale,
    purpose,
    urgency: URGENCIES[urgency] ?? 'normal',
    reply: way.channel === 'sms' ? await withTapLinks(runtime, tx, reply, userId) : reply,
    tellingId: telling.id,
    ...(left !== null && { lifetimeMinutes: left }),
  });
}

/** A link outlives the shift in which it was sent, and no more. */
const LINK_SECONDS = 12 * 3600;

/** Nobody can answer a one-way SMS: the first choice becomes a link that does it, once. */
async function withTapLinks(runtime: RungRuntime, tx: Tx, reply: Reply, userId: number): Promise<Reply> {
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
