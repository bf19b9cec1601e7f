import { request as rawRequest } from 'node:http';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/channels/channel.js';
import { readBody } from '../../src/channels/http.js';
import type { User } from '../../src/domain/user.js';
import { openDatabase } from '../../src/store/database.js';
import { type ApiBench, ask, startApi } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const metrics = new Registry();
let api: ApiBench;
let admin: User;
let received: Buffer = Buffer.alloc(0);

const echo: Channel = {
  name: 'terminal',
  limits: { markup: 'plain', maxCharacters: 100, maxButtons: 0, maxButtonLabel: 0, oneWay: false },
  send: async () => ({ outcome: 'refused', code: 'test', detail: 'never sends' }),
  find: async () => null,
  mounts: [
    {
      method: 'POST',
      path: '/webhooks/echo',
      handler: async (request, response) => {
        received = await readBody(request, 1000);
        response.end('stored');
      },
    },
  ],
};

beforeAll(async () => {
  await seedTestPlaces(database.db);
  api = await startApi(database.db, { metrics }, new Map([['terminal', echo]]));
  admin = await aPerson(database.db, 'superadmin');
});
afterAll(() => api.stop());

describe('every answer', () => {
  it.each(['/', '/docs', '/health', '/api/v1/me', '/nowhere'])(
    'of %s makes the browser distrustful',
    async (path) => {
      const { headers } = await api.get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('carries a request id: the caller’s own when it is harmless, else a new one', async () => {
    const idFor = async (id: string) => (await api.get('/health', undefined, { 'x-request-id': id })).headers;
    expect((await idFor('trace-12345')).get('x-request-id')).toBe('trace-12345');
    expect((await idFor('a b;<script>')).get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('an address that floods a webhook with what nobody signed', () => {
  it('is turned away, but for what bears a signature', async () => {
    const path = '/webhooks/forged';
    const refusing: Channel = {
      ...echo,
      mounts: [
        {
          method: 'POST',
          path,
          handler: (_, response) => void response.writeHead(403).end(),
          bearsSignature: (request) => request.headers['x-signature'] !== undefined,
        },
      ],
    };
    const bench = await startApi(database.db, {}, new Map([['terminal', refusing]]));
    const post = async (headers: Record<string, string> = {}) =>
      (await ask(`${bench.url}${path}`, { method: 'POST', headers })).status;
    try {
      for (let i = 0; i < 120; i++) expect(await post()).toBe(403);
      expect(await post()).toBe(429);
      expect(await post({ 'x-signature': 'x' })).toBe(403);
    } finally {
      await bench.stop();
    }
  });
});

describe('a failure', () => {
  it('is a problem document in the reader’s language, with the id that the log has', async () => {
    const answer = await api.get('/api/v1/nowhere', undefined, { 'accept-language': 'ar-KW,en;q=0.5' });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('content-language')).toBe('ar');
    expect(answer).toMatchObject({
      status: 404,
      body: { code: 'not_found', type: '/docs#not_found', requestId: answer.headers.get('x-request-id') },
    });
    expect((answer.body as { title: string }).title).toMatch(/\p{Script=Arabic}/u);
    const english = await api.get('/api/v1/nowhere', undefined, { 'accept-language': 'fr' });
    expect((english.body as { title: string }).title).toMatch(/^There is nothing/);
  });

  it.each([
    ['malformed JSON', '{"email": ', 400],
    ['JSON that is no object', '"hello"', 400],
    ['an empty body', '', 400],
    ['a body of 65 KB', `{"email":"${'a'.repeat(66_000)}"}`, 413],
    ['a polluted prototype', '{"__proto__":{"role":"superadmin"},"email":"a@b.c","password":"x"}', 400],
  ])('of %s is the caller’s and says so', async (_, body, status) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await ask(`${api.url}/api/v1/login`, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('of a compressed body is refused before it is unpacked', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const answer = await ask(`${api.url}/api/v1/login`, { method: 'POST', headers, body: 'x' });
    expect(answer.status).toBe(400);
  });

  it('that nobody expected leaks nothing, and the log knows it by its id', async () => {
    const bench = await startApi(database.db, {
      picture: async () => {
        throw new Error('secret of the inside');
      },
    });
    try {
      const answer = await bench.get('/media/abc');
      expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
      expect(answer.text).not.toContain('secret of the inside');
      const line = bench.logged.find((l) => l.includes('secret of the inside'));
      expect(line).toContain((answer.body as { requestId: string }).requestId);
    } finally {
      await bench.stop();
    }
  });
});

describe('a channel’s own address', () => {
  it('gets the bytes as they came, before any parser', async () => {
    const body = '{"not": really JSON';
    const headers = { 'content-type': 'application/json' };
    const answer = await ask(`${api.url}/webhooks/echo`, { method: 'POST', headers, body });
    expect(answer.text).toBe('stored');
    expect(received.toString()).toBe(body);
    expect(answer.headers.get('x-request-id')).not.toBeNull();
  });

  it('answers only by its own method', async () => {
    expect((await api.get('/webhooks/echo')).status).toBe(404);
  });
});

describe('the state of the program', () => {
  it('is able, with its components, when everything works', async () => {
    expect(await api.get('/ready')).toMatchObject({ status: 200, body: { ready: true, database: 'able' } });
    expect(await api.get('/health')).toMatchObject({
      status: 200,
      body: { status: 'ok', database: 'able', channels: { terminal: 'on', slack: 'off' }, pipeline: null },
    });
  });

  it('is not ready while it starts or stops', async () => {
    const bench = await startApi(database.db, { state: () => 'stopping' });
    expect(await bench.get('/ready')).toMatchObject({
      status: 503,
      body: { ready: false, state: 'stopping' },
    });
    await bench.stop();
  });

  it('shows the process and the requests to Prometheus, by template and never by value', async () => {
    await api.get('/api/v1/tasks/4711', admin);
    const { text } = await api.get('/metrics');
    expect(text).toMatch(
      /khareetaty_http_request_seconds_count\{[^}]*route="\/api\/v1\/tasks\/:id"[^}]*\} 1/,
    );
    expect(text).not.toContain('4711');
  });
});

describe('without a database', () => {
  it('asks for patience where data are needed, and stays up', async () => {
    const gone = openDatabase({ kind: 'server', url: 'postgres://nobody@127.0.0.1:1/none' });
    const bench = await startApi(gone);
    try {
      const refused = { status: 503, body: { code: 'database_unavailable' } };
      expect(await bench.get('/api/v1/me', admin)).toMatchObject(refused);
      const login = { email: 'admin@khareetaty.ai', password: 'whatever it is' };
      expect(await bench.send('POST', '/api/v1/login', login)).toMatchObject(refused);
      expect(await bench.get('/ready')).toMatchObject({ status: 503, body: { database: 'unreachable' } });
      expect(await bench.get('/health')).toMatchObject({ status: 200, body: { status: 'degraded' } });
      expect((await bench.get('/')).status).toBe(200);
      expect((await bench.get('/docs')).status).toBe(200);
    } finally {
      await bench.stop();
      await gone.close();
    }
  });
});

describe('the listening server', () => {
  it('says that the port is taken', async () => {
    const bench = await startApi(database.db);
    const taken = Number(new URL(api.url).port);
    await bench.stop();
    await expect(bench.server.listen(taken, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('lets a running request end before it closes', async () => {
    let release: () => void = () => undefined;
    const waiting = new Promise<null>((resolve) => {
      release = () => resolve(null);
    });
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const bench = await startApi(database.db, {
      picture: () => {
        entered();
        return waiting;
      },
    });
    const answer = bench.get('/media/slow');
    await inside;
    const closed = bench.server.close(10_000);
    release();
    expect((await answer).status).toBe(410);
    await closed;
  });

  it('refuses headers beyond sixteen kilobytes', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = rawRequest(
        `${api.url}/health`,
        { headers: { 'x-big': 'a'.repeat(20_000) } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on('error', reject).end();
    });
    expect(status).toBe(431);
  });

  it('answers whatever comes without ever failing itself', async () => {
    const paths = fc.constantFrom(
      'login',
      'refresh',
      'tasks',
      'users',
      'me',
      'tasks/1/transitions',
      'subscriptions/alerts',
    );
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
    const query = fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 30 }), {
      maxKeys: 3,
    });
    const body = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.constant('{"to":"done","note":"\\ud800\\u0000"}'),
    );
    await fc.assert(
      fc.asyncProperty(method, paths, query, body, async (verb, path, given, text) => {
        const encoded = new URLSearchParams(given).toString();
        const answer = await ask(`${api.url}/api/v1/${path}?${encoded}`, {
          method: verb,
          headers: { 'content-type': 'application/json', ...api.as(admin) },
          ...(verb !== 'GET' && { body: text }),
        });
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 250 },
    );
  });
});
