import { beforeEach, describe, expect, it } from 'vitest';
import { LIFETIME_MINUTES, URGENCIES } from '../../src/domain/delivery.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { recordReceipt } from '../../src/outbox/receipt.js';
import { retryNews } from '../../src/outbox/retry.js';
import { outboxTimeline } from '../../src/outbox/timeline.js';
import { inTransaction, rowOf, rowsOf } from '../../src/store/database.js';
import {
  cancelMessages,
  expireOverdue,
  listMessages,
  outboxCounts,
  retryMessages,
} from '../../src/store/outbox.js';
import { claimMessages } from '../../src/store/outbox-claims.js';
import { forgetContent } from '../../src/store/retention.js';
import { unsentTellings } from '../../src/store/tellings.js';
import { createUser } from '../../src/store/users.js';
import { useDatabase } from '../support/database.js';
import { ambiguous, busy, fakeChannel } from '../support/fake-channel.js';
import { deskFor, emptyOutbox, outboxRows, outboxRuntime, postAll, skipWaits } from '../support/outbox.js';
import { aPerson } from '../support/people.js';
import { silent } from '../support/silent.js';

const database = useDatabase();
beforeEach(() => emptyOutbox(database.db));

const minutes = URGENCIES.map((urgency) => LIFETIME_MINUTES[urgency]);
const ids = async () => (await outboxRows(database.db)).map((row) => row.id);
const states = async () => (await outboxRows(database.db)).map((row) => row.state);
const setStates = async (...wanted: string[]) => {
  for (const [n, id] of (await ids()).entries()) {
    await rowsOf(database.db, 'UPDATE outbox SET state = ? WHERE id = ?', [wanted[n] ?? 'queued', id]);
  }
};
const runtime = () => outboxRuntime(database.db, [fakeChannel('whatsapp')]);

describe('the outbox table', () => {
  it('puts back what an operator retries, with a fresh life, and nothing that is settled', async () => {
    await postAll(runtime(), {}, {}, {}, {}, {});
    await setStates('dead', 'failed', 'held', 'accepted', 'expired');
    await rowsOf(database.db, 'UPDATE outbox SET expires_at = now(), attempts = 12');
    const all = await ids();
    expect((await retryMessages(database.db, all, minutes)).sort((a, b) => a - b)).toEqual(all.slice(0, 3));
    const rows = await rowsOf<{ attempts: number; minutes: number }>(
      database.db,
      `SELECT attempts, extract(epoch FROM expires_at - now())::float8 / 60 AS minutes
       FROM outbox WHERE state = 'queued'`,
    );
    for (const row of rows) {
      expect(row.attempts).toBe(0);
      expect(row.minutes).toBeCloseTo(LIFETIME_MINUTES.normal, 0);
    }
  });

  it('tries nothing again whose promise was taken back or that is no longer true, and says why', async () => {
    const user = await aPerson(database.db, 'officer');
    await postAll(runtime(), {}, { cause: 'alert:999999' }, {}, {});
    await setStates('dead', 'dead', 'dead', 'accepted');
    const [cancelled = 0, ended = 0, kept = 0, settled = 0] = await ids();
    await rowsOf(
      database.db,
      `WITH promise AS (
         INSERT INTO tellings (key, cause, user_id, purpose, urgency, locale, reply, state, expires_at)
         VALUES ('t', 'test:1', ?, 'alert', 2, 'en', '{"blocks":[]}', 'cancelled', now()) RETURNING id)
       UPDATE outbox SET telling_id = promise.id FROM promise WHERE outbox.id = ?`,
      [user.id, cancelled],
    );
    const { done, skipped } = await retryNews(database.db, [cancelled, ended, kept, settled], minutes);
    expect(done).toEqual([kept]);
    expect(Object.fromEntries(skipped)).toEqual({
      [cancelled]: 'ended',
      [ended]: 'no_news',
      [settled]: 'settled',
    });
    // The same promise, not sent at all, is what "why did they not get it?" tells of.
    await rowsOf(database.db, 'UPDATE outbox SET telling_id = NULL');
    expect(await unsentTellings(database.db, { userId: user.id, limit: 5 })).toMatchObject([
      { cause: 'test:1', state: 'cancelled' },
    ]);
  });

  it('puts back nothing whose words and address are forgotten', async () => {
    await postAll(runtime(), {}, {});
    await setStates('dead', 'dead');
    const [forgotten = 0, kept = 0] = await ids();
    await rowsOf(database.db, `UPDATE outbox SET address = '', reply = '{"blocks":[]}' WHERE id = ?`, [
      forgotten,
    ]);
    expect(await retryMessages(database.db, [forgotten, kept], minutes)).toEqual([kept]);
    expect(await states()).toEqual(['dead', 'queued']);
  });

  it.runIf(database.onServer)(
    'keeps what is put back while the night forgets (real server only)',
    async () => {
      await postAll(runtime(), {});
      await setStates('dead');
      await rowsOf(database.db, `UPDATE outbox SET updated_at = now() - interval '1 year'`);
      await rowsOf(database.db, `UPDATE outbox SET created_at = updated_at`);
      const forget = () => forgetContent(database.db, 'outbox', new Date(), 10);
      await inTransaction(database.db, async (tx) => {
        expect(await retryMessages(tx, await ids(), minutes)).toHaveLength(1);
        expect(await forget()).toBe(0);
      });
      expect(await forget()).toBe(0);
    },
  );

  it('finds what is old and still has content without reading what is younger or has none', async () => {
    await inTransaction(database.db, async (tx) => {
      await rowsOf(tx, 'SET LOCAL enable_seqscan = off');
      await rowsOf(tx, 'SET LOCAL enable_bitmapscan = off');
      const plan = await rowsOf<{ 'QUERY PLAN': string }>(
        tx,
        `EXPLAIN SELECT id FROM outbox WHERE created_at < now() AND address <> '' ORDER BY created_at LIMIT 9`,
      );
      expect(plan.map((row) => row['QUERY PLAN']).join()).toContain('outbox_content_idx');
    });
  });

  it('takes back what no provider has seen, and nothing else', async () => {
    await postAll(runtime(), {}, {}, {}, {});
    await setStates('queued', 'held', 'sending', 'accepted');
    const all = await ids();
    expect((await cancelMessages(database.db, all)).sort((a, b) => a - b)).toEqual(all.slice(0, 2));
    expect(await states()).toEqual(['cancelled', 'cancelled', 'sending', 'accepted']);
  });

  it('ends waiting messages that are old news, but not one that may have arrived', async () => {
    const channel = fakeChannel('whatsapp');
    channel.fault = () => ({ takes: true, answers: ambiguous });
    const on = outboxRuntime(database.db, [channel]);
    await postAll(on, { key: 'in doubt' });
    await deliverDue(deskFor(on));
    await postAll(on, { key: 'waiting' }, { key: 'news' });
    await rowsOf(database.db, `UPDATE outbox SET expires_at = now() WHERE idempotency_key <> 'news'`);
    expect(await expireOverdue(database.db)).toBe(1);
    expect(await states()).toEqual(['queued', 'expired', 'queued']);
  });

  it('lists by state, channel and person, newest first, page by page', async () => {
    const { id: userId } = await createUser(database.db, { email: 'ali@x.kw', name: 'Ali', role: 'officer' });
    await postAll(runtime(), { userId }, {}, { to: { channel: 'sms', value: '+96550000001' } });
    const all = await ids();
    const listed = async (filter: Parameters<typeof listMessages>[1]) =>
      (await listMessages(database.db, filter)).map((message) => message.id);
    expect(await listed({})).toEqual([...all].reverse());
    expect(await listed({ limit: 2 })).toEqual([...all].reverse().slice(0, 2));
    expect(await listed({ beforeId: all[1] ?? 0 })).toEqual([all[0]]);
    expect(await listed({ userId })).toEqual([all[0]]);
    expect(await listed({ channel: 'sms', states: ['held'] })).toEqual([all[2]]);
    expect(await listed({ states: ['dead'] })).toEqual([]);
  });

  it('counts messages by state and knows how long the oldest has waited', async () => {
    await postAll(runtime(), {}, {}, { to: { channel: 'sms', value: '+96550000001' } });
    await rowsOf(database.db, `UPDATE outbox SET available_at = now() - interval '1 minute'`);
    const counts = await outboxCounts(database.db);
    expect(counts.states).toEqual({ queued: 2, held: 1 });
    expect(counts.oldestDueSeconds).toBeGreaterThan(59);
  });

  it('tells the whole story of a message: every attempt, and what the provider said', async () => {
    const channel = fakeChannel('whatsapp');
    channel.fault = (_, call) => (call === 1 ? { takes: false, answers: busy(null) } : null);
    const on = outboxRuntime(database.db, [channel]);
    await postAll(on, {});
    await deliverDue(deskFor(on));
    await skipWaits(database.db);
    await deliverDue(deskFor(on));
    await recordReceipt(
      { db: database.db, log: silent },
      {
        channel: 'whatsapp',
        providerId: 'whatsapp-1',
        status: 'undelivered',
        errorCode: '63024',
      },
    );
    const [id] = await ids();
    const [story] = await outboxTimeline(database.db, { id: id ?? 0 });
    expect(story).toMatchObject({ state: 'failed', reason: '63024', tries: 2, body: 'test.text' });
    expect(story?.attempts).toMatchObject([
      { number: 1, outcome: 'retry', errorCode: '503', error: 'not now' },
      { number: 2, outcome: 'accepted', providerId: 'whatsapp-1' },
    ]);
    expect(story?.receipts).toMatchObject([{ status: 'undelivered', errorCode: '63024' }]);
    expect(await outboxTimeline(database.db, { id: 999_999 })).toEqual([]);
  });

  it('finds the next messages by index among ten thousand, though the planner knows nothing of them', async () => {
    await rowsOf(
      database.db,
      `INSERT INTO outbox (idempotency_key, cause, channel, address, locale, purpose, urgency, reply, available_at,
         expires_at)
       SELECT 'k' || n, 'test:1', 'whatsapp', '+965' || n, 'en', 'alert', 3, '{"blocks":[]}', now(),
         now() + interval '1 hour' FROM generate_series(1, 10000) AS n`,
    );
    const want = { channel: 'whatsapp', firstUrgency: 1, lastUrgency: 3, limit: 32, intervalMs: 0 } as const;
    const claim = { owner: 'me', wants: [want], leaseSeconds: 10, lookaheadMs: 400, held: [] };
    const looked = await inTransaction(database.db, async (tx) => {
      expect(await claimMessages(tx, claim)).toHaveLength(32);
      return rowOf<{ rows: number }>(
        tx,
        `SELECT idx_tup_fetch + seq_tup_read AS rows FROM pg_stat_xact_user_tables WHERE relname = 'outbox'`,
      );
    });
    expect(looked.rows).toBeGreaterThan(0);
    expect(looked.rows).toBeLessThan(1000);
  });
});
