import { createSlackChannel } from '../../../src/channels/slack/channel.js';
import { channelOptions, outgoing, recordHooks, serveMounts } from '../../support/channel-bench.js';
import { signedRequest, slackError, startSlackServer } from '../../support/slack-server.js';
import {
  BOT_TOKEN,
  directMessage,
  keyOnly,
  SIGNING_SECRET,
  slackConfig,
  slashCommand,
} from '../slack/workspace.js';
import { httpTrouble } from './http-trouble.js';
import type { Start } from './subject.js';

export const slackSubject: Start = async (deadlineMs) => {
  const server = await startSlackServer(BOT_TOKEN);
  const bench = recordHooks();
  const options = { ...channelOptions({ deadlineMs }), translate: keyOnly };
  const channel = createSlackChannel(slackConfig(`${server.url}/api/`), bench.hooks, options);
  const web = await serveMounts([channel]);
  const post = (payload: Record<string, unknown>, as: 'json' | 'form' = 'json', secret = SIGNING_SECRET) =>
    fetch(`${web.url}/slack/events`, { method: 'POST', ...signedRequest(secret, payload, { as }) });
  const files = [{ url_private: 'https://files.slack.com/a.jpg', mimetype: 'image/jpeg' }];
  const wait = { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': '7' } };

  return {
    channel,
    bench,
    message: outgoing({ to: { channel: 'slack', value: 'U00DEMO01' } }),
    accepted: () => server.posted.length,
    trouble: httpTrouble(server, {
      refusal: slackError('channel_not_found'),
      wait: { kind: 'reply', accept: false, reply: wait },
      error: { status: 500, body: { ok: false, error: 'internal_error' } },
    }),
    canFind: true,
    inbound: {
      valid: () => post(directMessage()),
      withMedia: () => post(directMessage({ subtype: 'file_share', files })),
      forged: () => post(directMessage(), 'json', 'another-signing-secret'),
      missingField: () => post(directMessage({ user: undefined })),
      tooLarge: () => post(directMessage({ text: 'x'.repeat(300_000) })),
      strange: (strange) => post({ ...slashCommand(), ...strange }, 'form'),
    },
    receipt: null,
    close: async () => {
      await web.close();
      await server.close();
    },
  };
};
