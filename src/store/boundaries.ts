import type { LatLon } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import { arrayLiteral } from './array-literal.js';
import { type Db, type Queryable, rowsOf } from './database.js';
import { areasAt } from './places.js';

/** About 50 m: finer than a map cell. */
const RING_TOLERANCE_DEGREES = 0.0005;

/** Outer rings, in degrees, of the areas with at least `perKm2` residents per km² of their boundary. */
export async function populatedRings(on: Queryable, perKm2: number): Promise<LatLon[][]> {
  const rows = await rowsOf<{ ring: { coordinates: [number, number][] } }>(
    on,
    `SELECT ST_AsGeoJSON(ST_ExteriorRing(part.geom), 6)::jsonb AS ring
     FROM areas a CROSS JOIN LATERAL ST_Dump(ST_SimplifyPreserveTopology(a.geom, ${RING_TOLERANCE_DEGREES})) AS part
     WHERE a.population >= ? * ST_Area(a.geom::geography) / 1e6 ORDER BY a.id, part.path`,
    [perKm2],
  );
  return rows.map(({ ring }) => ring.coordinates.map(([lon, lat]): LatLon => [lat, lon]));
}

/** One polygon of an area, from the given feature of a file. */
export type AreaShapeInput = { areaId: string; feature: number; geometry: object };

/**
 * Replaces the boundaries of areas by official ones (several shapes of one area are united) and rebuilds the
 * governorates from their areas. Meant for one transaction, which undoes everything when it throws.
 *
 * @returns how many areas were replaced.
 * @throws AppError bad_request that lists the shapes that are not valid polygons.
 */
export async function replaceBoundaries(on: Queryable, shapes: readonly AreaShapeInput[]): Promise<number> {
  const json = JSON.stringify(shapes.map((s) => ({ id: s.areaId, feature: s.feature, shape: s.geometry })));
  const drawn = `jsonb_to_recordset(?::jsonb) AS s (id text, feature integer, shape jsonb)`;
  const geometry = 'ST_SetSRID(ST_Force2D(ST_GeomFromGeoJSON(s.shape)), 4326)';
  const invalid = await rowsOf<{ id: string; feature: number; reason: string }>(
    on,
    `SELECT s.id, s.feature, ST_IsValidReason(${geometry}) AS reason FROM ${drawn}
     WHERE NOT ST_IsValid(${geometry}) ORDER BY s.feature`,
    [json],
  );
  if (invalid.length > 0) {
    const listed = invalid.map((i) => `feature ${i.feature} (${i.id}): ${i.reason}`).join('; ');
    throw new AppError('bad_request', `nothing was changed, mend these shapes first: ${listed}`);
  }
  const replaced = await rowsOf(
    on,
    `UPDATE areas SET geom = united.geom, approximate = false, boundary_confidence = 'high'
     FROM (SELECT s.id, ST_Multi(ST_Union(${geometry})) AS geom FROM ${drawn} GROUP BY s.id) AS united
     WHERE areas.id = united.id RETURNING areas.id`,
    [json],
  );
  await rowsOf(
    on,
    `UPDATE governorates SET geom = united.geom
     FROM (SELECT governorate_id, ST_Multi(ST_Union(geom)) AS geom FROM areas GROUP BY governorate_id) AS united
     WHERE governorates.id = united.governorate_id`,
  );
  return replaced.length;
}

const CHUNK = 2000;

type PlacedIncident = {
  id: number;
  latitude: number;
  longitude: number;
  area_id: string | null;
  governorate_id: string | null;
};

/**
 * Looks up the area of every incident with a position again, in short statements so that others can work meanwhile.
 * An incident that no boundary is near keeps the area that it had.
 *
 * @returns how many incidents changed their area or governorate.
 */
export async function recomputeIncidentAreas(db: Db, onProgress?: (done: number) => void): Promise<number> {
  let after = 0;
  let done = 0;
  let changed = 0;
  for (;;) {
    const incidents = await rowsOf<PlacedIncident>(
      db,
      `SELECT id, ST_Y(geom) AS latitude, ST_X(geom) AS longitude, area_id, governorate_id FROM incidents_clean
       WHERE id > ? AND geom IS NOT NULL ORDER BY id LIMIT ${CHUNK}`,
      [after],
    );
    const last = incidents.at(-1);
    if (!last) return changed;
    changed += await moveIncidents(db, incidents);
    after = last.id;
    done += incidents.length;
    onProgress?.(done);
  }
}

async function moveIncidents(db: Db, incidents: readonly PlacedIncident[]): Promise<number> {
  const placed = await areasAt(
    db,
    incidents.map(({ latitude, longitude }) => ({ latitude, longitude, namedArea: null })),
  );
  const moved = incidents.flatMap((incident, i) => {
    const now = placed[i]?.whereabouts;
    const same = now?.areaId === incident.area_id && now?.governorateId === incident.governorate_id;
    return !now || same ? [] : [{ id: incident.id, ...now }];
  });
  if (moved.length === 0) return 0;
  await rowsOf(
    db,
    `UPDATE incidents_clean c SET area_id = m.area_id, governorate_id = m.governorate_id
     FROM unnest(?::bigint[], ?::text[], ?::text[]) AS m (id, area_id, governorate_id) WHERE c.id = m.id`,
    [
      arrayLiteral(moved.map((m) => m.id)),
      arrayLiteral(moved.map((m) => m.areaId)),
      arrayLiteral(moved.map((m) => m.governorateId)),
    ],
  );
  return moved.length;
}
