import { beforeEach, describe, expect, it } from 'vitest';
import { escalate, expireOldAlerts } from '../../src/alerts/escalate.js';
import { loadAudience, raise } from '../../src/alerts/raise.js';
import type { Finding } from '../../src/alerts/rules.js';
import type { User } from '../../src/domain/user.js';
import { acknowledgeAlert, alertById, alertHistory, listAlerts } from '../../src/store/alerts.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { subscribe } from '../../src/store/subscriptions.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW, testRuntime } from '../support/runtime.js';

const database = useDatabase();

const surge: Finding = {
  rule: 'surge',
  tier: 'confirmed',
  scope: 'governorate',
  scopeId: 'hawalli',
  areaId: null,
  governorateId: 'hawalli',
  offenceId: 'theft',
  detail: { count: 31, expected: 14.2, probability: 0.0001, days: 7 },
};
const raising = { runId: null, bucket: '2026-03-18', at: TEST_NOW, expectedFalse: 0.1 };

async function reachable(user: User): Promise<User> {
  const address = { channel: 'whatsapp', value: `+9655000${String(user.id).padStart(4, '0')}` } as const;
  await linkAddress(database.db, { userId: user.id, address, verifiedAt: TEST_NOW });
  return user;
}

const runtime = () => testRuntime(database.db, { channels: [fakeChannel('whatsapp')] });
const raiseIt = (finding = surge) =>
  inTransaction(database.db, (tx) => raise(runtime(), tx, finding, raising));
const told = () =>
  rowsOf<{ user_id: number; purpose: string }>(
    database.db,
    `SELECT user_id, purpose FROM outbox WHERE cause LIKE 'alert:%' ORDER BY id`,
  );

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
});

describe('an alert', () => {
  it('is raised once for a place and day, however often the night is run', async () => {
    const commander = await reachable(await aPerson(database.db, 'commander'));
    expect((await raiseIt())?.state).toBe('raised');
    expect(await raiseIt()).toBeNull();
    expect(await told()).toEqual([{ user_id: commander.id, purpose: 'alert' }]);
  });

  it('is told to commanders and subscribed officers of its place, and to nobody else', async () => {
    const commander = await reachable(await aPerson(database.db, 'commander', { governorates: ['hawalli'] }));
    await reachable(await aPerson(database.db, 'commander', { governorates: ['jahra'] }));
    const subscribed = await reachable(await aPerson(database.db, 'officer'));
    await reachable(await aPerson(database.db, 'officer'));
    await subscribe(database.db, {
      userId: subscribed.id,
      topic: 'alerts',
      frequency: 'immediate',
      atMinute: null,
      areaIds: [],
      governorateIds: [],
    });
    await raiseIt();
    expect((await told()).map((row) => row.user_id)).toEqual([commander.id, subscribed.id]);
  });

  it('that is only being watched is on record but wakes nobody', async () => {
    await reachable(await aPerson(database.db, 'commander'));
    expect(await raiseIt({ ...surge, tier: 'watch' })).not.toBeNull();
    expect(await told()).toEqual([]);
  });

  it('that is only being watched is gathered for those who asked to hear at once', async () => {
    const subscribed = await reachable(await aPerson(database.db, 'officer'));
    const asked = {
      userId: subscribed.id,
      topic: 'alerts',
      atMinute: null,
      areaIds: [],
      governorateIds: [],
    } as const;
    await subscribe(database.db, { ...asked, frequency: 'immediate' });
    await raiseIt({ ...surge, tier: 'watch' });
    expect(await told()).toEqual([]);
    const tellings = await rowsOf(database.db, 'SELECT user_id, purpose, state FROM tellings');
    expect(tellings).toEqual([{ user_id: subscribed.id, purpose: 'watch', state: 'waiting' }]);
  });

  it('reads who can be told once for a night with many findings', async () => {
    await reachable(await aPerson(database.db, 'commander'));
    const queries: string[] = [];
    const listen = ({ sql }: { sql: string }) => void queries.push(sql);
    await inTransaction(database.db, async (tx) => {
      const audience = await loadAudience(tx);
      database.db.knex.client.on('query', listen);
      for (let n = 0; n < 5; n++) {
        await raise(runtime(), tx, { ...surge, scopeId: `place-${n}` }, { ...raising, audience });
      }
    });
    database.db.knex.client.off('query', listen);
    expect(queries.length).toBeGreaterThan(5);
    const askWho = queries.filter(
      (sql) => /FROM subscriptions|FROM system_users\s+WHERE/.test(sql) && !sql.includes('FROM identities'),
    );
    expect(askWho).toEqual([]);
    expect(await told()).toHaveLength(5);
  });

  it('says how many false alerts its run was to expect', async () => {
    await reachable(await aPerson(database.db, 'commander'));
    const alert = await raiseIt();
    expect(alert?.detail.expectedFalse).toBe(0.1);
  });
});

describe('escalation', () => {
  it('tells the next step once, and no more after an acknowledgement', async () => {
    const commander = await reachable(await aPerson(database.db, 'commander'));
    const admin = await reachable(await aPerson(database.db, 'superadmin'));
    const alert = await raiseIt();
    const step = { alertId: alert?.id ?? 0, step: 1 };
    await escalate(runtime(), step);
    await escalate(runtime(), step);
    expect((await told()).map((row) => row.user_id)).toEqual([commander.id, admin.id]);
    expect((await alertById(database.db, step.alertId))?.state).toBe('escalated');
  });

  it('is silent when somebody took the alert before its time', async () => {
    const commander = await reachable(await aPerson(database.db, 'commander'));
    await reachable(await aPerson(database.db, 'superadmin'));
    const alert = await raiseIt();
    await inTransaction(database.db, (tx) => acknowledgeAlert(tx, alert?.id ?? 0, commander.id, TEST_NOW));
    await escalate(runtime(), { alertId: alert?.id ?? 0, step: 1 });
    expect(await told()).toHaveLength(1);
    expect((await listAlerts(database.db, { limit: 5 })).map(({ state }) => state)).toEqual(['acknowledged']);
  });

  it('that races an acknowledgement comes before it or not at all, forty times', async () => {
    const commander = await reachable(await aPerson(database.db, 'commander'));
    await reachable(await aPerson(database.db, 'superadmin'));
    for (let n = 0; n < 40; n++) {
      const alert = await raiseIt({ ...surge, scopeId: `race-${n}` });
      const id = alert?.id ?? 0;
      const take = () => inTransaction(database.db, (tx) => acknowledgeAlert(tx, id, commander.id, TEST_NOW));
      const goOn = () => escalate(runtime(), { alertId: id, step: 1 });
      await Promise.all(n % 2 === 0 ? [take(), goOn()] : [goOn(), take()]);
      const steps = (await alertHistory(database.db, id)).map(({ to }) => to);
      expect(steps.at(-1)).toBe('acknowledged');
    }
  });

  it('goes on at once when nobody of a step can be reached', async () => {
    await aPerson(database.db, 'commander');
    await reachable(await aPerson(database.db, 'superadmin'));
    await raiseIt();
    const [job] = await rowsOf<{ due: boolean }>(
      database.db,
      `SELECT run_at <= now() + interval '1 second' AS due FROM jobs WHERE name = 'escalate-alert'`,
    );
    expect(job?.due).toBe(true);
  });

  it('ends alerts that nobody took in a week', async () => {
    await reachable(await aPerson(database.db, 'commander'));
    const alert = await raiseIt();
    const weekLater = runtime();
    await expireOldAlerts(weekLater);
    expect((await alertById(database.db, alert?.id ?? 0))?.state).toBe('raised');
    weekLater.clock.set(new Date(TEST_NOW.getTime() + 8 * 86_400_000));
    await expireOldAlerts(weekLater);
    expect((await alertById(database.db, alert?.id ?? 0))?.state).toBe('expired');
  });
});
