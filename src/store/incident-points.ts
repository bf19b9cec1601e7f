import { type Queryable, rowOf } from './database.js';
import { conditionOf, type IncidentFilter, TIME_KNOWN } from './incident-filter.js';

/** The incidents of a window as columns of equal length, in the order of occurrence, ready for the analytics. */
export type HotspotPoints = {
  id: Float64Array;
  /** Degrees, WGS 84. */
  latitude: Float64Array;
  longitude: Float64Array;
  /** Local day number, 0 = 1970-01-01. */
  dayNumber: Int32Array;
  /** 0 = Sunday 00:00-01:00 local time .. 167; 255 where the time of day is not known. */
  hourOfWeek: Uint8Array;
  offence: readonly string[];
  /** 1 where a patrol found it. */
  discovered: Uint8Array;
  /** Incidents of the window that are on no map, and why. */
  leftOut: { withoutPosition: number; piled: number };
};

type PointsRow = {
  n: number;
  offences: string[];
  id: Buffer | null;
  latitude: Buffer | null;
  longitude: Buffer | null;
  day: Buffer | null;
  hour: Buffer | null;
  offence: Buffer | null;
  discovered: Buffer | null;
  placeless: number;
  piled: number;
};

/**
 * The positions of the matching incidents. Those without a position, and those on a coordinate pile (a default of the
 * source or the middle of an area, not a place), are left out and counted. One row of packed columns: a million points come in about a second.
 */
export async function pointsForHotspots(on: Queryable, filter: IncidentFilter): Promise<HotspotPoints> {
  const { sql, bindings } = conditionOf(filter);
  const row = await rowOf<PointsRow>(
    on,
    `WITH names AS (
       SELECT array_agg(id ORDER BY id) AS ids FROM offences
     ), matching AS (
       SELECT c.id, c.geom, c.local_date, c.weekday, c.hour, c.offence_id, c.discovered, c.occurred_at, c.quality,
         c.quality && '{coordinate_pile,position_from_area}' AS piled FROM incidents_clean c WHERE ${sql}
     ), points AS (
       SELECT id, geom, local_date - DATE '1970-01-01' AS day,
         CASE WHEN ${TIME_KNOWN} THEN c.weekday * 24 + c.hour ELSE 255 END AS hour,
         array_position(names.ids, c.offence_id) AS offence, c.discovered
       FROM matching c, names WHERE c.geom IS NOT NULL AND NOT c.piled ORDER BY c.occurred_at, c.id
     ), packed AS (
       SELECT count(*) AS n, string_agg(float8send(id::float8), ''::bytea) AS id,
         string_agg(float8send(ST_Y(geom)), ''::bytea) AS latitude,
         string_agg(float8send(ST_X(geom)), ''::bytea) AS longitude, string_agg(int4send(day), ''::bytea) AS day,
         string_agg(int2send(hour::smallint), ''::bytea) AS hour,
         string_agg(int2send(offence::smallint), ''::bytea) AS offence,
         string_agg(int2send(discovered::integer::smallint), ''::bytea) AS discovered
       FROM points
     )
     SELECT packed.*, names.ids AS offences,
       (SELECT count(*) FROM matching WHERE geom IS NULL) AS placeless,
       (SELECT count(*) FROM matching WHERE geom IS NOT NULL AND piled) AS piled
     FROM packed, names`,
    bindings,
  );
  return unpack(row);
}

const EMPTY = Buffer.alloc(0);

/** The server packs numbers with the highest byte first. */
function unpack(row: PointsRow): HotspotPoints {
  const doubles = (bytes: Buffer | null) =>
    Float64Array.from({ length: row.n }, (_, i) => (bytes ?? EMPTY).readDoubleBE(i * 8));
  const shorts = (bytes: Buffer | null) => (i: number) => (bytes ?? EMPTY).readInt16BE(i * 2);
  const hour = shorts(row.hour);
  const offence = shorts(row.offence);
  const discovered = shorts(row.discovered);
  const { n } = row;
  return {
    id: doubles(row.id),
    latitude: doubles(row.latitude),
    longitude: doubles(row.longitude),
    dayNumber: Int32Array.from({ length: n }, (_, i) => (row.day ?? EMPTY).readInt32BE(i * 4)),
    hourOfWeek: Uint8Array.from({ length: n }, (_, i) => hour(i)),
    offence: Array.from({ length: n }, (_, i) => row.offences[offence(i) - 1] ?? ''),
    discovered: Uint8Array.from({ length: n }, (_, i) => discovered(i)),
    leftOut: { withoutPosition: row.placeless, piled: row.piled },
  };
}
