import { beforeEach, describe, expect, it } from 'vitest';
import { forgetMessages } from '../../src/chat/forget.js';
import { handleInbound } from '../../src/chat/handle.js';
import { createReceiver } from '../../src/chat/receive.js';
import type { Inbound } from '../../src/domain/message.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { rowOf, rowsOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { createRun, latestRun } from '../../src/store/runs.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { deskFor } from '../support/outbox.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW, testRuntime } from '../support/runtime.js';

const database = useDatabase();
const PHONE = '+96550000099';
const SECRET_WORDS = 'whoami, asks the man at Bayan gate seven';
const DAYS = 180;

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
});

const written: Inbound = {
  channel: 'whatsapp',
  providerId: 'SM1',
  from: PHONE,
  text: SECRET_WORDS,
  location: { latitude: 29.33, longitude: 48.02, label: 'gate seven' },
  button: null,
  media: [],
  sentAt: null,
  conversation: null,
};

/** An officer has written and was answered, so many days before now. */
async function talkOf(daysAgo: number) {
  const runtime = testRuntime(database.db, { channels: [fakeChannel('whatsapp')] });
  const officer = await aPerson(database.db, 'officer', { locale: 'en' });
  const address = { channel: 'whatsapp', value: PHONE } as const;
  await linkAddress(database.db, { userId: officer.id, address, verifiedAt: TEST_NOW });
  await createReceiver(runtime)(written);
  const { id } = await rowOf<{ id: number }>(database.db, 'SELECT id FROM inbound');
  await handleInbound(runtime, id);
  await deliverDue(deskFor(runtime));
  // Jobs that are done are swept after a week.
  await rowsOf(database.db, 'DELETE FROM jobs');
  const at = new Date(TEST_NOW.getTime() - daysAgo * 86_400_000);
  await rowsOf(database.db, 'UPDATE inbound SET received_at = ?', [at]);
  await rowsOf(database.db, 'UPDATE outbox SET created_at = ?, updated_at = ?', [at, at]);
  await rowsOf(database.db, 'UPDATE conversations SET updated_at = ?', [at]);
  return { runtime, officer };
}

async function night(runtime: ReturnType<typeof testRuntime>, localDate = '2026-03-18') {
  const run = await createRun(database.db, { job: 'forget-messages', localDate });
  const runId = run?.id ?? 0;
  await forgetMessages(runtime, runId, new AbortController().signal);
  return rowOf<{ report: Record<string, number> }>(
    database.db,
    `SELECT stages->'forget' AS report FROM runs WHERE id = ?`,
    [runId],
  );
}

/** In which tables a text still stands; people's own addresses and the audit are not messages. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await rowsOf<{ name: string }>(
    database.db,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
     AND tablename NOT IN ('identities', 'action_log', 'spatial_ref_sys')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    // The seconds of a time of day may look like a position ("14:20:29.33").
    const written = `regexp_replace(t::text, ':[0-9]{2}[.][0-9]+', '', 'g')`;
    const rows = await rowsOf(database.db, `SELECT 1 FROM ${name} t WHERE strpos(${written}, ?) > 0`, [text]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('the night', () => {
  it('forgets what was written longer ago than is kept, and keeps that it was', async () => {
    const { runtime, officer } = await talkOf(DAYS + 1);
    expect(await tablesWith('gate seven')).toContain('inbound');
    expect(await tablesWith(PHONE)).toEqual(expect.arrayContaining(['inbound', 'outbox']));
    const { report } = await night(runtime);
    expect(report).toMatchObject({ inbound: 1, outbox: 1 });
    for (const text of ['gate seven', PHONE, '29.33']) expect(await tablesWith(text)).toEqual([]);
    const kept = await rowsOf(
      database.db,
      `SELECT i.state, i.provider_id AS "providerId", o.user_id AS "userId", o.state AS sent
       FROM inbound i JOIN outbox o ON o.cause = 'inbound:' || i.id`,
    );
    expect(kept).toEqual([{ state: 'handled', providerId: 'SM1', userId: officer.id, sent: 'accepted' }]);
  });

  it('leaves alone what is younger, and what has not ended', async () => {
    const { runtime } = await talkOf(DAYS - 1);
    await night(runtime);
    expect(await tablesWith('gate seven')).toContain('inbound');
    await rowsOf(
      database.db,
      `UPDATE inbound SET state = 'received', received_at = now() - interval '9 years'`,
    );
    await rowsOf(database.db, `UPDATE outbox SET state = 'held', updated_at = now() - interval '9 years'`);
    await night(runtime, '2026-03-19');
    expect(await tablesWith(PHONE)).toEqual(expect.arrayContaining(['inbound', 'outbox']));
  });

  it('still knows a forgotten message when its webhook is sent again', async () => {
    const { runtime } = await talkOf(DAYS + 1);
    await night(runtime);
    expect(await createReceiver(runtime)(written)).toBe('duplicate');
  });

  it('does not touch again what it has forgotten', async () => {
    const { runtime } = await talkOf(DAYS + 1);
    await night(runtime);
    expect((await night(runtime, '2026-03-19')).report).toMatchObject({ inbound: 0, outbox: 0, tellings: 0 });
  });

  it('says that it failed when it did, and goes on with the next try', async () => {
    const { runtime } = await talkOf(DAYS + 1);
    const run = await createRun(database.db, { job: 'forget-messages', localDate: '2026-03-18' });
    const runId = run?.id ?? 0;
    const { signal } = new AbortController();
    await rowsOf(database.db, 'ALTER TABLE receipts RENAME TO lost');
    await expect(forgetMessages(runtime, runId, signal)).rejects.toThrow();
    await rowsOf(database.db, 'ALTER TABLE lost RENAME TO receipts');
    expect(await latestRun(database.db, 'forget-messages')).toMatchObject({ status: 'failed' });
    await forgetMessages(runtime, runId, signal);
    expect(await latestRun(database.db, 'forget-messages')).toMatchObject({
      status: 'finished',
      error: null,
    });
  });

  it('keeps feedback word for word in the audit, and the words of nothing else', async () => {
    const { runtime } = await talkOf(DAYS + 1);
    const text = 'the numbers are wrong for Bayan';
    await createReceiver(runtime)({ ...written, providerId: 'SM2', text });
    const { id } = await rowOf<{ id: number }>(database.db, 'SELECT max(id)::integer AS id FROM inbound');
    await handleInbound(runtime, id);
    const lines = await rowsOf<{ text: string | null }>(
      database.db,
      `SELECT detail->>'text' AS text FROM action_log WHERE request_id LIKE 'inbound:%' ORDER BY id`,
    );
    expect(lines).toEqual([{ text: null }, { text }]);
  });
});
