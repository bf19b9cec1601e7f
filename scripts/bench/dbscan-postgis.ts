import { type Db, inTransaction, openDatabase, rowsOf } from '../../src/store/database.js';
import type { Scatter } from './city.js';
import { postgresPrograms, startCluster } from './postgres.js';

export type PostgisRival = {
  /** Seconds of one clustering of all points, null when it took longer than the limit. */
  seconds(parameters: { epsMetres: number; minPoints: number }, limitSeconds: number): Promise<number | null>;
  close(): Promise<void>;
};

/**
 * ST_ClusterDBSCAN on a server of its own with its usual settings; the points are in a table before the clock starts.
 *
 * @returns null where PostgreSQL is not installed.
 */
export async function openPostgisRival({ x, y }: Scatter): Promise<PostgisRival | null> {
  if (!postgresPrograms()) return null;
  const cluster = await startCluster();
  const db = openDatabase({ kind: 'server', url: cluster.url('postgres') });
  await rowsOf(db, 'CREATE EXTENSION postgis');
  await rowsOf(
    db,
    `CREATE TABLE points AS SELECT ST_MakePoint(x, y) AS geom FROM unnest(?::float8[], ?::float8[]) AS p(x, y)`,
    [Array.from(x), Array.from(y)],
  );
  await rowsOf(db, 'ANALYZE points');
  return {
    seconds: (parameters, limitSeconds) => clustered(db, parameters, limitSeconds),
    async close() {
      await db.close();
      await cluster.remove();
    },
  };
}

const QUERY_CANCELED = '57014';

async function clustered(
  db: Db,
  { epsMetres, minPoints }: { epsMetres: number; minPoints: number },
  limitSeconds: number,
): Promise<number | null> {
  const started = performance.now();
  try {
    await inTransaction(db, async (tx) => {
      await rowsOf(tx, `SET LOCAL statement_timeout = ${Math.round(limitSeconds * 1000)}`);
      await rowsOf(
        tx,
        `SELECT count(DISTINCT cluster) FROM (
           SELECT ST_ClusterDBSCAN(geom, eps => ?, minpoints => ?) OVER () AS cluster FROM points) AS clustered`,
        [epsMetres, minPoints],
      );
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED) return null;
    throw error;
  }
  return (performance.now() - started) / 1000;
}
