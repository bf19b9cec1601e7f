import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Db, openDatabase, rowOf } from '../../src/store/database.js';
import { type Home, newHome, type RunningProgram, startProgram } from '../support/program.js';
import { type SlackServer, signedRequest, startSlackServer } from '../support/slack-server.js';
import { inboundFields, startTwilioServer, type TwilioServer } from '../support/twilio-server.js';

const ACCOUNT = { accountSid: `AC${'1'.repeat(32)}`, authToken: 't'.repeat(32) };
const SLACK_SECRET = 's'.repeat(32);
const OFFICER = '+96550000001';
const SOON = { timeout: 20_000, interval: 25 };

let home: Home;
let twilio: TwilioServer;
let slack: SlackServer;
let program: RunningProgram;
let db: Db;
let messages = 0;

const environment = () => ({
  ...home.environment,
  PUBLIC_URL: 'https://bot.example.test',
  CLOCK_AT: '2026-03-18T10:15:00+03:00',
  DEMO_INCIDENTS: '3000',
  ADMIN_PASSWORD: 'correct horse battery',
  TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
  TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
  TWILIO_WHATSAPP_FROM: '+14155238886',
  TWILIO_API_URL: twilio.url,
  SLACK_BOT_TOKEN: 'xoxb-test',
  SLACK_SIGNING_SECRET: SLACK_SECRET,
  SLACK_API_URL: `${slack.url}/api/`,
});

/** Twilio delivers a person's WhatsApp message to the program. */
function whatsapp(fields: Record<string, string>) {
  const sid = `SM${String(++messages).padStart(32, '0')}`;
  const all = inboundFields(ACCOUNT, { MessageSid: sid, From: `whatsapp:${OFFICER}`, ...fields });
  return twilio.post(
    `${program.url}/webhooks/twilio/messages`,
    'https://bot.example.test/webhooks/twilio/messages',
    all,
  );
}

/** Slack delivers a slash command of the demo commander. */
function slash(text: string) {
  const { headers, body } = signedRequest(
    SLACK_SECRET,
    {
      command: '/khareetaty',
      text,
      user_id: 'U00DEMO01',
      team_id: 'T0001',
      channel_id: 'D0001',
      channel_name: 'directmessage',
      trigger_id: `trigger.${++messages}`,
      response_url: `${slack.url}/response`,
    },
    { as: 'form' },
  );
  return fetch(`${program.url}/slack/events`, { method: 'POST', headers, body });
}

const sentTo = (number: string) =>
  twilio.accepted.filter((m) => m.to === `whatsapp:${number}`).map((m) => m.body);
const plain = (text: string) => text.replace(/[\u2066-\u2069\u200e\u200f]/gu, '');
const western = (text: string) => text.replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660));

beforeAll(async () => {
  [home, twilio, slack] = await Promise.all([
    newHome(),
    startTwilioServer(ACCOUNT),
    startSlackServer('xoxb-test'),
  ]);
  program = await startProgram(environment());
  db = openDatabase(home.endpoint());
}, 180_000);

afterAll(async () => {
  await db?.close();
  await program?.stop();
  await Promise.all([twilio?.close(), slack?.close()]);
  await home?.remove();
});

describe('the whole path, from a signed webhook to the message that Twilio is handed', () => {
  it('answers "كم سرقة في حولي الأسبوع الماضي؟" in Arabic with the count that is in the database', async () => {
    expect((await whatsapp({ Body: 'كم سرقة في حولي الأسبوع الماضي؟' })).status).toBe(200);
    await vi.waitFor(() => expect(sentTo(OFFICER)).toHaveLength(1), SOON);
    const { n } = await rowOf<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM incidents_clean JOIN offences o ON o.id = offence_id
       WHERE 'theft' IN (o.id, o.parent_id) AND (area_id = 'hawalli' OR governorate_id = 'hawalli')
         AND occurred_at >= '2026-03-08T00:00:00+03' AND occurred_at < '2026-03-15T00:00:00+03'
         AND area_id = 'hawalli'`,
    );
    const answer = western(plain(sentTo(OFFICER)[0] ?? ''));
    expect(answer).toMatch(/سرقة في حولي/);
    expect(answer).toContain(
      n === 0 ? 'لا بلاغات' : n === 1 ? 'بلاغ واحد' : n === 2 ? 'بلاغان' : `${n} بلاغ`,
    );
    expect(answer).toContain('8–14 مارس 2026');
    expect(answer).toContain('بيانات تجريبية');
  });

  it('answers a message that is delivered five times once', async () => {
    const before = sentTo(OFFICER).length;
    const sid = `SM${'f'.repeat(32)}`;
    for (let i = 0; i < 5; i++)
      expect((await whatsapp({ Body: 'who am i', MessageSid: sid })).status).toBe(200);
    await whatsapp({ Body: 'thanks' });
    await vi.waitFor(() => expect(sentTo(OFFICER).at(-1)).toMatch(/service/), SOON);
    expect(
      sentTo(OFFICER)
        .slice(before)
        .filter((body) => body.includes('Salem')),
    ).toHaveLength(1);
  });

  it('refuses a request whose signature is not its own, and stores nothing', async () => {
    const counted = () => rowOf<{ n: number }>(db, 'SELECT count(*) AS n FROM inbound');
    const before = await counted();
    const forged = await twilio.post(
      `${program.url}/webhooks/twilio/messages`,
      'https://bot.example.test/webhooks/twilio/status',
      inboundFields(ACCOUNT, { MessageSid: `SM${'e'.repeat(32)}` }),
    );
    expect(forged.status).toBe(403);
    expect(await counted()).toEqual(before);
  });

  it('refuses a stranger once a day, without a figure or a name', async () => {
    const stranger = '+96599999999';
    for (const Body of ['how many thefts in Hawalli', 'hello?', 'كم سرقة']) {
      expect((await whatsapp({ Body, From: `whatsapp:${stranger}` })).status).toBe(200);
    }
    await vi.waitFor(() => expect(sentTo(stranger)).toHaveLength(1), SOON);
    expect(western(sentTo(stranger)[0] ?? '')).not.toMatch(/\d/);
  });

  it('carries a task from the commander in Slack to the officer on WhatsApp and back', async () => {
    const before = sentTo(OFFICER).length;
    expect((await slash('assign Salem to patrol Salmiya tonight, urgent')).status).toBe(200);
    await vi.waitFor(() => expect(sentTo(OFFICER)).toHaveLength(before + 1), SOON);
    const { id } = await rowOf<{ id: number }>(db, 'SELECT max(id) AS id FROM assigned_tasks');
    expect((await whatsapp({ Body: `قبول ${id}` })).status).toBe(200);
    expect((await whatsapp({ Body: `تم ${id}` })).status).toBe(200);
    const toCommander = () =>
      slack.posted.map(({ text }) => plain(text)).filter((text) => text.includes('Salem'));
    await vi.waitFor(() => expect(toCommander().length).toBeGreaterThanOrEqual(3), SOON);
    const task = await rowOf<{ state: string }>(db, 'SELECT state FROM assigned_tasks WHERE id = ?', [id]);
    expect(task.state).toBe('done');
  });

  it('runs the night once, with every stage on record', async () => {
    const night = () =>
      rowOf<{ status: string; stages: object }>(
        db,
        `SELECT status, stages FROM runs WHERE job = 'nightly-pipeline' AND local_date = '2026-03-18'`,
      );
    await vi.waitFor(async () => expect((await night()).status).toBe('finished'), {
      timeout: 60_000,
      interval: 200,
    });
    expect(Object.keys((await night()).stages).sort()).toEqual([
      'alerts',
      'forecasts',
      'hotspots',
      'ingest',
      'scores',
    ]);
    await whatsapp({ Body: 'hotspots' });
    await vi.waitFor(
      () => expect(plain(sentTo(OFFICER).at(-1) ?? '')).toMatch(/1\. .*incidents within/),
      SOON,
    );
  });

  it('says that it is able to work, and what it consists of', async () => {
    expect((await fetch(`${program.url}/ready`)).status).toBe(200);
    const health = await fetch(`${program.url}/health`);
    expect(health.status).toBe(200);
    expect(JSON.stringify(await health.json())).toContain('database');
  });

  it('masks numbers and words in its log', () => {
    expect(program.output()).not.toContain(OFFICER.slice(1));
    expect(program.output()).not.toContain('سرقة');
  });

  it('still answers after kill -9 between the acknowledgement and the answer', async () => {
    const before = sentTo(OFFICER).length;
    const acknowledged = await whatsapp({ Body: 'whoami' });
    await program.kill();
    expect(acknowledged.status).toBe(200);
    await db.close();
    program = await startProgram(environment());
    db = openDatabase(home.endpoint());
    await vi.waitFor(() => expect(sentTo(OFFICER).length).toBeGreaterThan(before), SOON);
    expect(sentTo(OFFICER).slice(before)).toHaveLength(1);
    expect(sentTo(OFFICER).at(-1)).toContain('Salem');
  }, 120_000);
});
