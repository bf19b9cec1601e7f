import { Registry } from 'prom-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { showDelivery } from '../../src/api/delivery-metrics.js';
import { climbDue } from '../../src/outbox/climb.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { warnOfStoppedWorker, watchDelivery } from '../../src/outbox/watch.js';
import { rowsOf } from '../../src/store/database.js';
import { beat } from '../../src/store/heartbeats.js';
import { linkAddress, optOut } from '../../src/store/identities.js';
import { subscribe } from '../../src/store/subscriptions.js';
import { useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { deskFor, emptyOutbox, outboxRuntime, postAll } from '../support/outbox.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
beforeEach(async () => {
  await rowsOf(database.db, 'DELETE FROM subscriptions');
  await rowsOf(database.db, 'DELETE FROM runs');
  await emptyOutbox(database.db);
  await rowsOf(database.db, 'DELETE FROM heartbeats');
});

const NOW = new Date('2026-03-18T12:00:00+03:00');
const SID = `HX${'1'.repeat(32)}`;

async function setUp() {
  const whatsapp = fakeChannel('whatsapp');
  const email = fakeChannel('email');
  const runtime = outboxRuntime(database.db, [whatsapp, email], NOW);
  const admin = await aPerson(database.db, 'superadmin', { locale: 'en' });
  const officer = await aPerson(database.db, 'officer', { locale: 'en' });
  for (const [userId, channel, value] of [
    [admin.id, 'whatsapp', '+96550000009'],
    [admin.id, 'email', 'duty@example.test'],
    [officer.id, 'whatsapp', '+96550000001'],
  ] as const) {
    await linkAddress(database.db, { userId, address: { channel, value }, verifiedAt: NOW });
  }
  const work = async () => {
    await watchDelivery(runtime);
    await deliverDue(deskFor(runtime));
    await climbDue(runtime);
  };
  return { runtime, whatsapp, email, admin, officer, work };
}

describe('the watch over delivery', () => {
  it('warns the commanders where no superadmin has an address, and the superadmin as soon as there is one', async () => {
    const { runtime, whatsapp, email, admin, work } = await setUp();
    await rowsOf(database.db, 'DELETE FROM identities');
    const errors: object[] = [];
    const log = { ...runtime.log, error: (entry: object) => void errors.push(entry) };
    whatsapp.templates = [{ contentSid: SID, name: 'alert.ar', state: 'paused', reason: null }];
    const look = () => watchDelivery({ ...runtime, log: log as typeof runtime.log });
    await look();
    await look();
    expect(errors).toHaveLength(2);
    const registry = new Registry();
    showDelivery(registry, runtime);
    expect(await registry.metrics()).toMatch(
      /khareetaty_tellings_broken\{purpose="notice",why="unreachable"\} [1-9]/,
    );

    const commander = await aPerson(database.db, 'commander', { locale: 'en', governorates: ['jahra'] });
    const commanders = { channel: 'email', value: 'commander@example.test' } as const;
    await linkAddress(database.db, { userId: commander.id, address: commanders, verifiedAt: NOW });
    await work();
    await work();
    expect(email.taken.map(({ message }) => message.to.value)).toEqual([commanders.value]);

    const duty = { channel: 'email', value: 'duty@example.test' } as const;
    await linkAddress(database.db, { userId: admin.id, address: duty, verifiedAt: NOW });
    await look();
    await work();
    expect(email.taken.map(({ message }) => message.to.value)).toEqual([commanders.value, duty.value]);
  });

  it.each(['failed', 'running'])('tells of a briefing run that is %s and made nothing', async (status) => {
    const { officer, work } = await setUp();
    const asked = { topic: 'briefing', frequency: 'daily', areaIds: [], governorateIds: [] } as const;
    await subscribe(database.db, { ...asked, userId: officer.id, atMinute: null });
    await rowsOf(
      database.db,
      `INSERT INTO runs (job, local_date, status, started_at, parameters)
       VALUES ('send-briefings', '2026-03-18', ?, ?, '{}')`,
      [status, new Date(NOW.getTime() - 11 * 60_000)],
    );
    const warned = () =>
      rowsOf(database.db, "SELECT cause FROM tellings WHERE cause LIKE 'briefing-watch:%'");
    await work();
    // Who subscribed after the run had begun was not due.
    expect(await warned()).toEqual([]);
    await rowsOf(database.db, "UPDATE subscriptions SET created_at = '2026-03-01'");
    await work();
    expect(await warned()).toEqual([{ cause: 'briefing-watch:2026-03-18' }]);
  });

  describe('over briefings of which no run was ever made', () => {
    const asked = { topic: 'briefing', frequency: 'daily', areaIds: [], governorateIds: [] } as const;
    const warnings = () =>
      rowsOf<{ cause: string }>(
        database.db,
        "SELECT cause FROM tellings WHERE cause LIKE 'briefing-watch:%' ORDER BY cause",
      );
    const since = (day: string) => rowsOf(database.db, 'UPDATE subscriptions SET created_at = ?', [day]);

    it('tells the duty once, by another channel than WhatsApp, that the morning had none', async () => {
      const { officer, whatsapp, email, work } = await setUp();
      await subscribe(database.db, { ...asked, userId: officer.id, atMinute: null });
      await since('2026-03-01');
      // The run of the day before hides nothing.
      await rowsOf(
        database.db,
        `INSERT INTO runs (job, local_date, status, started_at, parameters)
         VALUES ('send-briefings', '2026-03-17', 'finished', '2026-03-17T06:30:00+03:00', '{}')`,
      );
      await work();
      // Whoever has just come back makes up first what can be made up.
      expect(await warnings()).toEqual([]);
      await work();
      await work();
      expect(await warnings()).toEqual([{ cause: 'briefing-watch:2026-03-18' }]);
      expect(whatsapp.taken).toEqual([]);
      expect(email.taken.map(({ message }) => message.to.value)).toEqual(['duty@example.test']);
    });

    it('says nothing before its time, where nobody wants one, or to whom came later', async () => {
      const { officer, runtime, work } = await setUp();
      await work();
      await work();
      expect(await warnings()).toEqual([]);
      await subscribe(database.db, { ...asked, userId: officer.id, atMinute: null });
      await since('2026-03-18T07:00:00+03:00');
      await work();
      expect(await warnings()).toEqual([]);
      await since('2026-03-18T01:00:00+03:00');
      const early = { now: () => new Date('2026-03-18T06:35:00+03:00') };
      await watchDelivery({ ...runtime, clock: early });
      expect(await warnings()).toEqual([]);
    });

    it('tells once whose briefing at a personal hour was not made, of yesterday evening too', async () => {
      const { officer, admin, email, work } = await setUp();
      const night = await aPerson(database.db, 'officer', { name: 'Salem' });
      await subscribe(database.db, { ...asked, userId: officer.id, atMinute: 7 * 60 + 15 });
      await subscribe(database.db, { ...asked, userId: night.id, atMinute: 23 * 60 + 50 });
      await subscribe(database.db, { ...asked, userId: admin.id, atMinute: 12 * 60 });
      await since('2026-03-17T13:00:00+03:00');
      await work();
      expect(await warnings()).toEqual([]);
      await work();
      await work();
      expect(await warnings()).toEqual([
        { cause: 'briefing-watch:2026-03-17@23:50' },
        { cause: 'briefing-watch:2026-03-18@07:15' },
      ]);
      expect(email.taken).toHaveLength(2);
    });

    it('counts a personal hour that was promised as kept, and one that was named afterwards as not due', async () => {
      const { officer, admin, work } = await setUp();
      await subscribe(database.db, { ...asked, userId: officer.id, atMinute: 7 * 60 });
      await subscribe(database.db, { ...asked, userId: admin.id, atMinute: 14 * 60 });
      await since('2026-03-17T20:00:00+03:00');
      await rowsOf(
        database.db,
        `INSERT INTO tellings (key, cause, user_id, purpose, urgency, locale, reply, state, expires_at)
         VALUES ('kept', 'briefing:2026-03-18', ?, 'briefing', 3, 'en', '{"blocks":[]}', 'reached', now())`,
        [officer.id],
      );
      // The clock of the database is long past this noon: whoever names another hour is due from then on.
      await subscribe(database.db, { ...asked, userId: admin.id, atMinute: 6 * 60 });
      await work();
      await work();
      expect(await warnings()).toEqual([]);
    });
  });

  it('tells the duty of a paused template once, by another channel than WhatsApp', async () => {
    const { whatsapp, email, work } = await setUp();
    whatsapp.templates = [{ contentSid: SID, name: 'alert.ar', state: 'paused', reason: null }];
    await work();
    await work();
    expect(whatsapp.taken).toEqual([]);
    expect(email.taken.map(({ message }) => message.to.value)).toEqual(['duty@example.test']);
  });

  it('tells whoever answers for an officer that no channel is left, once for each loss', async () => {
    const { whatsapp, email, work } = await setUp();
    await work();
    expect(whatsapp.taken).toEqual([]);
    await optOut(database.db, 'whatsapp', '+96550000001', NOW);
    await work();
    await work();
    const told = [...whatsapp.taken, ...email.taken].map(({ message }) => message.purpose);
    expect(told).toEqual(['notice']);
  });

  it('notices a worker that has been silent for three minutes, and only then', async () => {
    const { runtime, email, whatsapp } = await setUp();
    expect(await warnOfStoppedWorker(runtime)).toBe(false);
    await beat(database.db, 'worker');
    expect(await warnOfStoppedWorker(runtime)).toBe(false);
    await rowsOf(database.db, "UPDATE heartbeats SET beat_at = beat_at - interval '4 minutes'");
    expect(await warnOfStoppedWorker(runtime)).toBe(true);
    expect(await warnOfStoppedWorker(runtime)).toBe(true);
    await deliverDue(deskFor(runtime));
    expect(email.taken.length + whatsapp.taken.length).toBe(1);
  });

  it('tells of a briefing that has not arrived ten minutes after it was due', async () => {
    const { work } = await setUp();
    await rowsOf(
      database.db,
      `INSERT INTO runs (job, local_date, status, started_at, parameters)
       VALUES ('send-briefings', '2026-03-18', 'finished', ?, '{}')`,
      [new Date(NOW.getTime() - 11 * 60_000)],
    );
    await rowsOf(
      database.db,
      `INSERT INTO tellings (key, cause, user_id, purpose, urgency, locale, reply, state, expires_at)
       SELECT 'b' || n, 'briefing:2026-03-18', (SELECT max(id) FROM system_users), 'briefing', 3, 'en', '{"blocks":[]}',
         CASE WHEN n < 4 THEN 'reached' ELSE 'exhausted' END, now() FROM generate_series(1, 10) AS n`,
    );
    await work();
    await work();
    const warnings = await rowsOf(
      database.db,
      "SELECT cause FROM tellings WHERE cause LIKE 'briefing-watch:%'",
    );
    expect(warnings).toEqual([{ cause: 'briefing-watch:2026-03-18' }]);
  });
});

it('the figures of delivery show queue, hand-over, paused channels and templates', async () => {
  const { runtime, whatsapp, work } = await setUp();
  const registry = new Registry();
  showDelivery(registry, runtime);
  whatsapp.templates = [{ contentSid: SID, name: 'alert.ar', state: 'paused', reason: null }];
  await work();
  await postAll(runtime, { to: { channel: 'whatsapp', value: '+96550000001' } });
  await postAll(runtime, { to: { channel: 'sms', value: '+96550000001' } });
  await rowsOf(
    database.db,
    "INSERT INTO send_slots (key, next_at) VALUES ('whatsapp', now() + interval '30 seconds') ON CONFLICT (key) DO UPDATE SET next_at = excluded.next_at",
  );
  await rowsOf(
    database.db,
    `INSERT INTO outbox_attempts (outbox_id, number, outcome, finished_at, window_open)
     SELECT id, 9, 'accepted', clock_timestamp(), false FROM outbox WHERE channel = 'whatsapp' LIMIT 1`,
  );
  const text = await registry.metrics();
  expect(text).toContain(
    'khareetaty_attempts_by_window_lately{channel="whatsapp",window="closed",outcome="accepted"} 1',
  );
  expect(text).toMatch(/khareetaty_whatsapp_windows_closed \d/);
  expect(text).toContain('khareetaty_outbox_messages{channel="sms",urgency="normal",state="held"} 1');
  expect(text).toContain('khareetaty_template_usable{name="alert.ar",state="paused"} 0');
  expect(text).toMatch(/khareetaty_channel_paused_seconds\{channel="whatsapp"\} (29|30)/);
  expect(text).toContain('khareetaty_handoff_seconds{urgency="critical",quantile="0.99"}');
  expect(text).toMatch(/khareetaty_worker_silent_seconds \d/);
  expect(text).not.toContain('+965');
});
