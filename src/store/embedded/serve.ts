import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** Codes of the messages that open or continue an extended query, which only Sync ends. */
const OPENS_BATCH = new Set(['P', 'B', 'D', 'E', 'C', 'H', 'd', 'f'].map((c) => c.charCodeAt(0)));
const CLOSES_BATCH = new Set(['S', 'Q', 'X'].map((c) => c.charCodeAt(0)));
const SYNC = new Uint8Array([0x53, 0, 0, 0, 4]);
const READY_FOR_QUERY = [0x5a, 0, 0, 0, 5] as const;

type StreamOptions = Parameters<PGlite['execProtocolRawStream']>[1];

/**
 * The database as the socket server may use it. The server queues single protocol messages of all its connections,
 * and holds the others back only while a *transaction* is open, so that the Parse of one client and the Bind of
 * another could meet in the one unnamed statement and answer one question with the other's rows. Reporting an
 * unfinished extended query as an open transaction keeps each client's messages together until its Sync.
 *
 * It also answers a failed message of a batch with an error *and* "ready for query", and goes on with the rest of the
 * batch. By the protocol, whatever follows an error is skipped until the Sync, which alone says "ready": a client that
 * hears it twice takes the answer of each statement for that of the one before.
 */
function keepingBatchesWhole(db: PGlite): PGlite {
  let batchOpen = false;
  let batchFailed = false;
  const overrides = {
    // Clients that hang up while the server stops are still asked about after the database has closed.
    isInTransaction: () => !db.closed && (batchOpen || db.isInTransaction()),
    async execProtocolRawStream(message: Uint8Array, options: StreamOptions) {
      const type = message[0] ?? 0;
      if (OPENS_BATCH.has(type)) batchOpen = true;
      else if (CLOSES_BATCH.has(type)) batchOpen = false;
      if (!batchOpen) batchFailed = false;
      if (batchFailed) return;
      const onRawData = (data: Uint8Array) => {
        // Inside a batch "ready" can only follow an error, at the end of whatever the statement had said before it.
        const heard = batchOpen ? withoutReady(data) : data;
        if (heard.length < data.length) batchFailed = true;
        if (heard.length > 0) options?.onRawData?.(heard);
      };
      await db.execProtocolRawStream(message, { ...options, onRawData });
    },
    /** The server calls this only to roll back what a vanished client left open. */
    async exec(sql: string) {
      if (batchOpen) await db.execProtocolRaw(SYNC);
      batchOpen = false;
      batchFailed = false;
      return db.exec(sql);
    },
  };
  return new Proxy(db, {
    get(target, name) {
      if (Object.hasOwn(overrides, name)) return Reflect.get(overrides, name);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** What the backend said, without a "ready for query" at its end. */
function withoutReady(data: Uint8Array): Uint8Array {
  const start = data.length - READY_FOR_QUERY.length - 1;
  const ready = start >= 0 && READY_FOR_QUERY.every((byte, i) => data[start + i] === byte);
  return ready ? data.subarray(0, start) : data;
}

/** An embedded database that listens. `stop` takes nobody new, and waits a moment for those who have joined to end. */
export type EmbeddedServer = { stop(): Promise<void> };

const PARTING_POLLS = 100;
const PARTING_POLL_MS = 50;

/**
 * Opens the embedded PostGIS in a folder and serves it on a Unix socket.
 *
 * @param folder the database's files; made when it does not exist.
 * @param socketPath at most 107 bytes, the limit of Unix sockets.
 */
export async function serveEmbedded(folder: string, socketPath: string): Promise<EmbeddedServer> {
  const db = await PGlite.create({ dataDir: folder, extensions: { postgis } });
  const server = new PGLiteSocketServer({
    db: keepingBatchesWhole(db),
    path: socketPath,
    maxConnections: 100,
  });
  await server.start();
  return {
    async stop() {
      rmSync(socketPath, { force: true });
      for (let poll = 0; poll < PARTING_POLLS && server.getStats().activeConnections > 0; poll++) {
        await delay(PARTING_POLL_MS);
      }
      await server.stop();
      await db.close();
    },
  };
}
