import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../../scripts/bench/load.js';
import { say } from '../../src/domain/reply.js';
import { tell } from '../../src/outbox/tell.js';
import { type Db, inTransaction, rowOf, rowsOf } from '../../src/store/database.js';
import { userById } from '../../src/store/users.js';
import type { Fault, ProviderCall } from '../support/provider.js';
import { twilioError } from '../support/twilio-server.js';
import { check, drained, inWords, openMessages, until } from './checker.js';
import { bulletin, numberIn, phone, phones, populate, postAll, textOf } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf } from './inbound.js';
import type { Kit } from './kit.js';
import { mostWithin } from './speed.js';

const GARBAGE = { status: 200, body: '<html>temporarily</html>' };

/** What providers do on bad days. None of these takes the message. */
const TROUBLES: readonly (() => Fault)[] = [
  () => twilioError(429, 20429, { 'retry-after': '1' }),
  () => twilioError(429, 20429),
  () => twilioError(500, 20500),
  () => twilioError(503, 20503),
  () => ({ kind: 'reset', accept: false }),
  () => ({ kind: 'hang', accept: false }),
  () => ({ kind: 'trickle', accept: false }),
  () => ({ kind: 'reply', accept: false, reply: GARBAGE }),
];

async function sendingSide(kit: Kit, people: number, more: Record<string, string> = {}) {
  const database = await kit.database();
  const twilio = await kit.twilio();
  const settings = { ...kit.settings(database, { twilio }), ...more };
  await populate(database.db, phones(people));
  return { db: database.db, twilio, settings, runtime: kit.runtime(database, settings) };
}

/** A provider that fails every third call in all the ways there are, then altogether, then works. */
export const badDays: FaultTest = {
  name: 'D4',
  title: 'provider 429, 500, 503, reset, hang, slow byte, garbage at 30 %; then wholly down',
  bar: '0 lost, 0 doubled, at most 5 tries a minute and message, breaker open within 10 s; critical on another channel within 30 s',
  needs: 'server',
  n: { short: 60, full: 2000 },
  fullMinutes: 5,
  pace: 'waits',
  async run(kit, n) {
    const [verdictAndMost, breaker, moved] = await Promise.all([
      everyThirdFails(kit, n),
      wholeOutage(kit),
      nextChannel(kit),
    ]);
    const { verdict, most } = verdictAndMost;
    return {
      figure: `${inWords(verdict)}; at most ${most} tries in a minute; down: last full-rate call after ${breaker.openedSeconds.toFixed(1)} s, ${breaker.probes} probes in the 10 s after, all sent ${breaker.recoveredSeconds.toFixed(0)} s after the repair; critical on another channel after ${moved.toFixed(0)} s`,
      met: verdict.lost + verdict.doubled === 0 && most <= 5 && breaker.probes <= 4,
      inTime: breaker.openedSeconds <= 10 && moved <= 30,
    };
  },
};

async function everyThirdFails(kit: Kit, n: number) {
  const { db, twilio, settings, runtime } = await sendingSide(kit, n);
  await kit.program('worker', settings);
  let call = 0;
  twilio.temper.fault = ({ method }) => {
    call += 1;
    return method === 'POST' && Math.random() < 0.3 ? (TROUBLES[call % TROUBLES.length]?.() ?? null) : null;
  };
  await postAll(
    runtime,
    phones(n).map((to, i) => bulletin(i, to)),
  );
  const telling = setInterval(() => kit.progress(`${twilio.accepted.length} of ${n} taken`), 1000);
  await drained(db, 180 + n / 2).finally(() => clearInterval(telling));
  const verdict = await check(db, twilio);
  const most = Math.max(...triesOf(twilio.calls).map((moments) => mostWithin(moments, 60_000)));
  return { verdict, most };
}

/** The moments at which each message was tried. */
function triesOf(calls: readonly ProviderCall[]): number[][] {
  const tries = new Map<number, number[]>();
  for (const { method, form, at } of calls) {
    const number = numberIn(form.get('Body') ?? '');
    if (method === 'POST' && number !== null) tries.set(number, [...(tries.get(number) ?? []), at]);
  }
  return [...tries.values()];
}

type Side = Awaited<ReturnType<typeof sendingSide>>;

/** Nothing works for 25 s: the provider shall be left alone, tried gently, and trusted again. */
async function wholeOutage(kit: Kit) {
  const { twilio, settings, runtime } = await sendingSide(kit, 100);
  await kit.program('worker', settings);
  twilio.temper.fault = () => twilioError(500, 20500);
  const began = Date.now();
  await postAll(
    runtime,
    phones(100).map((to, i) => bulletin(i, to)),
  );
  await delay(25_000);
  const calls = twilio.calls.map(({ at }) => (at - began) / 1000);
  // At full rate: three calls within a second.
  const crowded = calls.filter((at, i) => (calls[i + 2] ?? Number.POSITIVE_INFINITY) - at < 1);
  const openedSeconds = crowded.at(-1) ?? 0;
  const probes = calls.filter((at) => at > 15).length;
  twilio.temper.fault = () => null;
  const repaired = performance.now();
  await drained(runtime.db, 180);
  return { openedSeconds, probes, recoveredSeconds: (performance.now() - repaired) / 1000 };
}

/** Seconds until a critical message to somebody whose WhatsApp is out of order arrives by SMS; at most a minute. */
async function nextChannel(kit: Kit): Promise<number> {
  const { db, twilio, settings, runtime } = await sendingSide(kit, 1, { TWILIO_SMS_FROM: 'KHAREETATY' });
  const { id } = await rowOf<{ id: number }>(db, 'SELECT user_id AS id FROM identities WHERE address = ?', [
    phone(0).value,
  ]);
  await rowsOf(
    db,
    `INSERT INTO identities (user_id, channel, address, verified_at) VALUES (?, 'sms', '+96566666666', now())`,
    [id],
  );
  twilio.temper.fault = ({ form }) =>
    form.get('To')?.startsWith('whatsapp:') ? twilioError(500, 20500) : null;
  await kit.program('worker', settings);
  const user = await userById(db, id);
  if (!user) throw new Error('the person is gone');
  const told = { user, cause: 'faults:1', step: 'step-0', purpose: 'alert', urgency: 'critical' } as const;
  await inTransaction(db, (tx) => tell(runtime, tx, { ...told, reply: say('commands.help.heading') }));
  const began = performance.now();
  await until(60, 'it arrives by SMS', () => twilio.accepted.some(({ to }) => to === '+96566666666')).catch(
    () => undefined,
  );
  return (performance.now() - began) / 1000;
}

/** The provider takes a message and then fails: nobody knows, and it must not come twice. */
export const takenThenFailed: FaultTest = {
  name: 'D5',
  title: 'accepted, then 500 or silence; the same text twice to one person',
  bar: '0 lost, 0 doubled',
  needs: 'server',
  n: { short: 20, full: 1000 },
  fullMinutes: 4,
  pace: 'waits',
  async run(kit, n) {
    const { db, twilio, settings, runtime } = await sendingSide(kit, 3 * n);
    const failed = new Set<number>();
    twilio.temper.fault = ({ method, form }) => {
      const number = numberIn(form.get('Body') ?? '');
      if (method !== 'POST' || number === null || number % 3 !== 0 || failed.has(number)) return null;
      failed.add(number);
      return number % 2 === 0 ? { kind: 'hang', accept: true } : { ...twilioError(500, 20500), accept: true };
    };
    await kit.program('worker', settings);
    await postAll(
      runtime,
      phones(3 * n).map((to, i) => bulletin(i, to)),
    );
    const telling = setInterval(() => kit.progress(`${twilio.accepted.length} of ${3 * n} taken`), 1000);
    await drained(db, 120 + n).finally(() => clearInterval(telling));
    const verdict = await check(db, twilio);
    const twins = await twinsArrive({ db, twilio, runtime, settings });
    return {
      figure: `${failed.size} taken and failed; ${inWords(verdict)}; of 10 pairs of like messages ${twins} arrived whole`,
      met: verdict.lost + verdict.doubled + verdict.mismatched === 0 && twins === 10,
    };
  },
};

/** The first of two like messages arrives; the second one's call breaks before it is taken. Both shall arrive. */
async function twinsArrive({ db, twilio, runtime }: Side): Promise<number> {
  const base = 1_000_000;
  const seen = new Map<string, number>();
  twilio.temper.fault = ({ method, form }) => {
    if (method !== 'POST') return null;
    const to = form.get('To') ?? '';
    seen.set(to, (seen.get(to) ?? 0) + 1);
    return seen.get(to) === 2 ? { kind: 'reset', accept: false } : null;
  };
  const pairs = phones(10).flatMap((to, i) =>
    [0, 1].map((twin) => ({ ...bulletin(base + i, to), key: `twin:${i}:${twin}` })),
  );
  await postAll(runtime, pairs);
  await drained(db, 120);
  const copies = (i: number) => twilio.accepted.filter(({ body }) => body.includes(textOf(base + i))).length;
  return phones(10).filter((_, i) => copies(i) === 2).length;
}

const SLICES = 10;

/** A message over which our own code stumbles, among good ones. */
export const poison: FaultTest = {
  name: 'D8',
  title: 'poison messages among good ones',
  bar: 'dead after at most 5 tries, the others not slowed by more than a tenth (or 50 ms)',
  needs: 'server',
  n: { short: 20, full: 1000 },
  fullMinutes: 4,
  pace: 'waits',
  async run(kit, n) {
    const good = Math.max(20, n / SLICES);
    const sides = [await sendingSide(kit, good), await sendingSide(kit, good)] as const;
    const [clean, poisoned] = sides;
    for (const { settings } of sides) await kit.program('worker', settings);
    for (const side of sides) await waitsOf(side, 0, good);
    // Slice by slice in turn, first the one and then the other: a machine that gets busier is so for both, and the median
    // of the slices does not hang on one in which it was.
    const p95 = { without: [] as number[], beside: [] as number[] };
    const arms = [
      async (slice: number) =>
        void p95.without.push(quantile(await waitsOf(clean, slice * 1000, good), 0.95)),
      async (slice: number) => {
        await postPoison(poisoned.db, (slice - 1) * (n / SLICES), n / SLICES);
        p95.beside.push(quantile(await waitsOf(poisoned, slice * 1000, good), 0.95));
      },
    ];
    for (let slice = 1; slice <= SLICES; slice++) {
      for (const arm of slice % 2 === 0 ? arms : arms.toReversed()) await arm(slice);
      kit.progress(`slice ${slice} of ${SLICES}`);
    }
    await until(120 + n / 5, 'the poison is dead', async () => (await openMessages(poisoned.db)) === 0);
    const dead = await countOf(
      poisoned.db,
      `outbox WHERE idempotency_key LIKE 'poison:%' AND state = 'dead'`,
    );
    const tries = await mostTries(poisoned.db);
    const [without, beside] = [quantile(p95.without, 0.5), quantile(p95.beside, 0.5)];
    return {
      figure: `${dead} of ${n} dead after at most ${tries} tries; p95 of the others ${without} ms without, ${beside} ms beside (medians of ${SLICES} slices of ${good} in turn)`,
      met: dead === n && tries <= 5,
      inTime: beside <= Math.max(without * 1.1, without + 50),
    };
  },
};

/** How long each of so many good messages, posted at once, takes to its provider, in milliseconds. */
async function waitsOf({ twilio, runtime }: Side, first: number, count: number): Promise<number[]> {
  const began = Date.now();
  await postAll(
    runtime,
    Array.from({ length: count }, (_, i) => bulletin(first + i, phone(i))),
  );
  const own = () => twilio.calls.filter(({ form }) => (numberIn(form.get('Body') ?? '') ?? -1) >= first);
  await until(60 + count / 10, 'the good ones are sent', () => own().length >= count);
  return own().map(({ at }) => at - began);
}

/** No such block: rendering fails. */
function postPoison(db: Db, from: number, count: number) {
  return rowsOf(
    db,
    `INSERT INTO outbox (idempotency_key, cause, channel, address, locale, purpose, urgency, reply, available_at, expires_at)
     SELECT 'poison:' || n, 'faults', 'whatsapp', '+9657' || lpad(n::text, 7, '0'), 'en', 'reply', 1,
       '{"blocks":[{"kind":"text","text":{"key":"no.such.key"}}]}', now(), now() + interval '1 hour'
     FROM generate_series(?::integer + 1, ?::integer) AS n`,
    [from, from + count],
  );
}

async function mostTries(db: Db): Promise<number> {
  const { n } = await rowOf<{ n: number }>(
    db,
    `SELECT max(attempts) AS n FROM outbox WHERE idempotency_key LIKE 'poison:%'`,
  );
  return n;
}
