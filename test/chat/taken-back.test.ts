import { beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { subscriptionsOf } from '../../src/store/subscriptions.js';
import { createTask } from '../../src/store/tasks.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW } from '../support/runtime.js';
import { terminalTalk } from '../support/talk.js';

const database = useDatabase();
let commander: User;
let salem: User;

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
  commander = await aPerson(database.db, 'commander', { locale: 'en' });
  salem = await aPerson(database.db, 'officer', { locale: 'en', name: 'Salem' });
});

const talk = () => terminalTalk(database.db);

const toSalem = () =>
  rowsOf<{ state: string; key: string }>(
    database.db,
    `SELECT state, reply->'blocks'->0->'text'->>'key' AS key FROM outbox
     WHERE user_id = ? AND purpose = 'task' ORDER BY id`,
    [salem.id],
  );

describe('an order that is taken back', () => {
  it('before its message could leave is never heard of', async () => {
    const address = { channel: 'sms', value: '+96550000001' } as const;
    await linkAddress(database.db, { userId: salem.id, address, verifiedAt: TEST_NOW });
    const says = talk();
    await says(commander, 'assign Salem to patrol Salmiya');
    expect(await toSalem()).toMatchObject([{ state: 'held' }]);
    await says(commander, 'undo');
    expect(await toSalem()).toEqual([{ state: 'cancelled', key: 'commands.task_assign.for_you' }]);
    const [promised] = await rowsOf(database.db, `SELECT state FROM tellings WHERE user_id = ?`, [salem.id]);
    expect(promised).toEqual({ state: 'cancelled' });
  });

  it('after its message has left is taken back by a second one', async () => {
    const address = { channel: 'terminal', value: salem.email } as const;
    await linkAddress(database.db, { userId: salem.id, address, verifiedAt: TEST_NOW });
    const says = talk();
    await says(commander, 'assign Salem to patrol Salmiya');
    await says(commander, 'undo');
    expect(await toSalem()).toEqual([
      { state: 'accepted', key: 'commands.task_assign.for_you' },
      { state: 'accepted', key: 'commands.task_assign.taken_back' },
    ]);
  });

  it('while its message may have left is taken back by a second one: nobody knows', async () => {
    const address = { channel: 'sms', value: '+96550000001' } as const;
    await linkAddress(database.db, { userId: salem.id, address, verifiedAt: TEST_NOW });
    const says = talk();
    await says(commander, 'assign Salem to patrol Salmiya');
    await rowsOf(
      database.db,
      `INSERT INTO outbox_attempts (outbox_id, number, outcome)
       SELECT id, 1, 'ambiguous' FROM outbox WHERE user_id = ?`,
      [salem.id],
    );
    await says(commander, 'undo');
    expect((await toSalem()).map(({ key }) => key)).toEqual([
      'commands.task_assign.for_you',
      'commands.task_assign.taken_back',
    ]);
  });
});

describe('steps of several tasks that are taken back', () => {
  it('lock everybody who may hear of it in one order, so that no two of them wait for each other', async () => {
    const later = await aPerson(database.db, 'commander', { locale: 'en' });
    for (const by of [later, commander]) {
      await inTransaction(database.db, (tx) => createTask(tx, taskFrom(by)));
    }
    const says = talk();
    await says(salem, 'accept tasks 1 and 2');
    const locked: unknown[] = [];
    const listen = ({ sql, bindings }: { sql: string; bindings: unknown[] }) => {
      if (sql.includes('pg_advisory_xact_lock(hashtextextended')) locked.push(bindings[0]);
    };
    database.db.knex.on('query', listen);
    expect(await says(salem, 'undo')).toMatch(/1 and 2/);
    database.db.knex.off('query', listen);
    const order = [...new Set(locked)].filter((name) => String(name).startsWith('tellings:'));
    expect(order).toEqual([`tellings:${commander.id}`, `tellings:${later.id}`]);
  });

  const taskFrom = (by: User) => ({
    instruction: 'patrol',
    priority: 'normal' as const,
    areaId: null,
    governorateId: null,
    hotspotId: null,
    assignedTo: salem.id,
    assignedBy: by.id,
    dueAt: null,
    at: TEST_NOW,
  });
});

describe('subscriptions', () => {
  const places = async () =>
    (await subscriptionsOf(database.db, salem.id)).map(({ topic, areaIds, governorateIds }) => [
      topic,
      ...areaIds,
      ...governorateIds,
    ]);

  it('to alerts add up place by place, and end place by place', async () => {
    const says = talk();
    await says(salem, 'subscribe to alerts for Salmiya');
    const answer = await says(salem, 'subscribe to alerts for Jabriya');
    expect(await places()).toEqual([['alerts', 'salmiya', 'jabriya']]);
    expect(answer).toContain('Until now you were sent: Alerts: at once, Salmiya.');
    expect(await says(salem, 'stop alerts for Salmiya')).toContain('You are still sent:');
    expect(await places()).toEqual([['alerts', 'jabriya']]);
    await says(salem, 'stop alerts for Jabriya');
    // Nothing left is nothing, not everywhere.
    expect(await places()).toEqual([]);
  });

  it('come back whole with an undo', async () => {
    const says = talk();
    await says(salem, 'subscribe to alerts for Salmiya');
    await says(salem, 'subscribe to alerts for Jabriya');
    await says(salem, 'undo');
    expect(await places()).toEqual([['alerts', 'salmiya']]);
  });

  it('to a briefing take the place that was named last, keep what was not said, and tell what was before', async () => {
    const says = talk();
    await says(salem, 'subscribe to the daily briefing for Salmiya at 7');
    expect(await says(salem, 'subscribe to the daily briefing for Jabriya')).toContain('Salmiya');
    expect(await subscriptionsOf(database.db, salem.id)).toMatchObject([
      { topic: 'briefing', areaIds: ['jabriya'], atMinute: 420 },
    ]);
  });

  it('to everything have no single places to end, and say so', async () => {
    const says = talk();
    await says(salem, 'subscribe to alerts');
    expect(await says(salem, 'subscribe to alerts for Jabriya')).toContain('all your places');
    expect(await says(salem, 'stop alerts for Salmiya')).toContain('cannot be left out');
    expect(await places()).toEqual([['alerts']]);
    expect(await says(salem, 'stop alerts for Salmiya')).not.toContain('not subscribed');
  });

  it('say of an area that it comes with its governorate, and list only what has ended', async () => {
    const says = talk();
    await says(salem, 'subscribe to alerts for Hawalli governorate');
    expect(await says(salem, 'stop alerts for Salmiya')).toMatch(/^Salmiya: comes with Hawalli Governorate/i);
    await says(salem, 'subscribe to alerts for Jahra');
    const answer = await says(salem, 'stop alerts for Jahra and Salmiya');
    expect(answer).toContain('Ended for Jahra.');
    expect(answer).toContain('Salmiya: comes with');
    expect(await places()).toEqual([['alerts', 'hawalli']]);
  });

  it('end but for the places that are named, of everywhere too', async () => {
    const says = talk();
    await says(salem, 'subscribe to alerts');
    expect(await says(salem, 'stop alerts except Salmiya')).toContain('You are still sent:');
    expect(await places()).toEqual([['alerts', 'salmiya']]);
    await says(salem, 'stop alerts except theft');
    expect(await says(salem, 'subscribe to alerts except Jabriya')).toContain('Nothing has changed');
    expect(await places()).toEqual([['alerts', 'salmiya']]);
  });
});
