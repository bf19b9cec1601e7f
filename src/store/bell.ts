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
  /** Starts hearing other processes. Harmless where there is no server to listen to. */
  listen(onTrouble: (error: unknown) => void): Promise<void>;
  close(): Promise<void>;
};

const RECONNECT_MS = 2000;

/** @param connect makes a client for LISTEN; null for the embedded database, where one process owns everything. */
export function createBell(connect: (() => pg.Client) | null): Bell {
  const emitter = new EventEmitter().setMaxListeners(0);
  let client: pg.Client | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | null = null;

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
    listen,
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
