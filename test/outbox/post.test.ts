import { beforeEach, describe, expect, it } from 'vitest';
import { instant, text, verbatim } from '../../src/domain/reply.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { post } from '../../src/outbox/post.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { linkAddress, optOut } from '../../src/store/identities.js';
import { createUser } from '../../src/store/users.js';
import { useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { aMessage, deskFor, emptyOutbox, outboxRows, outboxRuntime, postAll } from '../support/outbox.js';

const database = useDatabase();
beforeEach(() => emptyOutbox(database.db));

const aPhone = async (value = '+96550000001') => {
  const user = await createUser(database.db, { email: `${value}@example.com`, name: 'Ali', role: 'officer' });
  const address = { channel: 'whatsapp', value } as const;
  await linkAddress(database.db, { userId: user.id, address, verifiedAt: new Date() });
};

describe('posting a message', () => {
  it('sends nothing of a transaction that is taken back, a hundred times', async () => {
    const channel = fakeChannel('whatsapp');
    const runtime = outboxRuntime(database.db, [channel]);
    for (let i = 0; i < 100; i++) {
      const work = inTransaction(database.db, async (tx) => {
        await post(runtime, tx, aMessage());
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow('changed my mind');
    }
    await deliverDue(deskFor(runtime));
    expect(channel.taken).toEqual([]);
  });

  it('keeps one message for a key, however often it is posted', async () => {
    const channel = fakeChannel('whatsapp');
    const runtime = outboxRuntime(database.db, [channel]);
    const key = 'alert:7/3/0';
    expect(await postAll(runtime, { key }, { key })).toEqual(['queued', 'duplicate']);
    expect(await postAll(runtime, { key })).toEqual(['duplicate']);
    await deliverDue(deskFor(runtime));
    expect(channel.taken).toHaveLength(1);
  });

  it('holds a message whose channel is off, visibly, until it is old news', async () => {
    const runtime = outboxRuntime(database.db, []);
    expect(await postAll(runtime, { urgency: 'critical' })).toEqual(['held']);
    expect(await outboxRows(database.db)).toMatchObject([{ state: 'held', reason: 'channel_off' }]);
    const [row] = await rowsOf<{ minutes: number }>(
      database.db,
      'SELECT extract(epoch FROM expires_at - created_at)::float8 / 60 AS minutes FROM outbox',
    );
    expect(row?.minutes).toBeCloseTo(120, 1);
  });

  it('holds everything for an address that has opted out, but for the one message that says so', async () => {
    await aPhone();
    await optOut(database.db, 'whatsapp', '+96550000001', new Date());
    const runtime = outboxRuntime(database.db, [fakeChannel('whatsapp')]);
    const posted = await postAll(runtime, { purpose: 'alert' }, { purpose: 'reply' }, { purpose: 'consent' });
    expect(posted).toEqual(['held', 'held', 'queued']);
    const reasons = (await outboxRows(database.db)).map(({ reason }) => reason);
    expect(reasons).toEqual(['opted_out', 'opted_out', null]);
  });

  it('does not send what was posted before its address opted out', async () => {
    await aPhone();
    const channel = fakeChannel('whatsapp');
    const runtime = outboxRuntime(database.db, [channel]);
    await postAll(runtime, {});
    await optOut(database.db, 'whatsapp', '+96550000001', new Date());
    await deliverDue(deskFor(runtime));
    expect(channel.taken).toEqual([]);
    expect(await outboxRows(database.db)).toMatchObject([
      { state: 'held', reason: 'opted_out', attempts: 0 },
    ]);
  });

  it('gives the renderer the reply that was posted: dates as dates, and only characters that can be stored', async () => {
    const at = new Date('2026-03-18T10:15:00Z');
    const period = { from: at, to: new Date('2026-03-19T00:00:00Z') };
    const values = {
      at: instant(at),
      when: { kind: 'period', period },
      said: verbatim('a\0b\ud800c'),
      all: { kind: 'list', items: [{ kind: 'text', text: text('k', { at: { kind: 'clock', at } }) }] },
    } as const;
    const seen: unknown[] = [];
    const runtime = outboxRuntime(database.db, [fakeChannel('whatsapp')]);
    const reply = { blocks: [{ kind: 'text', text: text('k', values) }] } as const;
    await postAll(runtime, { reply });
    const render = (shown: unknown) => {
      seen.push(shown);
      return { text: 'x', buttons: [], direction: 'ltr' } as const;
    };
    await deliverDue(deskFor(runtime, { render }));
    const said = verbatim('a\ufffdb\ufffdc');
    expect(seen).toEqual([{ blocks: [{ kind: 'text', text: text('k', { ...values, said }) }] }]);
  });
});
