import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Shot, shoot } from '../../scripts/bench/load.js';
import type { RunningProcess } from '../../scripts/bench/processes.js';
import { type Db, rowsOf } from '../../src/store/database.js';
import { inboundFields, signedForm } from '../support/twilio-server.js';
import { phone, phones, populate } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf, inLanes } from './inbound.js';
import { ACCOUNT, type Kit, PUBLIC_URL, SLACK } from './kit.js';
import { recuts } from './recut.js';
import { MESSAGES, STATUS, sidOf, slackMessageShot, twilioShot, whatsappShot } from './webhooks.js';

/** A web process with both providers, and what its database holds of what came in. */
async function listening(kit: Kit, more: Record<string, string> = {}) {
  const database = await kit.database();
  const settings = {
    ...kit.settings(database, { twilio: await kit.twilio(), slack: await kit.slack() }),
    ...more,
  };
  await populate(database.db, phones(10));
  const web = await kit.program('web', settings);
  return { db: database.db, web, settings };
}

const rowsIn = async (db: Db) =>
  (await countOf(db, 'inbound')) + (await countOf(db, 'receipts')) + (await countOf(db, 'jobs'));

/** Fires all of them, sixteen at a time; what is a function is made when its turn comes. Returns how often each status came. */
async function statusesOf(
  kit: Kit,
  web: RunningProcess,
  shots: readonly (Shot | (() => Shot))[],
): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  await inLanes(16, shots, async (one) => {
    const shot = typeof one === 'function' ? one() : one;
    const { status } = await shoot(web.url, shot, kit.agent);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });
  return statuses;
}

/** The same request as a proxy in front of the program hands it on. */
const from = (address: string, shot: Shot): Shot => ({
  ...shot,
  headers: { ...shot.headers, 'x-forwarded-for': address },
});

const inWords = (statuses: ReadonlyMap<number, number>) =>
  [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
const only = (statuses: ReadonlyMap<number, number>, ...allowed: number[]) =>
  [...statuses.keys()].every((status) => allowed.includes(status));

/** Requests that nobody signed, or not for this. */
export const forged: FaultTest = {
  name: 'A1',
  title: 'forged requests to both providers’ addresses',
  bar: '100 % 401/403, 0 rows',
  needs: 'server',
  n: { short: 500, full: 10_000 },
  pace: 'waits',
  async run(kit, n) {
    const { db, web } = await listening(kit, { TRUSTED_PROXIES: '1' });
    const before = await rowsIn(db);
    const shots = Array.from({ length: n }, (_, i) => [forgedTwilio(i), forgedSlack(i)]).flat();
    const began = performance.now();
    // From so many addresses that none of them is turned away for what it sent before.
    const statuses = await statusesOf(
      kit,
      web,
      shots.map((shot, i) => from(`10.${i % 250}.${Math.floor(i / 250) % 250}.1`, shot)),
    );
    const perSecond = shots.length / ((performance.now() - began) / 1000);
    const flood = await statusesOf(
      kit,
      web,
      shots.slice(0, 1000).map((shot) => from('10.255.0.1', shot)),
    );
    const rows = (await rowsIn(db)) - before;
    const genuine = from('10.255.0.2', whatsappShot(n, phone(0).value, { Body: 'hi' }));
    const provider = await statusesOf(kit, web, [genuine]);
    return {
      figure: `${inWords(statuses)}, ${rows} rows, ${perSecond.toFixed(0)} a second; ${Math.min(1000, shots.length)} from one address: ${inWords(flood)}, the provider’s own beside it ${inWords(provider)}`,
      met:
        only(statuses, 401, 403) &&
        only(flood, 401, 403, 429) &&
        flood.has(429) &&
        only(provider, 200) &&
        rows === 0,
    };
  },
};

function forgedTwilio(i: number): Shot {
  const fields = inboundFields(ACCOUNT, { MessageSid: sidOf(i), Body: `forged ${i}` });
  const url = `${PUBLIC_URL}${MESSAGES}`;
  const signed = signedForm(ACCOUNT.authToken, url, fields);
  const truth = signed.headers['x-twilio-signature'];
  const lies: (string | null)[] = [
    null,
    '',
    Buffer.from(`${i}`.padEnd(20, 'x')).toString('base64'),
    truth.slice(0, 1 + (i % 26)),
    `${truth}A`,
    signedForm('another-account-token', url, fields).headers['x-twilio-signature'],
    signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${STATUS}`, fields).headers['x-twilio-signature'],
    signedForm(ACCOUNT.authToken, url, { ...fields, Body: 'other' }).headers['x-twilio-signature'],
  ];
  const { 'x-twilio-signature': _, ...rest } = signed.headers;
  const lie = lies[i % lies.length] ?? null;
  return {
    path: MESSAGES,
    body: signed.body,
    headers: lie === null ? rest : { ...rest, 'x-twilio-signature': lie },
  };
}

function forgedSlack(i: number): Shot {
  const shot = slackMessageShot(`Ev${i}`, 'U00000001', `forged ${i}`);
  const truth = shot.headers['x-slack-signature'] ?? '';
  const stamp = shot.headers['x-slack-request-timestamp'] ?? '';
  const mac = (secret: string, text: string) =>
    `v0=${createHmac('sha256', secret).update(text).digest('hex')}`;
  const lies: Record<string, string>[] = [
    { 'x-slack-signature': '' },
    { 'x-slack-signature': mac('x'.repeat(32), `v0:${stamp}:${shot.body}`) },
    { 'x-slack-signature': truth.slice(0, 3 + (i % 60)) },
    { 'x-slack-signature': mac(SLACK.signingSecret, `v0:${stamp}:${shot.body} `) },
    { 'x-slack-signature': truth.replace('v0=', 'v1=') },
    { 'x-slack-request-timestamp': String(Number(stamp) - 1) },
    { 'x-slack-request-timestamp': 'now' },
  ];
  return { ...shot, headers: { ...shot.headers, ...lies[i % lies.length] } };
}

/** A captured request, sent again a second, six minutes and thirty days later. */
export const replayed: FaultTest = {
  name: 'A2',
  title: 'the same request again after 1 s, 6 min and 30 d',
  bar: '0 second effects; Slack beyond 300 s to either side: 401',
  needs: 'server',
  n: { short: 20, full: 1000 },
  pace: 'waits',
  async run(kit, n) {
    const { db, web } = await listening(kit);
    const shots = Array.from({ length: n }, (_, i) => whatsappShot(i, phone(i % 10).value, { Body: 'hi' }));
    await statusesOf(kit, web, shots);
    await delay(1000);
    await statusesOf(kit, web, shots);
    const aged = async (age: string) => {
      await rowsOf(db, `UPDATE inbound SET received_at = received_at - ?::interval, state = 'handled'`, [
        age,
      ]);
      await rowsOf(db, `UPDATE jobs SET state = 'done', finished_at = now() - ?::interval`, [age]);
    };
    await aged('6 minutes');
    await statusesOf(kit, web, shots);
    await aged('30 days');
    // Finished jobs have long been swept away by then.
    await rowsOf(db, `DELETE FROM jobs WHERE state = 'done'`);
    const twilio = await statusesOf(kit, web, shots);
    const rows = await countOf(db, 'inbound');
    const jobs = await countOf(db, 'jobs');
    // Signed when its turn comes: a stamp of the future is in time after a while.
    const stale = Array.from({ length: n }, (_, i) => () => {
      const seconds = (301 + (i % 5) * 1000) * (i % 2 === 0 ? 1 : -1);
      const shot = slackMessageShot(`Ev${i}`, 'U00000001', 'hi');
      const stamp = String(Math.floor(Date.now() / 1000) + seconds + Math.sign(seconds));
      const mac = createHmac('sha256', SLACK.signingSecret).update(`v0:${stamp}:${shot.body}`).digest('hex');
      return {
        ...shot,
        headers: { ...shot.headers, 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${mac}` },
      };
    });
    const slack = await statusesOf(kit, web, stale);
    return {
      figure: `${n} sent 4 times: ${rows} rows, ${jobs} new jobs, answered ${inWords(twilio)}; stale Slack ${inWords(slack)}`,
      met: rows === n && jobs === 0 && only(twilio, 200) && only(slack, 401),
    };
  },
};

/** Twilio signs names and values run together: a request can be cut anew under a true signature. */
export const recut: FaultTest = {
  name: 'A3',
  title:
    'true signatures over re-cut, doubled, nested and prototype-like fields, or with the body in the path',
  bar: '0 effects',
  needs: 'server',
  n: { short: 300, full: 10_000 },
  pace: 'waits',
  async run(kit, n) {
    const { db, web } = await listening(kit);
    const before = await rowsIn(db);
    const shots = recuts(n);
    const statuses = await statusesOf(kit, web, shots);
    // Where only fields were cut that nobody reads, it still is the genuine message, and counts as that one.
    const said = new Map(shots.map(({ sid, text }) => [sid, text]));
    const stored = await rowsOf<{ sid: string; text: string; address: string }>(
      db,
      `SELECT provider_id AS sid, message->>'text' AS text, address FROM inbound`,
    );
    const other = stored.filter(
      ({ sid, text, address }) => said.get(sid) !== text || address !== phone(0).value,
    );
    const rows = (await rowsIn(db)) - before - 2 * stored.length;
    return {
      figure: `${shots.length} with true signatures: ${inWords(statuses)}; ${stored.length} taken as the genuine message itself, ${other.length} as another, ${rows} other rows`,
      met: rows + other.length === 0 && only(statuses, 200, 400, 403, 404),
    };
  },
};

/** What proxies do to addresses. Only the configured one counts. */
export const proxies: FaultTest = {
  name: 'A4',
  title: 'addresses as proxies change them: scheme, port, prefix, query, encoding, hostile headers',
  bar: 'valid accepted, all others refused, 0 failures',
  needs: 'server',
  n: { short: 1, full: 100 },
  pace: 'waits',
  async run(kit, rounds) {
    const { web } = await listening(kit);
    let wrong = 0;
    let asked = 0;
    for (let round = 0; round < rounds; round++) {
      for (const { url, headers, valid } of SEEN_THROUGH_PROXIES) {
        const fields = inboundFields(ACCOUNT, { MessageSid: sidOf(asked++), Body: 'a b+c%20d é كم' });
        const signed = signedForm(ACCOUNT.authToken, url, fields);
        const shot = { path: MESSAGES, body: signed.body, headers: { ...signed.headers, ...headers } };
        const { status } = await shoot(web.url, shot, kit.agent);
        if (status !== (valid ? 200 : 403)) wrong += 1;
      }
    }
    return { figure: `${asked} requests: ${wrong} judged wrongly`, met: wrong === 0 };
  },
};

const HOSTILE = {
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
  'x-forwarded-port': '81',
  'x-original-url': '/elsewhere',
  forwarded: 'host=evil.example;proto=http',
};
const OURS = `${PUBLIC_URL}${MESSAGES}`;
const SEEN_THROUGH_PROXIES: readonly { url: string; headers?: Record<string, string>; valid: boolean }[] = [
  { url: OURS, valid: true },
  { url: OURS, headers: HOSTILE, valid: true },
  { url: OURS, headers: { host: 'evil.example' }, valid: true },
  { url: OURS.replace('https://bot.example.test', 'https://bot.example.test:443'), valid: true },
  { url: OURS.replace('https', 'http'), valid: false },
  { url: OURS.replace('.test', '.test:8443'), valid: false },
  { url: `${PUBLIC_URL}/prefix${MESSAGES}`, valid: false },
  { url: `${OURS}?a=1&b=2`, valid: false },
  { url: `${OURS}/`, valid: false },
  { url: OURS.replace('/twilio', '//twilio'), valid: false },
  { url: OURS.replace('messages', 'messag%65s'), valid: false },
  { url: OURS.replace('bot.', 'böt.'), valid: false },
  { url: `https://evil.example${MESSAGES}`, headers: HOSTILE, valid: false },
  { url: `https://evil.example${MESSAGES}`, headers: { host: 'evil.example' }, valid: false },
];

/** The auth token changes while messages come in: both hold until the old one is put away. */
export const rotation: FaultTest = {
  name: 'A5',
  title: 'the auth token is rotated under traffic',
  bar: '0 valid requests refused, 0 foreign ones accepted',
  needs: 'server',
  n: { short: 100, full: 5000 },
  pace: 'waits',
  async run(kit, n) {
    const next = 'n'.repeat(32);
    const { db, web, settings } = await listening(kit, { TWILIO_AUTH_TOKEN_NEXT: next });
    const promoted = await kit.program('web', {
      ...settings,
      TWILIO_AUTH_TOKEN: next,
      TWILIO_AUTH_TOKEN_NEXT: ACCOUNT.authToken,
    });
    const shotOf = (i: number, token: string) =>
      twilioShot(MESSAGES, inboundFields(ACCOUNT, { MessageSid: sidOf(i), Body: 'hi' }), token);
    const valid = Array.from({ length: n }, (_, i) => shotOf(i, i % 2 === 0 ? next : ACCOUNT.authToken));
    const statuses = [web, promoted].map((process, half) =>
      statusesOf(
        kit,
        process,
        valid.filter((_, i) => Math.floor(i / 2) % 2 === half),
      ),
    );
    const [first, second] = await Promise.all(statuses);
    const foreign = await statusesOf(kit, promoted, [shotOf(n, 'x'.repeat(32))]);
    const stored = await countOf(db, 'inbound');
    const all = [...(first ?? []), ...(second ?? [])];
    return {
      figure: `${stored} of ${n} stored; a foreign token: ${inWords(foreign)}`,
      met: stored === n && all.every(([status]) => status === 200) && only(foreign, 403),
    };
  },
};
