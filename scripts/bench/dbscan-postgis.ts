import { type Db, openDatabase, rowsOf } from '../../src/store/database.js';
import type { Scatter } from './city.js';
import { type Cluster, postgresPrograms, startCluster } from './postgres.js';

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
    seconds: (parameters, limitSeconds) => clustered(cluster, db, parameters, limitSeconds),
    async close() {
      await db.close();
      await cluster.remove();
    },
  };
}

/** ST_ClusterDBSCAN does not look for interrupts: neither a timeout nor a cancellation ends it, only the server's end does. */
async function clustered(
  cluster: Cluster,
  db: Db,
  { epsMetres, minPoints }: { epsMetres: number; minPoints: number },
  limitSeconds: number,
): Promise<number | null> {
  let stopping: Promise<void> | null = null;
  const timer = setTimeout(() => {
    stopping = cluster.stop('immediate');
  }, limitSeconds * 1000);
  const started = performance.now();
  try {
    await rowsOf(
      db,
      `SELECT count(DISTINCT cluster) FROM (
         SELECT ST_ClusterDBSCAN(geom, eps => ?, minpoints => ?) OVER () AS cluster FROM points) AS clustered`,
      [epsMetres, minPoints],
    );
    return (performance.now() - started) / 1000;
  } catch (error) {
    if (!stopping) throw error;
    await stopping;
    await cluster.start();
    return null;
  } finally {
    clearTimeout(timer);
  }
}
