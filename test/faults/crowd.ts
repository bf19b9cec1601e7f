import type { Urgency } from '../../src/domain/delivery.js';
import type { Address } from '../../src/domain/message.js';
import { say, verbatim } from '../../src/domain/reply.js';
import { type Message, post } from '../../src/outbox/post.js';
import type { Runtime } from '../../src/runtime.js';
import { type Db, inTransaction, rowsOf } from '../../src/store/database.js';

/** The n-th of many people, on WhatsApp. */
export const phone = (n: number): Address => ({
  channel: 'whatsapp',
  value: `+9656${String(n).padStart(7, '0')}`,
});

/** The first `count` of them. */
export const phones = (count: number): Address[] => Array.from({ length: count }, (_, n) => phone(n));

/** People who have written just now, so that they may be written to: officers with one address each. */
export async function populate(db: Db, addresses: readonly Address[]): Promise<void> {
  const channels = addresses.map(({ channel }) => channel);
  const values = addresses.map(({ value }) => value);
  await rowsOf(
    db,
    `WITH people AS (
       INSERT INTO system_users (email, name, role, locale)
       SELECT lower(address) || '@crowd.test', 'Crowd ' || address, 'officer', 'en' FROM unnest(?::text[]) AS address
       RETURNING id, email)
     INSERT INTO identities (user_id, channel, address, verified_at, last_inbound_at)
     SELECT people.id, one.channel, one.address, now(), now()
     FROM unnest(?::text[], ?::text[]) AS one(channel, address)
     JOIN people ON people.email = lower(one.address) || '@crowd.test'`,
    [values, channels, values],
  );
}

/** The text of the n-th message: no two are alike, and the checker knows each again. */
export const textOf = (n: number) => `bulletin #${n}#`;

/** The number of the message that a text is; null when it is none of these. */
export function numberIn(text: string): number | null {
  const found = /#(\d+)#/.exec(text);
  return found ? Number(found[1]) : null;
}

/** The n-th message to an address. */
export function bulletin(n: number, to: Address, urgency: Urgency = 'normal'): Message {
  return {
    key: `bulletin:${n}`,
    cause: 'faults',
    userId: null,
    to,
    conversation: null,
    locale: 'en',
    purpose: 'alert',
    urgency,
    reply: say('briefings.places', { places: verbatim(textOf(n)) }),
  };
}

/** Posts messages as the program does, five hundred in a transaction. */
export async function postAll(
  runtime: Pick<Runtime, 'channels' | 'db'>,
  messages: readonly Message[],
): Promise<void> {
  for (let from = 0; from < messages.length; from += 500) {
    await inTransaction(runtime.db, async (tx) => {
      for (const message of messages.slice(from, from + 500)) await post(runtime, tx, message);
    });
  }
}
