import { createHash } from 'node:crypto';
import { type Queryable, rowsOf, type Tx } from './database.js';

/** A login that lives on through its refresh tokens: each replaces the one before, all share the family. */
export type Session = { family: string; userId: number; tokenVersion: number };

/** `reused`: the token had been used before, so it was stolen or copied; its whole family has been ended. */
export type Redemption = { outcome: 'valid'; session: Session } | { outcome: 'reused' | 'refused' };

type TokenRow = { family: string; user_id: number; token_version: number; used_at: Date | null };

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Stores the hash of a new refresh token, and forgets the user's tokens whose time is over.
 *
 * @param lifetimeSeconds counted on the database's clock.
 */
export async function createRefreshToken(
  on: Queryable,
  token: string,
  session: Session,
  lifetimeSeconds: number,
): Promise<void> {
  const { family, userId, tokenVersion } = session;
  await rowsOf(on, 'DELETE FROM refresh_tokens WHERE user_id = ? AND expires_at < clock_timestamp()', [
    userId,
  ]);
  await rowsOf(
    on,
    `INSERT INTO refresh_tokens (token_hash, family, user_id, token_version, expires_at)
     VALUES (?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?))`,
    [hashOf(token), family, userId, tokenVersion, lifetimeSeconds],
  );
}

/** Uses a refresh token up: of many simultaneous calls one gets the session, and the others end its family. */
export async function redeemRefreshToken(tx: Tx, token: string): Promise<Redemption> {
  const [row] = await rowsOf<TokenRow & { usable: boolean }>(
    tx,
    `SELECT family, user_id, token_version, used_at, revoked_at IS NULL AND expires_at > clock_timestamp() AS usable
     FROM refresh_tokens WHERE token_hash = ? FOR UPDATE`,
    [hashOf(token)],
  );
  if (!row) return { outcome: 'refused' };
  if (row.used_at !== null) {
    await endFamily(tx, row.family);
    return { outcome: 'reused' };
  }
  if (!row.usable) return { outcome: 'refused' };
  await rowsOf(tx, 'UPDATE refresh_tokens SET used_at = clock_timestamp() WHERE token_hash = ?', [
    hashOf(token),
  ]);
  const session = { family: row.family, userId: row.user_id, tokenVersion: row.token_version };
  return { outcome: 'valid', session };
}

/** Ends the login that this token belongs to: none of its family works any more. Unknown tokens are ignored. */
export async function endSession(on: Queryable, token: string): Promise<void> {
  await rowsOf(
    on,
    `UPDATE refresh_tokens SET revoked_at = clock_timestamp()
     WHERE revoked_at IS NULL AND family = (SELECT family FROM refresh_tokens WHERE token_hash = ?)`,
    [hashOf(token)],
  );
}

async function endFamily(on: Queryable, family: string): Promise<void> {
  await rowsOf(
    on,
    'UPDATE refresh_tokens SET revoked_at = clock_timestamp() WHERE family = ? AND revoked_at IS NULL',
    [family],
  );
}
