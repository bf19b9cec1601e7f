import { EventEmitter } from 'node:events';
import type pg from 'pg';

/** What can be waiting: a job, or a message to deliver. */
export type BellTopic = 'jobs' | 'outbox' | 'tellings' | 'changes';

/**
 * Wakes the workers of this process at once, and those of others through LISTEN on a server. It is only a bell: who
 * misses it finds the work at the next poll.
 */
export type Bell = {
  on(topic: BellTopic, listener: () => void): () => void;
  ringHere(topic: BellTopic): void;
  /** Rings in the other processes, soon: rings that come while one is under way become one. */
  ringOthers(topic: BellTopic): void;
  /** Starts hearing other processes. Harmless where there is no server to listen to. */
  listen(onTrouble: (error: unknown) => void): Promise<void>;
  close(): Promise<void>;
};

const RECONNECT_MS = 2000;
/** Others are told at once, and then this often at most: every NOTIFY is a transaction, and they commit one by one. */
const TELL_EVERY_MS = 20;

/**
 * @param connect makes a client for LISTEN; null for the embedded database, where one process owns everything.
 * @param tell sends NOTIFY for these topics; null where there is nobody to tell.
 */
export function createBell(
  connect: (() => pg.Client) | null,
  tell: ((topics: readonly BellTopic[]) => Promise<unknown>) | null = null,
): Bell {
  const emitter = new EventEmitter().setMaxListeners(0);
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | null = null;
  const untold = new Set<BellTopic>();
  let telling: Promise<void> | null = null;

  const tellAll = async () => {
    while (tell && untold.size > 0) {
      const topics = [...untold];
      untold.clear();
      // Who is not told looks for itself at its next poll.
      await tell(topics).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, TELL_EVERY_MS));
    }
    telling = null;
  };

  const listen = async (onTrouble: (error: unknown) => void): Promise<void> => {
    if (!connect || closed) return;
    const fresh = connect();
    const again = (error: unknown) => {
      if (closed || client !== fresh) return;
      client = null;
      onTrouble(error);
      retry = setTimeout(() => void listen(onTrouble), RECONNECT_MS).unref();
    };
    client = fresh;
    fresh.on('error', again);
    fresh.on('notification', (message) => emitter.emit(message.payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query('LISTEN khareetaty');
    } catch (error) {
      again(error);
    }
  };

  return {
    on(topic, listener) {
      emitter.on(topic, listener);
      return () => emitter.off(topic, listener);
    },
    ringHere: (topic) => void emitter.emit(topic),
    ringOthers: (topic) => {
      if (!tell || closed) return;
      untold.add(topic);
      telling ??= tellAll();
    },
    listen,
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await telling;
      await client?.end().catch(() => undefined);
    },
  };
}
