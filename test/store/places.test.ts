import { beforeAll, describe, expect, it } from 'vitest';
import { loadBoundaries, loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { rowOf, rowsOf } from '../../src/store/database.js';
import { areaAt, areasAt, seedPlaces } from '../../src/store/places.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';

describe('places', () => {
  const database = useDatabase();
  beforeAll(() => seedTestPlaces(database.db));

  it('stores every governorate, area and offence once, however often it is seeded', async () => {
    await seedTestPlaces(database.db);
    const counts = await rowOf<Record<string, number>>(
      database.db,
      `SELECT (SELECT count(*) FROM governorates) AS governorates, (SELECT count(*) FROM areas) AS areas,
        (SELECT count(*) FROM offences) AS offences, (SELECT count(*) FROM areas WHERE NOT ST_IsValid(geom)) AS invalid,
        (SELECT count(*) FROM offences WHERE sensitive) AS sensitive`,
    );
    expect(counts).toMatchObject({ governorates: 6, areas: 173, offences: 72, invalid: 0 });
    expect(counts.sensitive).toBeGreaterThan(4);
  });

  it('keeps the boundaries that an operator imported', async () => {
    await rowsOf(
      database.db,
      "UPDATE areas SET approximate = false, geom = ST_Multi(ST_Translate(geom, 0.001, 0)) WHERE id = 'dasman'",
    );
    const shape = () => rowOf(database.db, "SELECT ST_AsText(geom) AS t FROM areas WHERE id = 'dasman'");
    const imported = await shape();
    await seedTestPlaces(database.db);
    expect(await shape()).toEqual(imported);
    await rowsOf(database.db, "UPDATE areas SET approximate = true WHERE id = 'dasman'");
    await seedTestPlaces(database.db);
  });

  it('refuses a gazetteer that lacks a boundary', async () => {
    const boundaries = { ...loadBoundaries(), areas: [] };
    await expect(seedPlaces(database.db, loadGazetteer(), boundaries, loadOffences())).rejects.toThrow(
      /boundary/,
    );
  });

  it('finds every area from its own centre', async () => {
    const { areas } = loadGazetteer();
    const points = areas.map(({ centre }) => ({
      latitude: centre[0],
      longitude: centre[1],
      namedArea: null,
    }));
    const found = await areasAt(database.db, points);
    expect(found.map((f) => f.whereabouts?.areaId)).toEqual(areas.map((a) => a.id));
    expect(found.map((f) => f.whereabouts?.governorateId)).toEqual(areas.map((a) => a.governorate));
  });

  it('takes the nearest area within a kilometre of the shore, and none further out', async () => {
    expect(await areaAt(database.db, 29.34, 48.1)).toMatchObject({ areaId: 'salmiya', nearest: true });
    expect(await areaAt(database.db, 29.34, 48.2)).toBeNull();
    expect(await areaAt(database.db, 30.05, 47.95)).toBeNull();
  });

  it('believes a named area across a nearby line, and not across the country', async () => {
    const edge = await rowOf<{ lat: number; lon: number }>(
      database.db,
      `SELECT ST_Y(p) AS lat, ST_X(p) AS lon FROM (
         SELECT ST_PointOnSurface(ST_Intersection(a.geom, ST_Buffer(b.geom::geography, 60)::geometry)) AS p
         FROM areas a, areas b WHERE a.id = 'hawalli' AND b.id = 'shaab') AS s`,
    );
    const at = { latitude: edge.lat, longitude: edge.lon };
    const [plain, neighbour, far] = await areasAt(database.db, [
      { ...at, namedArea: null },
      { ...at, namedArea: 'shaab' },
      { ...at, namedArea: 'jahra' },
    ]);
    expect(plain).toMatchObject({ whereabouts: { areaId: 'hawalli' }, contradicts: false });
    expect(neighbour).toMatchObject({ whereabouts: { areaId: 'shaab' }, contradicts: false });
    expect(far).toMatchObject({ whereabouts: { areaId: 'hawalli' }, contradicts: true });
  });
});
