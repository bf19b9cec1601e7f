import { setTimeout as delay } from 'node:timers/promises';
import { shoot } from '../../scripts/bench/load.js';
import type { RunningProcess } from '../../scripts/bench/processes.js';
import { post } from '../../src/outbox/post.js';
import { inTransaction, openDatabase } from '../../src/store/database.js';
import { check, drained, inWords, until } from './checker.js';
import { bulletin, phone, phones, populate, postAll } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf } from './inbound.js';
import type { Kit } from './kit.js';
import { whatsappShot } from './webhooks.js';

const PEOPLE = 50;

/** The database crashes again and again under load, then stays away for half a minute. */
export const databaseGone: FaultTest = {
  name: 'D3',
  title: 'database crashes and restarts under load, then is away for 30 s (6 in CI)',
  bar: '503 while it is away and never 200 before the commit, 0 lost, healthy within 10 s',
  needs: 'own server',
  n: { short: 2, full: 20 },
  fullMinutes: 2,
  async run(kit, crashes) {
    const { cluster } = kit;
    if (!cluster) throw new Error('the server is not ours to stop');
    const database = await kit.database();
    const twilio = await kit.twilio();
    const settings = { ...kit.settings(database, { twilio }), TWILIO_WHATSAPP_MPS: '200' };
    await populate(database.db, phones(PEOPLE));
    const web = await kit.program('web', settings);
    const worker = await kit.program('worker', settings);
    await database.db.close();
    const callers = callTwilio(kit, web);
    const healthy: number[] = [];
    for (let crash = 0; crash < crashes; crash++) {
      await delay(1000);
      await cluster.stop('immediate');
      await delay(300);
      await cluster.start();
      healthy.push(await secondsUntilReady(web));
      kit.progress(`${crash + 1} of ${crashes} crashes`);
    }
    await cluster.stop('immediate');
    const awaySeconds = crashes < 10 ? 6 : 30;
    await delay(awaySeconds * 1000);
    await cluster.start();
    healthy.push(await secondsUntilReady(web));
    await delay(1000);
    const { acknowledged, statuses } = await callers.stop();
    const db = openDatabase({ kind: 'server', url: database.url ?? '' });
    kit.later(() => db.close());
    const answered = () => countOf(db, `outbox WHERE cause LIKE 'inbound:%' AND state = 'accepted'`);
    await until(120, 'all is answered', async () => (await answered()) >= acknowledged).catch(
      () => undefined,
    );
    const stored = await countOf(db, 'inbound');
    const replies = await answered();
    const odd = [...statuses.keys()].filter((status) => ![0, 200, 503].includes(status));
    const reason =
      web
        .output()
        .split('\n')
        .find((logged) => logged.includes('webhook failed')) ?? '';
    const slowest = Math.max(...healthy);
    return {
      figure: `${crashes} crashes and ${awaySeconds} s away: ${acknowledged} acknowledged, ${stored} stored, ${replies} answered, ${twilio.accepted.length} sent, ${statuses.get(503) ?? 0} × 503, ${statuses.get(0) ?? 0} without an answer, others ${odd.join(', ') || 'none'}${odd.length > 0 ? ` (${reason.slice(0, 300)})` : ''}; ready after at most ${slowest.toFixed(1)} s; worker ${worker.runs() ? 'lives' : 'DIED'}`,
      met:
        stored === acknowledged &&
        replies === acknowledged &&
        twilio.accepted.length === acknowledged &&
        odd.length === 0 &&
        worker.runs() &&
        web.runs(),
      inTime: slowest <= 10,
    };
  },
};

/** Twilio with ten messages a second, each tried again until it is acknowledged. */
function callTwilio(kit: Kit, web: RunningProcess) {
  const statuses = new Map<number, number>();
  const under: Promise<void>[] = [];
  let next = 0;
  let acknowledged = 0;
  let open = true;
  const deliver = async (n: number): Promise<void> => {
    const shot = whatsappShot(n, phone(n % PEOPLE).value, { Body: 'who am i' });
    for (;;) {
      const { status } = await shoot(web.url, shot, kit.agent).catch(() => ({ status: 0 }));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 200) break;
      await delay(500);
    }
    acknowledged += 1;
  };
  const bell = setInterval(() => {
    if (open) under.push(deliver(next++));
  }, 100);
  return {
    async stop() {
      open = false;
      clearInterval(bell);
      await Promise.all(under);
      return { acknowledged, statuses };
    },
  };
}

async function secondsUntilReady(web: RunningProcess): Promise<number> {
  const began = performance.now();
  const ready = async () => (await fetch(`${web.url}/ready`).catch(() => null))?.status === 200;
  await until(60, 'the web side is ready', ready);
  return (performance.now() - began) / 1000;
}

/** What a transaction posts is sent if and only if it commits. */
export const rolledBack: FaultTest = {
  name: 'D6',
  title: 'transactions rolled back after a message was posted',
  bar: '0 sent, 0 rows',
  needs: 'server',
  n: { short: 200, full: 1000 },
  pace: 'waits',
  async run(kit, n) {
    const database = await kit.database();
    const twilio = await kit.twilio();
    const settings = kit.settings(database, { twilio });
    await populate(database.db, phones(PEOPLE));
    await kit.program('worker', settings);
    const runtime = kit.runtime(database, settings);
    for (let i = 0; i < n; i++) {
      await inTransaction(runtime.db, async (tx) => {
        await post(runtime, tx, bulletin(i, phone(i % PEOPLE)));
        throw new TakenBack();
      }).catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error;
      });
    }
    await postAll(runtime, [bulletin(n, phone(0))]);
    await until(30, 'the last, which was not taken back, arrives', () => twilio.accepted.length > 0);
    await delay(1500);
    const rows = (await countOf(database.db, 'outbox')) - 1;
    const sent = twilio.calls.length - 1;
    return { figure: `${n} taken back: ${sent} sent, ${rows} rows`, met: sent === 0 && rows === 0 };
  },
};

class TakenBack extends Error {}

/** A new version is rolled out: each worker is asked to end, and another takes its place. */
export const rollingRestart: FaultTest = {
  name: 'D7',
  title: 'SIGTERM to each of two workers in turn while they send',
  bar: '0 lost, 0 doubled, each ends by itself within 10 s',
  needs: 'server',
  n: { short: 3, full: 50 },
  fullMinutes: 10,
  pace: 'waits',
  async run(kit, restarts) {
    const database = await kit.database();
    const twilio = await kit.twilio();
    const messages = 400 * restarts;
    const settings = { ...kit.settings(database, { twilio }), TWILIO_WHATSAPP_MPS: '40' };
    await populate(database.db, phones(messages));
    twilio.temper.delayMs = () => 20 + Math.random() * 400;
    let workers = await Promise.all([kit.program('worker', settings), kit.program('worker', settings)]);
    await postAll(
      kit.runtime(database, settings),
      phones(messages).map((to, i) => bulletin(i, to)),
    );
    const seconds: number[] = [];
    const codes = new Set<number | null>();
    for (let i = 0; i < restarts; i++) {
      const [oldest, other] = workers;
      if (!oldest || !other) break;
      const sent = twilio.calls.length;
      const under = () => twilio.calls.length > sent + 10 || twilio.accepted.length >= messages;
      await until(60, 'they send', under);
      const began = performance.now();
      codes.add(await oldest.stop());
      seconds.push((performance.now() - began) / 1000);
      workers = [other, await kit.program('worker', settings)];
      kit.progress(
        `${i + 1} of ${restarts} restarts, ${twilio.accepted.length} of ${messages} messages sent`,
      );
    }
    await drained(database.db, 60 + messages / 20);
    const verdict = await check(database.db, twilio);
    const doubtful = await countOf(database.db, `outbox_attempts WHERE outcome = 'ambiguous'`);
    return {
      figure: `${restarts} restarts, exit codes ${[...codes].join(', ')}, slowest ${Math.max(...seconds).toFixed(1)} s; ${inWords(verdict)}; ${doubtful} attempts in doubt`,
      met: verdict.lost + verdict.doubled === 0 && codes.size === 1 && codes.has(0),
      inTime: Math.max(...seconds) <= 10,
    };
  },
};
