import type { Config } from '../config.js';
import type { Address, ChannelName, Conversation } from '../domain/message.js';
import type { SlotGrant, SlotRequest } from '../store/send-slots.js';

/** How fast a provider takes messages: from the whole channel, or into each of its conversations. */
export type Rate = { perSecond: number; per: 'channel' | 'conversation' };
export type Rates = Partial<Record<ChannelName, Rate>>;

/** How far ahead moments are reserved. A critical message waits no longer than this behind what is already reserved. */
export const LOOKAHEAD_MS = 400;

/** A message that has missed its moment by more than this takes another: what is late goes bunched. */
export const LATE_MS = 50;

/** So many moments a message may miss before it leaves late all the same. */
export const MOST_MOMENTS = 5;

/**
 * Share of every rate that is used. A second at the provider then holds what was to leave in it, what `LATE_MS` lets slip
 * into it and what its way there bunches, 75 ms in all, and is not more than the rate.
 */
const SHARE = 0.93;

/**
 * The rates that the providers document: WhatsApp by sender, Slack one message a second into a channel; SMS and e-mail
 * by what an account without special terms is given.
 */
export function ratesOf(config: Pick<Config, 'twilio'>): Rates {
  return {
    whatsapp: { perSecond: config.twilio?.whatsappMessagesPerSecond ?? 80, per: 'channel' },
    sms: { perSecond: 10, per: 'channel' },
    slack: { perSecond: 1, per: 'conversation' },
    email: { perSecond: 10, per: 'channel' },
  };
}

/** Milliseconds between two messages under a rate. */
export function intervalMs(rate: Rate): number {
  return 1000 / (rate.perSecond * SHARE);
}

/** What of a message its rate depends on. */
type Target = { to: Address; conversation: Conversation | null };

/** The name of the rate that a message falls under; null where there is none. */
export function rateKey(rates: Rates, { to, conversation }: Target): string | null {
  const rate = rates[to.channel];
  if (!rate) return null;
  return rate.per === 'channel' ? to.channel : `${to.channel}:${conversation?.channelId ?? to.value}`;
}

/** Milliseconds between two messages of a whole channel; 0 where no rate binds it. */
export function channelIntervalMs(rates: Rates, channel: ChannelName): number {
  const rate = rates[channel];
  return rate?.per === 'channel' ? intervalMs(rate) : 0;
}

/** What to reserve for these messages: one request a rate. */
export function slotRequests(rates: Rates, messages: readonly Target[]): SlotRequest[] {
  const requests = new Map<string, SlotRequest>();
  for (const message of messages) {
    const key = rateKey(rates, message);
    const rate = rates[message.to.channel];
    if (key === null || !rate) continue;
    const spacing = intervalMs(rate);
    const lookaheadMs = Math.max(LOOKAHEAD_MS, 1.2 * spacing);
    const count = (requests.get(key)?.count ?? 0) + 1;
    requests.set(key, { key, count, intervalMs: spacing, lookaheadMs });
  }
  return [...requests.values()];
}

/** When a message may go: so many milliseconds from now; not `granted`, it has to ask again by then. */
export type Moment<M> = { message: M; granted: boolean; waitMs: number };

/** Deals granted moments out to messages, first come first served. */
export function dealSlots<M extends Target>(
  rates: Rates,
  messages: readonly M[],
  grants: readonly SlotGrant[],
): Moment<M>[] {
  const byKey = new Map(grants.map((grant) => [grant.key, grant]));
  const dealt = new Map<string, number>();
  return messages.map((message) => {
    const key = rateKey(rates, message);
    const grant = key === null ? undefined : byKey.get(key);
    const rate = rates[message.to.channel];
    if (key === null || !grant || !rate) return { message, granted: true, waitMs: 0 };
    const index = dealt.get(key) ?? 0;
    dealt.set(key, index + 1);
    const waitMs = grant.waitMs + index * intervalMs(rate);
    return { message, granted: index < grant.count, waitMs };
  });
}
