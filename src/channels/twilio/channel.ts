import type { TwilioConfig } from '../../config.js';
import type { Channel, ChannelHooks } from '../channel.js';
import { CHANNEL_LIMITS } from '../limits.js';
import type { ChannelOptions } from '../options.js';
import { statusAtTwilio, templatesAtTwilio } from './ask.js';
import { createTwilioContents, createTwilioMessages } from './client.js';
import { findAtTwilio } from './find.js';
import { sendByTwilio, sender } from './send.js';
import { mostButtons } from './template.js';
import { twilioMounts } from './webhook.js';

/**
 * WhatsApp and SMS by Twilio: those for which the account has a sender. The webhooks serve both and are mounted by the
 * first.
 */
export function createTwilioChannels(
  config: TwilioConfig,
  hooks: ChannelHooks,
  options: ChannelOptions,
): Channel[] {
  const { publicUrl, log, deadlineMs } = options;
  const messages = createTwilioMessages(config, deadlineMs);
  const contents = createTwilioContents(config, deadlineMs);
  const mounts = twilioMounts({ config, hooks, publicUrl, log });
  const names = (['whatsapp', 'sms'] as const).filter((name) => sender(config, name) !== null);
  return names.map((name, index) => ({
    name,
    limits:
      name === 'whatsapp'
        ? { ...CHANNEL_LIMITS.whatsapp, maxButtons: mostButtons(config) }
        : CHANNEL_LIMITS[name],
    send: (message) => sendByTwilio({ config, messages, publicUrl }, name, message),
    find: (message, since, others) => findAtTwilio(messages, name, message, { since, others }),
    mounts: index === 0 ? mounts : [],
    asks: {
      statusOf: (providerId) => statusAtTwilio(messages, name, providerId),
      templates: async () => (name === 'whatsapp' ? templatesAtTwilio(contents, config.contentSids) : []),
    },
  }));
}
