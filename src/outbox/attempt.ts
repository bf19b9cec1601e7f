import type { Channel, OtherMessages, Outgoing, SendResult } from '../channels/channel.js';
import { isAnswer, passesOptOut } from '../domain/delivery.js';
import type { ChannelName } from '../domain/message.js';
import type { TemplateTrouble } from '../domain/template.js';
import type { Unsent } from '../store/outbox-claims.js';
import type { ReadyMessage } from './ready.js';
import { reconciled, stillInDoubt, stumbled, type Verdict, verdictOn } from './verdict.js';

/** How long after a person's last message free text may be sent. Channels that are not listed have no such window. */
const WINDOW_HOURS: Partial<Record<ChannelName, number>> = { whatsapp: 24 };

/** A provider that has not answered by then may or may not have the message. */
const ANSWER_WITHIN_MS = 30_000;

/**
 * Either there was a try, or no need of one. `handedOver`: the provider was given the message, so that it counts under its
 * rate. `windowOpen`: null where the channel has no session window.
 */
export type Attempted =
  | {
      verdict: Verdict;
      templateTroubles: readonly TemplateTrouble[];
      handedOver: boolean;
      windowOpen?: boolean | null;
    }
  | { unsent: Unsent };

/** `now` is on the program's clock: it decides whether the channel's session window is open. */
export type AttemptOptions = {
  now: Date;
  avoidTemplates: ReadonlySet<string>;
  others: OtherMessages;
};

/**
 * Tries to hand one message to its provider, outside any transaction. When an earlier attempt is in doubt the provider
 * is asked first, and the message is only sent when it is not there.
 *
 * @throws nothing that a provider or a channel does.
 */
export async function attempt(
  channel: Channel,
  message: ReadyMessage,
  { others, ...options }: AttemptOptions,
): Promise<Attempted> {
  const outgoing = outgoingOf(message, options);
  const body = outgoing.rendered.text;
  if (message.doubtfulSince) {
    try {
      const providerId = await channel.find(outgoing, message.doubtfulSince, others);
      if (providerId !== null) return judged(reconciled(providerId, body), false);
    } catch (error) {
      return judged(stillInDoubt(message, error), false);
    }
  }
  if (message.validSeconds <= 0) return { unsent: { state: 'expired' } };
  if (message.optedOut && !passesOptOut(message.purpose)) {
    return { unsent: { state: 'held', reason: 'opted_out' } };
  }
  try {
    const result = await answered(channel.send(outgoing));
    const windowOpen = hasWindow(channel.name) ? outgoing.withinWindow : null;
    return { ...judged(verdictOn(message, result, body), true, result.templateTroubles), windowOpen };
  } catch (error) {
    return judged(stumbled(message, 'send', error), true);
  }
}

const judged = (
  verdict: Verdict,
  handedOver: boolean,
  templateTroubles: readonly TemplateTrouble[] = [],
) => ({
  verdict,
  templateTroubles,
  handedOver,
});

function outgoingOf(
  message: ReadyMessage,
  { now, avoidTemplates }: Pick<AttemptOptions, 'now' | 'avoidTemplates'>,
): Outgoing {
  const { to, conversation, rendered, key, purpose, locale, validSeconds } = message;
  return {
    to,
    conversation,
    rendered,
    key,
    purpose,
    locale,
    validSeconds: Math.max(0, Math.floor(validSeconds)),
    // An answer goes to somebody who wrote within the hour, known to us or not.
    withinWindow:
      !message.useTemplate && (isAnswer(purpose) || isWithinWindow(to.channel, message.lastInboundAt, now)),
    avoidTemplates,
  };
}

const hasWindow = (channel: ChannelName) => WINDOW_HOURS[channel] !== undefined;

/** True when free text may be sent: the person wrote less than the window ago, or the channel has none. */
export function isWithinWindow(channel: ChannelName, lastInboundAt: Date | null, now: Date): boolean {
  const hours = WINDOW_HOURS[channel];
  if (hours === undefined) return true;
  return lastInboundAt !== null && now.getTime() - lastInboundAt.getTime() < hours * 3_600_000;
}

async function answered(sending: Promise<SendResult>): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SendResult>((resolve) => {
    const silence = {
      outcome: 'ambiguous',
      code: 'no_answer',
      detail: `no answer in ${ANSWER_WITHIN_MS} ms`,
    } as const;
    timer = setTimeout(resolve, ANSWER_WITHIN_MS, silence);
  });
  return Promise.race([sending, late]).finally(() => clearTimeout(timer));
}
