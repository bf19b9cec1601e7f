import { beforeEach, describe, expect, it } from 'vitest';
import { subscribe, subscribersTo, subscriptionsOf, unsubscribe } from '../../src/store/subscriptions.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const daily = { frequency: 'daily', atMinute: null, areaIds: [], governorateIds: [] } as const;

beforeEach(() => emptyDatabase(database.db));

describe('subscriptions', () => {
  it('are one a topic: asking again replaces what was asked before', async () => {
    const { id: userId } = await aPerson(database.db, 'officer');
    await subscribe(database.db, { userId, topic: 'briefing', ...daily });
    await subscribe(database.db, {
      userId,
      topic: 'briefing',
      ...daily,
      atMinute: 360,
      areaIds: ['salmiya'],
    });
    expect(await subscriptionsOf(database.db, userId)).toEqual([
      {
        userId,
        topic: 'briefing',
        frequency: 'daily',
        atMinute: 360,
        areaIds: ['salmiya'],
        governorateIds: [],
      },
    ]);
  });

  it('end by topic, and say which there were', async () => {
    const { id: userId } = await aPerson(database.db, 'officer');
    await subscribe(database.db, { userId, topic: 'briefing', ...daily });
    expect(await unsubscribe(database.db, userId, ['briefing', 'alerts'])).toEqual(['briefing']);
    expect(await subscriptionsOf(database.db, userId)).toEqual([]);
  });

  it('reach nobody who has left', async () => {
    const here = await aPerson(database.db, 'officer');
    const gone = await aPerson(database.db, 'officer');
    for (const { id: userId } of [here, gone])
      await subscribe(database.db, { userId, topic: 'alerts', ...daily });
    await database.db.knex.raw('UPDATE system_users SET active = false WHERE id = ?', [gone.id]);
    expect((await subscribersTo(database.db, 'alerts')).map(({ userId }) => userId)).toEqual([here.id]);
  });
});
