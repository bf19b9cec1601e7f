import { setTimeout as delay } from 'node:timers/promises';
import { rowsOf } from '../../src/store/database.js';
import type { TwilioServer } from '../support/twilio-server.js';
import { check, drained, inWords, until } from './checker.js';
import { bulletin, phone, phones, populate, postAll } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf, inLanes } from './inbound.js';
import type { Kit } from './kit.js';

const MOST_DOUBLED = 5;
/** Messages that are posted for each kill, to fewer people: some get two, in order. */
const MESSAGES_A_KILL = 50;
const PEOPLE_A_KILL = 40;
/** A kill falls when a worker has seen so many messages taken, and the provider has at least so many calls open. */
const LEAST_TAKEN = 15;
const LEAST_UNDER_WAY = 10;

/** Two workers, each killed again and again while both send: nothing is lost and next to nothing comes twice. */
export const randomKills: FaultTest = {
  name: 'D1',
  title: 'kill -9 of a random one of two workers while they send',
  bar: '0 lost, at most 5 doubled and each marked, order kept for each person',
  needs: 'server',
  n: { short: 6, full: 200 },
  fullMinutes: 22,
  pace: 'waits',
  async run(kit, kills) {
    const people = (kills * PEOPLE_A_KILL) / 2;
    const side = await sendingSide(kit, people, 400);
    const { database, twilio, settings } = side;
    const open = openCalls(twilio);
    let posted = 0;
    let killed = 0;
    const victim = async (share: number) => {
      for (let kill = 0; kill < share; kill++) {
        const worker = await kit.program('worker', settings);
        const from = posted;
        posted += MESSAGES_A_KILL;
        await postAll(
          side.runtime,
          Array.from({ length: MESSAGES_A_KILL }, (_, i) =>
            bulletin(
              from + i,
              phone(((from / MESSAGES_A_KILL) * PEOPLE_A_KILL + (i % PEOPLE_A_KILL)) % people),
            ),
          ),
        );
        const taken = twilio.accepted.length;
        const sends = () => twilio.accepted.length >= taken + LEAST_TAKEN && open.count >= LEAST_UNDER_WAY;
        await until(60, 'the workers send', sends);
        await delay(Math.random() * 100);
        await worker.kill();
        kit.progress(`${++killed} of ${kills} kills, ${twilio.accepted.length} of ${posted} messages sent`);
      }
    };
    await Promise.all([victim(Math.ceil(kills / 2)), victim(Math.floor(kills / 2))]);
    await kit.program('worker', settings);
    await drained(database.db, 60 + posted / 20);
    const verdict = await check(database.db, twilio);
    const { lost, doubled, unmarked, disordered, mismatched } = verdict;
    const cut = await attemptsWith(database.db, `error_code = 'abandoned'`);
    const found = await attemptsWith(database.db, `outcome = 'reconciled'`);
    return {
      figure: `${kills} kills cut off ${cut} attempts, ${found} of which the provider had; ${inWords(verdict)}`,
      met: lost + unmarked + disordered + mismatched === 0 && doubled <= MOST_DOUBLED && cut >= kills,
    };
  },
};

/** Gives the provider's calls some time before and some after it has taken them, and counts those that are open. */
function openCalls({ temper }: TwilioServer): { readonly count: number } {
  const open = { count: 0 };
  temper.delayMs = () => {
    open.count += 1;
    return 5 + Math.random() * 95;
  };
  temper.beforeAnswer = async () => {
    await delay(Math.random() * 100);
    open.count -= 1;
  };
  return open;
}

async function attemptsWith(db: Where['db'], condition: string): Promise<number> {
  return countOf(db, `outbox_attempts WHERE ${condition}`);
}

/** A database with people in it, and settings for workers that send so many messages a second. */
async function sendingSide(kit: Kit, people: number, messagesPerSecond: number) {
  const database = await kit.database();
  const twilio = await kit.twilio();
  const settings = { ...kit.settings(database, { twilio }), TWILIO_WHATSAPP_MPS: String(messagesPerSecond) };
  await populate(database.db, phones(people));
  return { database, twilio, settings, runtime: kit.runtime(database, settings) };
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
  fullMinutes: 15,
  pace: 'waits',
  async run(kit, rounds) {
    // Most of the time is waiting for a lease to lapse: they share the machine well.
    const results = await inLanes(POINTS.length, POINTS, (point) => killedAt(kit, point, rounds));
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
  const { database, twilio, settings, runtime } = await sendingSide(kit, BATCH, 40);
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
    kit.progress(`${round + 1} of ${rounds} kills ${point}`);
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
    const caught = async () => (await countOf(db, `outbox WHERE state = 'sending'`)) > 0;
    return { caught, release: async () => void (await lock.rollback()) };
  },
  'before the provider takes it': async (_, twilio) => silence(twilio, false),
  'after it took it': async (_, twilio) => silence(twilio, true),
  'before the commit': async ({ db }) => {
    // Settling a message looks for receipts that came early: held there, its commit cannot come.
    const lock = await db.knex.transaction();
    await lock.raw('LOCK TABLE receipts IN ACCESS EXCLUSIVE MODE');
    const waiting = () => countOf(db, `pg_locks WHERE NOT granted AND relation = 'receipts'::regclass`);
    const caught = async () => (await waiting()) > 0;
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
