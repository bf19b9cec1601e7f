import { shoot } from '../../scripts/bench/load.js';
import type { ReceiptStatus } from '../../src/domain/message.js';
import { recordReceipt } from '../../src/outbox/receipt.js';
import { type Db, rowsOf } from '../../src/store/database.js';
import { silent } from '../support/silent.js';
import { until } from './checker.js';
import { bulletin, phones, populate, postAll } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { inLanes } from './inbound.js';
import { shuffled, statusShot } from './webhooks.js';

const STORIES: readonly (readonly ReceiptStatus[])[] = [
  ['queued', 'sending', 'sent', 'delivered', 'read'],
  ['sent', 'delivered', 'undelivered', 'failed', 'read'],
  ['queued', 'sending', 'sent', 'delivered', 'undelivered'],
];

/** Every order in which a provider may tell a story, whole or with words missing. */
export const allOrders: FaultTest = {
  name: 'I2',
  title: 'all permutations of status callbacks, and with some missing',
  bar: 'the final state is the model’s, never downward',
  needs: 'database',
  n: { short: 1, full: 100 },
  fullMinutes: 7,
  pace: 'waits',
  async run(kit, rounds) {
    const { db } = await kit.database();
    const orders = STORIES.flatMap((story) => permutations(story));
    let wrong = 0;
    let backward = 0;
    for (let round = 0; round < rounds; round++) {
      // Every other round the same orders with words missing, drawn by chance.
      const told = orders.map((order) => (round % 2 === 0 ? order : order.filter(() => Math.random() < 0.7)));
      await acceptMessages(db, round, told.length);
      const went = await inLanes(8, told, (order, i) => tell(db, `r${round}-${i}`, order));
      backward += went.filter((states) => !isForward(states)).length;
      kit.progress(`round ${round + 1} of ${rounds}`);
      const ends = await statesOf(db, round);
      wrong += told.filter((order, i) => ends.get(`r${round}-${i}`) !== modelState(order)).length;
    }
    const n = rounds * orders.length;
    return {
      figure: `${n} orders: ${wrong} ended otherwise, ${backward} went back`,
      met: wrong + backward === 0,
    };
  },
};

const RANK: Readonly<Record<string, number>> = { accepted: 0, sent: 1, delivered: 2, failed: 2, read: 3 };

/** The rule in its own words: the first final word stands, `read` overrides it, `sent` is passed once. */
function modelState(order: readonly ReceiptStatus[]): string {
  if (order.includes('read')) return 'read';
  const final = order.find((word) => ['delivered', 'undelivered', 'failed'].includes(word));
  if (final) return final === 'delivered' ? 'delivered' : 'failed';
  return order.includes('sent') ? 'sent' : 'accepted';
}

async function tell(db: Db, providerId: string, order: readonly ReceiptStatus[]): Promise<string[]> {
  const states = ['accepted'];
  for (const status of order) {
    const moved = await recordReceipt(
      { db, log: silent },
      { channel: 'whatsapp', providerId, status, errorCode: null },
    );
    if (moved) states.push(moved);
  }
  return states;
}

const isForward = (states: readonly string[]) =>
  states.every((state, i) => i === 0 || (RANK[state] ?? -1) >= (RANK[states[i - 1] ?? ''] ?? 0));

function acceptMessages(db: Db, round: number, count: number) {
  return rowsOf(
    db,
    `INSERT INTO outbox (idempotency_key, cause, channel, address, locale, purpose, urgency, reply, state,
       available_at, expires_at, provider_id)
     SELECT 'r' || ?::text || '-' || n, 'faults', 'whatsapp', '+965' || n, 'en', 'alert', 2, '{"blocks":[]}', 'accepted',
       now(), now(), 'r' || ?::text || '-' || n FROM generate_series(0, ?) AS n`,
    [round, round, count - 1],
  );
}

async function statesOf(db: Db, round: number): Promise<Map<string, string>> {
  const rows = await rowsOf<{ id: string; state: string }>(
    db,
    'SELECT provider_id AS id, state FROM outbox WHERE provider_id LIKE ?',
    [`r${round}-%`],
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** Every order of a list. */
export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** The provider calls back before it has answered us: we do not know the id yet. */
export const earlyReceipts: FaultTest = {
  name: 'I3',
  title: 'status callbacks before our own create response',
  bar: 'all kept and matched',
  needs: 'server',
  n: { short: 50, full: 2000 },
  pace: 'waits',
  async run(kit, n) {
    const database = await kit.database();
    const twilio = await kit.twilio();
    const settings = kit.settings(database, { twilio });
    await populate(database.db, phones(n));
    const web = await kit.program('web', settings);
    await kit.program('worker', settings);
    let refused = 0;
    twilio.temper.beforeAnswer = async ({ method }) => {
      const message = twilio.accepted.at(-1);
      if (method !== 'POST' || !message) return;
      for (const word of shuffled(['queued', 'sent', 'delivered'])) {
        const { status } = await shoot(web.url, statusShot(message.sid, message.to, word), kit.agent);
        if (status !== 200) refused += 1;
      }
    };
    await postAll(
      kit.runtime(database, settings),
      phones(n).map((to, i) => bulletin(i, to)),
    );
    const delivered = async () =>
      (await rowsOf(database.db, `SELECT 1 FROM outbox WHERE state = 'delivered'`)).length;
    await until(30 + n / 20, 'all are delivered', async () => (await delivered()) === n).catch(
      () => undefined,
    );
    const matched = await delivered();
    return {
      figure: `${n} messages, 3 callbacks each: ${matched} delivered, ${refused} refused`,
      met: matched === n && refused === 0,
    };
  },
};
