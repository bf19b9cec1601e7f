import { LIFETIME_MINUTES, URGENCIES } from '../domain/delivery.js';
import type { Reply, Text } from '../domain/message.js';
import { bullets, code, heading, note, reply, text } from '../domain/reply.js';
import { PATIENCE } from '../domain/telling.js';
import type { Tx } from '../store/database.js';
import { addressesOf } from '../store/identities.js';
import { insertTelling, moveTelling, type StoredTelling, waitingFor } from '../store/tellings.js';
import { isNews } from './news.js';
import { bestWay, postRung } from './rung.js';
import type { TellRuntime } from './tell.js';

/** A bundle names this many of its parts, and counts the others. */
const NAMED = 5;

/**
 * Lets go what waited for a person's quiet hours to end: what is no longer true is dropped, findings that were only
 * watched become one message, everything else goes out as it is.
 */
export async function endWait(runtime: TellRuntime, tx: Tx, userId: number): Promise<void> {
  const waiting = await waitingFor(tx, userId);
  const live: StoredTelling[] = [];
  let cleared = 0;
  for (const telling of waiting) {
    if (await isNews(tx, telling)) live.push(telling);
    else {
      await moveTelling(tx, telling, 'dropped', { note: 'no longer true' });
      cleared++;
    }
  }
  const watched = live.filter(({ purpose }) => purpose === 'watch');
  const single = watched.length < 2 && cleared === 0;
  for (const telling of live) {
    if (single || telling.purpose !== 'watch') await open(runtime, tx, telling);
  }
  if (!single && watched.length > 0) await bundle(runtime, tx, watched, cleared);
}

async function open(runtime: TellRuntime, tx: Tx, telling: StoredTelling): Promise<void> {
  const identities = await addressesOf(tx, telling.userId);
  const way = bestWay(runtime, identities, { rank: telling.urgency, avoid: telling.avoid });
  if (!way) return moveTelling(tx, telling, 'exhausted', { note: 'no address' });
  const { acceptSeconds } = PATIENCE[URGENCIES[telling.urgency] ?? 'normal'];
  await moveTelling(tx, telling, 'open', { nextInSeconds: acceptSeconds });
  await postRung(runtime, tx, telling, { way, number: 0, now: null });
}

async function bundle(runtime: TellRuntime, tx: Tx, parts: readonly StoredTelling[], cleared: number) {
  const [first] = parts;
  if (!first) return;
  const { userId, locale, urgency, avoid } = first;
  const stored = await insertTelling(tx, {
    key: `bundle:${first.id}/${userId}`,
    cause: `bundle:${first.id}`,
    userId,
    purpose: 'watch',
    urgency,
    locale,
    reply: bundleOf(parts, cleared),
    avoid,
    state: 'waiting',
    nextInSeconds: null,
    lifetimeMinutes: LIFETIME_MINUTES[URGENCIES[urgency] ?? 'bulk'],
  });
  if (!stored) return;
  for (const part of parts) await moveTelling(tx, part, 'bundled', { note: `in telling ${stored.id}` });
  await open(runtime, tx, stored);
}

/** Many messages as one: the first few named, the others counted, and how many ceased to be true meanwhile. */
export function bundleOf(parts: readonly Pick<StoredTelling, 'reply'>[], cleared: number): Reply {
  const more = parts.length - NAMED;
  return reply(
    [
      heading(text('delivery.bundle.heading', {}, parts.length)),
      bullets(parts.slice(0, NAMED).flatMap((part) => gistOf(part.reply) ?? [])),
      ...(more > 0 ? [note(text('delivery.bundle.more', {}, more))] : []),
      ...(cleared > 0 ? [note(text('delivery.bundle.cleared', {}, cleared), 3)] : []),
    ],
    text('delivery.bundle.short', { number: code(parts.length) }),
  );
}

/** What a reply says, in one text. */
export function gistOf({ short, blocks }: Reply): Text | null {
  if (short) return short;
  for (const block of blocks) if ('text' in block) return block.text;
  return null;
}
