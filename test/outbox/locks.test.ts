import { beforeEach, describe, expect, it } from 'vitest';
import { say } from '../../src/domain/reply.js';
import type { User } from '../../src/domain/user.js';
import { climbDue } from '../../src/outbox/climb.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { recordReceipt } from '../../src/outbox/receipt.js';
import { tell } from '../../src/outbox/tell.js';
import { withdraw } from '../../src/outbox/withdraw.js';
import type { Runtime } from '../../src/runtime.js';
import { type Db, inTransaction, openDatabase, rowOf, rowsOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { cancelMessages, retryMessages } from '../../src/store/outbox.js';
import { useDatabase, workerEndpoint } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { deskFor, emptyOutbox, outboxRuntime } from '../support/outbox.js';
import { aPerson } from '../support/people.js';
import { silent } from '../support/silent.js';

const database = useDatabase();
const NIGHT = new Date('2026-03-18T23:30:00+03:00');
const PEOPLE = 4;
const ROUNDS = 15;

beforeEach(() => emptyOutbox(database.db));

/** Somebody is promised something watched, something pressing, and something that waits for the morning. */
async function promiseAll(
  runtime: Parameters<typeof tell>[0],
  db: Db,
  people: readonly User[],
  round: number,
) {
  for (const user of people) {
    await inTransaction(db, async (tx) => {
      for (const [purpose, urgency] of [
        ['watch', 'bulk'],
        ['watch', 'bulk'],
        ['task', 'critical'],
      ] as const) {
        const step = `${purpose}-${Math.random()}`;
        await tell(runtime, tx, {
          user,
          cause: `test:${round}`,
          step,
          purpose,
          urgency,
          reply: say('test.text'),
        });
      }
    });
  }
}

const everythingIsDue = (db: Db) =>
  rowsOf(
    db,
    `UPDATE tellings SET next_at = clock_timestamp() - interval '1 second'
     WHERE id IN (SELECT id FROM tellings WHERE next_at IS NOT NULL ORDER BY id FOR UPDATE)`,
  );

/** What an operator does meanwhile: takes back and tries again whatever there is. */
async function operate(db: Db): Promise<void> {
  const ids = (await rowsOf<{ id: number }>(db, 'SELECT id FROM outbox ORDER BY random() LIMIT 20')).map(
    ({ id }) => id,
  );
  await cancelMessages(db, ids);
  await retryMessages(db, ids, [60, 60, 60, 60]);
}

/** Receipts for whatever was taken, good and bad. */
async function report(db: Db): Promise<void> {
  const taken = await rowsOf<{ channel: 'whatsapp' | 'sms'; providerId: string }>(
    db,
    `SELECT channel, provider_id AS "providerId" FROM outbox WHERE provider_id IS NOT NULL ORDER BY random() LIMIT 20`,
  );
  for (const { channel, providerId } of taken) {
    const isGood = Math.random() < 0.5;
    const told = isGood
      ? ({ status: 'delivered', errorCode: null, fault: null } as const)
      : ({ status: 'undelivered', errorCode: '30003', fault: 'handset_off' } as const);
    await recordReceipt({ db, log: silent }, { channel, providerId, ...told });
  }
}

const deadlocks = async () =>
  (
    await rowOf<{ n: number }>(
      database.db,
      'SELECT deadlocks::integer AS n FROM pg_stat_database WHERE datname = current_database()',
    )
  ).n;

describe.runIf(database.onServer)('several processes at the same tellings (real server only)', () => {
  it('never lock each other out, whoever climbs, gathers, reports, takes back or tries again', async () => {
    const channels = [fakeChannel('whatsapp'), fakeChannel('sms')];
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => aPerson(database.db, 'officer')));
    for (const [i, { id }] of people.entries()) {
      for (const channel of ['whatsapp', 'sms'] as const) {
        const address = { channel, value: `+9655000000${i}` };
        await linkAddress(database.db, { userId: id, address, verifiedAt: NIGHT });
      }
    }
    const before = await deadlocks();
    const others = [1, 2, 3].map(() => openDatabase(workerEndpoint(), { poolSize: 6 }));
    const troubles: unknown[] = [];
    const log = Object.assign(Object.create(silent), {
      error: (facts: { err?: unknown }) => facts.err && troubles.push(facts.err),
      warn: (facts: { err?: unknown }) => facts.err && troubles.push(facts.err),
    }) as Runtime['log'];
    const processes = others.map((db) => ({ ...outboxRuntime(db, channels, NIGHT), log }));
    for (let round = 0; round < ROUNDS; round++) {
      const [first] = processes;
      if (!first) return;
      await promiseAll(first, first.db, people, round);
      await everythingIsDue(database.db);
      const work = processes.flatMap((runtime) => [
        climbDue(runtime),
        deliverDue(deskFor(runtime)),
        report(runtime.db),
        operate(runtime.db),
        ...people.map(({ id }) => inTransaction(runtime.db, (tx) => withdraw(tx, `test:${round}`, id))),
      ]);
      for (const ended of await Promise.allSettled(work)) {
        if (ended.status === 'rejected') troubles.push(ended.reason);
      }
    }
    for (const db of others) await db.close();
    // The server's statistics come a little later than its answers.
    await rowsOf(database.db, 'SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()');
    expect(troubles).toEqual([]);
    expect(await deadlocks()).toBe(before);
  });
});
