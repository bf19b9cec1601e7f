import type { LatLon } from '../domain/area.js';
import type { Hotspot, HotspotChange, HotspotTrend, NewHotspot } from '../domain/hotspot.js';
import type { LocalDate } from '../domain/period.js';
import { type Queryable, rowsOf, type Tx } from './database.js';

/** A hotspot and how far its centre is from the point asked about. */
export type NearbyHotspot = { hotspot: Hotspot; distanceMetres: number };

type HotspotRow = {
  id: number;
  run_id: number;
  rank: number;
  area_id: string | null;
  governorate_id: string | null;
  longitude: number;
  latitude: number;
  outline: { coordinates: [[number, number][]] };
  radius_metres: number;
  incident_count: number;
  expected_week: number | null;
  expected_low80: number | null;
  expected_high80: number | null;
  offence_mix: Record<string, number>;
  busiest_hours: number[];
  shift_shares: Hotspot['shiftShares'];
  area_km2: number;
  persistence: number;
  trend: HotspotTrend | null;
  times_mean: number | null;
  landmark: Hotspot['landmark'];
  repeats: Hotspot['repeats'];
  change: HotspotChange;
  lineage: number | null;
  cells: string[];
  window_from: string;
  window_to: string;
};

const COLUMNS = `id, run_id, rank, area_id, governorate_id, ST_X(centre) AS longitude, ST_Y(centre) AS latitude,
  ST_AsGeoJSON(outline, 7)::jsonb AS outline, radius_metres, incident_count, expected_week, expected_low80,
  expected_high80, offence_mix, busiest_hours, shift_shares, area_km2, persistence, trend, times_mean, landmark, repeats,
  change, lineage, cells, window_from, window_to`;

/** The run whose window reaches furthest, the later one of two: what people are shown. */
const LATEST_RUN = 'SELECT run_id FROM zones_hotspots ORDER BY window_to DESC, run_id DESC LIMIT 1';

function hotspotOf(row: HotspotRow): Hotspot {
  const { expected_week: mean, expected_low80: low80, expected_high80: high80 } = row;
  const expectedWeek = mean === null || low80 === null || high80 === null ? null : { mean, low80, high80 };
  return {
    id: row.id,
    runId: row.run_id,
    rank: row.rank,
    areaId: row.area_id,
    governorateId: row.governorate_id,
    centre: [row.latitude, row.longitude],
    outline: row.outline.coordinates[0].slice(0, -1).map(([lon, lat]): LatLon => [lat, lon]),
    radiusMetres: row.radius_metres,
    incidentCount: row.incident_count,
    expectedWeek,
    offenceMix: row.offence_mix,
    busiestHours: row.busiest_hours,
    shiftShares: row.shift_shares,
    areaKm2: row.area_km2,
    persistence: row.persistence,
    trend: row.trend,
    timesMean: row.times_mean,
    landmark: row.landmark,
    repeats: row.repeats,
    change: row.change,
    lineage: row.lineage,
    cells: row.cells,
    windowFrom: row.window_from,
    windowTo: row.window_to,
  };
}

/** Stores a run's hotspots in place of those it had, so that a repeated run leaves no second copy. */
export async function saveHotspots(
  tx: Tx,
  runId: number,
  hotspots: readonly NewHotspot[],
): Promise<Hotspot[]> {
  await rowsOf(tx, 'DELETE FROM zones_hotspots WHERE run_id = ?', [runId]);
  await rowsOf(
    tx,
    `INSERT INTO zones_hotspots (run_id, rank, area_id, governorate_id, centre, outline, radius_metres, incident_count,
       expected_week, expected_low80, expected_high80, offence_mix, busiest_hours, shift_shares, area_km2, persistence,
       trend, times_mean, landmark, repeats, change, lineage, cells, window_from, window_to)
     SELECT ?, rank, area_id, governorate_id, ST_SetSRID(ST_MakePoint(longitude, latitude), 4326),
       ST_SetSRID(ST_GeomFromGeoJSON(outline), 4326), radius_metres, incident_count, expected_week, expected_low80,
       expected_high80, offence_mix, ARRAY(SELECT jsonb_array_elements_text(busiest_hours)::smallint),
       shift_shares, area_km2, persistence, trend, times_mean, landmark, repeats, change, lineage,
       ARRAY(SELECT jsonb_array_elements_text(cells)), window_from, window_to
     FROM jsonb_to_recordset(?::jsonb) AS h
       (rank integer, area_id text, governorate_id text, longitude float8, latitude float8, outline jsonb,
        radius_metres float8, incident_count integer, expected_week float8, expected_low80 float8,
        expected_high80 float8, offence_mix jsonb, busiest_hours jsonb, shift_shares jsonb, area_km2 float8,
        persistence float8, trend text, times_mean float8, landmark jsonb, repeats jsonb, change text, lineage integer, cells jsonb,
        window_from date, window_to date)`,
    [runId, JSON.stringify(hotspots.map(recordOf))],
  );
  return hotspotsOfRun(tx, runId);
}

function recordOf(hotspot: NewHotspot): object {
  const ring = hotspot.outline.map(([latitude, longitude]) => [longitude, latitude]);
  return {
    rank: hotspot.rank,
    area_id: hotspot.areaId,
    governorate_id: hotspot.governorateId,
    latitude: hotspot.centre[0],
    longitude: hotspot.centre[1],
    outline: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
    radius_metres: hotspot.radiusMetres,
    incident_count: hotspot.incidentCount,
    expected_week: hotspot.expectedWeek?.mean ?? null,
    expected_low80: hotspot.expectedWeek?.low80 ?? null,
    expected_high80: hotspot.expectedWeek?.high80 ?? null,
    offence_mix: hotspot.offenceMix,
    busiest_hours: hotspot.busiestHours,
    shift_shares: hotspot.shiftShares,
    area_km2: hotspot.areaKm2,
    persistence: hotspot.persistence,
    trend: hotspot.trend,
    times_mean: hotspot.timesMean,
    landmark: hotspot.landmark,
    repeats: hotspot.repeats,
    change: hotspot.change,
    lineage: hotspot.lineage,
    cells: hotspot.cells,
    window_from: hotspot.windowFrom,
    window_to: hotspot.windowTo,
  };
}

/** A run's hotspots, first rank first. */
export async function hotspotsOfRun(on: Queryable, runId: number): Promise<Hotspot[]> {
  const rows = await rowsOf<HotspotRow>(
    on,
    `SELECT ${COLUMNS} FROM zones_hotspots WHERE run_id = ? ORDER BY rank`,
    [runId],
  );
  return rows.map(hotspotOf);
}

/** The hotspot with this id, or null. */
export async function hotspotById(on: Queryable, id: number): Promise<Hotspot | null> {
  const [row] = await rowsOf<HotspotRow>(on, `SELECT ${COLUMNS} FROM zones_hotspots WHERE id = ?`, [id]);
  return row ? hotspotOf(row) : null;
}

/** Hotspots of the map before `day`, first rank first: what a map of that day is compared with. None before the first map. */
export async function hotspotsBefore(on: Queryable, day: LocalDate): Promise<Hotspot[]> {
  const rows = await rowsOf<HotspotRow>(
    on,
    `SELECT ${COLUMNS} FROM zones_hotspots
     WHERE run_id = (SELECT run_id FROM zones_hotspots WHERE window_to < ?::date
                     ORDER BY window_to DESC, run_id DESC LIMIT 1)
     ORDER BY rank`,
    [day],
  );
  return rows.map(hotspotOf);
}

/**
 * Hotspots of the latest run that found any, first rank first. `areaIds` and `governorateIds` each keep only theirs;
 * absent or null keeps all.
 */
export async function latestHotspots(
  on: Queryable,
  filter: {
    areaIds?: readonly string[] | null;
    governorateIds?: readonly string[] | null;
    limit?: number;
  } = {},
): Promise<Hotspot[]> {
  const areas = filter.areaIds ? [...filter.areaIds] : null;
  const governorates = filter.governorateIds ? [...filter.governorateIds] : null;
  const rows = await rowsOf<HotspotRow>(
    on,
    `SELECT ${COLUMNS} FROM zones_hotspots
     WHERE run_id = (${LATEST_RUN})
       AND (?::text[] IS NULL OR area_id = ANY(?::text[]))
       AND (?::text[] IS NULL OR governorate_id = ANY(?::text[]))
     ORDER BY rank LIMIT ?`,
    [areas, areas, governorates, governorates, filter.limit ?? 100],
  );
  return rows.map(hotspotOf);
}

/**
 * Hotspots of the latest run whose outline comes within `radiusMetres` of a point in degrees, nearest centre first.
 * `governorateIds` keeps only theirs; absent or null keeps all.
 */
export async function hotspotsNear(
  on: Queryable,
  near: {
    latitude: number;
    longitude: number;
    radiusMetres: number;
    governorateIds?: readonly string[] | null;
    limit?: number;
  },
): Promise<NearbyHotspot[]> {
  const governorates = near.governorateIds ? [...near.governorateIds] : null;
  const rows = await rowsOf<HotspotRow & { distance: number }>(
    on,
    `WITH here AS (SELECT ST_SetSRID(ST_MakePoint(?, ?), 4326)::geography AS point)
     SELECT ${COLUMNS}, ST_Distance(centre::geography, here.point) AS distance
     FROM zones_hotspots, here
     WHERE run_id = (${LATEST_RUN}) AND ST_DWithin(outline::geography, here.point, ?)
       AND (?::text[] IS NULL OR governorate_id = ANY(?::text[]))
     ORDER BY distance, id LIMIT ?`,
    [near.longitude, near.latitude, near.radiusMetres, governorates, governorates, near.limit ?? 20],
  );
  return rows.map((row) => ({ hotspot: hotspotOf(row), distanceMetres: row.distance }));
}
