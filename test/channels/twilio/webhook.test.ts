import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/channels/channel.js';
import { createTwilioChannels } from '../../../src/channels/twilio/channel.js';
import { AppError } from '../../../src/domain/errors.js';
import { channelOptions, recordHooks, serveMounts } from '../../support/channel-bench.js';
import { inboundFields, signedForm, statusFields } from '../../support/twilio-server.js';
import { ACCOUNT, twilioConfig } from './account.js';

const PUBLIC_URL = 'https://bot.example.kw';
const MESSAGES = '/webhooks/twilio/messages';
const STATUS = '/webhooks/twilio/status';
const NEXT_TOKEN = 'the-next-auth-token';

const bench = recordHooks();
let web: Awaited<ReturnType<typeof serveMounts>>;
let channels: Channel[];

beforeAll(async () => {
  const config = twilioConfig({ authTokenNext: NEXT_TOKEN });
  channels = createTwilioChannels(config, bench.hooks, channelOptions({ publicUrl: PUBLIC_URL }));
  web = await serveMounts(channels);
});
afterAll(() => web.close());
beforeEach(() => {
  bench.received.length = 0;
  bench.receipts.length = 0;
  bench.refusals.length = 0;
  bench.failure.error = null;
});

type Sent = { path?: string; signedUrl?: string; token?: string; headers?: Record<string, string> };

/** Posts fields with a true signature, but for what the case changes. */
function post(fields: Record<string, string>, { path = MESSAGES, signedUrl, token, headers }: Sent = {}) {
  const form = signedForm(token ?? ACCOUNT.authToken, signedUrl ?? `${PUBLIC_URL}${path}`, fields);
  return fetch(`${web.url}${path}`, {
    method: 'POST',
    body: form.body,
    headers: { ...form.headers, ...headers },
  });
}

/** Posts a raw body under the signature of other fields. */
function postUnderSignatureOf(fields: Record<string, string>, body: string) {
  const { headers } = signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${MESSAGES}`, fields);
  return fetch(`${web.url}${MESSAGES}`, { method: 'POST', body, headers });
}

function signatureOf(fields: Record<string, string>): string {
  return signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${MESSAGES}`, fields).headers['x-twilio-signature'];
}

describe('what people send', () => {
  it('stores a WhatsApp message once it is signed and answers with empty TwiML', async () => {
    const response = await post(inboundFields(ACCOUNT, { Body: 'كم سرقة في حولي؟', ProfileName: 'Ali' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(await response.text()).toMatch(/<Response\/>$/);
    expect(bench.received).toEqual([
      {
        channel: 'whatsapp',
        providerId: `SM${'0'.repeat(31)}1`,
        from: '+96550000001',
        text: 'كم سرقة في حولي؟',
        location: null,
        button: null,
        media: [],
        sentAt: null,
        conversation: null,
      },
    ]);
  });

  const seen: [string, Record<string, string>, object][] = [
    ['an SMS', { From: '+96550000001', To: '+14155238886' }, { channel: 'sms', from: '+96550000001' }],
    ['a sender who hides the phone number', { From: 'whatsapp:KW.abc123' }, { from: 'KW.abc123' }],
    [
      'a location pin',
      { Body: '', Latitude: '29.33', Longitude: '48.02', Label: 'Mall' },
      { text: '', location: { latitude: 29.33, longitude: 48.02, label: 'Mall' } },
    ],
    [
      'a pressed button',
      { Body: '', ButtonPayload: 'task:accept:7', ButtonText: 'Accept' },
      { text: 'Accept', button: 'task:accept:7' },
    ],
    [
      'a chosen list row',
      { Body: '', ListId: 'row-2', ListTitle: 'Hawalli' },
      { text: 'Hawalli', button: 'row-2' },
    ],
    [
      'a voice note without text',
      { Body: '', NumMedia: '1', MediaUrl0: 'https://api.twilio.com/m/1', MediaContentType0: 'audio/ogg' },
      { text: '', media: [{ url: 'https://api.twilio.com/m/1', contentType: 'audio/ogg' }] },
    ],
    ['what Twilio took for an opt-out', { Body: 'خلاص كافي', OptOutType: 'STOP' }, { text: 'إيقاف' }],
    ['what Twilio took for an opt-in', { Body: 'yes again', OptOutType: 'START' }, { text: 'START' }],
    ['text that a database cannot keep, repaired', { Body: 'a\u0000b' }, { text: 'ab' }],
    ['fields that Twilio added yesterday', { NewField: 'x', FromCity: 'Hawalli' }, { text: 'help' }],
  ];
  it.each(seen)('understands %s', async (_name, fields, expected) => {
    expect((await post(inboundFields(ACCOUNT, fields))).status).toBe(200);
    expect(bench.received[0]).toMatchObject(expected);
  });

  it('understands a message without any Body field and one with forty media', async () => {
    const { Body: _body, ...withoutBody } = inboundFields(ACCOUNT);
    expect((await post(withoutBody)).status).toBe(200);
    const media = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`MediaUrl${i}`, `https://api.twilio.com/m/${i}`]),
    );
    const forty = inboundFields(ACCOUNT, { MessageSid: `MM${'2'.repeat(32)}`, NumMedia: '40', ...media });
    expect((await post(forty)).status).toBe(200);
    expect(bench.received.map((inbound) => [inbound.text, inbound.media.length])).toEqual([
      ['', 0],
      ['help', 40],
    ]);
  });

  it('answers a repeated webhook with 200 and one effect', async () => {
    for (let i = 0; i < 5; i += 1) expect((await post(inboundFields(ACCOUNT))).status).toBe(200);
    expect(bench.received).toHaveLength(1);
  });

  it('asks Twilio to come back while the database is down', async () => {
    bench.failure.error = new AppError('database_unavailable', 'connection refused');
    expect((await post(inboundFields(ACCOUNT))).status).toBe(503);
  });

  it('tells nothing of an unexpected error', async () => {
    bench.failure.error = new Error('secret detail');
    const response = await post(inboundFields(ACCOUNT));
    expect([response.status, await response.text()]).toEqual([500, '']);
  });
});

describe('what became of our messages', () => {
  const sid = `SM${'5'.repeat(32)}`;

  it('reports status and error code for the right channel', async () => {
    const whatsapp = statusFields(ACCOUNT, { sid, to: 'whatsapp:+96550000001' }, 'undelivered', '63016');
    const sms = statusFields(ACCOUNT, { sid, to: '+96550000001' }, 'delivered');
    expect((await post(whatsapp, { path: STATUS })).status).toBe(200);
    expect((await post(sms, { path: STATUS })).status).toBe(200);
    expect(bench.receipts).toEqual([
      {
        channel: 'whatsapp',
        providerId: sid,
        status: 'undelivered',
        errorCode: '63016',
        fault: 'window_closed',
      },
      { channel: 'sms', providerId: sid, status: 'delivered', errorCode: null, fault: null },
    ]);
  });

  it('ignores words for a status that it does not know', async () => {
    const fields = statusFields(ACCOUNT, { sid, to: '+96550000001' }, 'partially_delivered');
    expect((await post(fields, { path: STATUS })).status).toBe(200);
    expect(bench.receipts).toEqual([]);
  });

  it('asks Twilio to come back while the database is down', async () => {
    bench.failure.error = new AppError('database_unavailable', 'connection refused');
    const fields = statusFields(ACCOUNT, { sid, to: '+96550000001' }, 'sent');
    expect((await post(fields, { path: STATUS })).status).toBe(503);
  });
});

describe('forged requests', () => {
  const valid = inboundFields(ACCOUNT);
  const signed = signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${MESSAGES}`, valid);
  const truth = signed.headers['x-twilio-signature'];
  const other = inboundFields(ACCOUNT, { Body: 'another' });
  const forged: [string, string | null][] = [
    ['no signature', null],
    ['an empty one', ''],
    ['a wrong one', Buffer.from('x'.repeat(20)).toString('base64')],
    ['a truncated one', truth.slice(0, -4)],
    ['a lengthened one', `${truth}AAAA`],
    [
      'one by another account',
      signedForm('another-auth-token', `${PUBLIC_URL}${MESSAGES}`, valid).headers['x-twilio-signature'],
    ],
    [
      'one for the other route',
      signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${STATUS}`, valid).headers['x-twilio-signature'],
    ],
    [
      'one for another body',
      signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${MESSAGES}`, other).headers['x-twilio-signature'],
    ],
    [
      'one over the address alone',
      signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${MESSAGES}`, {}).headers['x-twilio-signature'],
    ],
  ];
  it.each(forged)('refuses %s', async (_name, signature) => {
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
    if (signature !== null) headers['x-twilio-signature'] = signature;
    const response = await fetch(`${web.url}${MESSAGES}`, { method: 'POST', body: signed.body, headers });
    expect(response.status).toBe(403);
    expect(bench.received).toEqual([]);
    expect(bench.refusals).toHaveLength(1);
  });

  it('refuses every change of a single character of the signature', async () => {
    const bodies = Array.from(
      truth,
      (character, i) => truth.slice(0, i) + (character === 'A' ? 'B' : 'A') + truth.slice(i + 1),
    );
    const statuses = await Promise.all(
      bodies.map(async (signature) => {
        const headers = { ...signed.headers, 'x-twilio-signature': signature };
        return (await fetch(`${web.url}${MESSAGES}`, { method: 'POST', body: signed.body, headers })).status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([403]));
    expect(bench.received).toEqual([]);
  });

  it('takes the address from the settings, whatever the request says of itself', async () => {
    const hostile = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example',
    };
    expect((await post(valid, { headers: hostile })).status).toBe(200);
    expect(
      (await post(valid, { signedUrl: `https://evil.example${MESSAGES}`, headers: hostile })).status,
    ).toBe(403);
    expect((await post(valid, { signedUrl: `http://bot.example.kw${MESSAGES}` })).status).toBe(403);
    expect((await post(valid, { signedUrl: `${PUBLIC_URL}/prefix${MESSAGES}` })).status).toBe(403);
    expect((await post(valid, { signedUrl: `${PUBLIC_URL}${MESSAGES}?a=1` })).status).toBe(403);
    expect((await post(valid, { signedUrl: `${PUBLIC_URL}:443${MESSAGES}` })).status).toBe(200);
  });

  it('accepts both tokens while they rotate', async () => {
    expect((await post(valid, { token: NEXT_TOKEN })).status).toBe(200);
    expect((await post(valid, { token: ACCOUNT.authToken })).status).toBe(200);
  });
});

describe('requests whose signature is true', () => {
  const refused: [string, Record<string, string>][] = [
    ['a foreign account', { AccountSid: `AC${'b'.repeat(32)}` }],
    ['a malformed message id', { MessageSid: 'SM1' }],
    ['message ids that differ', { SmsSid: `SM${'9'.repeat(32)}` }],
    ['a malformed sender', { From: 'whatsapp:' }],
    ['half a position', { Latitude: '29.3' }],
    ['a position off the globe', { Latitude: '95', Longitude: '48' }],
    ['more media than Twilio sends', { NumMedia: '41' }],
    ['a count that is none', { NumMedia: 'many' }],
    ['a nested name', { 'Body[a]': 'x' }],
    ['a prototype as a name', { __proto__x: 'y', 'constructor[prototype]': 'z' }],
  ];
  it.each(refused)('are refused for %s', async (_name, fields) => {
    expect((await post(inboundFields(ACCOUNT, fields))).status).toBe(400);
    expect(bench.received).toEqual([]);
  });

  it('are refused when a needed field is missing', async () => {
    for (const name of ['AccountSid', 'MessageSid', 'From', 'To']) {
      const { [name]: _gone, ...rest } = inboundFields(ACCOUNT) as Record<string, string>;
      expect((await post(rest)).status, name).toBe(400);
    }
    expect(bench.received).toEqual([]);
  });

  it('are refused when a known field is doubled, although Twilio signs doubled values once', async () => {
    const fields = inboundFields(ACCOUNT);
    const doubled = `${new URLSearchParams(fields)}&Body=${fields.Body}`;
    expect((await postUnderSignatureOf(fields, doubled)).status).toBe(400);
  });

  it('leave `__proto__` a name like any other', async () => {
    const fields: Record<string, string> = { ...inboundFields(ACCOUNT), ...JSON.parse('{"__proto__":"x"}') };
    expect((await post(fields)).status).toBe(400);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  // The signature is over names and values run together: each of these has the signature of a genuine message.
  const genuine = inboundFields(ACCOUNT, { Body: 'hello' });
  const { Body: _b, From: _f, ...rest } = genuine;
  const cuts: [string, Record<string, string>][] = [
    ['the text moved into a name', { ...rest, From: genuine.From, Bodyhello: '' }],
    ['the text moved into half a name', { ...rest, From: genuine.From, Bod: 'yhello' }],
    ['the sender swallowed by the text', { ...rest, Body: `helloFrom${genuine.From}` }],
    ['the sender split', { ...rest, Body: 'hello', Fro: `m${genuine.From}` }],
    [
      'the text swallowed by a field that is not read',
      { ...rest, From: genuine.From, ApiVersion: `${genuine.ApiVersion}Bodyhello` },
    ],
  ];
  it.each(cuts)('are refused with %s', async (_name, fields) => {
    expect(signatureOf(fields)).toBe(signatureOf(genuine));
    const response = await postUnderSignatureOf(genuine, new URLSearchParams(fields).toString());
    expect(response.status).toBe(400);
    expect(bench.received).toEqual([]);
  });

  it('are refused when a text smuggles in another sender and message id', async () => {
    const smuggled = `hiFromwhatsapp:+96599999999MessageSidSM${'7'.repeat(32)}NumMedia0Towhatsapp:+14155238886ZZZ`;
    const real: Record<string, string> = {
      AccountSid: ACCOUNT.accountSid,
      Body: smuggled,
      From: 'whatsapp:+96550000001',
      MessageSid: `SM${'8'.repeat(32)}`,
      To: 'whatsapp:+14155238886',
    };
    const cut = {
      AccountSid: ACCOUNT.accountSid,
      Body: 'hi',
      From: 'whatsapp:+96599999999',
      MessageSid: `SM${'7'.repeat(32)}`,
      NumMedia: '0',
      To: 'whatsapp:+14155238886',
      ZZZ: `Fromwhatsapp:+96550000001MessageSid${real.MessageSid}Towhatsapp:+14155238886`,
    };
    expect(signatureOf(cut)).toBe(signatureOf(real));
    const response = await postUnderSignatureOf(real, new URLSearchParams(cut).toString());
    expect(response.status).toBe(400);
    expect(bench.received).toEqual([]);
  });
});

describe('bodies that are none', () => {
  const { headers } = signedForm(ACCOUNT.authToken, `${PUBLIC_URL}${MESSAGES}`, inboundFields(ACCOUNT));

  it('refuses more than 64 KB, announced or not', async () => {
    const body = `Body=${'x'.repeat(70_000)}`;
    expect((await fetch(`${web.url}${MESSAGES}`, { method: 'POST', headers, body })).status).toBe(413);
    const stream = new ReadableStream({
      start: (controller) => {
        controller.enqueue(Buffer.from(body));
        controller.close();
      },
    });
    const unannounced = { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit;
    expect((await fetch(`${web.url}${MESSAGES}`, unannounced)).status).toBe(413);
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'refuses the content type "%s"',
    async (contentType) => {
      const changed = { ...headers, 'content-type': contentType };
      expect(
        (await fetch(`${web.url}${MESSAGES}`, { method: 'POST', headers: changed, body: 'Body=x' })).status,
      ).toBe(415);
    },
  );

  it('serves nothing but POST', () => {
    expect(channels.flatMap(({ mounts }) => mounts).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${MESSAGES}`,
      `POST ${STATUS}`,
    ]);
  });
});
