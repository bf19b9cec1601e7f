import { afterAll, beforeAll, inject } from 'vitest';
import { type Db, type Endpoint, openDatabase, rowsOf } from '../../src/store/database.js';

/** Tables that hold reference data or bookkeeping, which tests share. */
const KEPT = new Set(['spatial_ref_sys', 'schema_migrations', 'schema_migrations_lock']);

/** The endpoint of this test worker's own database. */
export function workerEndpoint(): Endpoint {
  const endpoints = inject('databases');
  const endpoint = endpoints[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % endpoints.length];
  if (!endpoint) throw new Error('the global setup started no database');
  return endpoint;
}

/** Empties every table of the product. */
export async function emptyDatabase(db: Db): Promise<void> {
  const tables = await rowsOf<{ name: string }>(
    db,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const names = tables.map((t) => t.name).filter((name) => !KEPT.has(name));
  await db.knex.raw(`TRUNCATE ${names.map((n) => `"${n}"`).join(', ')} RESTART IDENTITY CASCADE`);
}

/**
 * A real, migrated, empty PostGIS for a test file: the embedded one, or a server's when `TEST_DATABASE_URL` is set.
 * Call it once at the top of a file or a describe; `db` works inside tests and hooks.
 */
export function useDatabase(): { readonly db: Db; readonly onServer: boolean } {
  let db: Db | null = null;
  const endpoint = workerEndpoint();
  beforeAll(async () => {
    db = openDatabase(endpoint, { poolSize: 10 });
    await emptyDatabase(db);
  });
  afterAll(async () => {
    await db?.close();
  });
  return {
    get db() {
      if (!db) throw new Error('the database is open only inside tests and hooks');
      return db;
    },
    onServer: endpoint.kind === 'server',
  };
}
