import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Cluster, postgresPrograms, startCluster } from '../../scripts/bench/postgres.js';
import { loadConfig } from '../../src/config.js';
import { createRuntime, type Knowledge, loadKnowledge } from '../../src/runtime.js';
import { setUp } from '../../src/setup.js';
import { type Db, openDatabase } from '../../src/store/database.js';
import { ownDatabase } from '../../src/store/embedded/owner.js';
import { template } from '../support/databases.js';
import { silent } from '../support/silent.js';
import type { Need } from './fault-test.js';

/** A database of a test's own, set up as the program does, without incidents. */
export type Database = {
  db: Db;
  /** What a process needs to work on it as well; null on the embedded one, which has one owner. */
  url: string | null;
  remove(): Promise<void>;
};

/** What all tests of a run stand on. */
export type Ground = {
  offers: ReadonlySet<Need>;
  knowledge: Knowledge;
  newDatabase(): Promise<Database>;
  /** The server, where it is ours to stop and start. */
  cluster: Cluster | null;
  close(): Promise<void>;
};

/** A server when one is named or can be started, else the embedded database. */
export async function openGround(): Promise<Ground> {
  const knowledge = loadKnowledge();
  const given = process.env.TEST_DATABASE_URL;
  if (!given && !postgresPrograms()) return embeddedGround(knowledge);
  const cluster = given ? null : await startCluster();
  const urlOf = (name: string) =>
    cluster ? cluster.url(name) : Object.assign(new URL(given ?? ''), { pathname: `/${name}` }).href;
  const admin = given ?? urlOf('postgres');
  const prefix = `khareetaty_faults_${process.pid}`;
  const pattern = await onServer(admin, knowledge, urlOf, `${prefix}_pattern`);
  let made = 0;
  return {
    offers: new Set<Need>(['nothing', 'database', 'server', ...(cluster ? (['own server'] as const) : [])]),
    knowledge,
    cluster,
    async newDatabase() {
      const name = `${prefix}_${++made}`;
      await asAdmin(admin, `CREATE DATABASE ${name} TEMPLATE ${pattern}`);
      const url = urlOf(name);
      const db = openDatabase({ kind: 'server', url });
      const remove = async () => {
        await db.close();
        await asAdmin(admin, `DROP DATABASE ${name} WITH (FORCE)`);
      };
      return { db, url, remove };
    },
    async close() {
      if (cluster) await cluster.remove();
      else await asAdmin(admin, `DROP DATABASE ${pattern}`);
    },
  };
}

async function onServer(
  admin: string,
  knowledge: Knowledge,
  urlOf: (name: string) => string,
  name: string,
): Promise<string> {
  await asAdmin(admin, `CREATE DATABASE ${name}`);
  const db = openDatabase({ kind: 'server', url: urlOf(name) });
  await settled(db, knowledge);
  await db.close();
  return name;
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function settled(db: Db, knowledge: Knowledge) {
  return setUp(createRuntime(loadConfig({ DEMO_INCIDENTS: '0' }), db, { log: silent, knowledge }));
}

function embeddedGround(knowledge: Knowledge): Ground {
  return {
    offers: new Set<Need>(['nothing', 'database']),
    knowledge,
    cluster: null,
    async newDatabase() {
      const folder = mkdtempSync(join(tmpdir(), 'khareetaty-faults-'));
      cpSync(await template(), join(folder, 'postgres'), { recursive: true });
      const owned = await ownDatabase(folder);
      const db = openDatabase(owned.endpoint);
      await settled(db, knowledge);
      const remove = async () => {
        await db.close();
        await owned.stop();
        rmSync(folder, { recursive: true, force: true });
      };
      return { db, url: null, remove };
    },
    close: async () => undefined,
  };
}
