import type { Reply } from '../domain/message.js';
import { say } from '../domain/reply.js';
import { type CarrierWord, carrierWord } from '../nlu/carrier.js';
import type { Runtime } from '../runtime.js';
import { inTransaction, type Tx } from '../store/database.js';
import { optIn, optOut, touchInbound } from '../store/identities.js';
import { closeInbound } from '../store/inbound.js';
import { type Heard, localeFor, postAnswer } from './answer.js';
import type { Sender } from './identify.js';

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
    const locale = localeFor(sender.user, inbound.text);
    await postAnswer(runtime, tx, stored, { userId: sender.user.id, locale, reply, purpose: 'consent' });
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
