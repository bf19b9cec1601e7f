import { beforeAll, describe, expect, it } from 'vitest';
import type { NewHotspot } from '../../src/domain/hotspot.js';
import { inTransaction } from '../../src/store/database.js';
import {
  hotspotById,
  hotspotsNear,
  hotspotsOfRun,
  latestHotspots,
  saveHotspots,
} from '../../src/store/hotspots.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aRun } from '../support/runs.js';

const database = useDatabase();

/** Outlines are kept to a centimetre, seven decimals. */
const south = (latitude: number) => Number((latitude - 0.001).toFixed(7));
const north = (latitude: number) => Number((latitude + 0.001).toFixed(7));

/** A square of about 200 m around a centre in Salmiya. */
const hotspot = (rank: number, latitude: number, more: Partial<NewHotspot> = {}): NewHotspot => ({
  rank,
  areaId: 'salmiya',
  governorateId: 'hawalli',
  centre: [latitude, 48.07],
  outline: [
    [south(latitude), 48.069],
    [south(latitude), 48.071],
    [north(latitude), 48.071],
    [north(latitude), 48.069],
  ],
  radiusMetres: 147.5,
  incidentCount: 40 - rank,
  expectedWeek: { mean: 4.5, low80: 2, high80: 7 },
  offenceMix: { theft: 30, assault: 8 },
  busiestHours: [141, 20],
  shiftShares: { morning: 0.25, evening: 0.5, night: 0.25 },
  areaKm2: 0.045,
  persistence: 0.9,
  trend: 'persistent',
  timesMean: 21.5,
  landmark: { placeId: 'marina_mall', metres: 640 },
  repeats: { offenceId: 'theft', incidents: 4, metres: 200, days: 14, ratio: 1.6 },
  change: 'new',
  lineage: null,
  cells: ['12:7', '12:8'],
  windowFrom: '2025-12-18',
  windowTo: '2026-03-18',
  ...more,
});
const save = (runId: number, hotspots: NewHotspot[]) =>
  inTransaction(database.db, (tx) => saveHotspots(tx, runId, hotspots));

beforeAll(async () => {
  await seedTestPlaces(database.db);
});

describe('hotspots', () => {
  it('come back as they were stored', async () => {
    const runId = await aRun(database.db, '2026-03-17');
    const given = [
      hotspot(1, 29.33),
      hotspot(2, 29.34, { expectedWeek: null, areaId: null, change: 'grew' }),
    ];
    const stored = await save(runId, given);
    expect(stored.map(({ id: _id, runId: _runId, ...rest }) => rest)).toEqual(given);
    expect(await hotspotById(database.db, stored[0]?.id ?? 0)).toEqual(stored[0]);
    expect(await hotspotById(database.db, 999_999)).toBeNull();
  });

  it('of a repeated run replace the first ones', async () => {
    const runId = await aRun(database.db, '2026-03-16');
    await save(runId, [hotspot(1, 29.33), hotspot(2, 29.34)]);
    await save(runId, [hotspot(1, 29.35)]);
    expect((await hotspotsOfRun(database.db, runId)).map((h) => h.centre[0])).toEqual([29.35]);
  });

  it('are shown from the run whose window reaches furthest, even when an older day was calculated later', async () => {
    const today = await aRun(database.db, '2026-04-02');
    await save(today, [
      hotspot(1, 29.33, { windowTo: '2026-04-02' }),
      hotspot(2, 29.3, { windowTo: '2026-04-02', areaId: null, governorateId: 'jahra' }),
    ]);
    const backdated = await aRun(database.db, '2026-02-01');
    await save(backdated, [hotspot(1, 29.34, { windowTo: '2026-02-01' })]);
    expect((await latestHotspots(database.db)).map((h) => h.runId)).toEqual([today, today]);
    expect(await latestHotspots(database.db, { areaIds: ['salmiya'] })).toHaveLength(1);
    expect(await latestHotspots(database.db, { governorateIds: ['jahra'] })).toHaveLength(1);
    expect(await latestHotspots(database.db, { governorateIds: ['ahmadi'] })).toEqual([]);
    expect(await latestHotspots(database.db, { limit: 1 })).toHaveLength(1);
  });

  it('near a point are those whose outline lies within the metres asked for, nearest first', async () => {
    const run = await aRun(database.db, '2026-05-01');
    const windowTo = '2026-05-01';
    await save(run, [
      hotspot(1, 29.35, { windowTo }),
      hotspot(2, 29.33, { windowTo }),
      hotspot(3, 29.5, { windowTo }),
    ]);
    const near = (latitude: number, radiusMetres: number) =>
      hotspotsNear(database.db, { latitude, longitude: 48.07, radiusMetres });
    const found = await near(29.332, 3000);
    expect(found.map((f) => f.hotspot.rank)).toEqual([2, 1]);
    // 0.002 degrees of latitude are about 222 m; the outline begins 111 m from the point.
    expect(found[0]?.distanceMetres).toBeCloseTo(221.7, 0);
    expect(await near(29.332, 115)).toHaveLength(1);
    expect(await near(29.332, 105)).toEqual([]);
    const elsewhere = { latitude: 29.33, longitude: 48.07, radiusMetres: 500, governorateIds: ['jahra'] };
    expect(await hotspotsNear(database.db, elsewhere)).toEqual([]);
  });
});
