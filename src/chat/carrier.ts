import type { Reply } from '../domain/message.js';
import { say } from '../domain/reply.js';
import { DEFAULT_LOCALE, type Locale, type User } from '../domain/user.js';
import { type CarrierWord, carrierWord } from '../nlu/carrier.js';
import { post } from '../outbox/post.js';
import type { Runtime } from '../runtime.js';
import { inTransaction, type Tx } from '../store/database.js';
import { optIn, optOut, touchInbound } from '../store/identities.js';
import { closeInbound, type StoredInbound } from '../store/inbound.js';
import type { Sender } from './identify.js';

/** The language of somebody of whom only these words are known: the one they chose, else the one they write. */
export function localeFor(user: Pick<User, 'locale'> | null, written: string): Locale {
  if (user?.locale) return user.locale;
  if (/\p{Script=Arabic}/u.test(written)) return 'ar';
  return /\p{Script=Latin}/u.test(written) ? 'en' : DEFAULT_LOCALE;
}

type Heard = { stored: StoredInbound; sender: Sender; now: Date };

/**
 * STOP and START in either language, as the whole message: read before anything else, on every channel. STOP is
 * confirmed once; from then on nothing goes out to that address until START.
 *
 * @returns true when the message was such a word; it is closed then.
 */
export async function answeredCarrier(
  runtime: Pick<Runtime, 'db' | 'channels'>,
  { stored, sender, now }: Heard,
): Promise<boolean> {
  const { message: inbound } = stored;
  const word = carrierWord(inbound.text);
  if (word !== 'stop' && word !== 'start') return false;
  await inTransaction(runtime.db, async (tx) => {
    const end = { state: 'handled', userId: sender.user.id, frame: null, at: now } as const;
    if (!(await closeInbound(tx, stored.id, end))) return;
    const reply = await apply(tx, word, sender, now);
    await touchInbound(tx, inbound.channel, inbound.from, now);
    if (!reply) return;
    await post(runtime, tx, {
      key: `inbound:${stored.id}/reply`,
      cause: `inbound:${stored.id}`,
      userId: sender.user.id,
      to: { channel: inbound.channel, value: inbound.from },
      conversation: inbound.conversation,
      locale: localeFor(sender.user, inbound.text),
      purpose: 'consent',
      urgency: 'reply',
      reply,
    });
  });
  return true;
}

/** What is said about it; null for a second STOP, which was confirmed before. */
async function apply(
  tx: Tx,
  word: Exclude<CarrierWord, 'help'>,
  { identity }: Sender,
  at: Date,
): Promise<Reply | null> {
  const { channel, address, optedOutAt } = identity;
  if (word === 'start') {
    await optIn(tx, channel, address);
    return say('commands.carrier.started');
  }
  await optOut(tx, channel, address, at);
  return optedOutAt ? null : say('commands.carrier.stopped');
}
