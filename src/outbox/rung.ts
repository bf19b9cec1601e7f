import { URGENCIES } from '../domain/delivery.js';
import type { ChannelName } from '../domain/message.js';
import { waysFor } from '../domain/telling.js';
import type { Identity } from '../domain/user.js';
import type { Runtime } from '../runtime.js';
import type { Tx } from '../store/database.js';
import type { StoredTelling } from '../store/tellings.js';
import { post } from './post.js';

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

/** Posts one message of a telling. */
export async function postRung(
  runtime: Pick<Runtime, 'channels'>,
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
    reply,
    tellingId: telling.id,
    ...(left !== null && { lifetimeMinutes: left }),
  });
}
