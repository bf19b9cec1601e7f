import type { Inbound } from '../domain/message.js';
import { reviveInbound, storable, storableJson } from '../domain/stored-json.js';
import { type Queryable, rowsOf } from './database.js';

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
