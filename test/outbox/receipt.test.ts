import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/domain/fault.js';
import type { ReceiptStatus } from '../../src/domain/message.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { recordReceipt } from '../../src/outbox/receipt.js';
import { rowsOf } from '../../src/store/database.js';
import { useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { deskFor, emptyOutbox, outboxRows, outboxRuntime, postAll } from '../support/outbox.js';
import { silent } from '../support/silent.js';

const database = useDatabase();
beforeEach(() => emptyOutbox(database.db));

const receipt = (
  providerId: string,
  status: ReceiptStatus,
  errorCode: string | null = null,
  fault: Fault | null = null,
) => ({
  channel: 'whatsapp' as const,
  providerId,
  status,
  errorCode,
  fault,
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** Accepted messages with the provider ids p0, p1, ... */
const accepted = (count: number) =>
  rowsOf(
    database.db,
    `INSERT INTO outbox (idempotency_key, cause, channel, address, locale, purpose, urgency, reply, state,
       available_at, expires_at, provider_id)
     SELECT 'k' || n, 'test:1', 'whatsapp', '+965' || n, 'en', 'alert', 2, '{"blocks":[]}', 'accepted',
       now(), now(), 'p' || n FROM generate_series(0, ?) AS n`,
    [count - 1],
  );

describe('receipts', () => {
  it.each<{ words: ReceiptStatus[]; model: (order: ReceiptStatus[]) => string }>([
    { words: ['sending', 'sent', 'delivered', 'read'], model: () => 'read' },
    { words: ['sent', 'delivered', 'undelivered', 'read'], model: () => 'read' },
    {
      words: ['queued', 'sent', 'delivered', 'failed'],
      model: (order) => (order.indexOf('delivered') < order.indexOf('failed') ? 'delivered' : 'failed'),
    },
    { words: ['accepted', 'sent', 'queued'], model: () => 'sent' },
  ])('lead to the state that the model gives in every order of $words', async ({ words, model }) => {
    const orders = permutations(words);
    await accepted(orders.length);
    for (const [n, order] of orders.entries()) {
      for (const status of order)
        await recordReceipt({ db: database.db, log: silent }, receipt(`p${n}`, status));
    }
    expect((await outboxRows(database.db)).map((row) => row.state)).toEqual(orders.map(model));
  });

  it('never move a message back, whatever came before', async () => {
    const rank = ['accepted', 'sent', 'delivered', 'read'];
    await accepted(1);
    let highest = 0;
    for (const status of ['sent', 'queued', 'delivered', 'sent', 'accepted', 'read', 'delivered'] as const) {
      await recordReceipt({ db: database.db, log: silent }, receipt('p0', status));
      const [row] = await outboxRows(database.db);
      expect(rank.indexOf(row?.state ?? '')).toBeGreaterThanOrEqual(highest);
      highest = rank.indexOf(row?.state ?? '');
    }
    expect(highest).toBe(3);
  });

  it('that come before we know the id are matched when we do', async () => {
    const channel = fakeChannel('whatsapp');
    const runtime = outboxRuntime(database.db, [channel]);
    channel.onTaken = async (id) => {
      await recordReceipt({ db: database.db, log: silent }, receipt(id, 'sent'));
      await recordReceipt({ db: database.db, log: silent }, receipt(id, 'delivered'));
    };
    await postAll(runtime, {});
    await deliverDue(deskFor(runtime));
    expect(await outboxRows(database.db)).toMatchObject([{ state: 'delivered', provider_id: 'whatsapp-1' }]);
  });

  it('that cross our own note of the id on its way are matched all the same, a hundred times', async () => {
    const channel = fakeChannel('whatsapp');
    const runtime = outboxRuntime(database.db, [channel]);
    const crossing: Promise<unknown>[] = [];
    channel.onTaken = async (id) => {
      crossing.push(recordReceipt({ db: database.db, log: silent }, receipt(id, 'delivered')));
    };
    const posts = Array.from({ length: 100 }, (_, n) => ({
      to: { channel: 'whatsapp' as const, value: `+965${n}` },
    }));
    await postAll(runtime, ...posts);
    await deliverDue(deskFor(runtime));
    await Promise.all(crossing);
    expect((await outboxRows(database.db)).map((row) => row.state)).toEqual(Array(100).fill('delivered'));
  });

  it('for unknown ids, and repeated ones, change nothing and are kept', async () => {
    expect(await recordReceipt({ db: database.db, log: silent }, receipt('nobody', 'delivered'))).toBeNull();
    expect(await recordReceipt({ db: database.db, log: silent }, receipt('nobody', 'delivered'))).toBeNull();
    expect(await rowsOf(database.db, 'SELECT status FROM receipts')).toEqual([{ status: 'delivered' }]);
  });

  it('of a failure keep its code as the reason', async () => {
    const runtime = outboxRuntime(database.db, [fakeChannel('whatsapp')]);
    await postAll(runtime, {});
    await deliverDue(deskFor(runtime));
    await recordReceipt(
      { db: database.db, log: silent },
      receipt('whatsapp-1', 'undelivered', '63024', 'bad_address'),
    );
    expect(await outboxRows(database.db)).toMatchObject([{ state: 'failed', reason: '63024' }]);
  });
});
