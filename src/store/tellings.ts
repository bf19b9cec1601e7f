import type { ChannelName, Reply } from '../domain/message.js';
import { reviveReply, storableJson } from '../domain/stored-json.js';
import { type Rung, type TellingState, tellingMayBecome, tellingTransition } from '../domain/telling.js';
import { type Queryable, rowOf, rowsOf, type Tx } from './database.js';

/** What is promised to a person, over however many messages. */
export type StoredTelling = {
  id: number;
  key: string;
  cause: string;
  userId: number;
  purpose: string;
  /** Rank of its lane, 0 first. */
  urgency: number;
  locale: string;
  reply: Reply;
  /** Channels that are tried last. */
  avoid: readonly ChannelName[];
  state: TellingState;
  nextAt: Date | null;
  expiresAt: Date;
  createdAt: Date;
};

/** A telling to be stored. `nextAt`: when to look at it; null looks never. */
export type NewTelling = Omit<StoredTelling, 'id' | 'createdAt' | 'expiresAt' | 'nextAt'> & {
  nextInSeconds: number | null;
  lifetimeMinutes: number;
};

type Row = Omit<StoredTelling, 'reply'> & { reply: unknown };

const COLUMNS = `id, key, cause, user_id AS "userId", purpose, urgency, locale, reply, avoid, state,
  next_at AS "nextAt", expires_at AS "expiresAt", created_at AS "createdAt"`;
const tellingOf = (row: Row): StoredTelling => ({ ...row, reply: reviveReply(row.reply) });

/**
 * Stores a telling, once a key. One that ended before any message was made of it, because the person had no address, is
 * taken up again as soon as there is one: a promise that went nowhere stands in nobody's way.
 *
 * @returns null when it is there already.
 */
export async function insertTelling(tx: Tx, telling: NewTelling): Promise<StoredTelling | null> {
  const [stored] = await rowsOf<Row & { takenUp: boolean }>(
    tx,
    `INSERT INTO tellings (key, cause, user_id, purpose, urgency, locale, reply, avoid, state, next_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::text[], ?, clock_timestamp() + make_interval(secs => ?::float8),
       clock_timestamp() + make_interval(mins => ?))
     ON CONFLICT (key) DO UPDATE SET locale = excluded.locale, reply = excluded.reply, avoid = excluded.avoid,
       state = excluded.state, next_at = excluded.next_at, expires_at = excluded.expires_at,
       updated_at = clock_timestamp()
     WHERE tellings.state = 'exhausted' AND excluded.state <> 'exhausted'
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.telling_id = tellings.id)
     RETURNING ${COLUMNS}, xmax::text <> '0' AS "takenUp"`,
    [
      ...[telling.key, telling.cause, telling.userId, telling.purpose, telling.urgency, telling.locale],
      ...[storableJson(telling.reply), [...telling.avoid], telling.state],
      ...[telling.nextInSeconds, telling.lifetimeMinutes],
    ],
  );
  if (!stored) return null;
  const { takenUp, ...row } = stored;
  if (takenUp) tellingTransition({ id: row.id, state: 'exhausted' }, row.state);
  await appendStep(tx, row.id, { from: takenUp ? 'exhausted' : null, to: row.state, note: null });
  return tellingOf(row);
}

/** A telling that something has to be done about. */
export type DueTelling = Pick<StoredTelling, 'id' | 'userId' | 'urgency'>;

/** Tellings that something has to be done about, most pressing first. */
export function dueTellings(on: Queryable, limit: number): Promise<DueTelling[]> {
  return rowsOf<DueTelling>(
    on,
    `SELECT id, user_id AS "userId", urgency FROM tellings
     WHERE next_at <= clock_timestamp() ORDER BY urgency, next_at LIMIT ?`,
    [limit],
  );
}

/** The database's time, by which tellings are judged. */
export async function databaseNow(on: Queryable): Promise<Date> {
  return (await rowOf<{ now: Date }>(on, 'SELECT clock_timestamp() AS now')).now;
}

/** Until the transaction ends nobody else decides about what this person is told: bundles stay whole. */
export async function lockPerson(tx: Tx, userId: number): Promise<void> {
  await rowsOf(tx, 'SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`tellings:${userId}`]);
}

/** The same for several people, in one order whoever asks, so that no two wait for each other. */
export async function lockPeople(tx: Tx, userIds: readonly number[]): Promise<void> {
  for (const userId of [...new Set(userIds)].sort((a, b) => a - b)) await lockPerson(tx, userId);
}

/** A message of a telling, with what a look at it needs. */
export type StoredRung = Rung & {
  id: number;
  address: string;
  providerId: string | null;
  reason: string | null;
};

/** A telling under a lock, with its messages in order, and the database's time. */
export type TellingView = { telling: StoredTelling; rungs: readonly StoredRung[]; now: Date };

/** Takes a telling for a change. Null when another process has it, or it is not due (any more). */
export async function lockDueTelling(tx: Tx, id: number): Promise<TellingView | null> {
  const [row] = await rowsOf<Row>(
    tx,
    `SELECT ${COLUMNS} FROM tellings WHERE id = ? AND next_at <= clock_timestamp() FOR UPDATE SKIP LOCKED`,
    [id],
  );
  if (!row) return null;
  const rungs = await rungsOf(tx, id);
  return { telling: tellingOf(row), rungs, now: await databaseNow(tx) };
}

/** The messages of a telling, in the order in which they were posted. */
export function rungsOf(on: Queryable, tellingId: number): Promise<StoredRung[]> {
  return rowsOf<StoredRung>(
    on,
    `SELECT id, channel, address, state, reason, provider_id AS "providerId", created_at AS "postedAt",
       accepted_at AS "acceptedAt"
     FROM outbox WHERE telling_id = ? ORDER BY id`,
    [tellingId],
  );
}

/** What a person was promised last about a cause, under a lock; null when nothing was. */
export async function lastTelling(tx: Tx, cause: string, userId: number): Promise<StoredTelling | null> {
  const [row] = await rowsOf<Row>(
    tx,
    `SELECT ${COLUMNS} FROM tellings WHERE cause = ? AND user_id = ? ORDER BY id DESC LIMIT 1 FOR UPDATE`,
    [cause, userId],
  );
  return row ? tellingOf(row) : null;
}

/** Moves a telling on. @throws AppError `illegal_transition` when its state does not lead there. */
export async function moveTelling(
  tx: Tx,
  telling: Pick<StoredTelling, 'id' | 'state'>,
  to: TellingState,
  { note = null, nextInSeconds = null }: { note?: string | null; nextInSeconds?: number | null } = {},
): Promise<void> {
  tellingTransition(telling, to);
  await rowsOf(
    tx,
    `UPDATE tellings SET state = ?, next_at = clock_timestamp() + make_interval(secs => ?::float8),
       updated_at = clock_timestamp() WHERE id = ?`,
    [to, nextInSeconds, telling.id],
  );
  await appendStep(tx, telling.id, { from: telling.state, to, note });
}

/** Sets when to look at a telling again. Null: never. */
export async function lookAgain(on: Queryable, id: number, at: Date | null): Promise<void> {
  await rowsOf(on, 'UPDATE tellings SET next_at = ? WHERE id = ?', [at, id]);
}

/** Has somebody look at the tellings of these messages at once, where they are still under way. */
export async function stirTellings(on: Queryable, messageIds: readonly number[]): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `UPDATE tellings t SET next_at = clock_timestamp() FROM outbox o
     WHERE o.id = ANY(?::bigint[]) AND t.id = o.telling_id AND t.state = 'open' RETURNING t.id`,
    [[...messageIds]],
  );
  return rows.length > 0;
}

/** Sets when to look at the telling of a message that its provider has taken, in place of when it should have. */
export async function giveTime(on: Queryable, tellingId: number, seconds: number): Promise<void> {
  await rowsOf(
    on,
    `UPDATE tellings SET next_at = clock_timestamp() + make_interval(secs => ?) WHERE id = ? AND state = 'open'`,
    [seconds, tellingId],
  );
}

/** Closes a telling because one of its messages arrived. Late is fine; twice is harmless. */
export async function reachTelling(tx: Tx, id: number, note: string): Promise<boolean> {
  const [row] = await rowsOf<{ id: number; state: TellingState }>(
    tx,
    'SELECT id, state FROM tellings WHERE id = ? FOR UPDATE',
    [id],
  );
  if (!row || !tellingMayBecome(row.state, 'reached')) return false;
  await moveTelling(tx, row, 'reached', { note });
  return true;
}

/** What waits for one person's quiet hours to end and is due, oldest first, under a lock. */
export async function waitingFor(tx: Tx, userId: number): Promise<StoredTelling[]> {
  const rows = await rowsOf<Row>(
    tx,
    `SELECT ${COLUMNS} FROM tellings
     WHERE user_id = ? AND state = 'waiting' AND next_at <= clock_timestamp() + interval '1 minute'
     ORDER BY id FOR UPDATE`,
    [userId],
  );
  return rows.map(tellingOf);
}

/** One step of a telling's append-only history. */
export type TellingStep = { from: TellingState | null; to: TellingState; note: string | null; at: Date };

/** A telling's history, oldest step first. */
export function tellingHistory(on: Queryable, id: number): Promise<TellingStep[]> {
  return rowsOf<TellingStep>(
    on,
    `SELECT from_state AS "from", to_state AS "to", note, at FROM telling_history WHERE telling_id = ? ORDER BY id`,
    [id],
  );
}

/** Who was promised something about a cause, and how each of those promises stands. */
export function toldAbout(on: Queryable, cause: string): Promise<{ userId: number; state: TellingState }[]> {
  return rowsOf(on, 'SELECT user_id AS "userId", state FROM tellings WHERE cause = ? ORDER BY id', [cause]);
}

/** True when one of these promises was made and has not come to nothing. */
export async function anyHolds(on: Queryable, keys: readonly string[]): Promise<boolean> {
  const holding = "SELECT 1 FROM tellings WHERE key = ANY(?::text[]) AND state <> 'exhausted' LIMIT 1";
  return (await rowsOf(on, holding, [[...keys]])).length > 0;
}

/** States in which a promise may stand without any message of its own. */
export const UNSENT_STATES = ['waiting', 'exhausted', 'bundled', 'dropped', 'cancelled'] as const;

export type UnsentState = (typeof UNSENT_STATES)[number];

/** A promise of which no message was made (yet), and to whom. `nextAt`: when a waiting one goes out. */
export type UnsentTelling = Pick<
  StoredTelling,
  'id' | 'cause' | 'userId' | 'purpose' | 'urgency' | 'nextAt' | 'createdAt' | 'expiresAt'
> & {
  state: UnsentState;
  userName: string;
};

/** Which of them: all conditions that are given must hold. */
export type UnsentFilter = {
  userId?: number;
  states?: readonly UnsentState[];
  /** Only promises to people who work in these governorates alone; null or absent: to anybody. */
  governorates?: readonly string[] | null;
  beforeId?: number;
  limit: number;
};

/** What was promised and of which no message was made, newest first; `beforeId` pages on. */
export function unsentTellings(on: Queryable, filter: UnsentFilter): Promise<UnsentTelling[]> {
  const { userId = null, states = UNSENT_STATES, beforeId = null, limit } = filter;
  const governorates = filter.governorates ? [...filter.governorates] : null;
  return rowsOf(
    on,
    `SELECT t.id, t.cause, t.user_id AS "userId", person.name AS "userName", t.purpose, t.urgency, t.state,
       t.next_at AS "nextAt", t.created_at AS "createdAt", t.expires_at AS "expiresAt"
     FROM tellings t JOIN system_users person ON person.id = t.user_id
     WHERE (?::integer IS NULL OR t.user_id = ?::integer) AND t.state = ANY(?::text[])
       AND t.id < coalesce(?::bigint, 9223372036854775807)
       AND (?::text[] IS NULL OR person.governorates <@ ?::text[])
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE telling_id = t.id)
     ORDER BY t.id DESC LIMIT ?`,
    [userId, userId, [...states], beforeId, governorates, governorates, limit],
  );
}

async function appendStep(tx: Tx, id: number, step: Omit<TellingStep, 'at'>): Promise<void> {
  await rowsOf(
    tx,
    'INSERT INTO telling_history (telling_id, from_state, to_state, note) VALUES (?, ?, ?, ?)',
    [id, step.from, step.to, step.note],
  );
}
