import type { SlackConfig } from '../../config.js';
import type { Channel, ChannelHooks } from '../channel.js';
import { CHANNEL_LIMITS } from '../limits.js';
import type { ChannelOptions } from '../options.js';
import { createSlackApp } from './app.js';
import type { Translate } from './assign-form.js';
import { createSlackClient } from './client.js';
import { findAtSlack, sendBySlack } from './send.js';
import { slackMount } from './webhook.js';

/** Slack: messages, mentions, the slash command, buttons and the assign form in; posts out. */
export function createSlackChannel(
  config: SlackConfig,
  hooks: ChannelHooks,
  options: ChannelOptions & { translate: Translate },
): Channel {
  const client = createSlackClient(config, options);
  const app = createSlackApp({ config, hooks, options, client, translate: options.translate });
  return {
    name: 'slack',
    limits: CHANNEL_LIMITS.slack,
    send: (message) => sendBySlack(client, message),
    find: (message, since) => findAtSlack(client, message, since),
    mounts: [slackMount({ app, config, hooks, options })],
  };
}
