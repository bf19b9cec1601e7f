import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { listAudit } from '../../src/store/audit.js';
import { inTransaction } from '../../src/store/database.js';
import { updateUser } from '../../src/store/users.js';
import { type ApiBench, ask, JWT_SECRET, startApi } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const PASSWORD = 'a fine long password';
let api: ApiBench;
let analyst: User;

beforeAll(async () => {
  api = await startApi(database.db);
  analyst = await aPerson(database.db, 'analyst', { password: PASSWORD });
});
afterAll(() => api.stop());

type Tokens = { accessToken: string; refreshToken: string };
const logIn = (email: string, password: string) => api.send('POST', '/api/v1/login', { email, password });
async function session(): Promise<Tokens> {
  const answer = await logIn(analyst.email, PASSWORD);
  expect(answer.status).toBe(200);
  return answer.body as Tokens;
}
const refresh = (refreshToken: string) => api.send('POST', '/api/v1/refresh', { refreshToken });
const me = (token: string) => ask(`${api.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });

describe('signing in', () => {
  it('gives tokens that open the door, and is written down', async () => {
    const { accessToken } = await session();
    expect(await me(accessToken)).toMatchObject({ status: 200, body: { email: analyst.email } });
    const [line] = await listAudit(database.db, { userId: analyst.id, action: 'login', limit: 1 });
    expect(line).toMatchObject({ detail: { outcome: 'accepted' }, channel: 'api' });
  });

  it('answers a wrong password, an unknown address and an inactive person with the same words', async () => {
    const gone = await aPerson(database.db, 'viewer', { password: PASSWORD });
    await inTransaction(database.db, (tx) => updateUser(tx, gone.id, { active: false }));
    const answers = await Promise.all([
      logIn(analyst.email, 'not the password'),
      logIn('nobody@example.test', PASSWORD),
      logIn(gone.email, PASSWORD),
    ]);
    const seen = answers.map(({ status, body }) => ({ status, ...(body as object), requestId: '' }));
    expect(seen[0]).toMatchObject({ status: 401, code: 'invalid_credentials' });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  it('refuses what is not an e-mail address and a password, and keeps neither in the log', async () => {
    expect(await api.send('POST', '/api/v1/login', { email: analyst.email })).toMatchObject({ status: 400 });
    expect(
      await api.send('POST', '/api/v1/login', { email: 'x@y.z', password: 'p', extra: 1 }),
    ).toMatchObject({
      status: 400,
      body: { issues: [{ in: 'body', field: 'extra' }] },
    });
    await logIn(analyst.email, 'hunter2 hunter2');
    expect(api.logged.join('\n')).not.toContain('hunter2');
  });

  it('locks an address out after five failures, even with the right password, and opens again in time', async () => {
    const bench = await startApi(database.db);
    const attempt = (password: string) =>
      bench.send('POST', '/api/v1/login', { email: analyst.email, password });
    try {
      for (let i = 0; i < 5; i++) expect((await attempt(`wrong number ${i}`)).status).toBe(401);
      const locked = await attempt(PASSWORD);
      expect(locked).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
      expect(locked.headers.get('retry-after')).toBe('1');
      bench.clock.at = new Date(bench.clock.at.getTime() + 1001);
      expect((await attempt(PASSWORD)).status).toBe(200);
    } finally {
      await bench.stop();
    }
  });
});

describe('an access token', () => {
  const claims = () => ({ ver: analyst.tokenVersion });
  const usual: jwt.SignOptions = {
    algorithm: 'HS256',
    header: { alg: 'HS256', typ: 'at+jwt' },
    subject: '1',
    issuer: 'khareetaty',
    audience: 'khareetaty-api',
    expiresIn: 600,
  };
  const forge = (changes: jwt.SignOptions, secret = JWT_SECRET, more: object = {}) =>
    jwt.sign({ ...claims(), ...more }, secret, { ...usual, subject: String(analyst.id), ...changes });

  it('of the right kind is accepted: the forgeries below differ in one thing each', async () => {
    expect((await me(forge({}))).status).toBe(200);
  });

  it.each<[string, () => string]>([
    ['without a signature', () => forge({ algorithm: 'none', header: { alg: 'none', typ: 'at+jwt' } }, '')],
    [
      'signed with another algorithm',
      () => forge({ algorithm: 'HS512', header: { alg: 'HS512', typ: 'at+jwt' } }),
    ],
    ['signed with another secret', () => forge({}, 'another secret that is long enough, surely')],
    ['of another type', () => forge({ header: { alg: 'HS256', typ: 'JWT' } })],
    ['for another audience', () => forge({ audience: 'somebody-else' })],
    ['from another issuer', () => forge({ issuer: 'somebody-else' })],
    ['that expired a second ago', () => forge({ expiresIn: -1 })],
    ['that lives for a year', () => forge({ expiresIn: '365d' })],
    ['that is not valid yet', () => forge({ notBefore: 3600 })],
    ['of an older version of the person', () => forge({}, JWT_SECRET, { ver: analyst.tokenVersion - 1 })],
    ['of nobody', () => forge({ subject: '999999' })],
    ['whose subject is no number', () => forge({ subject: '1 OR 1=1' })],
    ['that is garbage', () => 'a.b.c'],
    ['that is empty', () => ''],
  ])('%s is refused', async (_, make) => {
    const answer = await me(make());
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('that never ends is refused', async () => {
    const { expiresIn: _, ...endless } = usual;
    const token = jwt.sign(claims(), JWT_SECRET, { ...endless, subject: String(analyst.id) });
    expect((await me(token)).status).toBe(401);
  });

  it('whose payload was changed after signing is refused', async () => {
    const [header, , signature] = forge({}).split('.');
    const other = forge({ subject: String(analyst.id + 1) }).split('.')[1];
    expect((await me(`${header}.${other}.${signature}`)).status).toBe(401);
  });

  it('stops with the next request when the role is cut, and the refresh token with it', async () => {
    const officer = await aPerson(database.db, 'officer', { password: PASSWORD });
    const { body } = await logIn(officer.email, PASSWORD);
    const tokens = body as Tokens;
    expect((await me(tokens.accessToken)).status).toBe(200);
    await inTransaction(database.db, (tx) => updateUser(tx, officer.id, { role: 'viewer' }));
    expect((await me(tokens.accessToken)).status).toBe(401);
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
  });
});

describe('a session', () => {
  it('goes on with a new refresh token each time', async () => {
    const first = await session();
    const second = (await refresh(first.refreshToken)).body as Tokens;
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await me(second.accessToken)).status).toBe(200);
  });

  it('ends whole when a refresh token is used twice: one of the two was stolen', async () => {
    const first = await session();
    const second = (await refresh(first.refreshToken)).body as Tokens;
    expect((await refresh(first.refreshToken)).status).toBe(401);
    expect((await refresh(second.refreshToken)).status).toBe(401);
  });

  it('ends when its person logs out', async () => {
    const { refreshToken } = await session();
    expect((await api.send('POST', '/api/v1/logout', { refreshToken })).status).toBe(204);
    expect((await refresh(refreshToken)).status).toBe(401);
  });
});

describe('my own data', () => {
  it('let me choose a language that there is', async () => {
    const change = (locale: unknown) => api.send('PATCH', '/api/v1/me', { locale }, analyst);
    expect(await change('ar')).toMatchObject({ status: 200, body: { locale: 'ar' } });
    expect(await change('xx')).toMatchObject({ status: 400, body: { params: { field: 'locale' } } });
    expect(await change(null)).toMatchObject({ status: 200, body: { locale: null } });
    expect(await api.send('PATCH', '/api/v1/me', { role: 'superadmin' }, analyst)).toMatchObject({
      status: 400,
    });
  });
});
