import { type Queryable, rowsOf } from './database.js';

/**
 * What people wrote and were written, kept in rows that stay: that a message came, from or for whom, by which channel and
 * how it ended is on record for good, and an old webhook that is sent again is still recognised. Each statement takes rows
 * that came before a moment, oldest first, by an index of those that still have content: younger ones are not looked at, and
 * an emptied row is not taken again. Rows are taken under a lock: one that somebody puts back into the queue at this moment
 * has not ended, and keeps its content.
 */
const CONTENT = {
  inbound: `
    WITH old AS (SELECT id FROM inbound
      WHERE received_at < ? AND received_at < ? AND state <> 'received' AND address <> ''
      ORDER BY received_at LIMIT ? FOR UPDATE SKIP LOCKED)
    UPDATE inbound i SET address = '', frame = NULL,
      message = message || '{"from":"","text":"","location":null,"button":null,"media":[],"conversation":null}'
    FROM old WHERE i.id = old.id RETURNING 1`,
  outbox: `
    WITH old AS (SELECT id FROM outbox
      WHERE created_at < ? AND updated_at < ? AND state NOT IN ('queued', 'sending', 'held') AND address <> ''
      ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED),
    errors AS (UPDATE outbox_attempts a SET error = NULL FROM old WHERE a.outbox_id = old.id AND a.error IS NOT NULL)
    UPDATE outbox o SET address = '', reply = '{"blocks":[]}', body = NULL, conversation = NULL
    FROM old WHERE o.id = old.id RETURNING 1`,
  tellings: `
    WITH old AS (SELECT id FROM tellings
      WHERE created_at < ? AND updated_at < ? AND state NOT IN ('waiting', 'open') AND reply <> '{"blocks":[]}'
      ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED)
    UPDATE tellings t SET reply = '{"blocks":[]}' FROM old WHERE t.id = old.id RETURNING 1`,
} as const;

/** A kind of content that is kept for a time. */
export type Content = keyof typeof CONTENT;
/** All of them. */
export const CONTENTS = Object.keys(CONTENT) as readonly Content[];

/** Empties so many rows of a kind that came and ended before a moment. Returns how many were emptied. */
export async function forgetContent(
  on: Queryable,
  content: Content,
  before: Date,
  limit: number,
): Promise<number> {
  return (await rowsOf(on, CONTENT[content], [before, before, limit])).length;
}

/** Rows that nobody misses when they are old: no message's end is known by them alone. */
const REST = {
  receipts: `DELETE FROM receipts WHERE id IN
    (SELECT id FROM receipts WHERE received_at < ? ORDER BY received_at LIMIT ?) RETURNING 1`,
  conversations: `DELETE FROM conversations WHERE (user_id, channel) IN
    (SELECT user_id, channel FROM conversations WHERE updated_at < ? LIMIT ?) RETURNING 1`,
  unknown_senders: `DELETE FROM unknown_senders WHERE (channel, address, refused_on) IN
    (SELECT channel, address, refused_on FROM unknown_senders WHERE refused_on < (?::timestamptz)::date LIMIT ?)
    RETURNING 1`,
  one_time_links: `DELETE FROM one_time_links WHERE token_hash IN
    (SELECT token_hash FROM one_time_links WHERE expires_at < ? ORDER BY expires_at LIMIT ?) RETURNING 1`,
} as const;

/** A kind of row that is deleted whole once it is old. */
export type Rest = keyof typeof REST;
/** All of them. */
export const RESTS = Object.keys(REST) as readonly Rest[];

/** Deletes so many rows of a kind that are older than a moment. Returns how many there were. */
export async function deleteOld(on: Queryable, rest: Rest, before: Date, limit: number): Promise<number> {
  return (await rowsOf(on, REST[rest], [before, limit])).length;
}
