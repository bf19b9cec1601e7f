import { commandFor } from '../commands/index.js';
import { admit, lateness } from '../domain/guard.js';
import type { Reply } from '../domain/message.js';
import { instant, note, say, text } from '../domain/reply.js';
import type { Frame, Intent } from '../nlu/frame.js';
import type { Runtime } from '../runtime.js';
import { inTransaction } from '../store/database.js';
import { closeInbound, echoesUpTo, type StoredInbound, senderHistory } from '../store/inbound.js';
import { type Heard, localeFor, postAnswer } from './answer.js';
import { recall } from './memory.js';
import { understand } from './understand.js';

type GuardRuntime = Pick<Runtime, 'db' | 'channels' | 'knowledge'>;

/** One message of ours that comes back is somebody's slip; the second comes from a machine. */
const MOST_ECHOES = 2;
/** Machines answer words with words: who presses a button, shares a place or sends a picture is a person. */
const NOTHING_UNREAD = { unread: 0, sameUnread: 0 };
/** Who writes too fast is told so once in this time. */
const SAID_ONCE_IN_MS = 10 * 60_000;

/**
 * Turns a message away that must not be worked on: its sender has said STOP, writes faster than a person can, or is a
 * machine that answers our answers.
 *
 * @returns true when it was turned away; it is closed then.
 */
export async function turnedAway(runtime: GuardRuntime, heard: Heard): Promise<boolean> {
  const { stored, sender, now } = heard;
  if (sender.identity.optedOutAt) return close(runtime, heard, null);
  // The operator's own terminal is no way in for a flood, and scripts are typed into it.
  if (stored.message.channel === 'terminal') return false;
  if ((await echoesUpTo(runtime.db, stored, sender.user.id)) >= MOST_ECHOES)
    return close(runtime, heard, null);
  const history = await senderHistory(runtime.db, stored);
  const wordless = stored.message.text.trim() === '';
  const looping = !wordless && admit(history) === 'loop';
  // Whoever was not understood three times and then is may be waiting for it: "accept 2" is no machine's word.
  const person = wordless || (looping && (await asksSomething(runtime, heard)));
  const admission = admit(person ? { ...history, ...NOTHING_UNREAD } : history);
  if (admission === 'welcome') return false;
  const window = Math.floor(now.getTime() / SAID_ONCE_IN_MS);
  return close(runtime, heard, admission === 'too_fast' ? `fast:${sender.identity.id}/${window}` : null);
}

/** What machines say as well; all else that is understood is somebody's question or order. */
const SMALL_TALK: ReadonlySet<Intent> = new Set<Intent>([
  'out_of_scope',
  'clarify',
  'greeting',
  'thanks',
  'feedback',
]);

async function asksSomething(runtime: GuardRuntime, heard: Heard): Promise<boolean> {
  const { stored, sender, now } = heard;
  const memory = await recall(runtime.db, sender.user.id, stored.message.channel, now);
  return !SMALL_TALK.has(understand(runtime, heard, memory).frame.intent);
}

/** Closes a message unanswered, or with the one answer of this key. */
async function close(
  runtime: GuardRuntime,
  { stored, sender, now }: Heard,
  key: string | null,
): Promise<true> {
  await inTransaction(runtime.db, async (tx) => {
    const end = { state: 'refused', userId: sender.user.id, frame: null, at: now } as const;
    if (!(await closeInbound(tx, stored.id, end)) || key === null) return;
    const locale = localeFor(sender.user, stored.message.text);
    const reply = say('errors.too_many_requests');
    await postAnswer(runtime, tx, stored, { userId: sender.user.id, locale, reply, key });
  });
  return true;
}

const sentAtOf = ({ message, receivedAt }: StoredInbound): Date => message.sentAt ?? receivedAt;

/** Why an order that was given too long ago is not carried out; null when it came in time or changes nothing. */
export function lateOrder(stored: StoredInbound, frame: Frame, now: Date): Reply | null {
  const sentAt = sentAtOf(stored);
  if (lateness({ sentAt, now }, commandFor(frame.intent).acts) !== 'late_order') return null;
  return say('delivery.late.order', { at: instant(sentAt) });
}

/** An answer to a question that was asked long ago says so. */
export function withLateNote(answer: Reply, stored: StoredInbound, now: Date): Reply {
  const sentAt = sentAtOf(stored);
  if (lateness({ sentAt, now }, false) === 'in_time') return answer;
  return {
    ...answer,
    blocks: [...answer.blocks, note(text('delivery.late.question', { at: instant(sentAt) }), 6)],
  };
}
