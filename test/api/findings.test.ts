import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewHotspot } from '../../src/domain/hotspot.js';
import type { User } from '../../src/domain/user.js';
import { type NewAlert, raiseAlert } from '../../src/store/alerts.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { saveHotspots } from '../../src/store/hotspots.js';
import { savePredictions } from '../../src/store/predictions.js';
import { type ApiBench, startApi } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { aRun } from '../support/runs.js';

const database = useDatabase();
let api: ApiBench;
let analyst: User;
let commander: User;
let officer: User;
let jahraOfficer: User;
let viewer: User;
let runId: number;

const hotspot: NewHotspot = {
  rank: 1,
  areaId: 'salmiya',
  governorateId: 'hawalli',
  centre: [29.333912, 48.076155],
  outline: [
    [29.333, 48.075],
    [29.333, 48.077],
    [29.335, 48.077],
  ],
  radiusMetres: 150,
  incidentCount: 31,
  expectedWeek: { mean: 3, low80: 1, high80: 6 },
  offenceMix: { theft: 29, domestic_violence: 2 },
  busiestHours: [141],
  shiftShares: { morning: 0.2, evening: 0.5, night: 0.3 },
  areaKm2: 0.045,
  persistence: 0.8,
  trend: 'persistent',
  timesMean: 20,
  landmark: null,
  repeats: null,
  change: 'new',
  lineage: null,
  cells: ['1:1'],
  windowFrom: '2025-12-18',
  windowTo: '2026-03-18',
};

beforeAll(async () => {
  await seedTestPlaces(database.db);
  api = await startApi(database.db);
  analyst = await aPerson(database.db, 'analyst');
  commander = await aPerson(database.db, 'commander');
  officer = await aPerson(database.db, 'officer');
  jahraOfficer = await aPerson(database.db, 'officer', { governorates: ['jahra'] });
  viewer = await aPerson(database.db, 'viewer');
  runId = await aRun(database.db, '2026-03-17', 'nightly-pipeline');
  const prediction = {
    ...({ scope: 'governorate', scopeId: 'hawalli', offenceId: null, day: '2026-03-18' } as const),
    ...{ mean: 20, low80: 15, high80: 26, low95: 12, high95: 30, dispersion: 1.5, correlation: 0.02 },
    ...{ model: 'ensemble', trainedFrom: '2024-03-18', trainedTo: '2026-03-17' },
  };
  await inTransaction(database.db, async (tx) => {
    await saveHotspots(tx, runId, [hotspot]);
    await savePredictions(tx, runId, [{ ...prediction, day: '2026-03-17' }, prediction]);
  });
});
afterAll(() => api.stop());

describe('hotspots', () => {
  it('are listed whole for an analyst, rounded and without sensitive offences for an officer', async () => {
    const whole = (await api.get('/api/v1/hotspots', analyst)).body;
    expect(whole).toMatchObject({
      items: [{ rank: 1, centre: [29.333912, 48.076155], offenceMix: { domestic_violence: 2 } }],
    });
    const rounded = (await api.get('/api/v1/hotspots', officer)).body as { items: object[] };
    expect(rounded.items[0]).toMatchObject({ centre: [29.334, 48.076], outline: null });
    expect(rounded.items[0]).toHaveProperty('offenceMix', { theft: 29 });
  });

  it('stay within the governorates of the person, by list, by number and by place', async () => {
    expect((await api.get('/api/v1/hotspots', jahraOfficer)).body).toEqual({ items: [] });
    expect((await api.get('/api/v1/hotspots?areas=salmiya', jahraOfficer)).status).toBe(403);
    const near = '/api/v1/hotspots/near?point=29.3339,48.0761';
    expect((await api.get(near, jahraOfficer)).body).toEqual({ items: [] });
    const { body } = await api.get('/api/v1/hotspots', analyst);
    const { id } = (body as { items: [{ id: number }] }).items[0];
    expect((await api.get(`/api/v1/hotspots/${id}`, analyst)).status).toBe(200);
    expect((await api.get(`/api/v1/hotspots/${id}`, jahraOfficer)).status).toBe(404);
  });

  it('are found near a point with their distance, and a point elsewhere is refused', async () => {
    const near = (query: string) => api.get(`/api/v1/hotspots/near?${query}`, viewer);
    expect(await near('point=29.3339,48.0761&radiusMetres=500')).toMatchObject({
      status: 200,
      body: { items: [{ distanceMetres: 6 }] },
    });
    expect((await near('point=51.5,0.1')).status).toBe(400);
    expect((await near('point=29.3339,48.0761&radiusMetres=20001')).status).toBe(400);
  });
});

describe('forecasts', () => {
  const forecast = (query: string, user: User) => api.get(`/api/v1/forecasts?${query}`, user);

  it('are shown with their intervals and what they were trained on', async () => {
    expect(await forecast('scope=governorate&scopeId=hawalli', analyst)).toMatchObject({
      status: 200,
      body: {
        model: 'ensemble',
        trainedTo: '2026-03-17',
        days: [{ day: '2026-03-18', mean: 20, low80: 15 }],
      },
    });
  });

  it('begin today, whatever earlier days the last one was for, unless such days are asked for', async () => {
    const asked = 'scope=governorate&scopeId=hawalli';
    const { body } = await forecast(asked, analyst);
    expect(body).toMatchObject({ days: [{ day: '2026-03-18' }], total: { days: 1, mean: 20 } });
    const earlier = await forecast(`${asked}&from=2026-03-17`, analyst);
    expect(earlier.body).toMatchObject({ total: { days: 2, mean: 40 } });
  });

  it('of the whole country are refused to a person of one governorate, as areas outside it are', async () => {
    const country = await forecast('', jahraOfficer);
    expect(country).toMatchObject({ status: 403, body: { code: 'out_of_scope_area' } });
    expect((await forecast('scope=governorate&scopeId=jahra', jahraOfficer)).status).toBe(200);
  });

  it('are none, not zero, where nobody knows what share of them the reader may see', async () => {
    expect(await forecast('scope=governorate&scopeId=hawalli', viewer)).toMatchObject({
      status: 200,
      body: { byShare: true, days: [], total: null },
    });
  });

  it('that do not exist are empty, not an error', async () => {
    expect(await forecast('', viewer)).toMatchObject({
      status: 200,
      body: { scope: 'country', days: [], model: null },
    });
  });

  it.each([
    ['scope=governorate&scopeId=hawalli', () => jahraOfficer, 403],
    ['scope=governorate&scopeId=hawalli&offence=domestic_violence', () => officer, 403],
    ['scope=governorate&scopeId=salmiya', () => analyst, 400],
    ['scope=area', () => analyst, 400],
    ['from=2026-02-30', () => analyst, 400],
    ['from=0001-01-01', () => analyst, 400],
  ])('%s is refused to whom it is not for', async (query, user, status) => {
    expect((await forecast(query, user())).status).toBe(status);
  });
});

describe('alerts', () => {
  let bucket = 0;
  async function raised(more: Partial<NewAlert> = {}): Promise<number> {
    const alert = await inTransaction(database.db, (tx) =>
      raiseAlert(tx, {
        ...({ rule: 'surge', tier: 'confirmed', scope: 'area', scopeId: 'salmiya' } as const),
        ...{ governorateId: 'hawalli', areaId: 'salmiya', offenceId: 'theft', bucket: `b${++bucket}` },
        ...{ detail: { observed: 12 }, policy: { steps: [] }, runId: null, at: new Date() },
        ...more,
      }),
    );
    return alert?.id ?? 0;
  }
  const acknowledge = (id: number, by: User) =>
    api.send('POST', `/api/v1/alerts/${id}/acknowledgement`, undefined, by);

  it('are taken by the first; again by the same person is no error; a second person is told who was first', async () => {
    const id = await raised();
    expect(await acknowledge(id, officer)).toMatchObject({
      status: 200,
      body: { acknowledgedBy: officer.id },
    });
    expect((await acknowledge(id, officer)).status).toBe(200);
    expect(await acknowledge(id, commander)).toMatchObject({
      status: 409,
      body: { code: 'conflict', params: { acknowledgedBy: officer.name } },
    });
    expect((await api.get(`/api/v1/alerts/${id}`, officer)).body).toMatchObject({
      alert: { state: 'acknowledged' },
      history: [{ to: 'raised' }, { to: 'acknowledged', actorId: officer.id }],
    });
  });

  it('are not taken by those who only read, nor outside the governorate', async () => {
    const id = await raised();
    expect((await acknowledge(id, viewer)).status).toBe(403);
    expect((await acknowledge(id, jahraOfficer)).status).toBe(404);
    expect((await api.get(`/api/v1/alerts/${id}`, jahraOfficer)).status).toBe(404);
    expect((await acknowledge(999_999, officer)).status).toBe(404);
  });

  it('are listed open or closed, and of sensitive offences only for those who may see them', async () => {
    const secret = await raised({ offenceId: 'domestic_violence' });
    const open = await raised();
    const ids = async (query: string, user: User) =>
      ((await api.get(`/api/v1/alerts?${query}`, user)).body as { items: { id: number }[] }).items.map(
        (a) => a.id,
      );
    expect(await ids('open=true', analyst)).toEqual(expect.arrayContaining([secret, open]));
    expect(await ids('open=true', viewer)).not.toContain(secret);
    expect(await ids('open=false', viewer)).not.toContain(open);
    expect(await ids('', jahraOfficer)).toEqual([]);
    expect((await api.get(`/api/v1/alerts/${secret}`, viewer)).status).toBe(404);
    for (let n = 0; n < 3; n++) await raised({ offenceId: 'domestic_violence' });
    expect(await ids('open=true&limit=1', viewer)).toEqual([open]);
  });
});

describe('runs', () => {
  it('are started once a day, by those who may, and leave a job behind', async () => {
    const start = (user: User) => api.send('POST', '/api/v1/runs', undefined, user);
    expect((await start(commander)).status).toBe(403);
    const started = await start(analyst);
    expect(started).toMatchObject({ status: 202, body: { localDate: '2026-03-18', status: 'queued' } });
    const { id } = started.body as { id: number };
    expect(await rowsOf(database.db, `SELECT payload FROM jobs WHERE name = 'nightly-pipeline'`)).toEqual([
      { payload: { runId: id } },
    ]);
    expect(await start(analyst)).toMatchObject({ status: 409, body: { params: { runId: id } } });
    expect(await api.get(`/api/v1/runs/${id}`, viewer)).toMatchObject({ status: 200 });
    expect(await api.get('/api/v1/runs?limit=1', viewer)).toMatchObject({ body: { items: [{ id }] } });
    expect((await api.get('/api/v1/runs/999999', viewer)).status).toBe(404);
  });
});
