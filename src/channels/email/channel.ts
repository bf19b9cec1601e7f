import { createTransport } from 'nodemailer';
import type { EmailConfig } from '../../config.js';
import type { Channel, Outgoing, SendResult } from '../channel.js';
import { CHANNEL_LIMITS } from '../limits.js';
import type { ChannelOptions } from '../options.js';
import { composeEmail } from './compose.js';
import { smtpFailure } from './outcome.js';

const DEADLINE_MS = 10_000;

/**
 * E-mail over SMTP; outgoing only.
 *
 * Nobody can be asked what became of a message, so `find` says that it never arrived and the outbox sends it again:
 * under the same Message-ID, by which mail systems drop or join the second copy. For an alert twice is better than
 * never.
 */
export function createEmailChannel(
  { smtpUrl, from }: EmailConfig,
  { deadlineMs = DEADLINE_MS }: Pick<ChannelOptions, 'deadlineMs'>,
): Channel {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const send = async (message: Outgoing): Promise<SendResult> => {
    try {
      const { messageId } = await transport.sendMail(composeEmail(from, message));
      return { outcome: 'accepted', providerId: messageId };
    } catch (error) {
      return smtpFailure(error);
    }
  };
  return { name: 'email', limits: CHANNEL_LIMITS.email, send, find: async () => null, mounts: [] };
}
