import type { ChannelName } from '../../domain/message.js';
import type { OtherMessages, Outgoing } from '../channel.js';
import type { TwilioMessages } from './client.js';
import { twilioAddress } from './inbound.js';
import { freeText } from './send.js';
import { asVariable } from './template.js';

/** Twilio stores whole seconds, and its clock need not be ours. */
const CLOCK_SLACK_MS = 5000;
const MOST_COMPARED = 100;

/**
 * Looks for a message whose fate is unknown among those to the same person: created since the attempt, going out,
 * with the same text, and not known to be another message. Twilio has no idempotency key to ask by. It filters by our clock and by date of creation, because
 * Twilio's own filter is on the date of sending, which a queued message does not have yet.
 *
 * @returns the message's id, or null when Twilio has none such.
 * @throws when Twilio cannot be asked: its fate is still unknown.
 */
export async function findAtTwilio(
  messages: TwilioMessages,
  channel: Extract<ChannelName, 'whatsapp' | 'sms'>,
  message: Outgoing,
  { since, others }: { since: Date; others: OtherMessages | undefined },
): Promise<string | null> {
  const to = twilioAddress(channel, message.to.value);
  const earliest = since.getTime() - CLOCK_SLACK_MS;
  const candidates = await messages.list({ to, limit: MOST_COMPARED, pageSize: MOST_COMPARED });
  const whole = comparable(freeText(message.rendered));
  const inTemplate = comparable(asVariable(message.rendered.text));
  const alike = candidates.filter(
    ({ body, dateCreated, direction }) =>
      direction !== 'inbound' &&
      (!(dateCreated instanceof Date) || dateCreated.getTime() >= earliest) &&
      // A trial account puts words before the text, a template around it.
      (comparable(body).endsWith(whole) || comparable(body).includes(inTemplate)),
  );
  const taken = await others?.(alike.map(({ sid }) => sid));
  return alike.find(({ sid }) => !taken?.has(sid))?.sid ?? null;
}

function comparable(text: string | null): string {
  return (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
}
