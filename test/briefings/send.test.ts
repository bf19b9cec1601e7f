import { beforeEach, describe, expect, it } from 'vitest';
import { sendBriefings, sendPersonalBriefings } from '../../src/briefings/send.js';
import { rowsOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { createRun, latestRun } from '../../src/store/runs.js';
import { type Frequency, subscribe } from '../../src/store/subscriptions.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW, testRuntime } from '../support/runtime.js';

const database = useDatabase();
const runtime = () => testRuntime(database.db, { channels: [fakeChannel('whatsapp')] });

async function subscriber(more: { frequency?: Frequency; atMinute?: number; locale?: string } = {}) {
  const user = await aPerson(database.db, 'officer', { locale: more.locale ?? null });
  const address = { channel: 'whatsapp', value: `+9655100${String(user.id).padStart(4, '0')}` } as const;
  await linkAddress(database.db, { userId: user.id, address, verifiedAt: TEST_NOW });
  await subscribe(database.db, {
    userId: user.id,
    topic: 'briefing',
    frequency: more.frequency ?? 'daily',
    atMinute: more.atMinute ?? null,
    areaIds: [],
    governorateIds: [],
  });
  return user.id;
}

const posted = () =>
  rowsOf<{ user_id: number; locale: string }>(
    database.db,
    'SELECT user_id, locale FROM outbox ORDER BY user_id',
  );

async function morning() {
  const run = await createRun(database.db, { job: 'send-briefings', localDate: '2026-03-18' });
  return run?.id ?? 0;
}

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
});

describe("the morning's briefings", () => {
  it('go to every subscriber once, in their language, also when the run is taken up again', async () => {
    const arabic = await subscriber({ locale: 'ar' });
    const english = await subscriber({ locale: 'en' });
    const runId = await morning();
    await sendBriefings(runtime(), runId, new AbortController().signal);
    await sendBriefings(runtime(), runId, new AbortController().signal);
    expect(await posted()).toEqual([
      { user_id: arabic, locale: 'ar' },
      { user_id: english, locale: 'en' },
    ]);
  });

  it('are on record as failed when they could not be sent at all, and are sent with the next try', async () => {
    const person = await subscriber();
    const runId = await morning();
    const { signal } = new AbortController();
    await rowsOf(database.db, 'ALTER TABLE subscriptions RENAME TO lost');
    await expect(sendBriefings(runtime(), runId, signal)).rejects.toThrow();
    await rowsOf(database.db, 'ALTER TABLE lost RENAME TO subscriptions');
    expect(await latestRun(database.db, 'send-briefings')).toMatchObject({ status: 'failed' });
    await sendBriefings(runtime(), runId, signal);
    expect(await posted()).toMatchObject([{ user_id: person }]);
    expect(await latestRun(database.db, 'send-briefings')).toMatchObject({ status: 'finished', error: null });
  });

  it('leave out who asked for a weekly one, but on Sundays', async () => {
    await subscriber({ frequency: 'weekly' });
    await sendBriefings(runtime(), await morning(), new AbortController().signal);
    expect(await posted()).toEqual([]);
  });

  it('come at the minute that a person named, once, and not before it', async () => {
    await subscriber({ atMinute: 10 * 60 + 30 });
    const clocked = runtime();
    await sendPersonalBriefings(clocked);
    expect(await posted()).toEqual([]);
    clocked.clock.set(new Date('2026-03-18T10:31:00+03:00'));
    await sendPersonalBriefings(clocked);
    await sendPersonalBriefings(clocked);
    expect(await posted()).toHaveLength(1);
  });
});
