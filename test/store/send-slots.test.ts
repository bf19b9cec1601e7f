import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.js';
import { pauseSlots, reserveSlots } from '../../src/store/send-slots.js';
import { useDatabase, workerEndpoint } from '../support/database.js';

const database = useDatabase();
beforeEach(() => database.db.knex.raw('DELETE FROM send_slots'));

const reserve = (count: number, db = database.db) =>
  reserveSlots(db, [{ key: 'whatsapp', count, intervalMs: 60_000, lookaheadMs: 10 * 60_000 }]);

describe('send slots', () => {
  it('are spaced evenly over all who ask, and never given beyond the lookahead', async () => {
    const [first] = await reserve(3);
    const [second] = await reserve(3);
    const [third] = await reserve(30);
    expect(first).toMatchObject({ count: 3, waitMs: 0 });
    expect(second?.waitMs).toBeGreaterThan(170_000);
    expect(second?.waitMs).toBeLessThanOrEqual(180_000);
    expect(third?.count).toBe(5);
    expect(await reserve(1)).toMatchObject([{ count: 0 }]);
  });

  it('are given to each key by itself, several keys at once', async () => {
    const request = { count: 1, intervalMs: 60_000, lookaheadMs: 1000 };
    const keys = ['slack:C2', 'slack:C1'];
    const grants = await reserveSlots(
      database.db,
      keys.map((key) => ({ key, ...request })),
    );
    expect(grants.map((grant) => [grant.key, grant.count]).sort()).toEqual([
      ['slack:C1', 1],
      ['slack:C2', 1],
    ]);
  });

  it('stop while a provider wants a pause, and a shorter pause never ends a longer one', async () => {
    await pauseSlots(database.db, 'whatsapp', 300);
    await pauseSlots(database.db, 'whatsapp', 1);
    const [grant] = await reserve(1);
    expect(grant?.waitMs).toBeGreaterThan(290_000);
  });

  it('are never given twice to processes that ask at the same time', async () => {
    const others = [1, 2, 3].map(() => openDatabase(workerEndpoint(), { poolSize: 2 }));
    const grants = await Promise.all(others.map((db) => reserve(1, db)));
    for (const db of others) await db.close();
    const waits = grants.map(([grant]) => Math.round((grant?.waitMs ?? -1) / 60_000)).sort();
    expect(waits).toEqual([0, 1, 2]);
  });
});
