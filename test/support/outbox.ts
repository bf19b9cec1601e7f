import { randomUUID } from 'node:crypto';
import type { Channel } from '../../src/channels/channel.js';
import type { Config } from '../../src/config.js';
import { loadConfig } from '../../src/config.js';
import type { ChannelName } from '../../src/domain/message.js';
import { say } from '../../src/domain/reply.js';
import { createDesk, type DeliveryOptions, type DeliveryRuntime } from '../../src/outbox/deliver.js';
import { type Message, post } from '../../src/outbox/post.js';
import { type Db, inTransaction, rowsOf } from '../../src/store/database.js';
import { plainRender } from './fake-channel.js';
import { silent } from './silent.js';

const config: Config = loadConfig({});

/** A runtime with these channels on, and a clock that can be set. */
export function outboxRuntime(db: Db, channels: readonly Channel[], now = new Date()): DeliveryRuntime {
  return {
    db,
    config,
    log: silent,
    clock: { now: () => now },
    ids: { uuid: randomUUID, token: randomUUID },
    channels: new Map<ChannelName, Channel>(channels.map((channel) => [channel.name, channel])),
  };
}

/** A desk without rates, unless the test is about them. */
export const deskFor = (runtime: DeliveryRuntime, options: Partial<DeliveryOptions> = {}) =>
  createDesk(runtime, { render: plainRender, tapSecret: 'a secret', rates: {}, ...options });

/** A message to a phone, unlike any other unless its key is given. */
export function aMessage(change: Partial<Message> = {}): Message {
  return {
    key: randomUUID(),
    cause: 'test:1',
    userId: null,
    to: { channel: 'whatsapp', value: '+96550000001' },
    conversation: null,
    locale: 'en',
    purpose: 'alert',
    urgency: 'normal',
    reply: say('test.text'),
    ...change,
  };
}

/** Posts messages in one transaction. */
export function postAll(runtime: DeliveryRuntime, ...messages: Partial<Message>[]) {
  return inTransaction(runtime.db, async (tx) => {
    const states: string[] = [];
    for (const message of messages) states.push(await post(runtime, tx, aMessage(message)));
    return states;
  });
}

/** The rows of the outbox in the order they were posted. */
export const outboxRows = (db: Db) =>
  rowsOf<{
    id: number;
    key: string;
    state: string;
    reason: string | null;
    attempts: number;
    provider_id: string | null;
    body: string | null;
  }>(
    db,
    'SELECT id, idempotency_key AS key, state, reason, attempts, provider_id, body FROM outbox ORDER BY id',
  );

/** The outcomes of every attempt, in order. */
export async function outcomes(db: Db): Promise<(string | null)[]> {
  const rows = await rowsOf<{ outcome: string | null }>(
    db,
    'SELECT outcome FROM outbox_attempts ORDER BY id',
  );
  return rows.map((row) => row.outcome);
}

/** Makes every message that waits for its next try due now. */
export const skipWaits = (db: Db) => rowsOf(db, 'UPDATE outbox SET available_at = now()');

/** Empties what delivery writes to; much quicker on the embedded database than emptying all of it. */
export const emptyOutbox = (db: Db) =>
  db.knex.raw(
    `DELETE FROM outbox; DELETE FROM receipts; DELETE FROM send_slots; DELETE FROM message_templates;
     TRUNCATE telling_history, task_history, assigned_tasks; DELETE FROM tellings; DELETE FROM one_time_links; DELETE FROM identities;
     DELETE FROM system_users`,
  );
