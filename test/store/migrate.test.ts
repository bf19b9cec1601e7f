import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase, rowOf } from '../../src/store/database.js';
import { migrate, pendingMigrations, rollBack } from '../../src/store/migrate.js';
import { useDatabase, workerEndpoint } from '../support/database.js';

const database = useDatabase();

const tables = async () =>
  (
    await rowOf<{ n: number }>(
      database.db,
      `SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'
       AND tablename NOT IN ('spatial_ref_sys', 'schema_migrations', 'schema_migrations_lock')`,
    )
  ).n;

describe('the migrations', () => {
  // The worker's database is shared by the files that come after this one.
  afterAll(async () => {
    await migrate(database.db);
  });

  it('go all the way back, leaving nothing, and forward again', async () => {
    const before = await tables();
    expect((await rollBack(database.db)).length).toBeGreaterThan(0);
    expect(await tables()).toBe(0);
    expect((await migrate(database.db)).length).toBeGreaterThan(0);
    expect(await tables()).toBe(before);
    expect(await pendingMigrations(database.db)).toEqual([]);
  });
});

describe.runIf(database.onServer)('on a server', () => {
  it('two processes that migrate at once end with each migration applied once', async () => {
    await rollBack(database.db);
    const other = openDatabase(workerEndpoint());
    const results = await Promise.allSettled([migrate(database.db), migrate(other)]);
    await other.close();
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await pendingMigrations(database.db)).toEqual([]);
  });
});
