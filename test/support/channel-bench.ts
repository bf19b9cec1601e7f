import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Channel, ChannelHooks, Outgoing } from '../../src/channels/channel.js';
import type { ChannelOptions } from '../../src/channels/options.js';
import type { Inbound, Receipt } from '../../src/domain/message.js';

/** Hooks that remember what they were called with, and fail while `failure` is set. */
export type RecordedHooks = {
  hooks: ChannelHooks;
  received: Inbound[];
  receipts: Receipt[];
  refusals: string[];
  failure: { error: Error | null };
};

/** Hooks for a channel under test: a message counts once by its provider's id, as in the store. */
export function recordHooks(): RecordedHooks {
  const received: Inbound[] = [];
  const receipts: Receipt[] = [];
  const refusals: string[] = [];
  const failure: { error: Error | null } = { error: null };
  const hooks: ChannelHooks = {
    receive: async (inbound) => {
      if (failure.error) throw failure.error;
      if (received.some(({ providerId }) => providerId === inbound.providerId)) return 'duplicate';
      received.push(inbound);
      return 'stored';
    },
    receipt: async (receipt) => {
      if (failure.error) throw failure.error;
      receipts.push(receipt);
    },
    refused: (channel, reason) => {
      refusals.push(`${channel}: ${reason}`);
    },
  };
  return { hooks, received, receipts, refusals, failure };
}

/** Longer than a busy machine needs for a call to itself. */
export const PATIENT_MS = 10_000;
/** For calls that shall run into their deadline. */
export const HASTY_MS = 250;

/** Options for a channel under test: quiet, and on the system's clock. */
export function channelOptions({
  publicUrl = 'https://bot.example.kw',
  deadlineMs = PATIENT_MS,
} = {}): ChannelOptions {
  return { publicUrl, clock: { now: () => new Date() }, log: pino({ level: 'silent' }), deadlineMs };
}

/** Serves what the channels mount, as the program's server does. */
export async function serveMounts(channels: readonly Channel[]) {
  const mounts = channels.flatMap((channel) => channel.mounts);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bot.invalid');
    const mount = mounts.find(({ method, path }) => method === request.method && path === pathname);
    if (mount) mount.handler(request, response);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A message to send, with what a case cares about changed. */
export function outgoing(changes: Partial<Outgoing> & Pick<Outgoing, 'to'>): Outgoing {
  return {
    conversation: null,
    rendered: { text: '12 thefts in Hawalli', buttons: [], direction: 'ltr' },
    key: 'outbox-1',
    validSeconds: 300,
    purpose: 'reply',
    locale: 'en',
    withinWindow: true,
    ...changes,
  };
}
