import type { Config } from '../config.js';
import type { Address, ChannelName, Conversation } from '../domain/message.js';
import type { SlotGrant, SlotRequest } from '../store/send-slots.js';

/** How fast a provider takes messages: from the whole channel, or into each of its conversations. */
export type Rate = { perSecond: number; per: 'channel' | 'conversation' };
/** The rate of each channel that has one. */
export type Rates = Partial<Record<ChannelName, Rate>>;

/**
 * How far ahead moments are reserved. A critical message waits no longer than this behind what is already reserved, unless all
 * places of its rate are taken: then until the first comes free, a second after its answer and `PLACE_HELD_MS` at most.
 */
export const LOOKAHEAD_MS = 400;

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

/**
 * Moments are drawn closer than the rate by this: the rate is kept by its places (`reserveSlots`), and what a busy machine
 * has lost can be made up for. A provider that answers in half of `PLACE_HELD_MS` or more gets a fifth of its rate, and one
 * that takes longer than four seconds may be given more than its rate in a second.
 */
const CATCH_UP = 1.25;

/** Milliseconds between two messages under a rate. */
export function intervalMs(rate: Rate): number {
  return 1000 / (rate.perSecond * CATCH_UP);
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
    const places = Math.max(1, Math.floor(rate.perSecond));
    requests.set(key, { key, count, intervalMs: spacing, lookaheadMs, places });
  }
  return [...requests.values()];
}

/**
 * When a message may go: so many milliseconds from now, and which place of its rate it takes meanwhile (null: no rate binds
 * it). Not `granted`: it has to ask again by then.
 */
export type Moment<M> = { message: M; granted: boolean; waitMs: number; place: Place | null };
/** A place taken of a sender's rate. */
export type Place = { key: string; place: number };

/** Deals granted moments out to messages, first come first served. */
export function dealSlots<M extends Target>(
  rates: Rates,
  messages: readonly M[],
  grants: readonly SlotGrant[],
): Moment<M>[] {
  const left = new Map(grants.map(({ key, slots, nextMs }) => [key, { slots: slots.values(), nextMs }]));
  return messages.map((message) => {
    const key = rateKey(rates, message);
    const grant = key === null ? undefined : left.get(key);
    if (key === null || !grant) return { message, granted: true, waitMs: 0, place: null };
    const { value: slot } = grant.slots.next();
    if (!slot) return { message, granted: false, waitMs: grant.nextMs, place: null };
    return { message, granted: true, waitMs: slot.waitMs, place: { key, place: slot.place } };
  });
}
