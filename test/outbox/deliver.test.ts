import { beforeEach, describe, expect, it } from 'vitest';
import { deliverDue, startDelivery, tidy } from '../../src/outbox/deliver.js';
import { begin } from '../../src/outbox/desk.js';
import { openDatabase, rowsOf } from '../../src/store/database.js';
import { linkAddress, touchInbound } from '../../src/store/identities.js';
import { createUser } from '../../src/store/users.js';
import { useDatabase, workerEndpoint } from '../support/database.js';
import { ambiguous, busy, fakeChannel, plainRender } from '../support/fake-channel.js';
import {
  deskFor,
  emptyOutbox,
  outboxRows,
  outboxRuntime,
  outcomes,
  postAll,
  skipWaits,
} from '../support/outbox.js';

const database = useDatabase();
beforeEach(() => emptyOutbox(database.db));

const phone = (n: number) => ({ channel: 'whatsapp', value: `+9655${String(n).padStart(7, '0')}` }) as const;
const keys = (channel: { taken: { message: { key: string } }[] }) =>
  channel.taken.map((one) => one.message.key);

/** One channel that is on, and a desk of its own. */
function setUp(options: Parameters<typeof deskFor>[1] = {}, now = new Date()) {
  const channel = fakeChannel('whatsapp');
  const runtime = outboxRuntime(database.db, [channel], now);
  return { channel, runtime, desk: deskFor(runtime, options) };
}

describe('delivery', () => {
  it('hands a message over once and records what was sent and under which id', async () => {
    const { channel, runtime, desk } = setUp();
    await postAll(runtime, { key: 'a' });
    await deliverDue(desk);
    await deliverDue(desk);
    expect(keys(channel)).toEqual(['a']);
    const [row] = await outboxRows(database.db);
    expect(row).toMatchObject({
      state: 'accepted',
      provider_id: 'whatsapp-1',
      body: 'test.text',
      attempts: 1,
    });
    expect(await outcomes(database.db)).toEqual(['accepted']);
  });

  it('has the attempt on record before the provider is called', async () => {
    const { channel, runtime, desk } = setUp();
    let during: unknown;
    channel.onTaken = async () => {
      during = await rowsOf(database.db, 'SELECT number, outcome FROM outbox_attempts');
    };
    await postAll(runtime, {});
    await deliverDue(desk);
    expect(during).toEqual([{ number: 1, outcome: null }]);
  });

  it('sends the messages of one address in the order they were posted, also when the first must be tried again', async () => {
    const { channel, runtime, desk } = setUp();
    channel.fault = (_, call) => (call === 1 ? { takes: false, answers: busy(null) } : null);
    await postAll(runtime, { key: '1' }, { key: '2' }, { key: '3' });
    await deliverDue(desk);
    expect(keys(channel)).toEqual([]);
    await skipWaits(database.db);
    await deliverDue(desk);
    expect(keys(channel)).toEqual(['1', '2', '3']);
  });

  it('lets a critical message overtake a fan-out, to the same person as well', async () => {
    const { channel, runtime, desk } = setUp({ capacity: 4 });
    const bulk = Array.from({ length: 300 }, (_, n) => ({
      key: `bulk ${n}`,
      to: phone(n),
      urgency: 'bulk' as const,
    }));
    await postAll(runtime, ...bulk);
    await postAll(runtime, { key: 'critical', to: phone(299), urgency: 'critical' });
    await deliverDue(desk);
    expect(channel.taken).toHaveLength(301);
    expect(keys(channel).indexOf('critical')).toBeLessThanOrEqual(5);
  });

  it('finds a place for a critical message while every other place hangs', async () => {
    const { channel, runtime, desk } = setUp({ capacity: 2 });
    let letGo: () => void = () => undefined;
    const hang = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    channel.onTaken = (_, message) => (message.key.startsWith('bulk') ? hang : Promise.resolve());
    await postAll(
      runtime,
      ...[1, 2, 3].map((n) => ({ key: `bulk ${n}`, to: phone(n), urgency: 'bulk' as const })),
    );
    await begin(desk);
    await postAll(runtime, { key: 'critical', to: phone(9), urgency: 'critical' });
    await begin(desk);
    await [...desk.underWay.values()].find(({ message }) => message.key === 'critical')?.ended;
    expect(keys(channel)).toContain('critical');
    letGo();
    await deliverDue(desk);
    expect(channel.taken).toHaveLength(4);
  });

  it('keeps free text inside the window that the person opened', async () => {
    const now = new Date('2026-03-18T10:00:00Z');
    const { channel, runtime, desk } = setUp({}, now);
    const hour = 3_600_000;
    const cases = [
      { to: phone(1), wroteAt: now.getTime() - 24 * hour + 1000 },
      { to: phone(2), wroteAt: now.getTime() - 24 * hour },
    ];
    for (const { to, wroteAt } of cases) {
      const user = await createUser(database.db, { email: `${to.value}@x.kw`, name: 'Ali', role: 'officer' });
      await linkAddress(database.db, { userId: user.id, address: to, verifiedAt: now });
      await touchInbound(database.db, to.channel, to.value, new Date(wroteAt));
    }
    await postAll(runtime, { to: phone(1) }, { to: phone(2) }, { to: phone(3) });
    await deliverDue(desk);
    const windows = new Map(channel.taken.map(({ message }) => [message.to.value, message.withinWindow]));
    expect([phone(1), phone(2), phone(3)].map((to) => windows.get(to.value))).toEqual([true, false, false]);
  });
});

describe('an attempt of which nobody knows whether it arrived', () => {
  it('becomes one message when the provider had taken it, two hundred times', async () => {
    const { channel, runtime, desk } = setUp();
    const failed = new Set<string>();
    channel.fault = ({ key }) => {
      if (failed.has(key)) return null;
      failed.add(key);
      return { takes: true, answers: ambiguous };
    };
    await postAll(runtime, ...Array.from({ length: 200 }, (_, n) => ({ key: `m${n}`, to: phone(n) })));
    for (let pass = 0; pass < 60 && channel.searches.length < 200; pass++) {
      await rowsOf(database.db, "UPDATE send_slots SET next_at = now(), free_at = '{}'");
      await skipWaits(database.db);
      await deliverDue(desk);
    }
    expect(channel.taken).toHaveLength(200);
    expect((await outboxRows(database.db)).map((row) => row.state)).toEqual(Array(200).fill('accepted'));
  });

  it('is sent again when the provider never had it', async () => {
    const { channel, runtime, desk } = setUp();
    channel.fault = (_, call) => (call === 1 ? { takes: false, answers: ambiguous } : null);
    await postAll(runtime, { key: 'a' });
    await deliverDue(desk);
    await skipWaits(database.db);
    await deliverDue(desk);
    expect(channel.searches).toEqual(['a']);
    expect(keys(channel)).toEqual(['a']);
    expect(await outcomes(database.db)).toEqual(['ambiguous', 'accepted']);
  });

  it('is never sent again while the provider cannot be asked', async () => {
    const { channel, runtime, desk } = setUp();
    channel.fault = () => ({ takes: true, answers: ambiguous });
    channel.canFind = false;
    await postAll(runtime, {});
    for (let pass = 0; pass < 14; pass++) {
      await rowsOf(database.db, "UPDATE send_slots SET next_at = now(), free_at = '{}'");
      await skipWaits(database.db);
      await deliverDue(desk);
    }
    expect(channel.taken).toHaveLength(1);
    expect(await outboxRows(database.db)).toMatchObject([{ state: 'dead', reason: 'find_failed' }]);
  });

  it('was left open by a killed deliverer: the next one asks before it sends', async () => {
    const { channel, runtime, desk } = setUp();
    const killed = fakeChannel('whatsapp');
    const taken = new Promise<void>((resolve) => {
      killed.onTaken = () => {
        resolve();
        return new Promise(() => undefined);
      };
    });
    await postAll(runtime, { key: 'a' });
    await begin(deskFor(outboxRuntime(database.db, [killed])));
    await taken;
    channel.taken.push(...killed.taken);
    await deliverDue(desk);
    expect(channel.searches).toEqual([]);
    await rowsOf(database.db, `UPDATE outbox SET lease_until = now() - interval '1 second'`);
    await deliverDue(desk);
    expect(channel.searches).toEqual(['a']);
    expect(channel.calls).toBe(0);
    expect(await outcomes(database.db)).toEqual(['ambiguous', 'reconciled']);
    expect(await outboxRows(database.db)).toMatchObject([{ state: 'accepted', provider_id: 'whatsapp-1' }]);
  });

  it('is not sent again once it is old news, but still counts as sent when the provider has it', async () => {
    const { channel, runtime, desk } = setUp();
    channel.fault = ({ key }) => ({ takes: key === 'arrived', answers: ambiguous });
    await postAll(runtime, { key: 'arrived', to: phone(1) }, { key: 'lost', to: phone(2) });
    await deliverDue(desk);
    await rowsOf(database.db, 'UPDATE outbox SET expires_at = now(), available_at = now()');
    await tidy(desk, 'on');
    await deliverDue(desk);
    expect((await outboxRows(database.db)).map((row) => row.state)).toEqual(['accepted', 'expired']);
    expect(channel.calls).toBe(2);
  });
});

describe('a provider that says no', () => {
  it('is not asked for a moment as long as it wants, and is not asked again and again', async () => {
    const { channel, runtime, desk } = setUp();
    channel.fault = () => ({ takes: false, answers: busy(30) });
    await postAll(runtime, {}, { to: phone(2) });
    await deliverDue(desk);
    const [row] = await rowsOf<{ seconds: number }>(
      database.db,
      'SELECT extract(epoch FROM min(available_at) - now())::float8 AS seconds FROM outbox',
    );
    expect(row?.seconds).toBeGreaterThan(28);
    await skipWaits(database.db);
    const calls = channel.calls;
    await deliverDue(desk);
    expect(channel.calls).toBe(calls);
  });

  it('ends a message that it refuses, with the reason, and the address is marked', async () => {
    const { channel, runtime, desk } = setUp();
    const user = await createUser(database.db, { email: 'ali@x.kw', name: 'Ali', role: 'officer' });
    await linkAddress(database.db, { userId: user.id, address: phone(1), verifiedAt: new Date() });
    const answers = { outcome: 'refused', code: '21610', detail: 'opted out', flag: 'opted_out' } as const;
    channel.fault = () => ({ takes: false, answers });
    await postAll(runtime, { to: phone(1) });
    await deliverDue(desk);
    expect(await outboxRows(database.db)).toMatchObject([{ state: 'failed', reason: '21610' }]);
    expect(await postAll(runtime, { to: phone(1) })).toEqual(['held']);
  });

  it('is left alone after five failures in a row, then tried with one message, then trusted again', async () => {
    const { channel, runtime, desk } = setUp();
    channel.fault = () => ({ takes: false, answers: busy(null) });
    await postAll(runtime, ...Array.from({ length: 40 }, (_, n) => ({ to: phone(n) })));
    await deliverDue(desk);
    const calls = channel.calls;
    await skipWaits(database.db);
    await deliverDue(desk);
    expect(channel.calls).toBe(calls);
    await rowsOf(database.db, "UPDATE send_slots SET next_at = now(), free_at = '{}'");
    await deliverDue(desk);
    expect(channel.calls).toBe(calls + 1);
    channel.fault = () => null;
    await rowsOf(database.db, "UPDATE send_slots SET next_at = now(), free_at = '{}'");
    await skipWaits(database.db);
    await deliverDue(desk);
    expect(channel.taken).toHaveLength(40);
  });

  it('holds a message for want of a template, and lets it go when the channels are switched on anew', async () => {
    const { channel, runtime, desk } = setUp();
    const answers = { outcome: 'hold', reason: 'needs_template', detail: 'no template' } as const;
    channel.fault = () => ({ takes: false, answers });
    await postAll(runtime, {});
    await deliverDue(desk);
    expect(await outboxRows(database.db)).toMatchObject([{ state: 'held', reason: 'needs_template' }]);
    await tidy(desk, 'on');
    await deliverDue(desk);
    expect(channel.calls).toBe(1);
    channel.fault = () => null;
    await tidy(desk, 'just_on');
    await deliverDue(desk);
    expect(channel.taken).toHaveLength(1);
  });
});

describe('a message that our own code stumbles over', () => {
  const failsForPoison: typeof plainRender = (reply, locale, limits) => {
    if (locale === 'xx') throw new Error('no such language');
    return plainRender(reply, locale, limits);
  };

  it('is dead after five tries, and the others arrive all the same', async () => {
    const { channel, runtime, desk } = setUp({ render: failsForPoison });
    await postAll(runtime, { locale: 'xx', to: phone(1) }, ...[2, 3, 4].map((n) => ({ to: phone(n) })));
    for (let pass = 0; pass < 6; pass++) {
      await skipWaits(database.db);
      await deliverDue(desk);
    }
    expect(channel.taken).toHaveLength(3);
    expect((await outboxRows(database.db))[0]).toMatchObject({
      state: 'dead',
      reason: 'render_failed',
      attempts: 5,
    });
  });

  it('takes no moment of its provider from the others', async () => {
    const { channel, runtime, desk } = setUp({
      render: failsForPoison,
      rates: { whatsapp: { perSecond: 2, per: 'channel' } },
    });
    await postAll(runtime, ...[1, 2, 3].map((n) => ({ locale: 'xx', to: phone(n) })), { to: phone(4) });
    await deliverDue(desk);
    expect(channel.taken).toHaveLength(1);
    const taken = await rowsOf<{ at: Date | null }>(
      database.db,
      `SELECT unnest(free_at) AS at FROM send_slots WHERE key = 'whatsapp'`,
    );
    expect(taken.filter(({ at }) => at !== null)).toHaveLength(1);
  });

  it('may have reached the provider before the channel broke: it is asked for first', async () => {
    const { channel, runtime, desk } = setUp();
    channel.fault = () => ({ takes: true, answers: new Error('a bug in the channel') });
    await postAll(runtime, {});
    await deliverDue(desk);
    await skipWaits(database.db);
    await deliverDue(desk);
    expect(channel.taken).toHaveLength(1);
    expect(await outcomes(database.db)).toEqual(['ambiguous', 'reconciled']);
  });
});

describe('switching a channel on', () => {
  it('releases what is still news and nothing else', async () => {
    const off = outboxRuntime(database.db, []);
    await postAll(off, { key: 'news', to: phone(1) }, { key: 'old', to: phone(2) });
    await rowsOf(database.db, `UPDATE outbox SET expires_at = now() WHERE idempotency_key = 'old'`);
    const { channel, desk } = setUp();
    await tidy(desk, 'just_on');
    await deliverDue(desk);
    expect(keys(channel)).toEqual(['news']);
    expect((await outboxRows(database.db)).map((row) => row.state)).toEqual(['accepted', 'expired']);
  });
});

describe('the delivery loop', () => {
  it('hears of a message as soon as it is committed, without waiting for its poll', async () => {
    const { channel, runtime } = setUp();
    const delivery = startDelivery(runtime, {
      render: plainRender,
      tapSecret: 'a secret',
      rates: {},
      pollMs: 3_600_000,
    });
    await delivery.settled();
    const arrived = new Promise<void>((resolve) => {
      channel.onTaken = async () => resolve();
    });
    await postAll(runtime, {});
    await arrived;
    await delivery.settled();
    await delivery.stop();
    expect(await outboxRows(database.db)).toMatchObject([{ state: 'accepted' }]);
  });

  it('gives back untouched what waits for its moment when it stops', async () => {
    const { channel, runtime } = setUp();
    const rates = { whatsapp: { perSecond: 4, per: 'channel' } } as const;
    const delivery = startDelivery(runtime, { render: plainRender, tapSecret: 'a secret', rates });
    const first = new Promise<void>((resolve) => {
      channel.onTaken = async () => resolve();
    });
    await postAll(runtime, ...[1, 2, 3, 4].map((n) => ({ to: phone(n) })));
    await first;
    await delivery.stop();
    const rows = await outboxRows(database.db);
    const waiting = rows.filter((row) => row.state !== 'accepted');
    expect(waiting.length).toBeGreaterThan(0);
    for (const row of waiting) expect(row).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await outcomes(database.db)).toEqual(Array(4 - waiting.length).fill('accepted'));
  });
});

describe.runIf(database.onServer)('several deliverers (real server only)', () => {
  it('never send a message twice, nor two of one address out of order', async () => {
    const channel = fakeChannel('whatsapp');
    const posts = Array.from({ length: 1000 }, (_, n) => ({
      key: String(n).padStart(4, '0'),
      to: phone(n % 50),
    }));
    await postAll(outboxRuntime(database.db, [channel]), ...posts);
    const others = [1, 2, 3].map(() => openDatabase(workerEndpoint(), { poolSize: 5 }));
    const team = others.map((db) =>
      startDelivery(outboxRuntime(db, [channel]), {
        render: plainRender,
        tapSecret: 'a secret',
        rates: {},
        pollMs: 50,
      }),
    );
    await Promise.all(team.map((delivery) => delivery.settled()));
    await Promise.all(team.map((delivery) => delivery.stop()));
    for (const db of others) await db.close();
    expect(new Set(keys(channel)).size).toBe(1000);
    expect(channel.taken).toHaveLength(1000);
    for (let n = 0; n < 50; n++) {
      const sent = keys(channel).filter((key) => Number(key) % 50 === n);
      expect(sent).toEqual([...sent].sort());
    }
  });
});
