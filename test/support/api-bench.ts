import { Registry } from 'prom-client';
import type { ApiServer, ServerOptions } from '../../src/api/server.js';
import { createServer } from '../../src/api/server.js';
import { createAccessTokens } from '../../src/api/tokens.js';
import type { Channel } from '../../src/channels/channel.js';
import { loadConfig } from '../../src/config.js';
import type { ChannelName } from '../../src/domain/message.js';
import type { User } from '../../src/domain/user.js';
import type { Knowledge } from '../../src/runtime.js';
import { createLogger, loadKnowledge, systemIds } from '../../src/runtime.js';
import type { Db } from '../../src/store/database.js';

export const JWT_SECRET = 'a secret of more than thirty-two bytes, for tests';

/** Noon of a Wednesday in Kuwait. */
export const NOW = new Date('2026-03-18T09:00:00Z');

let knowledge: Knowledge | null = null;

/** What ships with the product, loaded once for a test file. */
export function testKnowledge(): Knowledge {
  knowledge ??= loadKnowledge();
  return knowledge;
}

export type ApiBench = {
  url: string;
  server: ApiServer;
  clock: { at: Date };
  logged: string[];
  /** Headers with an access token of this person. */
  as(user: User): Record<string, string>;
  get(path: string, user?: User, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body: unknown, user?: User): Promise<Answer>;
  stop(): Promise<void>;
};

/** An answer: its status, its headers and its body as JSON where it is JSON. */
export type Answer = { status: number; headers: Headers; body: unknown; text: string };

/** A real server on a port of its own, with a clock that stands at noon. Every answer is held against its schema. */
export async function startApi(
  db: Db,
  options: Partial<ServerOptions> = {},
  channels: ReadonlyMap<ChannelName, Channel> = new Map(),
): Promise<ApiBench> {
  const clock = { at: NOW };
  const logged: string[] = [];
  const server = createServer(
    {
      config: loadConfig({ DATA_DIR: '/nowhere', NODE_ENV: 'test' }),
      db,
      clock: { now: () => clock.at },
      ids: systemIds,
      log: createLogger('info', { write: (line) => void logged.push(line) }),
      knowledge: testKnowledge(),
      channels,
    },
    {
      jwtSecret: JWT_SECRET,
      metrics: new Registry(),
      checkAnswers: (route, wire) => void route.response?.parse(wire),
      ...options,
    },
  );
  const { port } = await server.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const tokens = createAccessTokens(JWT_SECRET);
  const as = (user: User) => ({ authorization: `Bearer ${tokens.issue(user)}` });
  return {
    url,
    server,
    clock,
    logged,
    as,
    get: (path, user, headers = {}) =>
      ask(`${url}${path}`, { headers: { ...(user && as(user)), ...headers } }),
    send: (method, path, body, user) =>
      ask(`${url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...(user && as(user)) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    stop: () => server.close(0),
  };
}

/** One request, its answer read whole. Redirects are not followed. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    body: json ? JSON.parse(text) : null,
    text,
  };
}
