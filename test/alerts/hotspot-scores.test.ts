import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { hotspotStage } from '../../src/alerts/hotspot-stage.js';
import { inhabitedMask } from '../../src/alerts/mask.js';
import type { StageContext } from '../../src/alerts/pipeline.js';
import { scoreStage } from '../../src/alerts/score-stage.js';
import { mapScoreBlocks } from '../../src/briefings/map-lines.js';
import { dateOfDay, dayOfDate } from '../../src/domain/period.js';
import { inTransaction, rowOf } from '../../src/store/database.js';
import { latestMap, listExams } from '../../src/store/hotspot-maps.js';
import { hotspotsOfRun, latestHotspots } from '../../src/store/hotspots.js';
import { insertIncidents, type NewIncident } from '../../src/store/incident-writes.js';
import { createRun } from '../../src/store/runs.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { testRuntime } from '../support/runtime.js';

const database = useDatabase();
const TODAY = '2026-03-18';
const at = (daysAgo: number, hour: number) =>
  new Date(`${dateOfDay(dayOfDate(TODAY) - daysAgo)}T${String(hour).padStart(2, '0')}:00:00+03:00`);

/** Two a day on one corner of Salmiya, one a day somewhere within some kilometres. */
function aCity(days: number, change: (daysAgo: number, i: number) => Partial<NewIncident> = () => ({})) {
  const make = incidentFactory();
  return Array.from({ length: days }, (_, k) => k + 1).flatMap((daysAgo) =>
    [0, 1, 2].map((i) =>
      make({
        occurredAt: at(daysAgo, 15 + i),
        latitude: i < 2 ? 29.3339 : 29.3 + 0.0004 * ((daysAgo * 37) % 90),
        longitude: i < 2 ? 48.0761 : 48.03 + 0.0004 * ((daysAgo * 53) % 90),
        ...change(daysAgo, i),
      }),
    ),
  );
}

type Night = { date?: string; environment?: Record<string, string> };

/** One night's map and exams. */
async function night({ date = TODAY, environment = {} }: Night = {}) {
  const runtime = testRuntime(database.db, { environment });
  const run = await createRun(database.db, {
    job: `test-${date}-${JSON.stringify(environment)}`,
    localDate: date,
  });
  if (!run) throw new Error('the run exists already');
  const signal = new AbortController().signal;
  const context: StageContext = { runtime, run, asOfDay: dayOfDate(date), signal, progress: () => undefined };
  for (const stage of [hotspotStage, scoreStage]) {
    const { store } = await stage(context);
    await inTransaction(database.db, async (tx) => store?.(tx));
  }
  return context;
}

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
});

describe("a night's map", () => {
  it('says of each hotspot what to expect, why it is there and how it has fared', async () => {
    await insertIncidents(database.db, aCity(200));
    await night();
    const [first] = await latestHotspots(database.db);
    expect(first).toMatchObject({ areaId: 'salmiya', persistence: 1, trend: 'persistent' });
    expect(first?.shiftShares?.evening).toBe(1);
    expect(first?.timesMean).toBeGreaterThan(100);
    expect(first?.expectedWeek?.mean).toBeGreaterThan(10);
    expect(await latestMap(database.db)).toMatchObject({ asOf: TODAY, preset: 'risk', alertable: true });
  });

  it('leaves out what patrols found and what could point at a person, and says how much', async () => {
    const change = (daysAgo: number, i: number) => ({
      ...(i === 0 && { discovered: true }),
      ...(daysAgo % 10 === 0 && i === 1 && { offenceId: 'domestic_violence' }),
    });
    await insertIncidents(database.db, aCity(100, change));
    await night();
    const [first] = await latestHotspots(database.db);
    expect(first?.offenceMix).not.toHaveProperty('domestic_violence');
    expect(first?.incidentCount).toBeLessThan(95);
    expect((await latestMap(database.db))?.leftOut).toMatchObject({ discovered: 100, sensitive: 10 });
  });

  it('of the original parameters says that it does not say where, and lets no alert be made of it', async () => {
    await insertIncidents(database.db, aCity(200));
    await night({ environment: { HOTSPOT_PRESET: 'seed' } });
    const map = await latestMap(database.db);
    expect(map).toMatchObject({ preset: 'seed', alertable: false });
    expect(map?.warnings).toEqual([{ code: 'largest_cluster_too_large', share: expect.closeTo(0.67, 1) }]);
  });

  it('takes radius and number of points of the settings where clusters are asked for', async () => {
    await insertIncidents(database.db, aCity(200));
    await night({
      environment: { HOTSPOT_PRESET: 'dbscan', HOTSPOT_EPS_METRES: '80', HOTSPOT_MIN_POINTS: '20' },
    });
    expect((await latestMap(database.db))?.parameters).toMatchObject({ epsMetres: 80, minPoints: 20 });
    expect(await latestHotspots(database.db)).toHaveLength(1);
  });
});

describe('a night for an earlier day', () => {
  it('is compared with maps of days before it, never with what came later', async () => {
    await insertIncidents(database.db, aCity(200));
    const tonight = await night();
    const backDated = await night({ date: '2026-03-10' });
    const found = await hotspotsOfRun(database.db, backDated.run.id);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ change, lineage }) => change === 'first' && lineage === null)).toBe(true);
    const next = await night({ date: '2026-03-11' });
    const [followed] = await hotspotsOfRun(database.db, next.run.id);
    expect(followed).toMatchObject({ change: 'same', lineage: found[0]?.id });
    expect((await latestMap(database.db))?.runId).toBe(tonight.run.id);
    expect((await latestMap(database.db, '2026-03-11'))?.runId).toBe(backDated.run.id);
  });
});

describe('the inhabited area', () => {
  it('is the areas where people live unless the operator draws another', async () => {
    const own = join(await mkdtemp(join(tmpdir(), 'mask-')), 'mask.geojson');
    const ring = [
      [48, 29.3],
      [48.1, 29.3],
      [48.1, 29.4],
      [48, 29.3],
    ];
    await writeFile(own, JSON.stringify({ type: 'Polygon', coordinates: [ring] }));
    const usual = await inhabitedMask(testRuntime(database.db));
    expect(usual.nearIncidentsMetres).toBe(500);
    expect(usual.rings?.length).toBeGreaterThan(80);
    const drawn = await inhabitedMask(testRuntime(database.db, { environment: { HOTSPOT_MASK_FILE: own } }));
    expect(drawn).toEqual({ rings: [ring.map(([lon, lat]) => [lat, lon])], nearIncidentsMetres: 0 });
    const missing = testRuntime(database.db, { environment: { HOTSPOT_MASK_FILE: `${own}.missing` } });
    await expect(inhabitedMask(missing)).rejects.toThrow('HOTSPOT_MASK_FILE');
  });
});

describe('the exams', () => {
  it('score on the first night the maps of the past weeks as they would have been, and say so', async () => {
    await insertIncidents(database.db, aCity(200));
    await night();
    const [latest, ...earlier] = await listExams(database.db, { days: 7, limit: 20 });
    expect(latest).toMatchObject({ asOf: '2026-03-11', retrospective: true });
    expect(latest?.reported.incidents).toBe(21);
    expect(latest?.reported.hits).toBeGreaterThanOrEqual(14);
    expect(earlier).toHaveLength(7);
    const blocks = JSON.stringify(await mapScoreBlocks(database.db, await aPerson(database.db, 'viewer')));
    expect(blocks).toContain('commands.hotspots.score.week');
    expect(blocks).toContain('commands.hotspots.score.afterwards');
  });

  it('score the map that was promised, not one that knows better, and change nothing when taken twice', async () => {
    await insertIncidents(
      database.db,
      aCity(200).filter(({ occurredAt }) => occurredAt < at(7, 0)),
    );
    await night({ date: '2026-03-11' });
    const make = incidentFactory('later');
    await insertIncidents(database.db, [
      ...[1, 2, 3].map((daysAgo) => make({ occurredAt: at(daysAgo, 9) })),
      make({ occurredAt: at(2, 10), latitude: 29.2765, longitude: 47.9585 }),
    ]);
    const context = await night();
    const promised = (await listExams(database.db, { days: 7, limit: 20 })).find(
      ({ asOf }) => asOf === '2026-03-11',
    );
    expect(promised).toMatchObject({ retrospective: false, reported: { hits: 3, incidents: 4 } });
    const before = await listExams(database.db, { limit: 100 });
    const { store } = await scoreStage(context);
    await inTransaction(database.db, async (tx) => store?.(tx));
    expect(await listExams(database.db, { limit: 100 })).toEqual(before);
  });

  it('wait for the days to be recorded, and say that nothing can be scored after months of silence', async () => {
    await insertIncidents(
      database.db,
      aCity(300).filter(({ occurredAt }) => occurredAt < at(120, 0)),
    );
    await night();
    expect(await latestHotspots(database.db)).toEqual([]);
    expect((await latestMap(database.db))?.warnings).toContainEqual({ code: 'no_incidents' });
    expect(await listExams(database.db, { limit: 10 })).toEqual([]);
    const blocks = await mapScoreBlocks(database.db, await aPerson(database.db, 'viewer'));
    expect(JSON.stringify(blocks)).toContain('commands.hotspots.score.none');
  });

  it.each([
    ['no incidents', 0],
    ['one incident', 1],
  ])('and the map answer for %s', async (_, count) => {
    await insertIncidents(database.db, aCity(1).slice(0, count));
    await night();
    expect((await latestMap(database.db))?.warnings.length).toBeGreaterThan(0);
    const { n } = await rowOf<{ n: number }>(database.db, 'SELECT count(*) AS n FROM hotspot_map_scores');
    expect(n).toBe(0);
  });
});
