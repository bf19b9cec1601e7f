import { handleInbound } from '../../src/chat/handle.js';
import { createReceiver } from '../../src/chat/receive.js';
import type { Inbound } from '../../src/domain/message.js';
import type { Role } from '../../src/domain/user.js';
import { createDesk, deliverDue } from '../../src/outbox/deliver.js';
import { renderFor } from '../../src/render.js';
import type { Runtime } from '../../src/runtime.js';
import { rowOf, rowsOf } from '../../src/store/database.js';
import { populate } from './crowd.js';
import type { Kit } from './kit.js';

/** A talk with the program inside this process, over WhatsApp, step by step. */
export async function chatSide(kit: Kit, settings: Record<string, string> = {}) {
  const database = await kit.database();
  const twilio = await kit.twilio();
  let now = new Date();
  const clock = { now: () => now };
  const runtime = kit.runtime(database, { ...kit.settings(database, { twilio }), ...settings }, { clock });
  const render = renderFor(runtime.knowledge.translator);
  const desk = createDesk(runtime, { render, tapSecret: 'a secret', rates: {} });
  const { db } = database;
  let said = 0;
  return {
    db,
    twilio,
    runtime,
    desk,
    setClock: (at: Date) => {
      now = at;
    },
    async person(role: Role, phone: string): Promise<number> {
      await populate(db, [{ channel: 'whatsapp', value: phone }]);
      const email = `${phone.toLowerCase()}@crowd.test`;
      return (
        await rowOf<{ id: number }>(db, 'UPDATE system_users SET role = ? WHERE email = ? RETURNING id', [
          role,
          email,
        ])
      ).id;
    },
    /** Somebody says something; returns what they are sent for it. */
    async say(phone: string, text: string, more: Partial<Inbound> = {}): Promise<string[]> {
      const from = twilio.accepted.length;
      await hear(runtime, { ...spoken(`said-${++said}`, phone, text), ...more });
      await deliverDue(desk);
      return twilio.accepted
        .slice(from)
        .filter(({ to }) => to === `whatsapp:${phone}`)
        .map(({ body }) => body);
    },
  };
}

/** Takes a message in and answers it at once. */
export async function hear(runtime: Runtime, inbound: Inbound): Promise<void> {
  await createReceiver(runtime)(inbound);
  const [stored] = await rowsOf<{ id: number }>(
    runtime.db,
    'SELECT id FROM inbound WHERE channel = ? AND provider_id = ?',
    [inbound.channel, inbound.providerId],
  );
  if (stored) await handleInbound(runtime, stored.id);
}

/** A message in words. */
export function spoken(providerId: string, from: string, text: string): Inbound {
  return {
    channel: 'whatsapp',
    providerId,
    from,
    text,
    location: null,
    button: null,
    media: [],
    sentAt: null,
    conversation: null,
  };
}
