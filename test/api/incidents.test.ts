import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { listAudit } from '../../src/store/audit.js';
import { insertIncidents } from '../../src/store/incidents.js';
import { type ApiBench, startApi } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const incident = incidentFactory();
const PERIOD = 'from=2026-03-01T00:00:00%2B03:00&to=2026-03-08T00:00:00%2B03:00';
let api: ApiBench;
let analyst: User;
let officer: User;
let viewer: User;
let jahraOfficer: User;

beforeAll(async () => {
  await seedTestPlaces(database.db);
  const at = (hour: number, more = {}) =>
    incident({ occurredAt: new Date(Date.UTC(2026, 2, 3, hour)), ...more });
  await insertIncidents(database.db, [
    at(1, { block: 4, latitude: 29.333912, longitude: 48.076155 }),
    at(2, { offenceId: 'pickpocketing' }),
    at(3, { areaId: 'jahra', governorateId: 'jahra' }),
    at(4, { offenceId: 'domestic_violence' }),
    at(5, { synthetic: true, latitude: null, longitude: null }),
  ]);
  api = await startApi(database.db);
  analyst = await aPerson(database.db, 'analyst');
  officer = await aPerson(database.db, 'officer');
  viewer = await aPerson(database.db, 'viewer');
  jahraOfficer = await aPerson(database.db, 'officer', { governorates: ['jahra'] });
});
afterAll(() => api.stop());

const count = (query: string, user: User) => api.get(`/api/v1/incidents/count?${PERIOD}${query}`, user);

describe('counting incidents', () => {
  it('counts within the period and says what the figure is made of', async () => {
    expect(await count('', analyst)).toMatchObject({
      status: 200,
      body: {
        count: 5,
        withoutPosition: 1,
        synthetic: 1,
        leftOut: [],
        from: '2026-02-28T21:00:00.000Z',
        to: '2026-03-07T21:00:00.000Z',
        data: { latestOccurredAt: '2026-03-03T05:00:00.000Z', syntheticShare: 0.2 },
      },
    });
  });

  it.each([
    ['an area', '&areas=jahra', 1],
    ['two areas', '&areas=jahra,salmiya', 5],
    ['a governorate', '&governorates=hawalli', 4],
    ['an offence with its finer ones', '&offences=theft', 4],
    ['a finer offence', '&offences=pickpocketing', 1],
    ['hours', '&hourFrom=4&hourTo=6', 2],
    ['a weekday', '&weekdays=wed', 0],
    ['a block', '&block=4', 1],
  ])('narrows by %s', async (_, query, expected) => {
    expect(await count(query, analyst)).toMatchObject({ status: 200, body: { count: expected } });
  });

  it('leaves sensitive offences out of every figure of those who may not see them, totals included', async () => {
    const answer = await count('', viewer);
    expect(answer).toMatchObject({ status: 200, body: { count: 4 } });
    expect((answer.body as { leftOut: string[] }).leftOut).toContain('domestic_violence');
    expect(await count('&offences=domestic_violence', viewer)).toMatchObject({ status: 403 });
    expect(await count('&offences=domestic_violence', analyst)).toMatchObject({ body: { count: 1 } });
  });

  it('stays within the governorates of the person', async () => {
    expect(await count('', jahraOfficer)).toMatchObject({ body: { count: 1 } });
    expect(await count('&areas=jahra', jahraOfficer)).toMatchObject({ body: { count: 1 } });
    const outside = { status: 403, body: { code: 'out_of_scope_area' } };
    expect(await count('&areas=salmiya', jahraOfficer)).toMatchObject(outside);
    expect(await count('&governorates=hawalli', jahraOfficer)).toMatchObject(outside);
    expect(await count('&areas=jahra,salmiya', jahraOfficer)).toMatchObject(outside);
  });

  it.each([
    ['an unknown area', '&areas=atlantis', 'areas'],
    ['an unknown offence', '&offences=daydreaming', 'offences'],
    ['half of a pair of hours', '&hourFrom=4', 'hourTo'],
  ])('refuses %s and names the field', async (_, query, field) => {
    expect(await count(query, analyst)).toMatchObject({
      status: 400,
      body: { code: 'bad_request', params: { field } },
    });
  });

  it.each([
    ['an unknown parameter', 'colour=red', 'colour'],
    ['a repeated parameter', 'areas=jahra&areas=salmiya', 'areas'],
    ['a malformed instant', 'from=yesterday', 'from'],
    ['an instant without a zone', 'from=2026-03-01T00:00:00', 'from'],
    ['an hour that is none', 'hourFrom=24&hourTo=3', 'hourFrom'],
    ['SQL', "areas=jahra';DROP TABLE areas;--", 'areas.0'],
  ])('refuses %s and says which field it is', async (_, query, field) => {
    expect(await api.get(`/api/v1/incidents/count?${query}`, analyst)).toMatchObject({
      status: 400,
      body: { issues: [{ in: 'query', field }] },
    });
  });

  it('refuses a period that has not begun or ends before it begins', async () => {
    const get = (query: string) =>
      api.get(`/api/v1/incidents/count?${query}`, analyst, { 'accept-language': 'en' });
    expect(await get('from=2026-03-19T00:00:00Z')).toMatchObject({ body: { code: 'future_period' } });
    expect(await get('from=2026-03-09T00:00:00Z&to=2026-03-08T00:00:00Z')).toMatchObject({
      status: 400,
      body: { issues: [{ field: 'to', problem: 'must be later than "from"' }] },
    });
  });

  it('shows the form of a moment where none was given', async () => {
    const answer = await api.get('/api/v1/incidents/count?from=18/3/2026', analyst);
    expect(answer.text).toContain('2026-03-18T09:30:00+03:00');
  });

  it('is written into the audit log before it runs, with who and what', async () => {
    await count('&areas=jahra', officer);
    const [line] = await listAudit(database.db, { userId: officer.id, limit: 1 });
    expect(line).toMatchObject({
      channel: 'api',
      action: 'incidents.count',
      detail: { operation: 'count_incidents', query: { areas: ['jahra'] } },
    });
  });
});

describe('counting incidents in groups', () => {
  const breakdown = (query: string, user: User) =>
    api.get(`/api/v1/incidents/breakdown?${PERIOD}${query}`, user);

  it('counts each group, and the groups add up to the total', async () => {
    expect(await breakdown('&by=area', analyst)).toMatchObject({
      status: 200,
      body: {
        by: 'area',
        total: 5,
        items: [
          { key: 'salmiya', count: 4 },
          { key: 'jahra', count: 1 },
        ],
      },
    });
    const days = (await breakdown('&by=day', analyst)).body as { items: { key: string; count: number }[] };
    expect(days.items).toHaveLength(7);
    expect(days.items[2]).toEqual({ key: '2026-03-03', count: 5 });
  });

  it('never shows a sensitive offence, nor blocks, to those who may not see them', async () => {
    const answer = await breakdown('&by=offence', officer);
    expect(answer.text).not.toContain('"key":"domestic_violence"');
    expect(await breakdown('&by=block', officer)).toMatchObject({ status: 403 });
    expect(await breakdown('&by=moon', analyst)).toMatchObject({ status: 400 });
  });
});

describe('listing incidents', () => {
  type Page = { items: { id: number; offenceId: string; latitude: number | null }[]; next: string | null };
  const list = async (query: string, user: User) =>
    (await api.get(`/api/v1/incidents?${PERIOD}${query}`, user)).body as Page;

  it('pages through every incident once, newest first', async () => {
    const ids: number[] = [];
    let cursor = '';
    for (let pages = 0; pages < 9; pages++) {
      const page = await list(`&limit=2${cursor}`, analyst);
      ids.push(...page.items.map((i) => i.id));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(ids).toEqual([5, 4, 3, 2, 1]);
  });

  it('shows positions to the metre to analysts and to some hundred metres to officers', async () => {
    const exact = (await list('&offences=theft&hourFrom=4&hourTo=5', analyst)).items[0];
    expect(exact).toMatchObject({ latitude: 29.333912, longitude: 48.076155, block: 4, coarse: false });
    const coarse = (await list('&offences=theft&hourFrom=4&hourTo=5', officer)).items[0];
    expect(coarse).toMatchObject({ latitude: 29.334, longitude: 48.076, block: null, coarse: true });
  });

  it('leaves sensitive offences out for officers', async () => {
    const page = await list('', officer);
    expect(page.items.map((i) => i.offenceId)).not.toContain('domestic_violence');
  });

  it('is not for viewers, and the attempt is written down', async () => {
    expect(await api.get(`/api/v1/incidents?${PERIOD}`, viewer)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    const [line] = await listAudit(database.db, { userId: viewer.id, limit: 1 });
    expect(line).toMatchObject({ action: 'incidents.list', detail: { refused: true } });
  });

  it.each(['nonsense', 'aWQ6MQ', '%00'])('refuses the cursor %s', async (cursor) => {
    const answer = await api.get(`/api/v1/incidents?cursor=${cursor}`, analyst);
    expect(answer).toMatchObject({ status: 400, body: { params: { field: 'cursor' } } });
  });
});
