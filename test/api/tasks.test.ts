import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { rowsOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { type ApiBench, startApi } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
let api: ApiBench;
let commander: User;
let hawalliCommander: User;
let officer: User;
let other: User;
let analyst: User;
let viewer: User;

beforeAll(async () => {
  await seedTestPlaces(database.db);
  api = await startApi(database.db);
  commander = await aPerson(database.db, 'commander');
  hawalliCommander = await aPerson(database.db, 'commander', { governorates: ['hawalli'] });
  officer = await aPerson(database.db, 'officer');
  other = await aPerson(database.db, 'officer', { governorates: ['jahra'] });
  analyst = await aPerson(database.db, 'analyst');
  viewer = await aPerson(database.db, 'viewer');
  const address = { channel: 'whatsapp', value: '+96550000011' } as const;
  await linkAddress(database.db, { userId: officer.id, address, verifiedAt: new Date() });
});
afterAll(() => api.stop());

type Assigned = { task: { id: number; state: string; governorateId: string | null }; told: string };
const assign = (body: object, by: User) =>
  api.send('POST', '/api/v1/tasks', { instruction: 'Walk the market', assignedTo: officer.id, ...body }, by);
async function assigned(body: object = {}): Promise<number> {
  const answer = await assign(body, commander);
  expect(answer.status).toBe(201);
  return (answer.body as Assigned).task.id;
}
const move = (id: number, to: string, by: User, note?: string) =>
  api.send('POST', `/api/v1/tasks/${id}/transitions`, { to, ...(note && { note }) }, by);
const show = (id: number, user: User) => api.get(`/api/v1/tasks/${id}`, user);

describe('assigning a task', () => {
  it('creates it at its place and puts a message to the assignee into the outbox', async () => {
    const answer = await assign(
      { areaId: 'salmiya', priority: 'urgent', dueAt: '2026-03-18T20:00:00+03:00' },
      commander,
    );
    expect(answer).toMatchObject({
      status: 201,
      body: {
        told: 'held',
        task: {
          state: 'assigned',
          governorateId: 'hawalli',
          priority: 'urgent',
          dueAt: '2026-03-18T17:00:00.000Z',
          createdAt: '2026-03-18T09:00:00.000Z',
        },
      },
    });
    const { task } = answer.body as Assigned;
    const told = await rowsOf(database.db, 'SELECT user_id FROM outbox WHERE cause = ?', [`task:${task.id}`]);
    expect(told).toEqual([{ user_id: officer.id }]);
  });

  it.each([
    ['an empty instruction', () => ({ instruction: ' ' })],
    ['an unknown area', () => ({ areaId: 'atlantis' })],
    ['an area outside the named governorate', () => ({ areaId: 'salmiya', governorateId: 'jahra' })],
    ['an unknown hotspot', () => ({ hotspotId: 999 })],
    ['nobody', () => ({ assignedTo: 999_999 })],
    ['somebody whose role does no field work', () => ({ assignedTo: viewer.id })],
    ['somebody whose governorate it is not', () => ({ assignedTo: other.id, areaId: 'salmiya' })],
    ['a due time that has passed', () => ({ dueAt: '2026-03-18T08:59:00Z' })],
    ['a NUL', () => ({ instruction: 'a\0b' })],
    ['half a character', () => ({ instruction: 'a\ud800b' })],
    ['a field of another kind', () => ({ state: 'done' })],
    ['a number beyond any id', () => ({ assignedTo: 2 ** 40 })],
  ])('refuses %s', async (_, body) => {
    expect((await assign(body(), commander)).status).toBe(400);
  });

  it('is the commander’s, within their governorates', async () => {
    expect(await assign({}, officer)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await assign({ areaId: 'jahra' }, hawalliCommander)).toMatchObject({
      status: 403,
      body: { code: 'out_of_scope_area' },
    });
    expect((await api.send('POST', '/api/v1/tasks', {})).status).toBe(401);
  });
});

describe('a task', () => {
  it('is accepted and closed by its assignee; its history says so and its commander is told', async () => {
    const id = await assigned();
    expect(await move(id, 'accepted', officer)).toMatchObject({ status: 200, body: { state: 'accepted' } });
    expect(await move(id, 'done', officer, 'quiet')).toMatchObject({ status: 200 });
    expect(await show(id, officer)).toMatchObject({
      body: {
        task: { state: 'done' },
        history: [{ to: 'assigned' }, { to: 'accepted', actorId: officer.id }, { to: 'done', note: 'quiet' }],
      },
    });
  });

  it('keeps no note about a person', async () => {
    const id = await assigned();
    expect(await move(id, 'declined', officer, 'call 9912 3456')).toMatchObject({
      status: 400,
      body: { params: { field: 'note' } },
    });
    expect(await show(id, officer)).toMatchObject({ body: { task: { state: 'assigned' } } });
  });

  it('does not go back', async () => {
    const id = await assigned();
    await move(id, 'done', officer);
    expect(await move(id, 'accepted', officer)).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', params: { state: 'done' } },
    });
  });

  it('of somebody else looks like one that does not exist', async () => {
    const id = await assigned();
    const absent = await show(999_999, other);
    const foreign = await show(id, other);
    expect(foreign).toMatchObject({ status: 404 });
    const without = (answer: typeof absent) => ({ ...(answer.body as object), requestId: '' });
    expect(without(foreign)).toEqual(without(absent));
    expect((await move(id, 'accepted', other)).status).toBe(404);
  });

  it('is cancelled by a commander and not by its assignee', async () => {
    const id = await assigned();
    expect((await move(id, 'cancelled', officer)).status).toBe(403);
    expect((await move(id, 'cancelled', commander)).status).toBe(200);
    expect((await move(id, 'expired', commander)).status).toBe(400);
  });

  it.each(['accepted', 'en_route', 'on_site', 'declined'])('is not made %s by its commander', async (to) => {
    const id = await assigned();
    expect(await move(id, to, commander)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await move(id, 'done', commander)).status).toBe(200);
  });

  it('is read, but not moved, by an analyst, and not seen by a viewer', async () => {
    const id = await assigned();
    expect((await show(id, analyst)).status).toBe(200);
    expect((await move(id, 'accepted', analyst)).status).toBe(403);
    expect((await show(id, viewer)).status).toBe(403);
  });

  it.each(['0', '-1', '1.5', 'x', '99999999999'])('has no number %s', async (id) => {
    expect((await api.get(`/api/v1/tasks/${id}`, commander)).status).toBe(400);
  });
});

describe('lists of tasks', () => {
  it('refuse a cursor beyond any row instead of failing', async () => {
    const cursor = Buffer.from('id:999999999999').toString('base64url');
    expect((await api.get(`/api/v1/tasks?cursor=${cursor}`, commander)).status).toBe(400);
  });

  const ids = async (query: string, user: User) => {
    const { body } = await api.get(`/api/v1/tasks?limit=100${query}`, user);
    return (body as { items: { id: number }[] }).items.map((t) => t.id);
  };

  it("are an officer's own, a commander's all within their governorates", async () => {
    const jahra = await assigned({ assignedTo: other.id, areaId: 'jahra' });
    const hawalli = await assigned({ areaId: 'salmiya' });
    expect(await ids('', officer)).not.toContain(jahra);
    expect(await ids('', other)).toEqual([jahra]);
    expect(await ids('', commander)).toEqual(expect.arrayContaining([jahra, hawalli]));
    const bound = await ids('', hawalliCommander);
    expect(bound).toContain(hawalli);
    expect(bound).not.toContain(jahra);
    expect(await ids('&mine=true', commander)).toEqual([]);
  });

  it('are narrowed by state, overdue included', async () => {
    const own = await aPerson(database.db, 'officer');
    const late = await assigned({ assignedTo: own.id, dueAt: '2026-03-18T09:00:01Z' });
    const busy = await assigned({ assignedTo: own.id });
    await move(busy, 'en_route', own);
    api.clock.at = new Date('2026-03-18T09:00:02Z');
    expect(await ids('&state=overdue', own)).toEqual([late]);
    expect(await ids('&state=in_progress', own)).toEqual([busy]);
    expect(await ids('&state=open', own)).toEqual([busy, late]);
    expect((await api.get('/api/v1/tasks?state=sleeping', own)).status).toBe(400);
  });
});
