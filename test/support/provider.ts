import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A call that a local provider received. */
export type ProviderCall = {
  /** When it had come in whole, in milliseconds of the system's clock. */
  at: number;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  form: URLSearchParams;
};

export type ProviderReply = { status: number; body: unknown; headers?: Record<string, string> };

/**
 * What goes wrong with the next call. `accept`: whether the provider does the work before it fails. `reply`: the answer
 * instead of the true one; `hang`: none, until the caller gives up; `trickle`: one that never ends; `reset`: the
 * connection is cut.
 */
export type Fault = { accept: boolean } & (
  | { kind: 'reply'; reply: ProviderReply }
  | { kind: 'hang' | 'reset' | 'trickle' }
);

/**
 * What a provider is like, call by call: how long it thinks first, what goes wrong (null: nothing), and what it does
 * between having done the work and answering.
 */
export type Temper = {
  delayMs: (call: ProviderCall) => number;
  fault: (call: ProviderCall) => Fault | null;
  beforeAnswer: (call: ProviderCall) => Promise<unknown>;
};

/** A provider's API on loopback. */
export type Provider = {
  url: string;
  /** Every call, in order of arrival. */
  calls: ProviderCall[];
  /** Used up one a call, first in, first out. */
  faults: Fault[];
  /** How it behaves otherwise. */
  temper: Temper;
  close(): Promise<void>;
};

/** Starts a provider whose calls `handle` answers, unless a fault is waiting. */
export async function startProvider(handle: (call: ProviderCall) => ProviderReply): Promise<Provider> {
  const calls: ProviderCall[] = [];
  const faults: Fault[] = [];
  const temper: Temper = { delayMs: () => 0, fault: () => null, beforeAnswer: async () => undefined };
  const server = createServer((request, response) => {
    const taken = async () => {
      const call = await readCall(request);
      calls.push(call);
      const ms = temper.delayMs(call);
      if (ms > 0) await delay(ms);
      const fault = faults.shift() ?? temper.fault(call);
      const reply = fault && !fault.accept ? null : handle(call);
      if (reply) await temper.beforeAnswer(call);
      if (fault) misbehave(fault, request, response);
      else if (reply) send(response, reply);
    };
    // Whoever called may have been killed meanwhile.
    void taken().catch(() => request.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    faults,
    temper,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readCall(request: IncomingMessage): Promise<ProviderCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://provider.invalid');
  return {
    at: Date.now(),
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    form: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: ProviderReply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}

function misbehave(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault.kind) {
    case 'reply':
      send(response, fault.reply);
      break;
    case 'reset':
      request.socket.resetAndDestroy();
      break;
    case 'trickle': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
      break;
    }
    case 'hang':
      break;
  }
}
