import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelName } from '../../src/domain/message.js';
import { say } from '../../src/domain/reply.js';
import { climbDue } from '../../src/outbox/climb.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { pollSilent } from '../../src/outbox/poll.js';
import { recordReceipt } from '../../src/outbox/receipt.js';
import { type Telling, tell } from '../../src/outbox/tell.js';
import { inTransaction, rowOf, rowsOf } from '../../src/store/database.js';
import { linkAddress, optOut } from '../../src/store/identities.js';
import { createTask, transitionTask } from '../../src/store/tasks.js';
import { useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { deskFor, emptyOutbox, outboxRuntime, skipWaits } from '../support/outbox.js';
import { aPerson } from '../support/people.js';
import { silent } from '../support/silent.js';

const database = useDatabase();
beforeEach(() => emptyOutbox(database.db));

const DAYTIME = new Date('2026-03-18T12:00:00+03:00');
const NIGHT = new Date('2026-03-18T23:30:00+03:00');

/** An officer with WhatsApp, SMS and e-mail, and a commander with e-mail. */
async function setUp(now = DAYTIME, names: ChannelName[] = ['whatsapp', 'sms', 'email']) {
  const channels = names.map(fakeChannel);
  const runtime = outboxRuntime(database.db, channels, now);
  const desk = deskFor(runtime);
  const officer = await aPerson(database.db, 'officer', { locale: 'en', governorates: ['hawalli'] });
  const commander = await aPerson(database.db, 'commander', { locale: 'en', governorates: ['hawalli'] });
  const link = (userId: number, channel: ChannelName, value: string) =>
    linkAddress(database.db, { userId, address: { channel, value }, verifiedAt: now });
  await link(officer.id, 'whatsapp', '+96550000001');
  await link(officer.id, 'sms', '+96550000001');
  await link(officer.id, 'email', 'ali@example.test');
  await link(commander.id, 'email', 'chief@example.test');
  const taken = (name: ChannelName) => channels.find((c) => c.name === name)?.taken ?? [];
  const promise = (more: Partial<Telling> = {}) =>
    inTransaction(database.db, (tx) =>
      tell(runtime, tx, {
        user: officer,
        cause: 'task:1',
        step: 'given',
        purpose: 'task',
        urgency: 'critical',
        reply: say('test.text'),
        ...more,
      }),
    );
  /** Follows and delivers until nothing is due. */
  const work = async () => {
    for (let pass = 0; pass < 10; pass++) {
      await deliverDue(desk);
      if ((await climbDue(runtime)) === 0) return;
    }
  };
  const channel = (name: ChannelName) => channels.find((c) => c.name === name);
  return { runtime, desk, officer, commander, taken, promise, work, channel };
}

/** As if so many minutes had passed: everything that was posted or accepted is that much older. */
const age = (minutes: number) =>
  rowsOf(
    database.db,
    `WITH aged AS (UPDATE outbox SET created_at = created_at - make_interval(mins => ?),
       accepted_at = accepted_at - make_interval(mins => ?), poll_at = poll_at - make_interval(mins => ?))
     UPDATE tellings SET next_at = next_at - make_interval(mins => ?)`,
    [minutes, minutes, minutes, minutes],
  );
const tellings = () =>
  rowsOf<{ state: string; purpose: string }>(database.db, 'SELECT state, purpose FROM tellings ORDER BY id');
const failed = (
  channel: ChannelName,
  providerId: string,
  fault: 'bad_address' | 'handset_off' = 'bad_address',
) =>
  recordReceipt(
    { db: database.db, log: silent },
    { channel, providerId, status: 'undelivered', errorCode: '1', fault },
  );

describe('the ladder', () => {
  it('is done with the first delivery receipt, and nothing else goes out', async () => {
    const { promise, work, taken } = await setUp();
    expect(await promise()).toBe('queued');
    await work();
    await recordReceipt(
      { db: database.db, log: silent },
      {
        channel: 'whatsapp',
        providerId: 'whatsapp-1',
        status: 'delivered',
        errorCode: null,
      },
    );
    await age(60);
    await work();
    expect(await tellings()).toMatchObject([{ state: 'reached' }]);
    expect([taken('whatsapp').length, taken('sms').length, taken('email').length]).toEqual([1, 0, 0]);
  });

  it('goes from WhatsApp to SMS to e-mail as receipts fail or stay away', async () => {
    const { promise, work, taken } = await setUp();
    await promise();
    await work();
    expect(taken('sms')).toHaveLength(0);
    await failed('whatsapp', 'whatsapp-1');
    await work();
    expect(taken('sms')).toHaveLength(1);
    await work();
    expect(taken('email')).toHaveLength(0);
    await age(3);
    await work();
    expect(taken('email')).toHaveLength(1);
    // A mail server only says that it took the message: handed over, never "reached".
    expect(await tellings()).toMatchObject([{ state: 'handed' }]);
  });

  it('takes a receipt that comes late as good news, and takes the remaining messages back', async () => {
    const { promise, work, channel, runtime } = await setUp();
    await promise();
    await work();
    const sms = channel('sms');
    if (sms)
      sms.fault = () => ({
        takes: false,
        answers: { outcome: 'retry', code: '429', detail: '', afterSeconds: 60 },
      });
    await age(3);
    await climbDue(runtime);
    await recordReceipt(
      { db: database.db, log: silent },
      {
        channel: 'whatsapp',
        providerId: 'whatsapp-1',
        status: 'delivered',
        errorCode: null,
      },
    );
    const states = await rowsOf(database.db, 'SELECT channel, state FROM outbox ORDER BY id');
    expect(states).toEqual([
      { channel: 'whatsapp', state: 'delivered' },
      { channel: 'sms', state: 'cancelled' },
    ]);
    expect(await tellings()).toMatchObject([{ state: 'reached' }]);
  });

  it('asks the provider before it climbs: a missing callback costs nobody a second message', async () => {
    const { promise, work, channel, taken } = await setUp();
    await promise();
    await work();
    channel('whatsapp')?.knows.set('whatsapp-1', {
      channel: 'whatsapp',
      providerId: 'whatsapp-1',
      status: 'delivered',
      errorCode: null,
    });
    await age(3);
    await work();
    expect(taken('sms')).toHaveLength(0);
    expect(await tellings()).toMatchObject([{ state: 'reached' }]);
  });

  it('tells the commander, once, when every way has failed', async () => {
    const { promise, work, taken } = await setUp(DAYTIME, ['whatsapp', 'sms', 'email']);
    await optOut(database.db, 'email', 'ali@example.test', DAYTIME);
    await promise();
    await work();
    await failed('whatsapp', 'whatsapp-1');
    await work();
    await failed('sms', 'sms-1');
    await work();
    await work();
    expect(taken('email').map(({ message }) => [message.to.value, message.purpose])).toEqual([
      ['chief@example.test', 'notice'],
    ]);
    expect(await tellings()).toMatchObject([
      { state: 'exhausted', purpose: 'task' },
      { state: 'handed', purpose: 'notice' },
    ]);
  });

  it('gives a handset that is off two more tries before it climbs', async () => {
    const { promise, work, taken } = await setUp();
    await promise();
    for (const id of ['whatsapp-1', 'whatsapp-2', 'whatsapp-3']) {
      await skipWaits(database.db);
      await work();
      await failed('whatsapp', id, 'handset_off');
    }
    await work();
    expect([taken('whatsapp').length, taken('sms').length]).toEqual([3, 1]);
  });

  it('sends a message again as a template when its window had closed (63016), as one message', async () => {
    const { promise, work, taken } = await setUp();
    await promise();
    await rowsOf(database.db, 'UPDATE identities SET last_inbound_at = ?', [DAYTIME]);
    await work();
    const closed = {
      channel: 'whatsapp',
      status: 'failed',
      errorCode: '63016',
      fault: 'window_closed',
    } as const;
    await recordReceipt({ db: database.db, log: silent }, { ...closed, providerId: 'whatsapp-1' });
    await work();
    expect(taken('whatsapp').map(({ message }) => message.withinWindow)).toEqual([true, false]);
    expect(await rowsOf(database.db, 'SELECT 1 FROM outbox')).toHaveLength(1);
  });

  it('goes no further for a task that the officer has answered', async () => {
    const { promise, work, taken, officer, commander } = await setUp();
    const task = await inTransaction(database.db, (tx) =>
      createTask(tx, {
        instruction: 'check the shops',
        areaId: null,
        governorateId: null,
        hotspotId: null,
        assignedTo: officer.id,
        assignedBy: commander.id,
        priority: 'urgent',
        dueAt: null,
        at: DAYTIME,
      }),
    );
    await promise({ cause: `task:${task.id}`, step: 'assigned@1' });
    await work();
    await inTransaction(database.db, (tx) =>
      transitionTask(tx, task.id, 'accepted', { actorId: officer.id, at: DAYTIME }),
    );
    await age(3);
    await work();
    expect([taken('sms').length, taken('email').length]).toEqual([0, 0]);
    expect(await tellings()).toMatchObject([{ state: 'cancelled' }]);
  });

  it('passes over a telling that cannot be followed, and comes back to it', async () => {
    const { promise, work, taken } = await setUp();
    await promise({ cause: 'task:1' });
    await promise({ cause: 'task:2' });
    const odd = 'task:1';
    const telling = await rowOf<{ id: number }>(database.db, 'SELECT id FROM tellings WHERE cause = ?', [
      odd,
    ]);
    // Its next message cannot be stored.
    await rowsOf(
      database.db,
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''refused''; END'`,
    );
    await rowsOf(
      database.db,
      `CREATE TRIGGER refuse BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.telling_id = ${telling.id}) EXECUTE FUNCTION refuse()`,
    );
    await age(3);
    await rowsOf(database.db, `UPDATE outbox SET state = 'failed'`);
    await work();
    await rowsOf(database.db, 'DROP FUNCTION refuse CASCADE');
    expect(taken('sms')).toHaveLength(1);
    const [late] = await rowsOf<{ waits: boolean; state: string }>(
      database.db,
      'SELECT next_at > clock_timestamp() AS waits, state FROM tellings WHERE cause = ?',
      [odd],
    );
    expect(late).toEqual({ waits: true, state: 'open' });
  });

  it('records an opt-out that only the provider knew of', async () => {
    const { promise, work } = await setUp();
    await promise();
    await work();
    const blocked = {
      channel: 'whatsapp',
      status: 'failed',
      errorCode: '63014',
      fault: 'opted_out',
    } as const;
    await recordReceipt({ db: database.db, log: silent }, { ...blocked, providerId: 'whatsapp-1' });
    const [row] = await rowsOf<{ out: boolean }>(
      database.db,
      "SELECT opted_out_at IS NOT NULL AS out FROM identities WHERE channel = 'whatsapp'",
    );
    expect(row?.out).toBe(true);
  });
});

describe('a provider that has fallen silent', () => {
  it('is asked after within 15 minutes, and less and less often', async () => {
    const { promise, work, channel, runtime } = await setUp();
    await promise({ urgency: 'normal' });
    await work();
    expect(await pollSilent(runtime)).toBe(0);
    await age(5);
    expect(await pollSilent(runtime)).toBe(1);
    expect(await pollSilent(runtime)).toBe(0);
    channel('whatsapp')?.knows.set('whatsapp-1', {
      channel: 'whatsapp',
      providerId: 'whatsapp-1',
      status: 'read',
      errorCode: null,
    });
    await age(9);
    expect(await pollSilent(runtime)).toBe(1);
    expect(await tellings()).toMatchObject([{ state: 'reached' }]);
    await age(600);
    expect(await pollSilent(runtime)).toBe(0);
  });
});

describe('quiet hours', () => {
  it('hold a digest and let an alert and a task through', async () => {
    const { promise } = await setUp(NIGHT);
    expect(await promise({ urgency: 'bulk', purpose: 'briefing', cause: 'briefing:1' })).toBe('waiting');
    expect(
      await promise({ urgency: 'bulk', purpose: 'briefing', cause: 'briefing:2', atAnyHour: true }),
    ).toBe('queued');
    expect(await promise({ urgency: 'normal' })).toBe('queued');
    expect(await promise({ urgency: 'critical', purpose: 'alert', cause: 'x:7' })).toBe('queued');
  });

  it('end in one message that names five findings and counts the rest; what is no longer true is dropped', async () => {
    const { promise, work, taken } = await setUp(NIGHT);
    for (let n = 1; n <= 7; n++) {
      await promise({
        urgency: 'bulk',
        purpose: 'watch',
        cause: `finding:${n}`,
        reply: say(`test.text${n}`),
      });
    }
    // There is no such alert (any more).
    await promise({ urgency: 'bulk', purpose: 'watch', cause: 'alert:404' });
    await work();
    expect(taken('whatsapp')).toHaveLength(0);
    await age(24 * 60);
    await work();
    expect(taken('whatsapp')).toHaveLength(1);
    const [row] = await rowsOf<{
      reply: { blocks: { kind: string; items?: unknown[]; text?: { count?: number } }[] };
    }>(database.db, 'SELECT reply FROM outbox');
    expect(row?.reply.blocks.map(({ kind, items, text }) => [kind, items?.length ?? text?.count])).toEqual([
      ['heading', 7],
      ['list', 5],
      ['note', 2],
      ['note', 1],
    ]);
    const states = (await tellings()).map(({ state }) => state);
    expect(states.filter((state) => state === 'bundled')).toHaveLength(7);
    expect(states.filter((state) => state === 'dropped')).toHaveLength(1);
  });
});
