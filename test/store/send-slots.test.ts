import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.js';
import {
  freePlaces,
  PLACE_HELD_MS,
  pauseSlots,
  RATE_WINDOW_MS,
  reserveSlots,
} from '../../src/store/send-slots.js';
import { useDatabase, workerEndpoint } from '../support/database.js';

const database = useDatabase();
beforeEach(() => database.db.knex.raw('DELETE FROM send_slots'));

const reserve = (count: number, db = database.db) =>
  reserveSlots(db, [{ key: 'whatsapp', count, intervalMs: 60_000, lookaheadMs: 10 * 60_000, places: 80 }]);

/** Places without a distance between them: 3 in a second. */
const takePlaces = async (count: number) => {
  const request = { key: 'whatsapp', count, intervalMs: 0, lookaheadMs: 900, places: 3 };
  const [grant] = await reserveSlots(database.db, [request]);
  return grant ?? { key: '', slots: [], nextMs: Number.NaN };
};

describe('send slots', () => {
  it('are spaced evenly over all who ask, and never given beyond the lookahead', async () => {
    const [first] = await reserve(3);
    const [second] = await reserve(3);
    const [third] = await reserve(30);
    expect(first?.slots.map(({ waitMs }) => waitMs)).toEqual([0, 60_000, 120_000]);
    expect(second?.slots[0]?.waitMs).toBeGreaterThan(170_000);
    expect(second?.slots[0]?.waitMs).toBeLessThanOrEqual(180_000);
    expect(third?.slots).toHaveLength(5);
    expect(await reserve(1)).toMatchObject([{ slots: [] }]);
  });

  it('are no more than there are places, until a place is given back', async () => {
    const taken = await takePlaces(5);
    expect(taken.slots.map(({ place }) => place).sort()).toEqual([1, 2, 3]);
    const none = await takePlaces(1);
    expect(none.slots).toEqual([]);
    expect(none.nextMs).toBeLessThanOrEqual(RATE_WINDOW_MS);
    await freePlaces(database.db, [{ key: 'whatsapp', place: 2, inMs: -10 }]);
    await database.db.knex.raw('UPDATE send_slots SET next_at = now()');
    const again = await takePlaces(2);
    expect(again.slots).toEqual([{ place: 2, waitMs: 0 }]);
  });

  it('can be had ahead of the moment at which their place is free', async () => {
    await takePlaces(3);
    await freePlaces(database.db, [
      { key: 'whatsapp', place: 1, inMs: 600 },
      { key: 'whatsapp', place: 3, inMs: 60_000 },
    ]);
    await database.db.knex.raw('UPDATE send_slots SET next_at = now()');
    const { slots } = await takePlaces(3);
    expect(slots.map(({ place }) => place)).toEqual([1]);
    expect(slots[0]?.waitMs).toBeGreaterThan(300);
  });

  it('come back by themselves when their taker died', async () => {
    await takePlaces(3);
    await database.db.knex.raw(
      `UPDATE send_slots SET next_at = now(),
         free_at = ARRAY(SELECT at - make_interval(secs => ${PLACE_HELD_MS / 1000}) FROM unnest(free_at) AS at)`,
    );
    expect((await takePlaces(3)).slots).toHaveLength(3);
  });

  it('are given to each key by itself, several keys at once', async () => {
    const request = { count: 1, intervalMs: 60_000, lookaheadMs: 1000, places: 1 };
    const keys = ['slack:C2', 'slack:C1'];
    const grants = await reserveSlots(
      database.db,
      keys.map((key) => ({ key, ...request })),
    );
    expect(grants.map((grant) => [grant.key, grant.slots.length]).sort()).toEqual([
      ['slack:C1', 1],
      ['slack:C2', 1],
    ]);
  });

  it('stop while a provider wants a pause, and a shorter pause never ends a longer one', async () => {
    await pauseSlots(database.db, 'whatsapp', 300);
    await pauseSlots(database.db, 'whatsapp', 1);
    const [grant] = await reserve(1);
    expect(grant?.slots[0]?.waitMs).toBeGreaterThan(290_000);
  });

  it('are never given twice to processes that ask at the same time', async () => {
    const others = [1, 2, 3].map(() => openDatabase(workerEndpoint(), { poolSize: 2 }));
    const grants = await Promise.all(others.map((db) => reserve(1, db)));
    for (const db of others) await db.close();
    const waits = grants.map(([grant]) => Math.round((grant?.slots[0]?.waitMs ?? -1) / 60_000)).sort();
    expect(waits).toEqual([0, 1, 2]);
  });
});
