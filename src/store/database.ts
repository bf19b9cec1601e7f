import knexFactory, { type Knex } from 'knex';
import pg from 'pg';
import { AppError } from '../domain/errors.js';
import { type Bell, type BellTopic, createBell } from './bell.js';

/** Where the database listens. A socket folder for the embedded one, an address for a server. */
export type Endpoint =
  | { kind: 'server'; url: string }
  | { kind: 'embedded'; socketFolder: string; socketPort: number };

/** The database, handed on by callers who never look inside. */
export type Db = {
  readonly knex: Knex;
  /** True for the embedded database: one session, where a second connection waits for an open transaction. */
  readonly embedded: boolean;
  readonly bell: Bell;
  close(): Promise<void>;
};

/** An open transaction. What it rings is heard only when it commits. */
export type Tx = {
  readonly knex: Knex.Transaction;
  readonly embedded: boolean;
  readonly rung: Set<BellTopic>;
};

/** Either: functions that read or write take this, so that callers decide what belongs together. */
export type Queryable = Db | Tx;

const INT8 = 20;
const DATE = 1082;

/** bigint as a number (ids and counts stay far below 2^53), date as the YYYY-MM-DD it is. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8) return Number;
    if (format !== 'binary' && oid === DATE) return (value: string) => value;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

type NewConnection = { query(sql: string, done: (error: Error | null) => void): void };

/** Compiling a statement takes the server longer than any of ours gains by it. */
function withoutJit(
  connection: NewConnection,
  done: (error: Error | null, connection: NewConnection) => void,
) {
  connection.query('SET jit = off', (error) => done(error, connection));
}

/** Opens a pool to the database; nothing is connected until the first query. */
export function openDatabase(endpoint: Endpoint, options: { poolSize?: number } = {}): Db {
  const embedded = endpoint.kind === 'embedded';
  const connection = embedded
    ? {
        host: endpoint.socketFolder,
        port: endpoint.socketPort,
        user: 'postgres',
        database: 'postgres',
        types,
      }
    : { connectionString: endpoint.url, types, application_name: 'khareetaty' };
  const knex = knexFactory({
    client: 'pg',
    connection,
    // One connection is all the embedded session can use; a use of the pool inside a transaction then fails with a
    // time-out that names the culprit, instead of waiting for itself for ever.
    pool: embedded ? { min: 0, max: 1 } : { min: 0, max: options.poolSize ?? 10, afterCreate: withoutJit },
    // A failed statement's text would carry phone numbers and messages into the log.
    compileSqlOnError: false,
    acquireConnectionTimeout: embedded ? 60_000 : 10_000,
    // What knex would print goes nowhere: callers get its errors, and values of rows must not reach the output.
    log: {
      warn: () => undefined,
      error: () => undefined,
      deprecate: () => undefined,
      debug: () => undefined,
    },
  });
  const bell = embedded
    ? createBell(null)
    : createBell(
        () => new pg.Client({ connectionString: endpoint.url }),
        (topics) =>
          knex.raw(`SELECT pg_notify('khareetaty', topic) FROM unnest(?::text[]) AS topic`, [[...topics]]),
      );
  return {
    knex,
    embedded,
    bell,
    async close() {
      await bell.close();
      await knex.destroy();
    },
  };
}

/**
 * Runs `work` in one transaction: all of it happens or none. What `work` rings is heard after the commit.
 *
 * @throws whatever `work` throws, after the roll-back; AppError `database_unavailable` when there is no database.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const rung = new Set<BellTopic>();
  const result = await translated(() =>
    db.knex.transaction((trx) => work({ knex: trx, embedded: db.embedded, rung })),
  );
  for (const topic of rung) ringEverywhere(db.bell, topic);
  return result;
}

/**
 * Lets this transaction's commit return before it is on the disk: after a power cut the last such commits may be gone,
 * each as a whole. Only for work that is then simply done again.
 */
export async function commitWithoutWaiting(tx: Tx): Promise<void> {
  if (!tx.embedded) await tx.knex.raw('SET LOCAL synchronous_commit = off');
}

/**
 * Tells whoever waits for `topic` that there is something to fetch: after the commit when inside a transaction. NOTIFY is
 * kept out of the transaction itself: PostgreSQL lets commits that notify through one by one, each with its own flush.
 */
export async function ring(on: Queryable, topic: BellTopic): Promise<void> {
  if ('rung' in on) on.rung.add(topic);
  else ringEverywhere(on.bell, topic);
}

function ringEverywhere(bell: Bell, topic: BellTopic): void {
  bell.ringHere(topic);
  bell.ringOthers(topic);
}

const CONNECTION_TROUBLE =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOENT|EPIPE|is not queryable|Connection terminated|terminating connection|the database system is|Timeout acquiring a connection|Connection ended unexpectedly|too many clients/i;

/** True when an error says that the database cannot be reached, rather than that a statement was wrong. */
export function isConnectionTrouble(error: unknown): boolean {
  return (
    error instanceof Error && CONNECTION_TROUBLE.test(`${error.message} ${Reflect.get(error, 'code') ?? ''}`)
  );
}

/** Runs a query so that a lost database becomes the error that the whole program knows. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError || !isConnectionTrouble(error)) throw error;
    const reason =
      error instanceof Error && error.message !== ''
        ? error.message
        : String(Reflect.get(Object(error), 'code'));
    throw new AppError(
      'database_unavailable',
      `the database cannot be reached (${reason}): check DATABASE_URL, and that PostgreSQL runs there`,
      { cause: error },
    );
  }
}

/**
 * Runs `work` while no other process runs work under the same key: one waits for the other. The embedded database has
 * one owner and needs no lock. The lock lives on a connection of its own, outside any transaction.
 */
export async function withLock<T>(db: Db, key: number, work: () => Promise<T>): Promise<T> {
  if (db.embedded) return work();
  const connection = (await translated(() => db.knex.client.acquireConnection())) as pg.Client;
  try {
    await connection.query('SELECT pg_advisory_lock($1)', [key]);
    return await work();
  } finally {
    await connection.query('SELECT pg_advisory_unlock($1)', [key]).catch(() => undefined);
    await db.knex.client.releaseConnection(connection);
  }
}

/** Rows of a raw query. */
export async function rowsOf<R>(
  on: Queryable,
  sql: string,
  bindings: readonly Knex.RawBinding[] = [],
): Promise<R[]> {
  const result = await translated<{ rows: R[] }>(() => on.knex.raw(sql, bindings));
  return result.rows;
}

/** The only row of a raw query. @throws Error when there is none. */
export async function rowOf<R>(
  on: Queryable,
  sql: string,
  bindings: readonly Knex.RawBinding[] = [],
): Promise<R> {
  const [row] = await rowsOf<R>(on, sql, bindings);
  if (row === undefined) throw new Error(`expected a row from: ${sql.slice(0, 80)}`);
  return row;
}
