import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sectionTexts, slackBlocks } from '../../../src/channels/slack/blocks.js';
import { createSlackChannel } from '../../../src/channels/slack/channel.js';
import { SLACK_ERRORS } from '../../../src/channels/slack/errors.js';
import { channelOptions, outgoing, recordHooks } from '../../support/channel-bench.js';
import { type SlackServer, slackError, startSlackServer } from '../../support/slack-server.js';
import { BOT_TOKEN, keyOnly, slackConfig } from './workspace.js';

let slack: SlackServer;
beforeEach(async () => {
  slack = await startSlackServer(BOT_TOKEN);
});
afterEach(() => slack.close());

const channel = () =>
  createSlackChannel(slackConfig(`${slack.url}/api/`), recordHooks().hooks, {
    ...channelOptions(),
    translate: keyOnly,
  });
const message = outgoing({ to: { channel: 'slack', value: 'U00DEMO01' } });
const inThread = { ...message, conversation: { channelId: 'C0001', threadId: '1.000001', private: false } };

describe('a message to Slack', () => {
  it('goes to the person with its outbox key, buttons and a plain text', async () => {
    const buttons = [{ label: 'Accept', payload: 'accept:7' }];
    const result = await channel().send({ ...message, rendered: { ...message.rendered, buttons } });
    expect(result).toEqual({ outcome: 'accepted', providerId: `D00DEMO01:${slack.posted[0]?.ts}` });
    expect(slack.posted[0]).toMatchObject({
      text: '12 thefts in Hawalli',
      metadata: { event_type: 'khareetaty_outbox', event_payload: { key: 'outbox-1' } },
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: '12 thefts in Hawalli', verbatim: true } },
        { type: 'actions', elements: [{ action_id: 'choice_0', value: 'accept:7' }] },
      ],
    });
  });

  it('answers in the thread where it was asked', async () => {
    await channel().send(inThread);
    expect(slack.posted[0]).toMatchObject({ channel: 'C0001', thread_ts: '1.000001' });
  });

  it('answers the person directly where the bot is not in the channel', async () => {
    slack.foreignChannels.add('C0001');
    expect((await channel().send(inThread)).outcome).toBe('accepted');
    expect(slack.posted.map((posted) => posted.channel)).toEqual(['D00DEMO01']);
    expect(await channel().find(inThread, new Date())).toBe(`D00DEMO01:${slack.posted[0]?.ts}`);
  });

  it('fits any text into sections, losing nothing and cutting no grapheme', async () => {
    const text = [
      ...Array.from({ length: 400 }, (_, i) => `line ${i} ${'س'.repeat(20)}`),
      '👮‍♂️'.repeat(700),
    ].join('\n');
    const parts = sectionTexts(text, 3000);
    expect(parts.every((part) => part.length <= 3000)).toBe(true);
    expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    expect(parts.at(-1)).toMatch(/^(👮‍♂️)+$/u);
  });

  it('shows right-to-left sections as such', () => {
    const [section] = slackBlocks({ text: '12 سرقة', buttons: [], direction: 'rtl' });
    expect(section).toMatchObject({ text: { text: '\u200F12 سرقة' } });
  });
});

describe('an error of Slack', () => {
  it.each(Object.entries(SLACK_ERRORS))('%s leads to what the table says', async (code, action) => {
    slack.faults.push(slackError(code));
    expect(await channel().send(message)).toMatchObject(action);
    expect(slack.calls).toHaveLength(1);
  });

  it('waits as long as Slack says, and a while when it does not say', async () => {
    const limited = (headers: Record<string, string>) =>
      ({
        kind: 'reply',
        accept: false,
        reply: { status: 429, body: { ok: false, error: 'ratelimited' }, headers },
      }) as const;
    slack.faults.push(limited({ 'retry-after': '7' }), limited({}));
    expect(await channel().send(message)).toMatchObject({ outcome: 'retry', afterSeconds: 7 });
    expect(await channel().send(message)).toMatchObject({ outcome: 'retry', afterSeconds: 30 });
    expect(slack.calls).toHaveLength(2);
  });
});

describe('looking for a message whose fate is unknown', () => {
  it('finds it by its key, in its thread or with the person, and no other', async () => {
    const able = channel();
    const start = new Date();
    await able.send(inThread);
    await able.send({ ...message, key: 'outbox-2' });
    expect(await able.find(inThread, start)).toBe(`C0001:${slack.posted[0]?.ts}`);
    expect(await able.find({ ...message, key: 'outbox-2' }, start)).toBe(`D00DEMO01:${slack.posted[1]?.ts}`);
    expect(await able.find({ ...message, key: 'outbox-3' }, start)).toBeNull();
    expect(await able.find(inThread, new Date(start.getTime() + 60_000))).toBeNull();
  });

  it('fails when Slack cannot be asked, since the fate is still unknown', async () => {
    slack.faults.push(slackError('internal_error'));
    await expect(channel().find(message, new Date())).rejects.toThrow();
  });
});
