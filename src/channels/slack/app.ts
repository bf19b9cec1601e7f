import { App, type Receiver } from '@slack/bolt';
import type { SlackConfig } from '../../config.js';
import type { ChannelHooks } from '../channel.js';
import type { ChannelOptions } from '../options.js';
import {
  ASSIGN_CALLBACK,
  assignFormLocale,
  assignFormView,
  readSubmission,
  type Translate,
} from './assign-form.js';
import { boltLogger, type SlackClient, slackClientOptions } from './client.js';
import { type Read, readAction, readCommand, readMention, readMessage } from './inbound.js';

/** Bolt asks for a transport; ours hands it requests itself. */
const NO_TRANSPORT: Receiver = {
  init: () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
};

type AppParts = {
  config: SlackConfig;
  hooks: ChannelHooks;
  options: ChannelOptions;
  client: SlackClient;
  translate: Translate;
};

/** The Bolt app: each kind of request becomes a stored message before it is acknowledged. */
export function createSlackApp({ config, hooks, options, client, translate }: AppParts): App {
  const app = new App({
    receiver: NO_TRANSPORT,
    // Local: Bolt would ask Slack who we are at the start, and drop every request in silence when that fails.
    authorize: async () => ({ botToken: config.botToken }),
    ignoreSelf: false,
    convoStore: false,
    logger: boltLogger(options.log),
    clientOptions: slackClientOptions(config, options),
  });
  app.error(async (error) => {
    throw error;
  });

  const take = async (read: Read): Promise<void> => {
    if (read.kind === 'malformed') hooks.refused('slack', 'malformed payload');
    if (read.kind === 'message') await hooks.receive(read.inbound);
  };

  app.event('message', ({ body }) => take(readMessage(body)));
  app.event('app_mention', ({ body }) => take(readMention(body)));
  app.command(/.*/, async ({ body, ack }) => {
    const read = readCommand(body);
    const locale = read.kind === 'message' ? assignFormLocale(read.inbound.text) : null;
    if (!locale) await take(read);
    await ack();
    if (!locale) return;
    const view = assignFormView(translate, locale, body.channel_id);
    // The form must open within three seconds of the command, but the acknowledgement does not wait for it.
    client.views.open({ trigger_id: body.trigger_id, view }).catch((error: unknown) => {
      options.log.warn({ err: error }, 'the assign form did not open: taking the command as a message');
      return take(read).catch((cause: unknown) => options.log.error({ err: cause }, 'slash command lost'));
    });
  });
  app.action(/.*/, async ({ body, ack }) => {
    await take(readAction(body));
    await ack();
  });
  app.view(ASSIGN_CALLBACK, async ({ body, ack }) => {
    await take(readSubmission(body));
    await ack();
  });
  app.options(/.*/, async ({ ack }) => {
    await ack({ options: [] });
  });
  return app;
}
