import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewHotspotMap } from '../../src/domain/hotspot-map.js';
import type { User } from '../../src/domain/user.js';
import { inTransaction } from '../../src/store/database.js';
import { drawnMap, listExams, mapsToScore, saveExams, saveMaps } from '../../src/store/hotspot-maps.js';
import { type ApiBench, startApi } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { aPerson } from '../support/people.js';
import { aRun } from '../support/runs.js';

const database = useDatabase();
let api: ApiBench;
let viewer: User;
let analyst: User;

const counts = (hits: number) => ({
  hits,
  incidents: 50,
  flaggedCells: 2,
  maskCells: 100,
  bestHits: 25,
});
const map = (asOf: string): NewHotspotMap => ({
  asOf,
  retrospective: false,
  preset: 'risk',
  parameters: { windowDays: 90, kernels: 'steady' },
  windowFrom: '2025-12-01',
  incidents: 400,
  maskKm2: 2.25,
  flaggedKm2: 0.045,
  warnings: [{ code: 'far_off_points', count: 3 }],
  alertable: true,
  leftOut: { sensitive: 4, piled: 2 },
  nearRepeats: [
    { offence: 'domestic_violence', metres: 100, days: 14, ratio: 2, probability: 0.005, incidents: 60 },
  ],
  drawn: {
    grid: { origin: [29.3, 48], west: 0, south: 0, cellMetres: 150, columns: 10, rows: 10 },
    mask: new Uint8Array(100).fill(1),
    flagged: Int32Array.of(3, 4),
    blind: Int32Array.of(4, 5),
    expectedPerDay: 1.5,
  },
});
const DAYS = ['2026-02-10', '2026-02-17', '2026-02-24'];

beforeAll(async () => {
  api = await startApi(database.db);
  viewer = await aPerson(database.db, 'viewer');
  analyst = await aPerson(database.db, 'analyst');
});
afterAll(() => api.stop());

describe('maps and their scores', () => {
  it('are not found before the first night', async () => {
    expect(await api.get('/api/v1/hotspots/map', viewer)).toMatchObject({ status: 404 });
    const none = await api.get('/api/v1/hotspots/scores', viewer);
    expect(none.body).toEqual({ items: [], next: null, summary: { pooled: null, feedback: null } });
  });

  it('come out of the store cell by cell, wait for their days, and are scored once whatever is repeated', async () => {
    for (const day of DAYS) {
      const runId = await aRun(database.db, day);
      await inTransaction(database.db, async (tx) => saveMaps(tx, runId, [map(day)]));
    }
    const asked = { today: '2026-03-03', examDays: [7] };
    const early = await mapsToScore(database.db, { ...asked, lastRecorded: '2026-02-22' });
    expect(early.map(({ asOf }) => asOf)).toEqual(['2026-02-10']);
    const waiting = await mapsToScore(database.db, { ...asked, lastRecorded: '2026-03-02' });
    expect(waiting.map(({ asOf }) => asOf)).toEqual(DAYS);
    expect(await drawnMap(database.db, waiting[0]?.mapId ?? 0)).toEqual(map('').drawn);
    const exams = waiting.map(({ mapId, days }, i) => ({
      mapId,
      days,
      reported: counts(10 + 5 * i),
      discovered: { hits: 1, incidents: 2 },
      blind: counts(9),
      outside: 1,
      expected: 10.5,
    }));
    for (const _ of [1, 2]) await inTransaction(database.db, (tx) => saveExams(tx, exams, new Date()));
    expect(await listExams(database.db, { limit: 50 })).toHaveLength(3);
  });

  it('are read with what to know before acting, and pages of how earlier maps did', async () => {
    const shown = await api.get('/api/v1/hotspots/map', analyst);
    expect(shown.body).toMatchObject({
      asOf: '2026-02-24',
      warnings: [{ code: 'far_off_points', count: 3 }],
      nearRepeats: [{ offence: 'domestic_violence' }],
      leftOut: { sensitive: 4, piled: 2 },
    });
    const withheld = (await api.get('/api/v1/hotspots/map', viewer)).body as { leftOut: object };
    expect(withheld).toMatchObject({ nearRepeats: [] });
    expect(withheld.leftOut).toEqual({ piled: 2 });
    const first = await api.get('/api/v1/hotspots/scores?limit=2', analyst);
    expect(first.body).toMatchObject({
      items: [
        { asOf: '2026-02-24', hits: 20, accuracy: { areaShare: 0.02, hitRate: 0.4, pai: 20, pei: 0.8 } },
        { asOf: '2026-02-17', blindHits: 9, discovered: { hits: 1, incidents: 2 } },
      ],
      summary: { pooled: { weeks: 3, incidents: 150 }, feedback: { chases: false } },
    });
    const { next } = first.body as { next: string };
    const second = await api.get(`/api/v1/hotspots/scores?limit=2&cursor=${next}`, analyst);
    expect(second.body).toMatchObject({ items: [{ asOf: '2026-02-10' }], next: null });
  });

  it('tell whether the recording follows the map to those who weigh evidence alone', async () => {
    const { body } = await api.get('/api/v1/hotspots/scores', viewer);
    expect(body).toMatchObject({ summary: { feedback: null } });
  });

  it('refuse a cursor of nothing, and answer for one of another age', async () => {
    const cursor = (text: string) => Buffer.from(text).toString('base64url');
    expect(await api.get(`/api/v1/hotspots/scores?cursor=${cursor('x')}`, viewer)).toMatchObject({
      status: 400,
    });
    const far = await api.get(`/api/v1/hotspots/scores?cursor=${cursor('id:2000000000')}`, viewer);
    expect(far).toMatchObject({ status: 200 });
  });
});
