import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { createTwilioChannels } from '../../src/channels/twilio/channel.js';
import { loadConfig } from '../../src/config.js';
import { say, verbatim } from '../../src/domain/reply.js';
import { createDesk, deliverDue } from '../../src/outbox/deliver.js';
import { post } from '../../src/outbox/post.js';
import { renderFor } from '../../src/render.js';
import { createLogger, createRuntime, type Runtime } from '../../src/runtime.js';
import { type Db, inTransaction, openDatabase, rowsOf } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { startCluster } from './postgres.js';
import { type Bench, median } from './row.js';

const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
const AUTH_TOKEN = 't'.repeat(32);
const ROUNDS = 3;
const AT_ONCE = 96;

/** Messages from the outbox to a provider on loopback, against a loop that claims, posts and marks, no more. */
export const deliverBench: Bench = {
  prefix: 'deliver',
  about: {
    argument: 'messages',
    text: 'messages handed over a round; the rival neither leases nor records attempts',
  },
  usual: ['1000'],
  async run(argument) {
    const n = Number(argument);
    if (!Number.isInteger(n) || n < 1) throw new Error(`deliver-<messages>, not "${argument}"`);
    const given = process.env.TEST_DATABASE_URL;
    const cluster = given ? null : await startCluster();
    const provider = await startProvider();
    const url = given ?? cluster?.url('postgres') ?? '';
    const db = openDatabase({ kind: 'server', url });
    try {
      await migrate(db);
      const seconds = await duel(runtimeOn(db, provider.url), { url, providerUrl: provider.url }, n);
      const [own, other] = [median(seconds.ours), median(seconds.rival)];
      const rival = 'claim+post+mark';
      return [
        {
          name: `deliver-${n}`,
          n,
          seconds: own,
          peak_mb: null,
          rival,
          rival_seconds: other,
          ratio: other / own,
        },
      ];
    } finally {
      await db.close();
      provider.close();
      await cluster?.remove();
    }
  },
};

/** Accepts everything at once. */
async function startProvider() {
  let taken = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      taken += 1;
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ sid: `SM${String(taken).padStart(32, '0')}`, status: 'queued' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

function runtimeOn(db: Db, providerUrl: string): Runtime {
  const config = loadConfig({
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_WHATSAPP_FROM: '+14155238886',
    TWILIO_API_URL: providerUrl,
    PUBLIC_URL: 'https://bot.example.test',
  });
  return createRuntime(config, db, { log: createLogger('silent') });
}

type Rival = { url: string; providerUrl: string };

async function duel(runtime: Runtime, rival: Rival, n: number) {
  const seconds = { ours: [] as number[], rival: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = await deliverOurs(runtime, n);
    const other = await deliverRival(rival, n);
    // The first round warms both up.
    if (round > 0) {
      seconds.ours.push(ours);
      seconds.rival.push(other);
    }
  }
  return seconds;
}

async function deliverOurs(runtime: Runtime, n: number): Promise<number> {
  // A given server may hold the messages of an earlier run: a key that it knows would be posted no more.
  const round = runtime.ids.uuid();
  await inTransaction(runtime.db, async (tx) => {
    for (let i = 0; i < n; i++) {
      await post(runtime, tx, {
        key: `bench:${round}:${i}`,
        cause: 'bench',
        userId: null,
        to: { channel: 'whatsapp', value: `+9656${String(i).padStart(7, '0')}` },
        conversation: null,
        locale: 'en',
        purpose: 'reply',
        urgency: 'reply',
        reply: say('briefings.places', { places: verbatim(`message ${i}`) }),
      });
    }
  });
  await rowsOf(runtime.db, 'ANALYZE outbox');
  // The provider's rate is not what is measured.
  const render = renderFor(runtime.knowledge.translator);
  const desk = createDesk(runtime, { render, tapSecret: 'no links', rates: {}, capacity: AT_ONCE });
  const began = performance.now();
  await deliverDue(desk);
  return (performance.now() - began) / 1000;
}

/** What a first version looks like: no lease, no attempt on record, no order, nothing to find again after a crash. */
async function deliverRival({ url, providerUrl }: Rival, n: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(
    'CREATE TABLE IF NOT EXISTS rival_outbox (id serial PRIMARY KEY, address text, body text, sid text)',
  );
  await pool.query(
    `INSERT INTO rival_outbox (address, body) SELECT '+9656' || lpad(n::text, 7, '0'), 'message ' || n FROM generate_series(1, $1) n`,
    [n],
  );
  // The same SDK and connection settings: how a vendor's client performs is not what is measured either.
  const config = loadConfig({
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_WHATSAPP_FROM: '+14155238886',
    TWILIO_API_URL: providerUrl,
  });
  const [channel] = config.twilio ? createTwilioChannels(config.twilio, NO_HOOKS, QUIET) : [];
  if (!channel) throw new Error('the channel is off');
  const began = performance.now();
  for (;;) {
    const { rows } = await pool.query<{ id: number; address: string; body: string }>(
      'SELECT id, address, body FROM rival_outbox WHERE sid IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED',
      [AT_ONCE],
    );
    if (rows.length === 0) break;
    await Promise.all(
      rows.map(async ({ id, address, body }) => {
        const result = await channel.send({
          ...BARE,
          to: { channel: 'whatsapp', value: address },
          rendered: { ...BARE.rendered, text: body },
        });
        const sid = result.outcome === 'accepted' ? result.providerId : 'failed';
        await pool.query('UPDATE rival_outbox SET sid = $1 WHERE id = $2', [sid, id]);
      }),
    );
  }
  const seconds = (performance.now() - began) / 1000;
  await pool.end();
  return seconds;
}

const NO_HOOKS = {
  receive: async () => 'stored' as const,
  receipt: async () => undefined,
  refused: () => undefined,
};
const QUIET = {
  publicUrl: 'https://bot.example.test',
  clock: { now: () => new Date() },
  log: createLogger('silent'),
};
const BARE = {
  conversation: null,
  rendered: { text: '', buttons: [], direction: 'ltr' as const },
  key: 'rival',
  validSeconds: 300,
  purpose: 'reply',
  locale: 'en',
  withinWindow: true,
};
