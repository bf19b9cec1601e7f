import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Db, type Endpoint, openDatabase } from '../../src/store/database.js';
import { ownDatabase } from '../../src/store/embedded/owner.js';
import { migrate } from '../../src/store/migrate.js';

export type TestDatabases = { endpoints: Endpoint[]; stop(): Promise<void> };

/** Databases for the test workers: on `TEST_DATABASE_URL`'s server when set, else embedded. All are migrated. */
export async function startDatabases(count: number): Promise<TestDatabases> {
  const url = process.env.TEST_DATABASE_URL;
  const databases = url ? await onServer(url, count) : await embedded(count);
  for (const endpoint of databases.endpoints) await migrated(endpoint);
  return databases;
}

async function migrated(endpoint: Endpoint) {
  const db: Db = openDatabase(endpoint);
  try {
    await migrate(db);
  } finally {
    await db.close();
  }
}

async function embedded(count: number): Promise<TestDatabases> {
  const folders = Array.from({ length: count }, () => mkdtempSync(join(tmpdir(), 'khareetaty-test-')));
  const owned = await Promise.all(folders.map(ownDatabase));
  return {
    endpoints: owned.map((o) => o.endpoint),
    async stop() {
      for (const o of owned) await o.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, count: number): Promise<TestDatabases> {
  const names = Array.from({ length: count }, (_, i) => `khareetaty_test_${process.pid}_${i + 1}`);
  const admin = async (sql: (name: string) => string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const name of names) await client.query(sql(name));
    await client.end();
  };
  await admin((name) => `CREATE DATABASE ${name}`);
  const address = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    endpoints: names.map((name) => ({ kind: 'server', url: address(name) })),
    stop: () => admin((name) => `DROP DATABASE ${name} WITH (FORCE)`),
  };
}
