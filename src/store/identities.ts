import { type Address, CHANNELS, type ChannelName } from '../domain/message.js';
import type { Identity } from '../domain/user.js';
import { type Queryable, rowOf, rowsOf } from './database.js';

type IdentityRow = {
  id: number;
  user_id: number;
  channel: ChannelName;
  address: string;
  verified_at: Date | null;
  opted_out_at: Date | null;
  last_inbound_at: Date | null;
};

const COLUMNS = 'id, user_id, channel, address, verified_at, opted_out_at, last_inbound_at';

const identityOf = (row: IdentityRow): Identity => ({
  id: row.id,
  userId: row.user_id,
  channel: row.channel,
  address: row.address,
  verifiedAt: row.verified_at,
  optedOutAt: row.opted_out_at,
  lastInboundAt: row.last_inbound_at,
});

/** Whose address this is, verified or not; null when it is nobody's. */
export async function findIdentity(
  on: Queryable,
  channel: ChannelName,
  address: string,
): Promise<Identity | null> {
  const [row] = await rowsOf<IdentityRow>(
    on,
    `SELECT ${COLUMNS} FROM identities WHERE channel = ? AND address = ?`,
    [channel, address],
  );
  return row ? identityOf(row) : null;
}

/**
 * Where a person may be written to, best first: verified addresses that the person has not closed. The order of channels
 * that they chose comes first, then where they wrote from last, because there they answer; an address that a provider
 * called unreachable comes last.
 */
export async function addressesOf(on: Queryable, userId: number): Promise<Identity[]> {
  const rows = await rowsOf<IdentityRow>(
    on,
    `SELECT ${COLUMNS} FROM identities
     WHERE user_id = ? AND verified_at IS NOT NULL AND opted_out_at IS NULL
     ORDER BY unreachable_at IS NOT NULL,
       array_position((SELECT channel_order FROM system_users WHERE id = ?), channel) NULLS LAST,
       last_inbound_at DESC NULLS LAST, array_position(?::text[], channel), id`,
    [userId, userId, [...CHANNELS]],
  );
  return rows.map(identityOf);
}

/** The channels on which each person has a verified address, by the person's id. */
export async function verifiedChannels(on: Queryable): Promise<Map<number, ChannelName[]>> {
  const rows = await rowsOf<{ user_id: number; channels: ChannelName[] }>(
    on,
    `SELECT user_id, array_agg(DISTINCT channel ORDER BY channel) AS channels
     FROM identities WHERE verified_at IS NOT NULL GROUP BY user_id`,
  );
  return new Map(rows.map((row) => [row.user_id, row.channels]));
}

/**
 * Gives a person an address, or moves an address to another person: then its consent and its window start anew.
 *
 * @param verifiedAt when the person proved that it is theirs; null until then.
 */
export async function linkAddress(
  on: Queryable,
  identity: { userId: number; address: Address; verifiedAt: Date | null },
): Promise<Identity> {
  const row = await rowOf<IdentityRow>(
    on,
    `INSERT INTO identities AS i (user_id, channel, address, verified_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (channel, address) DO UPDATE SET user_id = excluded.user_id, verified_at = excluded.verified_at,
       opted_out_at = CASE WHEN i.user_id = excluded.user_id THEN i.opted_out_at END,
       last_inbound_at = CASE WHEN i.user_id = excluded.user_id THEN i.last_inbound_at END
     RETURNING ${COLUMNS}`,
    [identity.userId, identity.address.channel, identity.address.value, identity.verifiedAt],
  );
  return identityOf(row);
}

/** Gives a person a verified address unless it is somebody's already: then nothing changes. */
export async function ensureAddress(on: Queryable, userId: number, address: Address): Promise<void> {
  await rowsOf(
    on,
    `INSERT INTO identities (user_id, channel, address, verified_at) VALUES (?, ?, ?, now())
     ON CONFLICT (channel, address) DO NOTHING`,
    [userId, address.channel, address.value],
  );
}

/** Remembers that a person wrote from an address: it opens the channel's window and shows that the address works. */
export async function touchInbound(
  on: Queryable,
  channel: ChannelName,
  address: string,
  at: Date,
): Promise<void> {
  await rowsOf(
    on,
    `UPDATE identities SET last_inbound_at = greatest(last_inbound_at, ?::timestamptz), unreachable_at = NULL
     WHERE channel = ? AND address = ?`,
    [at, channel, address],
  );
}

/**
 * Closes an address to messages from us: the person (or the provider in their name) said stop.
 *
 * @param at when; null: now, on the database's clock.
 */
export async function optOut(
  on: Queryable,
  channel: ChannelName,
  address: string,
  at: Date | null,
): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `UPDATE identities SET opted_out_at = coalesce(opted_out_at, ?::timestamptz, clock_timestamp()) WHERE channel = ? AND address = ? RETURNING id`,
    [at, channel, address],
  );
  return rows.length === 1;
}

/** Opens an address again at the person's own wish. */
export async function optIn(on: Queryable, channel: ChannelName, address: string): Promise<boolean> {
  const rows = await rowsOf(
    on,
    'UPDATE identities SET opted_out_at = NULL WHERE channel = ? AND address = ? RETURNING id',
    [channel, address],
  );
  return rows.length === 1;
}

/** Marks an address that the provider says cannot be reached; the next message from it clears the mark. */
export async function markUnreachable(
  on: Queryable,
  channel: ChannelName,
  address: string,
  at: Date | null,
): Promise<void> {
  const mark = 'UPDATE identities SET unreachable_at = coalesce(?::timestamptz, clock_timestamp())';
  await rowsOf(on, `${mark} WHERE channel = ? AND address = ?`, [at, channel, address]);
}

/**
 * Sets the order in which a person's channels are tried, also those on which they are linked later; channels that are not
 * named come after, in the usual order.
 */
export async function preferChannels(
  on: Queryable,
  userId: number,
  channels: readonly ChannelName[],
): Promise<void> {
  const change = 'UPDATE system_users SET channel_order = ?::text[] WHERE id = ?';
  await rowsOf(on, change, [[...channels], userId]);
}

/** Somebody who once could be reached and cannot be any more, and since when. */
export type Unreached = { userId: number; since: Date };

/**
 * People of these roles none of whose addresses is left: they said stop, or the providers call all of them dead. People
 * who never had an address are not among them: nothing was lost.
 */
export function unreachedPeople(on: Queryable, roles: readonly string[]): Promise<Unreached[]> {
  return rowsOf<Unreached>(
    on,
    `SELECT u.id AS "userId", max(coalesce(i.opted_out_at, i.unreachable_at)) AS since
     FROM system_users u JOIN identities i ON i.user_id = u.id AND i.verified_at IS NOT NULL
     WHERE u.active AND u.role = ANY(?::text[])
     GROUP BY u.id HAVING bool_and(i.opted_out_at IS NOT NULL OR i.unreachable_at IS NOT NULL) ORDER BY u.id`,
    [[...roles]],
  );
}
