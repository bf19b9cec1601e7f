import { setTimeout as delay } from 'node:timers/promises';
import { rowOf, rowsOf } from '../../src/store/database.js';
import type { TwilioServer } from '../support/twilio-server.js';
import { check, drained, inWords, until } from './checker.js';
import { bulletin, phone, phones, populate, postAll } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { inLanes } from './inbound.js';
import type { Kit } from './kit.js';

const MOST_DOUBLED = 5;

/** Two workers, each killed again and again while both send: nothing is lost and next to nothing comes twice. */
export const randomKills: FaultTest = {
  name: 'D1',
  title: 'kill -9 of a random one of two workers while they send',
  bar: '0 lost, at most 5 doubled and each marked, order kept for each person',
  needs: 'server',
  n: { short: 6, full: 200 },
  pace: 'waits',
  async run(kit, kills) {
    const messages = 50 * kills;
    const { database, twilio, settings } = await sendingSide(kit, { messages, people: messages / 5 });
    twilio.temper.delayMs = () => 5 + Math.random() * 195;
    const victim = async (share: number) => {
      for (let kill = 0; kill < share; kill++) {
        const worker = await kit.program('worker', settings);
        const before = twilio.calls.length;
        await until(60, 'a worker sends', () => twilio.calls.length > before);
        await delay(Math.random() * 1000);
        await worker.kill();
      }
    };
    await Promise.all([victim(Math.ceil(kills / 2)), victim(Math.floor(kills / 2))]);
    const during = twilio.accepted.length;
    await kit.program('worker', settings);
    await drained(database.db, 60 + messages / 20);
    const verdict = await check(database.db, twilio);
    const { lost, doubled, unmarked, disordered, mismatched } = verdict;
    return {
      figure: `${kills} kills while ${during} were sent; ${inWords(verdict)}`,
      met: lost + unmarked + disordered + mismatched === 0 && doubled <= MOST_DOUBLED,
    };
  },
};

/** A database with messages that wait, and settings for workers that send them at 40 a second. */
async function sendingSide(kit: Kit, { messages, people }: { messages: number; people: number }) {
  const database = await kit.database();
  const twilio = await kit.twilio();
  const settings = { ...kit.settings(database, { twilio }), TWILIO_WHATSAPP_MPS: '40' };
  await populate(database.db, phones(people));
  const runtime = kit.runtime(database, settings);
  await postAll(
    runtime,
    Array.from({ length: messages }, (_, n) => bulletin(n, phone(n % people))),
  );
  return { database, twilio, settings, runtime };
}

/** Where in a message's way its worker dies. Each holds the worker there until it is killed. */
const POINTS = [
  'after the claim',
  'before the provider takes it',
  'after it took it',
  'before the commit',
] as const;
type Point = (typeof POINTS)[number];

/** A worker killed at each point of a message's way; another one takes over. */
export const namedKills: FaultTest = {
  name: 'D2',
  title: `kill -9 ${POINTS.join(', ')}`,
  bar: '0 lost, 0 doubled, another worker resumes within 15 s',
  needs: 'server',
  n: { short: 1, full: 50 },
  pace: 'waits',
  async run(kit, rounds) {
    // Most of the time is waiting for a lease to lapse: two at a time share the machine well.
    const results = await inLanes(2, POINTS, (point) => killedAt(kit, point, rounds));
    const resumed = Math.max(...results.map(({ slowestSeconds }) => slowestSeconds));
    const { lost, doubled } = results.reduce((a, b) => ({
      lost: a.lost + b.lost,
      doubled: a.doubled + b.doubled,
      slowestSeconds: 0,
    }));
    return {
      figure: `${rounds} kills at each of ${POINTS.length} points: ${lost} lost, ${doubled} doubled, resumed within ${resumed.toFixed(1)} s`,
      met: lost + doubled === 0,
      inTime: resumed <= 15,
    };
  },
};

const BATCH = 5;

async function killedAt(kit: Kit, point: Point, rounds: number) {
  const { database, twilio, settings, runtime } = await sendingSide(kit, { messages: 0, people: BATCH });
  let slowestSeconds = 0;
  let worker = await kit.program('worker', settings);
  for (let round = 0; round < rounds; round++) {
    const trap = await TRAPS[point](database, twilio);
    const from = round * BATCH;
    await postAll(
      runtime,
      phones(BATCH).map((to, n) => bulletin(from + n, to)),
    );
    await until(60, `a worker is caught ${point}`, trap.caught);
    const next = await kit.program('worker', settings);
    await worker.kill();
    const killedAt = performance.now();
    await trap.release();
    await drained(database.db, 60);
    slowestSeconds = Math.max(slowestSeconds, (performance.now() - killedAt) / 1000);
    worker = next;
  }
  const { lost, doubled } = await check(database.db, twilio);
  return { lost, doubled, slowestSeconds };
}

type Trap = { caught(): boolean | Promise<boolean>; release(): Promise<void> };
type Where = Awaited<ReturnType<Kit['database']>>;

/** What holds a worker at a point: a lock that it needs next, or a provider that does not answer. */
const TRAPS: Readonly<Record<Point, (database: Where, twilio: TwilioServer) => Promise<Trap>>> = {
  'after the claim': async ({ db }) => {
    // Having claimed, a worker reserves moments under the rate: here it waits.
    await rowsOf(
      db,
      `INSERT INTO send_slots (key, next_at) VALUES ('whatsapp', now()) ON CONFLICT DO NOTHING`,
    );
    const lock = await db.knex.transaction();
    await lock.raw(`SELECT 1 FROM send_slots WHERE key = 'whatsapp' FOR UPDATE`);
    const caught = async () => (await countIn(db, `state = 'sending'`)) > 0;
    return { caught, release: async () => void (await lock.rollback()) };
  },
  'before the provider takes it': async (_, twilio) => silence(twilio, false),
  'after it took it': async (_, twilio) => silence(twilio, true),
  'before the commit': async ({ db }) => {
    // Settling a message looks for receipts that came early: held there, its commit cannot come.
    const lock = await db.knex.transaction();
    await lock.raw('LOCK TABLE receipts IN ACCESS EXCLUSIVE MODE');
    const caught = async () => {
      const { n } = await rowOf<{ n: number }>(
        db,
        `SELECT count(*) AS n FROM pg_locks WHERE NOT granted AND relation = 'receipts'::regclass`,
      );
      return n > 0;
    };
    return { caught, release: async () => void (await lock.rollback()) };
  },
};

async function silence(twilio: TwilioServer, accept: boolean): Promise<Trap> {
  let held = 0;
  twilio.temper.fault = ({ method }) => {
    if (method !== 'POST') return null;
    held += 1;
    return { accept, kind: 'hang' };
  };
  return {
    caught: () => held > 0,
    release: async () => {
      twilio.temper.fault = () => null;
    },
  };
}

async function countIn(db: Where['db'], condition: string): Promise<number> {
  return (await rowOf<{ n: number }>(db, `SELECT count(*) AS n FROM outbox WHERE ${condition}`)).n;
}
