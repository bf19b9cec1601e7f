import type { Recent } from '../domain/guard.js';
import type { Inbound } from '../domain/message.js';
import { reviveInbound, storable, storableJson } from '../domain/stored-json.js';
import { type Queryable, rowOf, rowsOf } from './database.js';

/** What became of a message from outside. `refused`: its sender may not use the bot. */
export type InboundState = 'received' | 'handled' | 'refused' | 'failed';

/** A message as it was stored. */
export type StoredInbound = {
  id: number;
  message: Inbound;
  state: InboundState;
  userId: number | null;
  receivedAt: Date;
  handledAt: Date | null;
};

/** How the handling of a message ended. `frame`: what it was understood as. */
export type InboundEnd = {
  state: Exclude<InboundState, 'received'>;
  userId: number | null;
  frame: unknown;
  at: Date;
};

/**
 * Stores a message from outside, once however often it is delivered.
 *
 * @param receivedAt on the program's clock.
 */
export async function storeInbound(
  on: Queryable,
  inbound: Inbound,
  receivedAt: Date,
): Promise<{ id: number } | 'duplicate'> {
  const [row] = await rowsOf<{ id: number }>(
    on,
    `INSERT INTO inbound (channel, provider_id, address, message, received_at) VALUES (?, ?, ?, ?::jsonb, ?)
     ON CONFLICT (channel, provider_id) DO NOTHING RETURNING id`,
    [
      inbound.channel,
      storable(inbound.providerId),
      storable(inbound.from),
      storableJson(inbound),
      receivedAt,
    ],
  );
  return row ?? 'duplicate';
}

/** The job that answers a message: see `NewJob`. */
export type AnswerJob = { name: string; priority: number; maxAttempts: number };

/** A message from outside; `receivedAt` is on the program's clock. */
export type Arrival = { inbound: Inbound; receivedAt: Date };

/**
 * Stores messages from outside, each with the job that will answer it, in one statement: all of them are kept or none.
 * The messages of an address are answered one by one, in the order of their arrival. Rows are written in the order of
 * their keys, so that two processes which are given the same messages wait for, and never lock out, each other.
 *
 * @returns for each arrival whether it is new; the first of several alike is.
 */
export async function storeToAnswer(
  on: Queryable,
  arrivals: readonly Arrival[],
  job: AnswerJob,
): Promise<boolean[]> {
  const keys = arrivals.map(({ inbound }) => [inbound.channel, storable(inbound.providerId)] as const);
  const rows = await rowsOf<{ channel: string; providerId: string }>(
    on,
    `WITH given AS (
       SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
         WITH ORDINALITY AS g(channel, provider_id, address, message, received_at, place)),
     stored AS (
       INSERT INTO inbound (channel, provider_id, address, message, received_at)
       SELECT channel, provider_id, address, message::jsonb, received_at FROM given ORDER BY channel, provider_id, place
       ON CONFLICT (channel, provider_id) DO NOTHING RETURNING id, channel, provider_id, address),
     queued AS (
       INSERT INTO jobs (name, key, sequence, payload, priority, max_attempts, run_at)
       SELECT ?, 'inbound:' || id, channel || ':' || address, jsonb_build_object('inboundId', id), ?, ?, clock_timestamp()
       FROM stored ORDER BY (
         SELECT min(place) FROM given g WHERE g.channel = stored.channel AND g.provider_id = stored.provider_id))
     SELECT channel, provider_id AS "providerId" FROM stored`,
    [
      keys.map(([channel]) => channel),
      keys.map(([, providerId]) => providerId),
      arrivals.map(({ inbound }) => storable(inbound.from)),
      arrivals.map(({ inbound }) => storableJson(inbound)),
      arrivals.map(({ receivedAt }) => receivedAt.toISOString()),
      job.name,
      job.priority,
      job.maxAttempts,
    ],
  );
  const fresh = new Set(rows.map(({ channel, providerId }) => `${channel}:${providerId}`));
  return keys.map(([channel, providerId]) => fresh.delete(`${channel}:${providerId}`));
}

/** The message with this id, or null. */
export async function loadInbound(on: Queryable, id: number): Promise<StoredInbound | null> {
  const [row] = await rowsOf<{
    id: number;
    message: unknown;
    state: InboundState;
    user_id: number | null;
    received_at: Date;
    handled_at: Date | null;
  }>(on, 'SELECT id, message, state, user_id, received_at, handled_at FROM inbound WHERE id = ?', [id]);
  if (!row) return null;
  return {
    id: row.id,
    message: reviveInbound(row.message),
    state: row.state,
    userId: row.user_id,
    receivedAt: row.received_at,
    handledAt: row.handled_at,
  };
}

/**
 * Closes a message. Call it in the transaction that posts the answer: when it returns false somebody else has answered,
 * and that transaction must be taken back.
 */
export async function closeInbound(on: Queryable, id: number, end: InboundEnd): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `UPDATE inbound SET state = ?, user_id = ?, frame = ?::jsonb, handled_at = ?
     WHERE id = ? AND state = 'received' RETURNING id`,
    [end.state, end.userId, end.frame == null ? null : storableJson(end.frame), end.at, id],
  );
  return rows.length === 1;
}

/** How a message was understood; null while it is not answered, or when nothing had to be. */
export async function inboundFrame(on: Queryable, id: number): Promise<unknown> {
  const [row] = await rowsOf<{ frame: unknown }>(on, 'SELECT frame FROM inbound WHERE id = ?', [id]);
  return row?.frame ?? null;
}

/** Intents that say that a message was not understood. */
const UNREAD = ['out_of_scope', 'clarify'];

/** What is known of the sender's last messages before this one, for the guard against floods and loops. */
export async function senderHistory(
  on: Queryable,
  { id, message, receivedAt }: StoredInbound,
): Promise<Recent> {
  const [row] = await rowsOf<Recent>(
    on,
    `SELECT count(*) FILTER (WHERE recent)::integer AS answered,
       count(*) FILTER (WHERE recent AND unread)::integer AS unread,
       count(*) FILTER (WHERE unread AND said = ?)::integer AS "sameUnread"
     FROM (SELECT received_at > ?::timestamptz - interval '1 minute' AS recent, message->>'text' AS said,
         coalesce(frame->>'intent' = ANY(?::text[]), false) AS unread
       FROM inbound
       WHERE channel = ? AND address = ? AND state = 'handled' AND id < ?
         AND received_at > ?::timestamptz - interval '10 minutes') AS lately`,
    [storable(message.text), receivedAt, UNREAD, message.channel, storable(message.from), id, receivedAt],
  );
  return row ?? { answered: 0, unread: 0, sameUnread: 0 };
}

/** Marks that renderers put around values: they do not always survive the way through a messenger. */
const ISOLATES = '\u2066\u2067\u2068\u2069\u200E\u200F';

/**
 * How many of somebody's messages within ten minutes, up to the given one, are word for word what they were sent just
 * before. 0 when the given one is not.
 */
export async function echoesUpTo(
  on: Queryable,
  { id, message, receivedAt }: StoredInbound,
  userId: number,
): Promise<number> {
  const { n } = await rowOf<{ n: number }>(
    on,
    `WITH sent AS (
       SELECT translate(body, ?, '') AS said FROM outbox WHERE user_id = ? AND body IS NOT NULL
       ORDER BY id DESC LIMIT 10)
     SELECT CASE WHEN coalesce(bool_or(i.id = ?), false) THEN count(*) ELSE 0 END AS n
     FROM inbound i
     WHERE i.channel = ? AND i.address = ? AND i.id <= ? AND i.received_at > ?::timestamptz - interval '10 minutes'
       AND translate(i.message->>'text', ?, '') IN (SELECT said FROM sent)`,
    [ISOLATES, userId, id, message.channel, storable(message.from), id, receivedAt, ISOLATES],
  );
  return n;
}

/**
 * Messages that nobody will answer any more: their job is dead or gone, and they have waited so long.
 *
 * @param before on the program's clock, as `receivedAt` is.
 */
export async function abandonedInbound(on: Queryable, before: Date, limit: number): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    on,
    `SELECT i.id FROM inbound i
     WHERE i.state = 'received' AND i.received_at < ? AND NOT EXISTS (
       SELECT 1 FROM jobs j WHERE j.key = 'inbound:' || i.id AND j.state IN ('queued', 'running'))
     ORDER BY i.id LIMIT ?`,
    [before, limit],
  );
  return rows.map((row) => row.id);
}
