import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OneTap } from '../../src/api/api.js';
import { INVITATION } from '../../src/api/pages/invitation.js';
import { AppError } from '../../src/domain/errors.js';
import { createLink } from '../../src/store/links.js';
import { userByPassword } from '../../src/store/users.js';
import { type ApiBench, ask, startApi } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
let api: ApiBench;
let pressed: string[] = [];

const oneTap: OneTap = {
  async view(token) {
    if (token === 'unknown') return null;
    const state = token === 'used' ? 'used' : 'open';
    return { state, title: { key: 'api.one_tap.title' }, confirm: { key: 'api.docs.send' }, locale: 'ar' };
  },
  async act(token) {
    if (token !== 'open') throw new AppError('expired_link', 'used');
    pressed.push(token);
    return { key: 'api.invitation.done' };
  },
};

beforeAll(async () => {
  await seedTestPlaces(database.db);
  api = await startApi(database.db, {
    oneTap,
    picture: async (token) =>
      token === 'map' ? { contentType: 'image/png', bytes: Buffer.from('png') } : null,
  });
});
afterAll(() => api.stop());

describe('the pages', () => {
  it.each(['/', '/docs'])('%s are written in both languages and directions', async (path) => {
    const english = await api.get(path, undefined, { 'accept-language': 'en' });
    expect(english.text).toContain('<html lang="en" dir="ltr">');
    const arabic = await api.get(`${path}?lang=ar`);
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(arabic.headers.get('content-language')).toBe('ar');
    for (const page of [english, arabic]) {
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/<script(?![^>]* src=")|style="|onclick=/);
      expect(page.text).not.toMatch(/(src|href)="https?:/);
    }
  });

  it('load their own style and script', async () => {
    expect((await api.get('/assets/page.css')).headers.get('content-type')).toContain('text/css');
    expect((await api.get('/assets/try-it.js')).headers.get('content-type')).toContain('javascript');
    expect((await api.get('/assets/..%2Fmount.ts')).status).toBe(404);
  });

  it('of the documentation hold a form for every operation', async () => {
    const { text } = await api.get('/docs');
    expect(text.match(/<form class="try"/g)?.length).toBeGreaterThan(30);
    expect(text).toContain('data-path="/api/v1/tasks/{id}/transitions"');
    expect(text).toContain('id="database_unavailable"');
  });
});

describe('a one-tap link', () => {
  it('shows in its person’s language what will happen, and the GET changes nothing', async () => {
    pressed = [];
    const shown = await api.get('/a/open');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('dir="rtl"');
    expect(shown.text).toContain('<form class="plain" method="post">');
    expect(pressed).toEqual([]);
  });

  it('acts when the button is pressed', async () => {
    pressed = [];
    const answer = await ask(`${api.url}/a/open`, { method: 'POST' });
    expect(answer.status).toBe(200);
    expect(pressed).toEqual(['open']);
  });

  it.each(['used', 'unknown'])('that is %s has expired, before and after the button', async (token) => {
    expect((await api.get(`/a/${token}`)).status).toBe(410);
    expect((await ask(`${api.url}/a/${token}`, { method: 'POST' })).status).toBe(410);
  });
});

describe('a picture', () => {
  it('is given to who has its token, and has expired for others', async () => {
    const found = await api.get('/media/map');
    expect(found.status).toBe(200);
    expect(found.headers.get('content-type')).toContain('image/png');
    expect((await api.get('/media/other')).status).toBe(410);
  });
});

describe('an invitation', () => {
  const choose = (token: string, password: string) =>
    ask(`${api.url}/invite/${token}`, { method: 'POST', body: new URLSearchParams({ password }) });

  it('lets its person choose a password once, after as many tries as they need', async () => {
    const user = await aPerson(database.db, 'analyst');
    await createLink(database.db, 'invite-1', { kind: INVITATION, userId: user.id, payload: {} }, 60);
    expect((await api.get('/invite/invite-1')).text).toContain('autocomplete="new-password"');
    expect((await choose('invite-1', 'short')).status).toBe(400);
    expect((await choose('invite-1', 'خ'.repeat(37))).status).toBe(400);
    expect((await choose('invite-1', 'a password of mine')).status).toBe(200);
    expect(await userByPassword(database.db, user.email, 'a password of mine')).not.toBeNull();
    expect((await choose('invite-1', 'another password')).status).toBe(410);
    expect((await api.get('/invite/invite-1')).status).toBe(410);
  });

  it('is no other kind of link', async () => {
    const user = await aPerson(database.db, 'analyst');
    await createLink(database.db, 'task-1', { kind: 'action', userId: user.id, payload: {} }, 60);
    expect((await choose('task-1', 'a password of mine')).status).toBe(410);
  });
});
