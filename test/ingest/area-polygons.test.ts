import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/domain/calendar.js';
import { loadBoundaries, loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { joinPolygons } from '../../src/ingest/area-polygons.js';
import { importAreas } from '../../src/ingest/import-areas.js';
import { rowOf, rowsOf } from '../../src/store/database.js';
import { insertIncidents } from '../../src/store/incidents.js';
import { areaAt } from '../../src/store/places.js';
import { useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';

const square = (west: number, south: number, size = 0.01) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});
const feature = (properties: object, geometry: unknown = square(47.9, 29.3)) => ({
  type: 'Feature',
  properties,
  geometry,
});
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
const { areas } = loadGazetteer();

describe('joining official polygons', () => {
  it('goes by official number, written as number or text, or by our id', () => {
    const text = collection(
      feature({ PACI_AREA_NO: 207 }),
      feature({ AREA_NO: '118' }),
      feature({ paci_area_no: 129 }),
      feature({ id: 'bayan' }),
      feature({ paci_area_no: 132 }),
      feature({ paci_area_no: 9999, name: 'New Town' }),
    );
    const joined = joinPolygons(text, areas);
    expect(joined.shapes.map((s) => s.areaId)).toEqual([
      'salmiya',
      'shuwaikh_industrial',
      'shuwaikh_industrial',
      'bayan',
      'sharq',
    ]);
    expect(joined.unknown).toEqual([{ feature: 6, name: 'New Town' }]);
    expect(joined.missing).toContain('hawalli');
    expect(joined.missing).not.toContain('salmiya');
  });

  it.each([
    ['not JSON', '{', /not JSON/],
    ['no collection', '{"type":"Feature"}', /no GeoJSON feature collection/],
    [
      'points',
      collection(feature({ id: 'bayan' }, { type: 'Point', coordinates: [48, 29] })),
      /feature 1 \(bayan\)/,
    ],
    ['metres', collection(feature({ id: 'bayan' }, square(780_000, 3_250_000))), /EPSG:4326/],
    ['latitude first', collection(feature({ id: 'bayan' }, square(29.3, 47.9))), /longitude first/],
    ['only strangers', collection(feature({ id: 'atlantis' })), /paci_area_no/],
  ])('refuses %s and says what to do', (_, text, message) => {
    expect(() => joinPolygons(text, areas)).toThrow(message);
  });
});

describe('importing official polygons', () => {
  const database = useDatabase();
  const knowledge = { gazetteer: loadGazetteer(), offences: loadOffences(), calendar: createCalendar() };
  const folder = mkdtempSync(join(tmpdir(), 'khareetaty-areas-'));
  const importing = (text: string) => {
    const path = join(folder, 'areas.geojson');
    writeFileSync(path, text);
    return importAreas({ db: database.db, knowledge }, path);
  };
  const areaOf = async (sourceId: string) =>
    rowOf(database.db, 'SELECT area_id, governorate_id FROM incidents_clean WHERE source_id = ?', [sourceId]);
  const incident = incidentFactory();

  beforeAll(() => seedTestPlaces(database.db));
  beforeEach(async () => {
    await rowsOf(database.db, 'TRUNCATE incidents_clean');
    await rowsOf(database.db, 'UPDATE areas SET approximate = true');
    await seedTestPlaces(database.db);
  });

  it('unites the shapes of an area, rebuilds its governorate and moves the incidents', async () => {
    await insertIncidents(database.db, [
      incident({ sourceId: 'moved', latitude: 29.405, longitude: 47.505 }),
      incident({ sourceId: 'unplaced', latitude: null, longitude: null }),
    ]);
    const done = await importing(
      collection(
        feature({ paci_area_no: 213 }, square(47.5, 29.4)),
        feature({ id: 'bayan' }, square(47.51, 29.4)),
      ),
    );
    // The desert below the new shape still covers the point: the smaller area wins.
    expect(done).toMatchObject({ replaced: 1, unknown: [] });
    const bayan = await rowOf<{ km2: number; approximate: boolean; confidence: string; pieces: number }>(
      database.db,
      `SELECT ST_Area(geom::geography) / 1e6 AS km2, approximate, boundary_confidence AS confidence,
         ST_NumGeometries(geom) AS pieces FROM areas WHERE id = 'bayan'`,
    );
    expect(bayan).toMatchObject({ approximate: false, confidence: 'high', pieces: 1 });
    expect(bayan.km2).toBeCloseTo(2.15, 1);
    expect(await areaOf('moved')).toEqual({ area_id: 'bayan', governorate_id: 'hawalli' });
    expect(done.moved).toBe(1);
    expect(await areaOf('unplaced')).toEqual({ area_id: 'salmiya', governorate_id: 'hawalli' });
    const covered = await rowOf(
      database.db,
      "SELECT ST_Covers(geom, ST_SetSRID(ST_MakePoint(47.505, 29.405), 4326)) AS yes FROM governorates WHERE id = 'hawalli'",
    );
    expect(covered).toEqual({ yes: true });
  });

  it('changes nothing at all when one shape is invalid', async () => {
    const bowTie = {
      type: 'Polygon',
      coordinates: [
        [
          [47.9, 29.3],
          [47.91, 29.31],
          [47.91, 29.3],
          [47.9, 29.31],
          [47.9, 29.3],
        ],
      ],
    };
    const before = await areaAt(database.db, 29.3339, 48.0761);
    await expect(
      importing(collection(feature({ id: 'salmiya' }), feature({ id: 'bayan' }, bowTie))),
    ).rejects.toThrow(/nothing was changed.*feature 2 \(bayan\).*Self-intersection/);
    expect(await areaAt(database.db, 29.3339, 48.0761)).toEqual(before);
  });

  it('takes back its own shapes without moving anything', async () => {
    const shapes = loadBoundaries().areas.map((b) => feature({ id: b.id }, b.geometry));
    await insertIncidents(database.db, [incident({ sourceId: 'still' })]);
    expect(await importing(collection(...shapes))).toMatchObject({ replaced: 173, moved: 0, missing: [] });
    expect(await areaOf('still')).toEqual({ area_id: 'salmiya', governorate_id: 'hawalli' });
  });

  it('says so when there is no file', async () => {
    await expect(importAreas({ db: database.db, knowledge }, join(folder, 'none'))).rejects.toThrow(
      /check the path/,
    );
  });
});
