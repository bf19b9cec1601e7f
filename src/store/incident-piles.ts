import type { QualityFlag } from '../domain/incident.js';
import { arrayLiteral } from './array-literal.js';
import { type Queryable, rowsOf } from './database.js';

/** A position in degrees. */
export type Coordinate = { latitude: number; longitude: number };

/** Counts the incidents of a source on exact coordinates, and the offences among them. */
export async function countOnCoordinates(
  on: Queryable,
  source: string,
  coordinates: readonly Coordinate[],
): Promise<(Coordinate & { incidents: number; offences: number })[]> {
  // `~=` finds candidates through the index, which rounds; `=` compares exactly. OFFSET keeps each coordinate's look-up by itself: as a
  // join the planner would read all incidents of the source for a few coordinates.
  return rowsOf(
    on,
    `SELECT p.latitude, p.longitude, count(*) AS incidents, count(DISTINCT c.offence_id) AS offences
     FROM unnest(?::float8[], ?::float8[]) AS p (latitude, longitude)
     CROSS JOIN LATERAL (
       SELECT c.offence_id FROM incidents_clean c WHERE c.geom ~= ${POINT} AND c.geom = ${POINT} AND c.source = ? OFFSET 0
     ) AS c
     GROUP BY 1, 2`,
    [...literals(coordinates), source],
  );
}

/** How many incidents of a source have a position. */
export async function countPositions(on: Queryable, source: string): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(
    on,
    'SELECT positioned AS n FROM incident_totals WHERE source = ?',
    [source],
  );
  return row?.n ?? 0;
}

/** The busiest coordinates of a batch as far as it is stored, for an import that is taken up again. */
export async function busiestOfBatch(on: Queryable, batchId: number, limit: number): Promise<Coordinate[]> {
  return rowsOf<Coordinate>(
    on,
    `SELECT ST_Y(geom) AS latitude, ST_X(geom) AS longitude
     FROM (SELECT geom FROM incidents_clean WHERE batch_id = ? AND geom IS NOT NULL
           GROUP BY geom ORDER BY count(*) DESC LIMIT ?) AS busiest`,
    [batchId, limit],
  );
}

/** What a coordinate that stands for many places is: a default of the source, or the middle of an area. */
export type PileFlag = Extract<QualityFlag, 'coordinate_pile' | 'position_from_area'>;

/** Flags the incidents of a source on the given coordinates. Returns how many had not been flagged. */
export async function flagCoordinates(
  on: Queryable,
  source: string,
  coordinates: readonly Coordinate[],
  flag: PileFlag,
): Promise<number> {
  if (coordinates.length === 0) return 0;
  const rows = await rowsOf(
    on,
    `UPDATE incidents_clean c SET quality = c.quality || ?::text
     FROM unnest(?::float8[], ?::float8[]) AS p (latitude, longitude)
     WHERE c.geom ~= ${POINT} AND c.geom = ${POINT} AND c.source = ?
       AND NOT c.quality @> ARRAY[?::text] RETURNING 1`,
    [flag, ...literals(coordinates), source, flag],
  );
  return rows.length;
}

/** The coordinates of a source that are known as piles. */
export async function knownPiles(on: Queryable, source: string): Promise<Coordinate[]> {
  return rowsOf<Coordinate>(
    on,
    `SELECT ST_Y(geom) AS latitude, ST_X(geom) AS longitude
     FROM (SELECT DISTINCT geom FROM incidents_clean
           WHERE source = ? AND quality @> '{coordinate_pile}') AS piles`,
    [source],
  );
}

const POINT = 'ST_SetSRID(ST_MakePoint(p.longitude, p.latitude), 4326)';

function literals(coordinates: readonly Coordinate[]): [string, string] {
  return [
    arrayLiteral(coordinates.map((c) => c.latitude)),
    arrayLiteral(coordinates.map((c) => c.longitude)),
  ];
}
