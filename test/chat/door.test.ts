import { beforeEach, describe, expect, it } from 'vitest';
import { closeAbandoned } from '../../src/chat/abandoned.js';
import { handleInbound } from '../../src/chat/handle.js';
import { createReceiver } from '../../src/chat/receive.js';
import type { Inbound } from '../../src/domain/message.js';
import { traceQuestion } from '../../src/nlu/trace-question.js';
import { tell } from '../../src/outbox/tell.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { findIdentity, linkAddress } from '../../src/store/identities.js';
import { createTask } from '../../src/store/tasks.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW, testRuntime } from '../support/runtime.js';

const database = useDatabase();
const PHONE = '+96550000077';
const HOUR = 3_600_000;
let sent = 0;

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
});

async function setUp() {
  const runtime = testRuntime(database.db, { channels: [fakeChannel('whatsapp')] });
  const officer = await aPerson(database.db, 'officer', { locale: 'en' });
  const address = { channel: 'whatsapp', value: PHONE } as const;
  await linkAddress(database.db, { userId: officer.id, address, verifiedAt: TEST_NOW });
  const send = async (text: string, more: Partial<Inbound> = {}) => {
    sent += 1;
    await createReceiver(runtime)({
      channel: 'whatsapp',
      providerId: `SM${sent}`,
      from: PHONE,
      text,
      location: null,
      button: null,
      media: [],
      sentAt: null,
      conversation: null,
      ...more,
    });
    const [row] = await rowsOf<{ id: number }>(database.db, 'SELECT max(id)::integer AS id FROM inbound');
    return row?.id ?? 0;
  };
  const say = async (text: string, more: Partial<Inbound> = {}) =>
    handleInbound(runtime, await send(text, more));
  return { runtime, officer, send, say };
}

/** The same runtime, over whose channels our own code stumbles once. */
function stumbling(runtime: ReturnType<typeof testRuntime>): ReturnType<typeof testRuntime> {
  const channels = new Map(runtime.channels);
  channels.has = () => {
    channels.has = Map.prototype.has;
    throw new TypeError('our own mistake');
  };
  return { ...runtime, channels };
}

const answers = async () =>
  (
    await rowsOf<{ key: string; purpose: string }>(
      database.db,
      `SELECT reply->'blocks'->0->'text'->>'key' AS key, purpose FROM outbox ORDER BY id`,
    )
  ).map(({ key }) => key);
const inboundStates = async () =>
  (await rowsOf<{ state: string }>(database.db, 'SELECT state FROM inbound ORDER BY id')).map(
    ({ state }) => state,
  );

describe('STOP and START', () => {
  it('STOP is confirmed once, then nothing goes out, not even an answer, until START', async () => {
    const { say } = await setUp();
    await say('إيقاف');
    await say('STOP');
    await say('my tasks');
    expect(await answers()).toEqual(['commands.carrier.stopped']);
    expect((await findIdentity(database.db, 'whatsapp', PHONE))?.optedOutAt).not.toBeNull();
    await say('START');
    await say('whoami');
    expect((await answers()).slice(1)).toHaveLength(2);
    expect((await answers())[1]).toBe('commands.carrier.started');
    expect(await rowsOf(database.db, "SELECT 1 FROM outbox WHERE state = 'held'")).toEqual([]);
  });
});

describe('our own mistake', () => {
  it('over STOP is no answer: the wish is worked on again', async () => {
    const { runtime, send } = await setUp();
    const id = await send('STOP');
    const broken = stumbling(runtime);
    await expect(handleInbound(broken, id)).rejects.toThrow('our own mistake');
    expect(await answers()).toEqual([]);
    await handleInbound(broken, id);
    expect(await answers()).toEqual(['commands.carrier.stopped']);
    expect((await findIdentity(database.db, 'whatsapp', PHONE))?.optedOutAt).not.toBeNull();
  });

  it('over a question about messages is told as any other, once', async () => {
    const { runtime, officer, send } = await setUp();
    await rowsOf(database.db, `UPDATE system_users SET role = 'commander' WHERE id = ?`, [officer.id]);
    await handleInbound(stumbling(runtime), await send(`why did ${officer.name} not get it?`));
    expect(await answers()).toEqual(['errors.internal']);
    expect(await inboundStates()).toEqual(['handled']);
  });
});

describe('a message that comes late', () => {
  it('is refused with an explanation when it is an order, and nothing is done', async () => {
    const { say, officer } = await setUp();
    const task = await inTransaction(database.db, (tx) =>
      createTask(tx, {
        instruction: 'Patrol',
        areaId: null,
        governorateId: null,
        hotspotId: null,
        assignedTo: officer.id,
        assignedBy: officer.id,
        priority: 'normal',
        dueAt: null,
        at: TEST_NOW,
      }),
    );
    await say(`accept ${task.id}`, { sentAt: new Date(TEST_NOW.getTime() - 2 * HOUR) });
    expect(await answers()).toEqual(['delivery.late.order']);
    const [row] = await rowsOf<{ state: string }>(database.db, 'SELECT state FROM assigned_tasks');
    expect(row?.state).toBe(task.state);
    await say(`accept ${task.id}`, { sentAt: new Date(TEST_NOW.getTime() - 60_000) });
    expect((await rowsOf<{ state: string }>(database.db, 'SELECT state FROM assigned_tasks'))[0]?.state).toBe(
      'accepted',
    );
  });

  it('is answered with a remark when it is a question', async () => {
    const { say } = await setUp();
    await say('whoami', { sentAt: new Date(TEST_NOW.getTime() - 30 * HOUR) });
    const [row] = await rowsOf<{ keys: string }>(
      database.db,
      `SELECT jsonb_path_query_array(reply, '$.blocks[*].text.key')::text AS keys FROM outbox`,
    );
    expect(row?.keys).toContain('delivery.late.question');
  });
});

describe('floods and loops', () => {
  it('a person is answered twenty times in a minute, told once that it is too fast, and then met with silence', async () => {
    const { say } = await setUp();
    for (let n = 0; n < 26; n++) await say('whoami');
    const keys = await answers();
    expect(keys).toHaveLength(21);
    expect(keys.filter((key) => key === 'errors.too_many_requests')).toHaveLength(1);
    expect((await inboundStates()).filter((state) => state === 'refused')).toHaveLength(6);
  });

  it('who was not understood three times is heard when they are', async () => {
    const { say } = await setUp();
    for (const words of ['qwpo zxmn', 'bnvc lkjh', 'ghty rewq', 'plimp xqzw']) await say(words);
    expect(await answers()).toHaveLength(3);
    await say('whoami');
    expect(await answers()).toHaveLength(4);
    expect((await inboundStates()).at(-1)).toBe('handled');
  });

  it('a machine that answers our answers gets two of them', async () => {
    const { say } = await setUp();
    for (let n = 0; n < 8; n++) await say('xqzw plimp auto reply out of office');
    expect((await answers()).length).toBeLessThanOrEqual(3);
  });
});

describe('a message whose job is dead', () => {
  it('is closed as failed with one safe answer; one whose job still waits is left alone', async () => {
    const { runtime, send } = await setUp();
    const dead = await send('whoami');
    const waiting = await send('whoami');
    await rowsOf(database.db, "UPDATE jobs SET state = 'dead' WHERE key = ?", [`inbound:${dead}`]);
    expect(await closeAbandoned(runtime)).toBe(0);
    runtime.clock.set(new Date(TEST_NOW.getTime() + 5 * 60_000));
    expect(await closeAbandoned(runtime)).toBe(1);
    expect(await closeAbandoned(runtime)).toBe(0);
    expect(await inboundStates()).toEqual(['failed', 'received']);
    expect(await answers()).toEqual(['delivery.late.abandoned']);
    expect(waiting).toBeGreaterThan(dead);
  });
});

describe('"why did Ali not get it?"', () => {
  const asked = [
    'why did Ali not get it?',
    'Why didn’t Ali receive the alert',
    'did Ali get the message?',
    'ليش ما وصلت الرسالة لعلي؟',
    'ليش علي ما وصله التنبيه؟',
    'لماذا لم تصل الرسالة إلى علي',
    'هل استلم علي الرسالة؟',
  ];
  it.each(asked)('%s names the person', (question) => {
    expect(traceQuestion(question)?.name.toLowerCase()).toMatch(/^(ali|علي)$/);
  });

  it.each(['how many thefts in Hawalli', 'why is theft up', 'كم سرقة في حولي', 'ليش زادت السرقات'])(
    '%s asks something else',
    (question) => {
      expect(traceQuestion(question)).toBeNull();
    },
  );

  it('is answered for whoever commands Ali with every way and its end, and read as words for others', async () => {
    const { runtime, officer, say } = await setUp();
    const chief = await aPerson(database.db, 'commander', { locale: 'en', name: 'Mona Chief' });
    const ali = await aPerson(database.db, 'officer', { locale: 'en', name: 'Ali Hassan' });
    const phone = { channel: 'whatsapp', value: '+96550000099' } as const;
    await linkAddress(database.db, { userId: ali.id, address: phone, verifiedAt: TEST_NOW });
    const chiefPhone = { channel: 'whatsapp', value: '+96550000098' } as const;
    await linkAddress(database.db, { userId: chief.id, address: chiefPhone, verifiedAt: TEST_NOW });
    await inTransaction(database.db, (tx) =>
      tell(runtime, tx, {
        user: ali,
        cause: 'task:9',
        step: 'given',
        purpose: 'task',
        urgency: 'normal',
        reply: { blocks: [] },
      }),
    );
    await rowsOf(database.db, "UPDATE outbox SET state = 'failed', provider_id = 'SM-9', reason = '30005'");
    // What found no address is told too: no message was ever made of it.
    await rowsOf(
      database.db,
      `INSERT INTO tellings (key, cause, user_id, purpose, urgency, locale, reply, state, expires_at)
       VALUES ('unsent', 'task:8', ?, 'task', 2, 'en', '{"blocks":[]}', 'exhausted', now())`,
      [ali.id],
    );
    await rowsOf(
      database.db,
      "INSERT INTO receipts (channel, provider_id, status, error_code, fault) VALUES ('whatsapp', 'SM-9', 'failed', '30005', 'bad_address')",
    );
    await say('why did Ali not get it?', { from: chiefPhone.value });
    expect((await answers()).at(-1)).toBe('delivery.trace.heading');
    const [row] = await rowsOf<{ reply: string }>(
      database.db,
      'SELECT reply::text FROM outbox ORDER BY id DESC LIMIT 1',
    );
    expect(row?.reply).toContain('delivery.faults.bad_address');
    expect(row?.reply).toContain('delivery.unsent.exhausted');
    expect(row?.reply).not.toContain('+965');
    await say('why did Ali not get it?');
    expect((await answers()).at(-1)).not.toBe('delivery.trace.heading');
    await say('thefts in Jabriya last month', { from: chiefPhone.value });
    for (const question of ['why did Fatima not get it?', 'ليش فاطمة ما وصلها التنبيه؟']) {
      await say(question, { from: chiefPhone.value });
      expect((await answers()).at(-1)).toBe('delivery.trace.unknown');
    }
    expect(officer.role).toBe('officer');
  });
});
