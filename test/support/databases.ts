import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../../src/root.js';
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

/** What a fresh, migrated database is made of: when none of it changed, the last one made can be copied. */
function templateName(): string {
  const migrations = join(projectRoot(), 'migrations');
  const hash = createHash('sha256').update(readFileSync(join(projectRoot(), 'package-lock.json')));
  for (const file of readdirSync(migrations).sort()) hash.update(readFileSync(join(migrations, file)));
  return `postgres-${hash.digest('hex').slice(0, 16)}`;
}

/** A data folder with a migrated, empty database, made once for each state of the migrations (some 10 s). */
export async function template(): Promise<string> {
  const cache = join(projectRoot(), 'node_modules/.cache/khareetaty');
  const made = join(cache, templateName());
  if (existsSync(made)) return made;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'making-'));
  const owned = await ownDatabase(folder);
  await migrated(owned.endpoint);
  await owned.stop();
  // Another test run may have been first; its template is as good.
  if (!existsSync(made)) renameSync(join(folder, 'postgres'), made);
  rmSync(folder, { recursive: true, force: true });
  return made;
}

async function embedded(count: number): Promise<TestDatabases> {
  const made = await template();
  const folders = Array.from({ length: count }, () => mkdtempSync(join(tmpdir(), 'khareetaty-test-')));
  for (const folder of folders) cpSync(made, join(folder, 'postgres'), { recursive: true });
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
