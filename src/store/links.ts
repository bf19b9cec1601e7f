import { createHash } from 'node:crypto';
import { storableJson } from '../domain/stored-json.js';
import { type Queryable, rowsOf } from './database.js';

/** What a one-time link stands for. `kind` says who acts on it ("task", "alert", "invite"). */
export type Link = { kind: string; userId: number | null; payload: Readonly<Record<string, unknown>> };

/** A link as it stands, without using it up. */
export type LinkView = Link & { state: 'open' | 'used' | 'expired' };

type LinkRow = { kind: string; user_id: number | null; payload: Record<string, unknown> };

/** Only this is stored: who reads the table cannot use the links. Tokens are random, so that one plain hash is enough. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

const linkOf = (row: LinkRow): Link => ({ kind: row.kind, userId: row.user_id, payload: row.payload });

/**
 * Makes a link that works once.
 *
 * @param token at least 128 random bits; it goes into the address and is kept nowhere.
 * @param lifetimeSeconds counted on the database's clock.
 */
export async function createLink(
  on: Queryable,
  token: string,
  link: Link,
  lifetimeSeconds: number,
): Promise<void> {
  await rowsOf(
    on,
    `INSERT INTO one_time_links (token_hash, kind, user_id, payload, expires_at)
     VALUES (?, ?, ?, ?::jsonb, clock_timestamp() + make_interval(secs => ?))`,
    [hashOf(token), link.kind, link.userId, storableJson(link.payload), lifetimeSeconds],
  );
}

/** Makes a link whose token follows from what it is for: made again it stays the same, used or not, and lives on. */
export async function keepLink(
  on: Queryable,
  token: string,
  link: Link,
  lifetimeSeconds: number,
): Promise<void> {
  await rowsOf(
    on,
    `INSERT INTO one_time_links AS l (token_hash, kind, user_id, payload, expires_at)
     VALUES (?, ?, ?, ?::jsonb, clock_timestamp() + make_interval(secs => ?))
     ON CONFLICT (token_hash) DO UPDATE SET expires_at = greatest(l.expires_at, excluded.expires_at)`,
    [hashOf(token), link.kind, link.userId, storableJson(link.payload), lifetimeSeconds],
  );
}

/** What a token stands for and whether it still works; null for a token that was never given out. Changes nothing. */
export async function viewLink(on: Queryable, token: string): Promise<LinkView | null> {
  const [row] = await rowsOf<LinkRow & { state: LinkView['state'] }>(
    on,
    `SELECT kind, user_id, payload,
       CASE WHEN used_at IS NOT NULL THEN 'used' WHEN expires_at <= clock_timestamp() THEN 'expired' ELSE 'open' END
         AS state
     FROM one_time_links WHERE token_hash = ?`,
    [hashOf(token)],
  );
  return row ? { ...linkOf(row), state: row.state } : null;
}

/**
 * Uses a link up: of many simultaneous calls exactly one gets it. Call it in the transaction of what the link does, so
 * that a failure leaves the link usable.
 *
 * @returns null when the token is unknown, of another kind, used, or expired.
 */
export async function useLink(on: Queryable, token: string, kind: string): Promise<Link | null> {
  const [row] = await rowsOf<LinkRow>(
    on,
    `UPDATE one_time_links SET used_at = clock_timestamp()
     WHERE token_hash = ? AND kind = ? AND used_at IS NULL AND expires_at > clock_timestamp()
     RETURNING kind, user_id, payload`,
    [hashOf(token), kind],
  );
  return row ? linkOf(row) : null;
}
