import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio';
import { builtFile } from '../../src/root.js';
import { closedLoad, type Shot } from './load.js';
import { freePort } from './port.js';
import { startCluster } from './postgres.js';
import { type RunningProcess, startNode, startProgram } from './processes.js';
import { type Bench, median } from './row.js';

const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
const AUTH_TOKEN = 't'.repeat(32);
const PUBLIC_URL = 'https://bot.example.test';
const PATH = '/webhooks/twilio/messages';
const SENDERS = 1500;
const CONNECTIONS = 32;
const ROUNDS = 3;

/** Signed webhooks stored and acknowledged, against the same route with the SDK's check and one insert. */
export const webhookBench: Bench = {
  prefix: 'webhook',
  about: {
    argument: 'messages',
    text: 'signed webhooks stored a round; the rival checks and inserts, no more',
  },
  usual: ['3000'],
  async run(argument) {
    const n = Number(argument);
    if (!Number.isInteger(n) || n < 1) throw new Error(`webhook-<messages>, not "${argument}"`);
    return onDatabase(async (environment) => {
      const [ours, rival] = await Promise.all([startProgram('web', environment), startRival(environment)]);
      try {
        const seconds = await duel(ours, rival, n);
        const [own, other] = [median(seconds.ours), median(seconds.rival)];
        const rivalName = 'express+check+insert';
        return [
          {
            name: `webhook-${n}`,
            n,
            seconds: own,
            peak_mb: null,
            rival: rivalName,
            rival_seconds: other,
            ratio: other / own,
          },
        ];
      } finally {
        await Promise.all([ours.kill(), rival.kill()]);
      }
    });
  },
};

async function onDatabase<T>(work: (environment: Record<string, string>) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_URL;
  const cluster = given ? null : await startCluster();
  const folder = mkdtempSync(join(tmpdir(), 'khareetaty-bench-'));
  try {
    return await work({
      DATABASE_URL: given ?? cluster?.url('postgres') ?? '',
      DATA_DIR: folder,
      JWT_SECRET: 'j'.repeat(48),
      DEMO_INCIDENTS: '0',
      PUBLIC_URL,
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TWILIO_WHATSAPP_FROM: '+14155238886',
    });
  } finally {
    await cluster?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startRival(environment: Record<string, string>): Promise<RunningProcess> {
  const port = String(await freePort());
  return startNode([builtFile('scripts/bench/webhook-rival.js')], /listening/, {
    environment: { ...environment, PORT: port },
    port,
  });
}

/** Both are warmed up, then take turns. */
async function duel(ours: RunningProcess, rival: RunningProcess, n: number) {
  const seconds = { ours: [] as number[], rival: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const shots = messages(round * n, round === 0 ? Math.min(n, 1000) : n);
    for (const [name, { url }] of [
      ['ours', ours],
      ['rival', rival],
    ] as const) {
      const report = await closedLoad(url, shots, CONNECTIONS);
      if (report.statuses.get(200) !== shots.length) {
        throw new Error(`${name} did not take all: ${JSON.stringify([...report.statuses])}`);
      }
      if (round > 0) seconds[name].push(report.seconds);
    }
  }
  return seconds;
}

function messages(first: number, count: number): Shot[] {
  return Array.from({ length: count }, (_, i) => {
    const sid = `SM${String(first + i).padStart(32, '0')}`;
    const fields = {
      AccountSid: ACCOUNT_SID,
      ApiVersion: '2010-04-01',
      MessageSid: sid,
      SmsMessageSid: sid,
      SmsSid: sid,
      SmsStatus: 'received',
      NumMedia: '0',
      NumSegments: '1',
      From: `whatsapp:+9656${String(i % SENDERS).padStart(7, '0')}`,
      To: 'whatsapp:+14155238886',
      Body: 'how many thefts in Hawalli last week',
    };
    const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, `${PUBLIC_URL}${PATH}`, fields);
    return {
      path: PATH,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
      body: new URLSearchParams(fields).toString(),
    };
  });
}
