import { isValidSlackRequest } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlackChannel } from '../../../src/channels/slack/channel.js';
import { assignPayload, readAssignPayload } from '../../../src/domain/assign-form.js';
import { AppError } from '../../../src/domain/errors.js';
import { channelOptions, recordHooks, serveMounts } from '../../support/channel-bench.js';
import { type SlackServer, signedRequest, slackError, startSlackServer } from '../../support/slack-server.js';
import {
  BOT_TOKEN,
  buttonPress,
  directMessage,
  eventPayload,
  keyOnly,
  SIGNING_SECRET,
  slackConfig,
  slashCommand,
  submission,
} from './workspace.js';

const NOW = new Date('2026-11-22T10:00:00Z');
const bench = recordHooks();
let slack: SlackServer;
let web: Awaited<ReturnType<typeof serveMounts>>;

beforeAll(async () => {
  slack = await startSlackServer(BOT_TOKEN);
  const options = { ...channelOptions(), clock: { now: () => NOW }, translate: keyOnly };
  web = await serveMounts([createSlackChannel(slackConfig(`${slack.url}/api/`), bench.hooks, options)]);
});
afterAll(async () => {
  await web.close();
  await slack.close();
});
beforeEach(() => {
  bench.received.length = 0;
  bench.refusals.length = 0;
  bench.failure.error = null;
  slack.views.length = 0;
  slack.calls.length = 0;
});

type As = 'json' | 'form' | 'payload';
function post(
  payload: Record<string, unknown>,
  as: As = 'json',
  at = NOW,
  headers: Record<string, string> = {},
) {
  const request = signedRequest(SIGNING_SECRET, payload, { at, as });
  return fetch(`${web.url}/slack/events`, {
    method: 'POST',
    body: request.body,
    headers: { ...request.headers, ...headers },
  });
}

describe('what people send', () => {
  it('stores a direct message before it acknowledges', async () => {
    expect((await post(directMessage({ text: 'كم سرقة &amp; سطو؟' }))).status).toBe(200);
    expect(bench.received).toEqual([
      {
        channel: 'slack',
        providerId: 'Ev0001',
        from: 'U00DEMO01',
        text: 'كم سرقة & سطو؟',
        location: null,
        button: null,
        media: [],
        sentAt: new Date('2026-09-21T14:13:20.000Z'),
        conversation: { channelId: 'D0001', threadId: null, private: true },
      },
    ]);
  });

  it('takes a mention without the bot’s name and answers in its thread', async () => {
    const event = { type: 'app_mention', channel: 'C0001', user: 'U00DEMO01', ts: '1790000000.000100' };
    await post(eventPayload({ ...event, text: '<@U00BOT> hotspots in <#C9|hawalli>' }));
    expect(bench.received[0]).toMatchObject({
      text: 'hotspots in #hawalli',
      conversation: { channelId: 'C0001', threadId: '1790000000.000100', private: false },
    });
  });

  it('takes the slash command and acknowledges with nothing to show', async () => {
    const response = await post(slashCommand({ text: 'top areas' }), 'form');
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(bench.received[0]).toMatchObject({
      providerId: 'command:13345224609.738474920.8088930838d88f008e0',
      from: 'U00DEMO01',
      text: 'top areas',
      conversation: { channelId: 'C0001', threadId: null, private: false },
    });
  });

  it('takes a pressed button with what it carries', async () => {
    expect((await post(buttonPress(), 'payload')).status).toBe(200);
    expect(bench.received[0]).toMatchObject({
      providerId: 'action:U00DEMO01:1790000001.000200:choice_0',
      text: 'Accept',
      button: 'accept:7',
      conversation: { channelId: 'C0001', threadId: '1790000000.000050', private: false },
    });
  });

  it('opens the assign form for a bare command, and takes what is submitted as a sentence', async () => {
    expect((await post(slashCommand({ text: 'تكليف' }), 'form')).status).toBe(200);
    await expect.poll(() => slack.views.length).toBe(1);
    expect(slack.views[0]).toMatchObject({
      callback_id: 'assign_task',
      title: { text: 'slack.assign.title ar' },
    });
    expect(bench.received).toEqual([]);
    const filled = { officer: 'Ali', task: 'patrol the souq', place: 'Salmiya', due: null };
    await post(submission(filled, { channel: 'C0001', locale: 'en' }), 'payload');
    expect(bench.received[0]).toMatchObject({
      providerId: 'view:V0001',
      text: 'assign Ali to patrol the souq in Salmiya',
      button: assignPayload({ ...filled, due: '' }),
      conversation: { channelId: 'C0001', threadId: null, private: false },
    });
  });

  it('carries the form so that it can be read again, and nothing else can', () => {
    const form = { officer: 'علي', task: 'a "quoted" patrol', place: '', due: 'الليلة' };
    expect(readAssignPayload(assignPayload(form))).toEqual(form);
    for (const forged of ['assign:', 'assign:{', 'assign:{"officer":1}', 'accept:7', '']) {
      expect(readAssignPayload(forged)).toBeNull();
    }
  });

  it('takes the command as a message when the form does not open', async () => {
    slack.faults.push(slackError('expired_trigger_id'));
    expect((await post(slashCommand({ text: 'assign' }), 'form')).status).toBe(200);
    await expect.poll(() => bench.received.map(({ text }) => text)).toEqual(['assign']);
  });

  const ignored: [string, Record<string, unknown>][] = [
    ['what bots say', directMessage({ bot_id: 'B00OTHER' })],
    ['edits', directMessage({ subtype: 'message_changed' })],
    ['channel talk without a mention', directMessage({ channel: 'C0001', channel_type: 'channel' })],
    ['event types that it did not ask for', eventPayload({ type: 'reaction_added', user: 'U00DEMO01' })],
    ['a message without a sender', directMessage({ user: undefined })],
  ];
  it.each(ignored)('acknowledges and ignores %s', async (_name, payload) => {
    expect((await post(payload)).status).toBe(200);
    expect(bench.received).toEqual([]);
  });

  it('takes a shared file as media', async () => {
    const files = [{ url_private: 'https://files.slack.com/a.mp4', mimetype: 'audio/mp4' }];
    await post(directMessage({ subtype: 'file_share', text: '', files }));
    expect(bench.received[0]?.media).toEqual([{ url: files[0]?.url_private, contentType: 'audio/mp4' }]);
  });

  it('answers retries with 200 and one effect', async () => {
    const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    expect((await post(directMessage())).status).toBe(200);
    expect((await post(directMessage(), 'json', NOW, retry)).status).toBe(200);
    expect(bench.received).toHaveLength(1);
  });

  it('asks Slack to come back while the database is down, for every kind of request', async () => {
    bench.failure.error = new AppError('database_unavailable', 'connection refused');
    expect((await post(directMessage())).status).toBe(503);
    expect((await post(slashCommand(), 'form')).status).toBe(503);
    expect((await post(buttonPress(), 'payload')).status).toBe(503);
  });

  it('never asks Slack who it is', async () => {
    await post(directMessage());
    expect(slack.calls).toEqual([]);
  });

  it('answers the address check', async () => {
    const response = await post({ type: 'url_verification', challenge: 'abc', token: 'x' });
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });

  it('answers an options request with none', async () => {
    const request = {
      type: 'block_suggestion',
      user: { id: 'U1', team_id: 'T1' },
      action_id: 'x',
      value: 'a',
    };
    expect(await (await post(request, 'payload')).json()).toEqual({ options: [] });
  });
});

describe('forged requests', () => {
  const genuine = signedRequest(SIGNING_SECRET, directMessage(), { at: NOW });
  const send = (headers: Record<string, string>, body = genuine.body) =>
    fetch(`${web.url}/slack/events`, { method: 'POST', body, headers });
  const signature = genuine.headers['x-slack-signature'];
  const elsewhere = signedRequest('another-signing-secret', directMessage(), { at: NOW });
  const forged: [string, Record<string, string>][] = [
    ['an empty signature', { 'x-slack-signature': '' }],
    ['a truncated signature', { 'x-slack-signature': signature.slice(0, -2) }],
    ['the signature of another secret', { 'x-slack-signature': elsewhere.headers['x-slack-signature'] }],
    ['another version', { 'x-slack-signature': signature.replace('v0', 'v1') }],
    ['no version', { 'x-slack-signature': signature.slice(3) }],
    ['a garbled timestamp', { 'x-slack-request-timestamp': 'yesterday' }],
    ['a timestamp as a fraction', { 'x-slack-request-timestamp': '1e9' }],
    ['another timestamp', { 'x-slack-request-timestamp': String(NOW.getTime() / 1000 + 1) }],
  ];
  it.each(forged)('refuses %s', async (_name, headers) => {
    expect((await send({ ...genuine.headers, ...headers })).status).toBe(401);
    expect(bench.received).toEqual([]);
    expect(bench.refusals).toHaveLength(1);
  });

  it('refuses a request without signature headers and another body under a true signature', async () => {
    expect((await send({ 'content-type': 'application/json' })).status).toBe(401);
    expect((await send(genuine.headers, JSON.stringify(directMessage({ text: 'other' })))).status).toBe(401);
  });

  it('refuses timestamps more than 300 seconds off to either side', async () => {
    const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
    for (const seconds of [-301, 301, 3600, -86_400]) {
      expect((await post(directMessage(), 'json', at(seconds))).status, String(seconds)).toBe(401);
    }
    for (const seconds of [-300, 300])
      expect((await post(directMessage(), 'json', at(seconds))).status).toBe(200);
  });

  it('signs in the tests as Slack’s own verifier expects', () => {
    expect(
      isValidSlackRequest({
        signingSecret: SIGNING_SECRET,
        body: genuine.body,
        headers: {
          'x-slack-signature': signature,
          'x-slack-request-timestamp': Number(genuine.headers['x-slack-request-timestamp']),
        },
        nowMilliseconds: NOW.getTime(),
      }),
    ).toBe(true);
  });
});

describe('signed bodies that are none', () => {
  it('refuses more than 256 KB', async () => {
    expect((await post(directMessage({ text: 'x'.repeat(300_000) }))).status).toBe(413);
  });

  it('refuses what is not JSON', async () => {
    const request = signedRequest(SIGNING_SECRET, { payload: '{' }, { at: NOW, as: 'form' });
    expect((await fetch(`${web.url}/slack/events`, { method: 'POST', ...request })).status).toBe(400);
  });

  const odd: Record<string, unknown>[] = [
    { event: null },
    { event: [] },
    { event: { type: 7 } },
    { actions: [] },
    { actions: [null], user: {} },
    { actions: [{}] },
    { view: {}, type: 'view_submission' },
    { type: 'block_suggestion' },
    { type: 'view_submission', user: {} },
    { type: 'message_action' },
    { type: 'dialog_submission' },
    { command: null },
    { ...slashCommand(), user_id: null },
    { ...directMessage(), event: { type: 'message', item: 'x' } },
    { ...directMessage(), event: { type: 'message', subteam: null } },
    { ...directMessage(), event: { type: 'message', user: null } },
    { ...submission({}, {}), view: null },
    { ...submission({}, {}), user: null },
    { ...buttonPress(), team: 'x' },
    { name: 1 },
    {},
    directMessage({ channel: null }),
    directMessage({ channel: {} }),
    { ...directMessage(), authorizations: [null] },
    { ...directMessage(), authorizations: 'x' },
    eventPayload({ type: 'app_mention', item: null }),
    { ...buttonPress(), user: { id: 5 } },
    { ...buttonPress(), channel: 'C1' },
  ];
  it.each(odd.map((payload) => [JSON.stringify(payload).slice(0, 80), payload] as const))(
    'never fails on %s',
    async (_name, payload) => {
      expect([200, 400]).toContain((await post(payload)).status);
      expect([200, 400]).toContain((await post(payload, 'payload')).status);
      expect(bench.received).toEqual([]);
    },
  );
});
