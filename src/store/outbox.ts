import { type DeliveryState, type HoldReason, statesBefore } from '../domain/delivery.js';
import type { Address, ChannelName, Conversation, Reply } from '../domain/message.js';
import { storableJson } from '../domain/stored-json.js';
import type { TellingState } from '../domain/telling.js';
import { type Queryable, rowOf, rowsOf, type Tx } from './database.js';

/** A message to be stored for delivery. */
export type NewMessage = {
  key: string;
  cause: string;
  userId: number | null;
  to: Address;
  conversation: Conversation | null;
  locale: string;
  purpose: string;
  /** Rank of its lane, 0 first. */
  urgency: number;
  reply: Reply;
  lifetimeMinutes: number;
  /** Why it cannot go out as things stand; null when it can. */
  hold: HoldReason | null;
  /** True when it is held if its address has opted out. */
  needsConsent: boolean;
  /** The telling that it is a part of; null for an answer. */
  tellingId: number | null;
};

/**
 * Stores a message. Its life counts from now on the database's clock.
 *
 * @returns null when one with the same key is there already.
 */
export async function insertMessage(on: Queryable, message: NewMessage): Promise<DeliveryState | null> {
  const { to } = message;
  const [row] = await rowsOf<{ state: DeliveryState }>(
    on,
    `WITH hold AS (
       SELECT coalesce(?::text, (SELECT 'opted_out' FROM identities
         WHERE ?::boolean AND channel = ? AND address = ? AND opted_out_at IS NOT NULL)) AS reason)
     INSERT INTO outbox (idempotency_key, cause, user_id, channel, address, conversation, locale, purpose, urgency,
       reply, telling_id, state, reason, available_at, expires_at)
     SELECT ?, ?, ?::integer, ?, ?, ?::jsonb, ?, ?, ?::smallint, ?::jsonb, ?::bigint,
       CASE WHEN reason IS NULL THEN 'queued' ELSE 'held' END, reason,
       clock_timestamp(), clock_timestamp() + make_interval(mins => ?)
     FROM hold
     ON CONFLICT (idempotency_key) DO NOTHING RETURNING state`,
    [
      message.hold,
      message.needsConsent,
      to.channel,
      to.value,
      message.key,
      message.cause,
      message.userId,
      to.channel,
      to.value,
      message.conversation ? storableJson(message.conversation) : null,
      message.locale,
      message.purpose,
      message.urgency,
      storableJson(message.reply),
      message.tellingId,
      message.lifetimeMinutes,
    ],
  );
  return row?.state ?? null;
}

/** True when a message or a telling with this key exists, whatever became of it. */
export async function isPosted(on: Queryable, key: string): Promise<boolean> {
  const posted =
    'SELECT 1 FROM outbox WHERE idempotency_key = ? UNION ALL SELECT 1 FROM tellings WHERE key = ? LIMIT 1';
  return (await rowsOf(on, posted, [key, key])).length > 0;
}

/** Ends the life of messages that nobody took in time. One that may have reached its provider is asked after first. */
export async function expireOverdue(on: Queryable): Promise<number> {
  const rows = await rowsOf(
    on,
    `UPDATE outbox o SET state = 'expired', updated_at = clock_timestamp()
     WHERE o.state IN ('queued', 'held') AND o.state = ANY(?::text[]) AND o.expires_at <= clock_timestamp()
       AND NOT EXISTS (SELECT 1 FROM outbox_attempts a
         WHERE a.outbox_id = o.id AND (a.outcome IS NULL OR a.outcome = 'ambiguous'))
     RETURNING o.id`,
    [[...statesBefore('expired')]],
  );
  return rows.length;
}

/**
 * Lets go what waited for these channels and has not become old news.
 *
 * @param reasons which waits have ended.
 * @param untriedOnly only messages that were held when they were posted, not by the channel itself.
 */
export async function releaseHeld(
  on: Queryable,
  channels: readonly ChannelName[],
  reasons: readonly HoldReason[],
  untriedOnly: boolean,
): Promise<number> {
  const rows = await rowsOf(
    on,
    `UPDATE outbox SET state = 'queued', reason = NULL, available_at = clock_timestamp(),
       updated_at = clock_timestamp()
     WHERE state = 'held' AND channel = ANY(?::text[]) AND reason = ANY(?::text[])
       AND expires_at > clock_timestamp() AND (attempts = 0 OR NOT ?::boolean) RETURNING id`,
    [[...channels], [...reasons], untriedOnly],
  );
  return rows.length;
}

/**
 * Tries messages again at an operator's word, with a fresh life: dead, failed and held ones, but none whose words and
 * address are forgotten: there is nothing left to send.
 *
 * @returns the ids that were put back; the others are in a state that leads nowhere, or forgotten.
 */
export async function retryMessages(
  on: Queryable,
  ids: readonly number[],
  lifetimeMinutes: readonly number[],
): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    on,
    `UPDATE outbox SET state = 'queued', reason = NULL, attempts = 0, provider_id = NULL,
       available_at = clock_timestamp(), updated_at = clock_timestamp(),
       expires_at = greatest(expires_at,
         clock_timestamp() + make_interval(mins => (?::integer[])[urgency + 1]))
     WHERE id = ANY(?::bigint[]) AND state IN ('dead', 'failed', 'held') AND state = ANY(?::text[])
       AND address <> '' RETURNING id`,
    [[...lifetimeMinutes], [...ids], [...statesBefore('queued')]],
  );
  return rows.map((row) => row.id);
}

/** What messages were about, and how the promise that each is a part of stands; null for one without. Tellings are locked. */
export function promisesBehind(
  tx: Tx,
  ids: readonly number[],
): Promise<{ id: number; cause: string; key: string; userId: number | null; state: TellingState | null }[]> {
  return rowsOf(
    tx,
    `WITH promised AS MATERIALIZED (SELECT id, state FROM tellings WHERE id IN
       (SELECT telling_id FROM outbox WHERE id = ANY(?::bigint[])) ORDER BY id FOR UPDATE)
     SELECT o.id, o.cause, o.idempotency_key AS key, o.user_id AS "userId", promised.state
     FROM outbox o LEFT JOIN promised ON promised.id = o.telling_id WHERE o.id = ANY(?::bigint[])`,
    [[...ids], [...ids]],
  );
}

/** Takes back messages that no provider has seen. Returns the ids that were cancelled. */
export async function cancelMessages(on: Queryable, ids: readonly number[]): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    on,
    `UPDATE outbox SET state = 'cancelled', updated_at = clock_timestamp()
     WHERE id = ANY(?::bigint[]) AND state IN ('queued', 'held') AND state = ANY(?::text[]) RETURNING id`,
    [[...ids], [...statesBefore('cancelled')]],
  );
  return rows.map((row) => row.id);
}

/** A message as operators see it. */
export type MessageView = {
  id: number;
  cause: string;
  userId: number | null;
  /** Whose address it is; null where nobody is known to have it. */
  userName: string | null;
  to: Address;
  purpose: string;
  urgency: number;
  state: DeliveryState;
  reason: string | null;
  /** Tries since it was posted or last put back. */
  tries: number;
  providerId: string | null;
  body: string | null;
  createdAt: Date;
  availableAt: Date;
  expiresAt: Date;
  /** When its provider took it; null while it has not. Only the state says whether it arrived. */
  acceptedAt: Date | null;
  tellingId: number | null;
};

/** Which messages: all conditions that are given must hold. */
export type MessageFilter = {
  id?: number;
  userId?: number;
  states?: readonly DeliveryState[];
  channel?: ChannelName;
  /** Only messages to people who work in these governorates alone; null or absent: to anybody. */
  governorates?: readonly string[] | null;
  beforeId?: number;
  limit?: number;
};

/** Messages, newest first; default at most 50. `beforeId` pages on. */
export async function listMessages(on: Queryable, filter: MessageFilter): Promise<MessageView[]> {
  const rows = await rowsOf<Omit<MessageView, 'to'> & { channel: ChannelName; address: string }>(
    on,
    `SELECT o.id, o.cause, o.user_id AS "userId", person.name AS "userName", o.channel, o.address, o.purpose, o.urgency,
       o.state, o.reason, o.attempts AS tries, o.provider_id AS "providerId", o.body, o.created_at AS "createdAt",
       o.available_at AS "availableAt", o.expires_at AS "expiresAt", o.accepted_at AS "acceptedAt",
       o.telling_id AS "tellingId"
     FROM outbox o LEFT JOIN system_users person ON person.id = o.user_id
     WHERE o.id = coalesce(?::bigint, o.id) AND (?::integer IS NULL OR o.user_id = ?::integer)
       AND o.state = ANY(coalesce(?::text[], ARRAY[o.state])) AND o.channel = coalesce(?::text, o.channel)
       AND o.id < coalesce(?::bigint, 9223372036854775807)
       AND (?::text[] IS NULL OR person.governorates <@ ?::text[])
     ORDER BY o.id DESC LIMIT ?`,
    [
      filter.id ?? null,
      filter.userId ?? null,
      filter.userId ?? null,
      filter.states ? [...filter.states] : null,
      filter.channel ?? null,
      filter.beforeId ?? null,
      filter.governorates ? [...filter.governorates] : null,
      filter.governorates ? [...filter.governorates] : null,
      filter.limit ?? 50,
    ],
  );
  return rows.map(({ channel, address, ...row }) => ({ ...row, to: { channel, value: address } }));
}

/** How many messages are in each state, and how many seconds the oldest one that could go has waited. */
export async function outboxCounts(
  on: Queryable,
): Promise<{ states: Partial<Record<DeliveryState, number>>; oldestDueSeconds: number }> {
  const rows = await rowsOf<{ state: DeliveryState; count: number }>(
    on,
    'SELECT state, count(*) AS count FROM outbox GROUP BY state',
  );
  const { seconds } = await rowOf<{ seconds: number }>(
    on,
    `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(available_at)), 0)::float8 AS seconds
     FROM outbox WHERE state = 'queued' AND available_at <= clock_timestamp()`,
  );
  return {
    states: Object.fromEntries(rows.map((row) => [row.state, row.count])),
    oldestDueSeconds: seconds,
  };
}
