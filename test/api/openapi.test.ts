import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionsOf } from '../../src/api/mount.js';
import { openApi } from '../../src/api/openapi.js';
import { routes } from '../../src/api/routes/index.js';
import { ACTIONS, can } from '../../src/domain/access.js';
import { ROLES, type User } from '../../src/domain/user.js';
import { type ApiBench, startApi, testKnowledge } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
let api: ApiBench;
beforeAll(async () => {
  await seedTestPlaces(database.db);
  api = await startApi(database.db);
});
afterAll(() => api.stop());

type Mounted = { path: string; methods: string[] };

/** What Express really serves, read from its router. */
function mounted(): Mounted[] {
  const { stack } = api.server.app.router as unknown as {
    stack: { route?: { path: string; methods: Record<string, boolean> } }[];
  };
  return stack.flatMap(({ route }) =>
    route ? [{ path: route.path, methods: Object.keys(route.methods) }] : [],
  );
}

/** Pages and pictures: for people and providers, not part of the interface that programs call. */
const PAGES = [
  '/',
  '/docs',
  '/openapi.json',
  '/assets/page.css',
  '/assets/try-it.js',
  '/a/:token',
  '/invite/:token',
  '/media/:token',
];

describe('the OpenAPI document', () => {
  it('describes exactly what is mounted', () => {
    const document = openApi(testKnowledge().translator, 'en');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const served = mounted()
      .filter(({ path }) => !PAGES.includes(path))
      .flatMap(({ path, methods }) => methods.map((m) => `${m} ${path.replace(/:(\w+)/g, '{$1}')}`));
    expect(served.sort()).toEqual(described.sort());
  });

  it('has a summary of each operation in every language, and no operation twice', () => {
    const { translator } = testKnowledge();
    const summaries = (locale: string) =>
      Object.values(openApi(translator, locale).paths).flatMap((methods) =>
        Object.values(methods).map((o) => (o as { summary: string }).summary),
      );
    for (const text of summaries('ar')) expect(text).toMatch(/\p{Script=Arabic}/u);
    for (const text of summaries('en')) expect(text).not.toMatch(/\p{Script=Arabic}/u);
    const names = routes.map((r) => r.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('refers only to schemas that it holds', () => {
    const document = openApi(testKnowledge().translator, 'en');
    const text = JSON.stringify(document);
    const held = Object.keys(document.components.schemas as object);
    const referred = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(referred.length).toBeGreaterThan(20);
    expect(held).toEqual(expect.arrayContaining([...new Set(referred)]));
    expect(text).not.toContain('#/$defs/');
  });

  it('is served as JSON, in the language asked for', async () => {
    const answer = await api.get('/openapi.json?lang=ar');
    expect(answer).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
    expect(answer.text).toMatch(/\p{Script=Arabic}/u);
  });
});

describe('every route', () => {
  const guarded = routes.filter((route) => route.action !== 'public');
  const people = new Map<string, User>();
  beforeAll(async () => {
    for (const role of ROLES) people.set(role, await aPerson(database.db, role));
  });

  it('is public only where nobody can be known yet', () => {
    const open = routes.filter((r) => r.action === 'public').map((r) => r.name);
    expect(open).toEqual(['log_in', 'refresh_session', 'log_out']);
  });

  it('names actions that exist', () => {
    for (const route of guarded)
      expect(ACTIONS).toEqual(expect.arrayContaining([...actionsOf(route.action)]));
  });

  it.each(guarded.map((r) => [r.name, r] as const))(
    '%s refuses strangers and the roles that may not',
    async (_, route) => {
      // A number that is nowhere and a body that never fits: whoever passes the guard gets no further.
      const path = `/api/v1${route.path.replace(/:\w+/g, '999999')}?nonsense=1`;
      const send = (user?: User) =>
        api.send(
          route.method.toUpperCase(),
          path,
          route.method === 'get' ? undefined : { nonsense: 1 },
          user,
        );
      expect((await send()).status).toBe(401);
      for (const [role, user] of people) {
        const allowed = actionsOf(route.action).some((action) => can(user, action));
        const { status } = await send(user);
        expect([role, status === 403]).toEqual([role, !allowed]);
      }
    },
  );
});
