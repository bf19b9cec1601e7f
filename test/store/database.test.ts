import { describe, expect, it } from 'vitest';
import { inTransaction, ring, rowOf, rowsOf } from '../../src/store/database.js';
import { pendingMigrations } from '../../src/store/migrate.js';
import { useDatabase } from '../support/database.js';

const database = useDatabase();

describe('the database', () => {
  it('has every migration applied and PostGIS at hand', async () => {
    expect(await pendingMigrations(database.db)).toEqual([]);
    const { version } = await rowOf<{ version: string }>(
      database.db,
      'SELECT postgis_lib_version() AS version',
    );
    expect(Number.parseFloat(version)).toBeGreaterThanOrEqual(3.3);
  });

  it('reads bigint as a number and date as the day it is', async () => {
    const row = await rowOf(database.db, `SELECT 5::bigint AS n, DATE '2026-03-01' AS day`);
    expect(row).toEqual({ n: 5, day: '2026-03-01' });
  });

  it('answers each of many simultaneous questions with its own rows', async () => {
    const ask = async (n: number) => (await rowOf<{ n: number }>(database.db, 'SELECT ?::int AS n', [n])).n;
    const asked = Array.from({ length: 200 }, (_, i) => i);
    expect(await Promise.all(asked.map(ask))).toEqual(asked);
  });

  it('takes a transaction back whole when its work throws', async () => {
    const work = inTransaction(database.db, async (tx) => {
      await tx.knex.raw(`INSERT INTO jobs (name, payload) VALUES ('lost', '{}')`);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await rowsOf(database.db, `SELECT 1 FROM jobs WHERE name = 'lost'`)).toEqual([]);
  });

  it('rings only after the commit, and never for a transaction taken back', async () => {
    let heard = 0;
    const stop = database.db.bell.on('jobs', () => heard++);
    await inTransaction(database.db, async (tx) => {
      await ring(tx, 'jobs');
      expect(heard).toBe(0);
    });
    expect(heard).toBe(1);
    await inTransaction(database.db, async (tx) => {
      await ring(tx, 'jobs');
      throw new Error('no');
    }).catch(() => undefined);
    expect(heard).toBe(1);
    stop();
  });

  it('refuses to rewrite the audit log', async () => {
    await database.db.knex.raw(
      `INSERT INTO action_log (at, channel, action, request_id) VALUES (now(), 'terminal', 'incidents.count', 'r1')`,
    );
    await expect(database.db.knex.raw('DELETE FROM action_log')).rejects.toThrow('append-only');
  });
});
