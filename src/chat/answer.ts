import type { Reply } from '../domain/message.js';
import { DEFAULT_LOCALE, type Locale, type User } from '../domain/user.js';
import { type Message, post } from '../outbox/post.js';
import type { Runtime } from '../runtime.js';
import type { Tx } from '../store/database.js';
import type { StoredInbound } from '../store/inbound.js';
import type { Sender } from './identify.js';

/** A stored message, who wrote it, and when it is worked on. */
export type Heard = { stored: StoredInbound; sender: Sender; now: Date };

/** What a message that was not read as words is written in; null where there are no letters. */
export function scriptOf(text: string): Locale | null {
  if (/\p{Script=Arabic}/u.test(text)) return 'ar';
  return /\p{Script=Latin}/u.test(text) ? 'en' : null;
}

/** The language of somebody of whom only these words are known: the one they chose, else the one they write. */
export function localeFor(user: Pick<User, 'locale'> | null, written: string): Locale {
  return user?.locale ?? scriptOf(written) ?? DEFAULT_LOCALE;
}

/** An answer to a message. `key`: where it is not the one answer that every message gets. */
export type InboundAnswer = {
  /** Null for strangers. */
  userId: number | null;
  locale: Locale;
  reply: Reply;
  purpose?: Message['purpose'];
  key?: string;
};

/** Puts the answer to a message into the outbox: to where it came from, with the message as its cause. */
export async function postAnswer(
  runtime: Pick<Runtime, 'channels'>,
  tx: Tx,
  { id, message: inbound }: StoredInbound,
  { userId, locale, reply, purpose = 'reply', key = `inbound:${id}/reply` }: InboundAnswer,
): Promise<void> {
  await post(runtime, tx, {
    key,
    cause: `inbound:${id}`,
    userId,
    to: { channel: inbound.channel, value: inbound.from },
    conversation: inbound.conversation,
    locale,
    purpose,
    urgency: 'reply',
    reply,
  });
}
