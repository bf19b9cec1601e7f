import type { Area, Gazetteer } from '../domain/area.js';
import { isSensitiveOffence, type OffenceCatalogue } from '../domain/offence.js';
import { arrayLiteral } from './array-literal.js';
import { type Queryable, rowsOf } from './database.js';

/** A GeoJSON polygon or multipolygon, WGS 84, of the area or governorate with this id. */
export type PlaceBoundary = { id: string; geometry: object };

/** How far outside every drawn boundary a point may lie and still belong to the nearest area. */
export const NEAREST_AREA_METRES = 1000;

/** Where a point lies. `nearest` is true when it is outside every boundary and the closest one was taken. */
export type Whereabouts = { areaId: string; governorateId: string; nearest: boolean };

/**
 * Writes governorates, areas and offences; running it again changes nothing. Boundaries that an operator imported are
 * kept: only ours are overwritten.
 */
export async function seedPlaces(
  on: Queryable,
  gazetteer: Gazetteer,
  boundaries: { areas: readonly PlaceBoundary[]; governorates: readonly PlaceBoundary[] },
  offences: OffenceCatalogue,
): Promise<void> {
  await seedGovernorates(on, gazetteer, boundaries.governorates);
  await seedAreas(on, gazetteer.areas, boundaries.areas);
  await seedOffences(on, offences);
}

async function seedGovernorates(
  on: Queryable,
  gazetteer: Gazetteer,
  boundaries: readonly PlaceBoundary[],
): Promise<void> {
  const rows = gazetteer.governorates.map((g) => ({
    id: g.id,
    iso: g.iso,
    name_en: g.nameEn,
    name_ar: g.nameAr,
    population: g.population,
    shape: shapeOf(boundaries, g.id),
  }));
  await rowsOf(
    on,
    `INSERT INTO governorates (id, iso, name_en, name_ar, population, geom)
     SELECT id, iso, name_en, name_ar, population, ${MULTI_POLYGON}
     FROM jsonb_to_recordset(?::jsonb) AS g
       (id text, iso text, name_en text, name_ar text, population integer, shape jsonb)
     ON CONFLICT (id) DO UPDATE SET
       iso = excluded.iso, name_en = excluded.name_en, name_ar = excluded.name_ar, population = excluded.population,
       geom = CASE WHEN EXISTS (SELECT FROM areas a WHERE a.governorate_id = excluded.id AND NOT a.approximate)
              THEN governorates.geom ELSE excluded.geom END`,
    [JSON.stringify(rows)],
  );
}

async function seedAreas(
  on: Queryable,
  areas: readonly Area[],
  boundaries: readonly PlaceBoundary[],
): Promise<void> {
  const rows = areas.map((a) => ({
    id: a.id,
    governorate_id: a.governorate,
    name_en: a.nameEn,
    name_ar: a.nameAr,
    kind: a.kind,
    population: a.population,
    paci: a.paciAreaNo,
    confidence: a.boundaryConfidence,
    approximate: a.approximate,
    shape: shapeOf(boundaries, a.id),
  }));
  await rowsOf(
    on,
    `INSERT INTO areas (id, governorate_id, name_en, name_ar, kind, population, paci_area_no, boundary_confidence,
       approximate, geom)
     SELECT id, governorate_id, name_en, name_ar, kind, population,
       ARRAY(SELECT jsonb_array_elements_text(paci)::integer), confidence, approximate, ${MULTI_POLYGON}
     FROM jsonb_to_recordset(?::jsonb) AS a
       (id text, governorate_id text, name_en text, name_ar text, kind text, population integer, paci jsonb,
        confidence text, approximate boolean, shape jsonb)
     ON CONFLICT (id) DO UPDATE SET
       governorate_id = excluded.governorate_id, name_en = excluded.name_en, name_ar = excluded.name_ar,
       kind = excluded.kind, population = excluded.population, paci_area_no = excluded.paci_area_no,
       boundary_confidence = CASE WHEN areas.approximate THEN excluded.boundary_confidence
                             ELSE areas.boundary_confidence END,
       geom = CASE WHEN areas.approximate THEN excluded.geom ELSE areas.geom END`,
    [JSON.stringify(rows)],
  );
}

async function seedOffences(on: Queryable, catalogue: OffenceCatalogue): Promise<void> {
  const rows = catalogue.offences.map((o) => ({
    id: o.id,
    parent_id: o.parent,
    group_id: o.group,
    name_en: o.nameEn,
    name_ar: o.nameAr,
    canonical: o.canonical,
    sensitive: isSensitiveOffence(o),
  }));
  // Parents and children come in one statement: the foreign key is checked at its end.
  await rowsOf(
    on,
    `INSERT INTO offences (id, parent_id, group_id, name_en, name_ar, canonical, sensitive)
     SELECT * FROM jsonb_to_recordset(?::jsonb) AS o
       (id text, parent_id text, group_id text, name_en text, name_ar text, canonical boolean, sensitive boolean)
     ON CONFLICT (id) DO UPDATE SET
       parent_id = excluded.parent_id, group_id = excluded.group_id, name_en = excluded.name_en,
       name_ar = excluded.name_ar, canonical = excluded.canonical, sensitive = excluded.sensitive`,
    [JSON.stringify(rows)],
  );
}

const MULTI_POLYGON = 'ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326))';

function shapeOf(boundaries: readonly PlaceBoundary[], id: string): object {
  const found = boundaries.find((b) => b.id === id);
  if (!found) throw new Error(`the gazetteer has no boundary for ${id}`);
  return found.geometry;
}

/** The area and governorate of a point in degrees; null when no boundary lies within `NEAREST_AREA_METRES`. */
export async function areaAt(
  on: Queryable,
  latitude: number,
  longitude: number,
): Promise<Whereabouts | null> {
  const [found] = await areasAt(on, [{ latitude, longitude, namedArea: null }]);
  return found?.whereabouts ?? null;
}

/** A point to be placed, with the area that its source names, if it names one. */
export type PointToPlace = { latitude: number; longitude: number; namedArea: string | null };

/**
 * A placed point. `contradicts` is true when the source names an area that cannot be right; a named area that is
 * merely on the other side of a nearby or uncertain boundary wins over the drawn line.
 */
export type PlacedPoint = { whereabouts: Whereabouts | null; contradicts: boolean };

/**
 * Places many points in one statement. Point in polygon first (ST_Covers; of overlapping ones the smallest), else the nearest area within
 * `NEAREST_AREA_METRES`. A named area keeps its point within `BORDER_METRES` of it, or `NEAREST_AREA_METRES` where one
 * of the two boundaries is not trusted.
 *
 * @returns one result per point, in their order.
 */
export async function areasAt(on: Queryable, points: readonly PointToPlace[]): Promise<PlacedPoint[]> {
  if (points.length === 0) return [];
  const rows = await rowsOf<PlacedRow>(on, PLACE_POINTS, [
    arrayLiteral(points.map((p) => p.latitude)),
    arrayLiteral(points.map((p) => p.longitude)),
    arrayLiteral(points.map((p) => p.namedArea)),
  ]);
  return rows.map((row) => {
    const { area_id: areaId, governorate_id: governorateId, nearest } = row;
    const whereabouts = areaId && governorateId ? { areaId, governorateId, nearest } : null;
    return { whereabouts, contradicts: row.contradicts };
  });
}

/** The boundary of an area: all its rings, outer ones and holes, each as longitude, latitude, longitude, ... */
export type AreaShape = { areaId: string; governorateId: string; rings: readonly Float64Array[] };

/** The boundaries of all areas, smallest first. */
export async function areaShapes(on: Queryable): Promise<AreaShape[]> {
  const rows = await rowsOf<{ id: string; governorate_id: string; shape: string }>(
    on,
    'SELECT id, governorate_id, ST_AsGeoJSON(geom, 17) AS shape FROM areas ORDER BY ST_Area(geom), id',
  );
  return rows.map(({ id, governorate_id: governorateId, shape }) => {
    const { coordinates } = JSON.parse(shape) as { coordinates: number[][][][] };
    return {
      areaId: id,
      governorateId,
      rings: coordinates.flat().map((ring) => Float64Array.from(ring.flat())),
    };
  });
}

type PlacedRow = {
  area_id: string | null;
  governorate_id: string | null;
  nearest: boolean;
  contradicts: boolean;
};

/** Drawn lines are trusted to about this distance. */
const BORDER_METRES = 300;

const PLACE_POINTS = `
  WITH points AS (
    SELECT n, named, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS at
    FROM unnest(?::float8[], ?::float8[], ?::text[]) WITH ORDINALITY AS p (lat, lon, named, n)
  ), covered AS (
    SELECT DISTINCT ON (p.n) p.n, p.named, p.at, a.id, a.governorate_id, a.boundary_confidence
    FROM points p LEFT JOIN areas a ON ST_Covers(a.geom, p.at)
    ORDER BY p.n, ST_Area(a.geom), a.id
  ), placed AS (
    SELECT c.n, c.named, c.at, coalesce(c.id, near.id) AS id,
      coalesce(c.governorate_id, near.governorate_id) AS governorate_id,
      coalesce(c.boundary_confidence, near.boundary_confidence) AS confidence,
      c.id IS NULL AND near.id IS NOT NULL AS nearest
    FROM covered c LEFT JOIN LATERAL (
      SELECT a.id, a.governorate_id, a.boundary_confidence
      FROM areas a
      WHERE c.id IS NULL AND a.geom && ST_Expand(c.at, 0.012)
        AND ST_DWithin(a.geom::geography, c.at::geography, ${NEAREST_AREA_METRES})
      ORDER BY ST_Distance(a.geom::geography, c.at::geography), a.id LIMIT 1
    ) near ON true
  ), judged AS (
    SELECT p.*, own.id AS own_id, own.governorate_id AS own_governorate,
      own.id IS NOT NULL AND own.id IS DISTINCT FROM p.id AND own.geom && ST_Expand(p.at, 0.012)
        AND ST_DWithin(own.geom::geography, p.at::geography,
          CASE WHEN own.boundary_confidence = 'high' AND p.confidence = 'high'
          THEN ${BORDER_METRES} ELSE ${NEAREST_AREA_METRES} END) AS keeps_own
    FROM placed p LEFT JOIN areas own ON own.id = p.named
  )
  SELECT CASE WHEN keeps_own THEN own_id ELSE id END AS area_id,
    CASE WHEN keeps_own THEN own_governorate ELSE governorate_id END AS governorate_id,
    nearest AND NOT keeps_own AS nearest,
    own_id IS NOT NULL AND own_id IS DISTINCT FROM id AND NOT keeps_own AS contradicts
  FROM judged ORDER BY n`;
