import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { listAudit } from '../../src/store/audit.js';
import { linkAddress } from '../../src/store/identities.js';
import { type ApiBench, startApi } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
let api: ApiBench;
let admin: User;
let commander: User;
let viewer: User;

beforeAll(async () => {
  await seedTestPlaces(database.db);
  api = await startApi(database.db);
  admin = await aPerson(database.db, 'superadmin');
  commander = await aPerson(database.db, 'commander');
  viewer = await aPerson(database.db, 'viewer', { governorates: ['jahra'] });
});
afterAll(() => api.stop());

describe('users', () => {
  const create = (body: object, by: User) =>
    api.send('POST', '/api/v1/users', { name: 'Huda', role: 'officer', ...body }, by);
  const change = (id: number, body: object, by: User) => api.send('PATCH', `/api/v1/users/${id}`, body, by);

  it('are created by the superadmin alone; the password is in no log', async () => {
    const given = { email: 'huda@example.test', governorates: ['jahra'], password: 'a fine long password' };
    expect(await create(given, admin)).toMatchObject({
      status: 201,
      body: { email: 'huda@example.test', role: 'officer', governorates: ['jahra'], active: true },
    });
    expect(await create({ email: 'x@example.test' }, commander)).toMatchObject({ status: 403 });
    expect(await create(given, admin)).toMatchObject({ status: 409 });
    const lines = await listAudit(database.db, { userId: admin.id, limit: 10 });
    expect(lines[0]).toMatchObject({
      action: 'users.manage',
      detail: { body: { email: 'huda@example.test' } },
    });
    expect(JSON.stringify(lines)).not.toContain('a fine long password');
  });

  it.each([
    ['no address', { email: 'huda' }],
    ['an unknown role', { email: 'a@example.test', role: 'king' }],
    ['an unknown governorate', { email: 'a@example.test', governorates: ['atlantis'] }],
    ['a short password', { email: 'a@example.test', password: 'short' }],
    ['a password of 37 Arabic letters', { email: 'a@example.test', password: 'خ'.repeat(37) }],
    ['a token version', { email: 'a@example.test', tokenVersion: 0 }],
  ])('with %s are refused', async (_, body) => {
    expect((await create(body, admin)).status).toBe(400);
  });

  it('whose role is cut are out at once, and nobody cuts their own', async () => {
    const officer = await aPerson(database.db, 'officer');
    const headers = api.as(officer);
    expect((await api.get('/api/v1/me', undefined, headers)).status).toBe(200);
    expect(await change(officer.id, { role: 'viewer' }, admin)).toMatchObject({ body: { role: 'viewer' } });
    expect((await api.get('/api/v1/me', undefined, headers)).status).toBe(401);
    expect((await change(admin.id, { role: 'viewer' }, admin)).status).toBe(409);
    expect((await change(999_999, { name: 'Nobody' }, admin)).status).toBe(404);
    expect((await change(officer.id, { role: 'superadmin' }, commander)).status).toBe(403);
  });

  it('are listed in pages for commanders, not for viewers', async () => {
    const first = (await api.get('/api/v1/users?limit=2', commander)).body as { items: User[]; next: string };
    const second = (await api.get(`/api/v1/users?limit=2&cursor=${first.next}`, commander)).body as {
      items: User[];
    };
    const ids = [...first.items, ...second.items].map((u) => u.id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect((await api.get('/api/v1/users', viewer)).status).toBe(403);
    const officers = (await api.get('/api/v1/users?role=officer', commander)).body as { items: User[] };
    expect(officers.items.every((u) => u.role === 'officer')).toBe(true);
  });
});

describe('subscriptions', () => {
  const path = '/api/v1/subscriptions';

  it('are set, listed and ended by their owner', async () => {
    const set = await api.send('PUT', `${path}/briefing`, { frequency: 'daily', atMinute: 390 }, viewer);
    expect(set).toMatchObject({ status: 200, body: { topic: 'briefing', atMinute: 390, areaIds: [] } });
    expect((await api.get(path, viewer)).body).toMatchObject({ items: [{ topic: 'briefing' }] });
    expect((await api.get(path, admin)).body).toEqual({ items: [] });
    expect((await api.send('DELETE', `${path}/briefing`, undefined, viewer)).status).toBe(204);
    expect((await api.send('DELETE', `${path}/briefing`, undefined, viewer)).status).toBe(404);
  });

  it.each([
    ['briefing', { frequency: 'hourly' }, 400],
    ['briefing', { frequency: 'daily', atMinute: 1440 }, 400],
    ['weather', { frequency: 'daily' }, 400],
    ['briefing', { frequency: 'daily', areaIds: ['salmiya'] }, 403],
  ])('to %s with %o are answered by %i', async (topic, body, status) => {
    expect((await api.send('PUT', `${path}/${topic}`, body, viewer)).status).toBe(status);
  });
});

describe('the audit log', () => {
  it('is for the superadmin alone, and reading it is written down too', async () => {
    expect((await api.get('/api/v1/audit', commander)).status).toBe(403);
    const read = await api.get('/api/v1/audit?limit=1', admin);
    expect(read).toMatchObject({
      status: 200,
      body: { items: [{ action: 'audit.read', userId: admin.id }] },
    });
    const mine = await api.get(`/api/v1/audit?userId=${commander.id}&action=audit.read`, admin);
    expect(mine).toMatchObject({ body: { items: [{ detail: { refused: true } }] } });
  });
});

describe('outgoing messages', () => {
  it('are listed with what became of them, and without the whole address', async () => {
    const officer = await aPerson(database.db, 'officer');
    const address = { channel: 'whatsapp', value: '+96550000077' } as const;
    await linkAddress(database.db, { userId: officer.id, address, verifiedAt: new Date() });
    await api.send('POST', '/api/v1/tasks', { instruction: 'Look', assignedTo: officer.id }, commander);
    const listed = await api.get('/api/v1/messages?channel=whatsapp&limit=1', commander);
    expect(listed).toMatchObject({
      body: { items: [{ userId: officer.id, userName: officer.name, state: 'held', address: '…077' }] },
    });
    expect(listed.text).not.toContain('+965');
    expect((await api.get('/api/v1/messages', viewer)).status).toBe(403);
  });

  it('show everything that happened to them, to whoever commands the person and to nobody else', async () => {
    const officer = await aPerson(database.db, 'officer', { governorates: ['hawalli'] });
    const chief = await aPerson(database.db, 'commander', { governorates: ['hawalli'] });
    const other = await aPerson(database.db, 'commander', { governorates: ['jahra'] });
    const address = { channel: 'whatsapp', value: '+96550000078' } as const;
    await linkAddress(database.db, { userId: officer.id, address, verifiedAt: new Date() });
    await api.send('POST', '/api/v1/tasks', { instruction: 'Look', assignedTo: officer.id }, commander);
    const listed = await api.get(`/api/v1/messages?userId=${officer.id}`, chief);
    const { items } = listed.body as { items: { id: number }[] };
    const shown = await api.get(`/api/v1/messages/${items[0]?.id}`, chief);
    expect(shown).toMatchObject({
      status: 200,
      body: {
        message: { userId: officer.id, userName: officer.name, address: '…078' },
        promise: { steps: [{ to: 'open' }], messages: [{ state: 'held' }] },
      },
    });
    expect((await api.get(`/api/v1/messages/${items[0]?.id}`, other)).status).toBe(404);
    expect((await api.get('/api/v1/messages/999999', chief)).status).toBe(404);
    expect((await api.get(`/api/v1/messages?userId=${officer.id}`, other)).body).toMatchObject({ items: [] });
  });
});

describe('promises without a message', () => {
  it('are listed beside the messages with person and reason, to whoever commands the person alone', async () => {
    const lost = await aPerson(database.db, 'officer', { governorates: ['farwaniya'] });
    const chief = await aPerson(database.db, 'commander', { governorates: ['farwaniya'] });
    const other = await aPerson(database.db, 'commander', { governorates: ['jahra'] });
    for (const instruction of ['Look', 'Look again']) {
      await api.send('POST', '/api/v1/tasks', { instruction, assignedTo: lost.id }, commander);
    }
    const path = `/api/v1/messages?userId=${lost.id}`;
    const promise = {
      userId: lost.id,
      userName: lost.name,
      state: 'exhausted',
      reason: 'لا عنوان يمكن الوصول إليه',
      goesOutAt: null,
    };
    expect((await api.get(path, chief)).body).toMatchObject({ items: [], unsent: [promise, promise] });
    expect((await api.get(path, chief, { 'accept-language': 'en' })).text).toContain('no address that can');
    expect((await api.get(path, other)).body).toMatchObject({ items: [], unsent: [] });
    expect((await api.get(`${path}&channel=whatsapp`, chief)).body).toMatchObject({ unsent: [] });
    expect((await api.get(`${path}&state=dead`, chief)).body).toMatchObject({ unsent: [] });

    const all = `/api/v1/messages/unsent?userId=${lost.id}&limit=1`;
    const first = (await api.get(all, chief)).body as { items: { cause: string }[]; next: string };
    const second = (await api.get(`${all}&cursor=${first.next}`, chief)).body as typeof first;
    expect(second).toMatchObject({ items: [promise], next: null });
    expect(first.items[0]?.cause).not.toBe(second.items[0]?.cause);
    expect((await api.get(`${all}&state=waiting`, chief)).body).toMatchObject({ items: [] });
    expect((await api.get(all, viewer)).status).toBe(403);
  });
});

describe('the ways to a person', () => {
  it('are tried in the order that they chose themselves, and in the usual one again when they choose none', async () => {
    const officer = await aPerson(database.db, 'officer');
    for (const channel of ['whatsapp', 'sms', 'email'] as const) {
      const address = { channel, value: `${channel} of ${officer.id}` };
      await linkAddress(database.db, { userId: officer.id, address, verifiedAt: new Date() });
    }
    const order = (channels: string[]) => api.send('PUT', '/api/v1/me/channels', { channels }, officer);
    const usual = { channels: ['whatsapp', 'sms', 'email'] };
    expect((await api.get('/api/v1/me/channels', officer)).body).toEqual(usual);
    expect((await order(['email', 'sms'])).body).toEqual({ channels: ['email', 'sms', 'whatsapp'] });
    expect((await api.get('/api/v1/me/channels', officer)).body).toEqual({
      channels: ['email', 'sms', 'whatsapp'],
    });
    expect((await order([])).body).toEqual(usual);
    expect((await order(['email', 'email'])).status).toBe(400);
    expect((await order(['pigeon'])).status).toBe(400);
    expect((await api.get('/api/v1/me/channels')).status).toBe(401);
  });
});

describe('places and offences', () => {
  it('are the same for everybody who is signed in', async () => {
    expect((await api.get('/api/v1/governorates', viewer)).body).toMatchObject({ items: { length: 6 } });
    const areas = (await api.get('/api/v1/areas?governorates=jahra', viewer)).body as {
      items: { governorateId: string }[];
    };
    expect(new Set(areas.items.map((a) => a.governorateId))).toEqual(new Set(['jahra']));
    expect(await api.get('/api/v1/areas/salmiya', viewer)).toMatchObject({ body: { nameAr: 'السالمية' } });
    expect((await api.get('/api/v1/areas/atlantis', viewer)).status).toBe(404);
    expect((await api.get('/api/v1/areas/..%2F..', viewer)).status).toBe(400);
    expect((await api.get('/api/v1/offences', viewer)).status).toBe(200);
    expect((await api.get('/api/v1/offences')).status).toBe(401);
  });
});
