import { escalate } from '../../src/alerts/escalate.js';
import { raise } from '../../src/alerts/raise.js';
import type { Finding } from '../../src/alerts/rules.js';
import { enqueue } from '../../src/jobs/queue.js';
import { acknowledgeAlert, alertHistory } from '../../src/store/alerts.js';
import { inTransaction, rowOf } from '../../src/store/database.js';
import { chatSide } from './chat.js';
import { until } from './checker.js';
import { phone } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf, inLanes } from './inbound.js';
import type { Kit } from './kit.js';

const FINDING: Finding = {
  rule: 'surge',
  tier: 'confirmed',
  scope: 'governorate',
  scopeId: 'hawalli',
  areaId: null,
  governorateId: 'hawalli',
  offenceId: 'theft',
  detail: { count: 30, expected: 10, probability: 0.001, days: 7 },
};

/** A commander, a superadmin above, and a program to raise alerts in. */
async function command(kit: Kit) {
  const side = await chatSide(kit);
  const commander = await side.person('commander', phone(1).value);
  await side.person('superadmin', phone(2).value);
  const raised = (bucket: string, finding: Partial<Finding> = {}) =>
    inTransaction(side.db, (tx) => {
      const raising = { runId: null, bucket, at: side.runtime.clock.now(), expectedFalse: 0.1 };
      return raise(side.runtime, tx, { ...FINDING, ...finding }, raising);
    });
  return { ...side, commander, raised };
}

/** The same finding again and again, from many sides at once. */
export const storm: FaultTest = {
  name: 'S7',
  title: 'the same alert raised again and again within a minute',
  bar: 'one alert and one message a person; again only after the interval',
  needs: 'database',
  n: { short: 200, full: 10_000 },
  fullMinutes: 3,
  pace: 'waits',
  async run(kit, n) {
    const { db, raised, commander, setClock, runtime } = await command(kit);
    const first = await inLanes(8, Array.from({ length: n }), () => raised('2026-03-18'));
    const alerts = await countOf(db, 'alerts_log');
    const { most } = await rowOf<{ most: number }>(
      db,
      `SELECT coalesce(max(n), 0) AS most FROM (SELECT count(*) AS n FROM outbox WHERE cause LIKE 'alert:%' GROUP BY user_id) x`,
    );
    const told = await countOf(db, `outbox WHERE user_id = ${commander}`);
    setClock(new Date(runtime.clock.now().getTime() + 86_400_000));
    const nextDay = await raised('2026-03-19');
    setClock(new Date(runtime.clock.now().getTime() + 10 * 86_400_000));
    const later = await raised('2026-03-29');
    return {
      figure: `${n} raised ${first.filter((alert) => alert !== null).length} time: ${alerts} alert, ${told} message to the commander, at most ${most} a person; a day later ${nextDay ? 'again' : 'silent'}, eleven days later ${later ? 'again' : 'silent'}`,
      met: alerts === 1 && told === 1 && most === 1 && !nextDay && later !== null,
    };
  },
};

/** Somebody takes an alert in the very moment in which it escalates. */
export const racingAcks: FaultTest = {
  name: 'S8',
  title: 'acknowledgement against the timer; the next step when nobody acknowledges',
  bar: 'never escalated after the acknowledgement; next step at T ± 5 s',
  needs: 'database',
  n: { short: 60, full: 1000 },
  fullMinutes: 2,
  pace: 'waits',
  async run(kit, n) {
    const { db, raised, runtime, commander } = await command(kit);
    let both = 0;
    let toldAfter = 0;
    const lost: unknown[] = [];
    for (let i = 0; i < n; i++) {
      const alert = await raised('2026-03-18', { scope: 'area', scopeId: `place-${i}` });
      if (!alert) throw new Error('the alert was not raised');
      const acknowledge = () =>
        inTransaction(db, (tx) => acknowledgeAlert(tx, alert.id, commander, runtime.clock.now()));
      const step = () => escalate(runtime, { alertId: alert.id, step: 1 });
      const ended = await Promise.allSettled(i % 2 === 0 ? [acknowledge(), step()] : [step(), acknowledge()]);
      for (const one of ended) if (one.status === 'rejected') lost.push(one.reason);
      const steps = (await alertHistory(db, alert.id)).map(({ to }) => to);
      const acked = steps.indexOf('acknowledged');
      if (acked < 0 || steps.indexOf('escalated', acked) > acked) both += 1;
      const messages = await countOf(
        db,
        `outbox WHERE cause = 'alert:${alert.id}' AND idempotency_key LIKE '%step-1'`,
      );
      if (messages > 0 && !steps.includes('escalated')) toldAfter += 1;
    }
    const { minutes } = await rowOf<{ minutes: number }>(
      db,
      `SELECT extract(epoch FROM run_at - created_at)::float8 / 60 AS minutes FROM jobs WHERE name = 'escalate-alert' ORDER BY id LIMIT 1`,
    );
    const lateSeconds = await timerLateness(kit);
    return {
      figure: `${n} races: ${both} escalated after the acknowledgement, ${toldAfter} told without a step, ${lost.length} failed; timer set to ${minutes.toFixed(2)} min, taken ${lateSeconds.toFixed(1)} s late`,
      met: both + toldAfter + lost.length === 0 && Math.abs(minutes - 30) < 5 / 60 && lateSeconds < 5,
    };
  },
};

/** How late a worker takes a step whose time has come, in seconds. On the embedded database it has no process of its own. */
async function timerLateness(kit: Kit): Promise<number> {
  const database = await kit.database();
  if (!database.url) return 0;
  await kit.program('worker', kit.settings(database, {}));
  const due = Date.now() + 3000;
  await enqueue(database.db, 'escalate-alert', { alertId: 1, step: 1 }, { runAfterSeconds: 3 });
  const done = () => countOf(database.db, `jobs WHERE name = 'escalate-alert' AND state = 'done'`);
  await until(30, 'the step is taken', async () => (await done()) > 0);
  return Math.max(0, Date.now() - due) / 1000;
}
