import { setMaxListeners } from 'node:events';
import type { Channel } from '../channels/channel.js';
import type { ChannelName } from '../domain/message.js';
import type { Runtime } from '../runtime.js';
import { idsOfOthers } from '../store/outbox-attempts.js';
import { type ClaimedMessage, claimMessages, undoAttempt, type Want } from '../store/outbox-claims.js';
import { pauseSlots, reserveSlots } from '../store/send-slots.js';
import { unusableTemplates } from '../store/templates.js';
import { attempt, type Render } from './attempt.js';
import { type Breaker, createBreaker } from './breaker.js';
import { createPacer, type Pacer } from './pace.js';
import {
  channelIntervalMs,
  dealSlots,
  intervalMs,
  LATE_MS,
  LOOKAHEAD_MS,
  MOST_MOMENTS,
  type Moment,
  type Rates,
  rateKey,
  slotRequests,
} from './rates.js';
import { settle } from './settle.js';
import { type TapOptions, withTapLinks } from './tap-links.js';

export type DeskRuntime = Pick<Runtime, 'db' | 'clock' | 'ids' | 'log' | 'channels'>;

/** How much a desk takes on. */
export type DeskOptions = {
  render: Render;
  rates: Rates;
  /** Messages of a channel that are under way at once, and further places that only critical ones take. */
  capacity: { others: number; critical: number };
  leaseSeconds: number;
  tap: TapOptions;
};

/** Where one process's deliveries stand: what is under way, and what is known of the providers. */
export type Desk = DeskOptions & {
  readonly runtime: DeskRuntime;
  readonly owner: string;
  readonly breaker: Breaker;
  readonly pacer: Pacer;
  readonly underWay: Map<number, UnderWay>;
  /** Aborted when the desk closes: messages that wait for their moment are given back. */
  readonly closing: AbortController;
  /** Templates that the provider has paused or rejected, as of the last look. */
  avoidTemplates: ReadonlySet<string>;
  /** Called when there may be more to begin. */
  onRoom: () => void;
};

type UnderWay = { message: ClaimedMessage; ended: Promise<void> };

/** Longest pause that a provider can ask of us. */
const MOST_PAUSE_SECONDS = 600;

/** A desk with nothing under way. */
export function openDesk(runtime: DeskRuntime, options: DeskOptions): Desk {
  const closing = new AbortController();
  // Every message that waits for its moment listens.
  setMaxListeners(0, closing.signal);
  return {
    ...options,
    runtime,
    owner: runtime.ids.uuid(),
    breaker: createBreaker(),
    pacer: createPacer(),
    underWay: new Map(),
    closing,
    avoidTemplates: new Set(),
    onRoom: () => undefined,
  };
}

/**
 * Takes what is due, reserves a moment for each under its provider's rate, and starts the attempts.
 *
 * @returns how many were taken; 0 when nothing is due or there is no room.
 */
export async function begin(desk: Desk): Promise<number> {
  const { db } = desk.runtime;
  const wants = wantsOf(desk);
  if (wants.length === 0) return 0;
  const messages = await claimMessages(db, {
    owner: desk.owner,
    wants,
    leaseSeconds: desk.leaseSeconds,
    lookaheadMs: LOOKAHEAD_MS,
    held: [...desk.underWay.keys()],
  });
  const requests = slotRequests(desk.rates, messages);
  const grants = requests.length === 0 ? [] : await reserveSlots(db, requests);
  for (const moment of dealSlots(desk.rates, messages, grants)) enter(desk, moment);
  return messages.length;
}

/** Two lanes a channel, so that a critical message finds a place whatever hangs in the other. */
function wantsOf({ runtime, capacity, breaker, underWay, rates }: Desk): Want[] {
  const all = [...underWay.values()].map(({ message }) => message);
  return [...runtime.channels.keys()].flatMap((channel) => {
    const here = all.filter((message) => message.to.channel === channel);
    const critical = here.filter((message) => message.urgency === 0).length;
    const probing = breaker.isOpen(channel);
    const room = (places: number, taken: number) =>
      probing ? Math.max(0, 1 - here.length) : Math.max(0, places - taken);
    const intervalMs = channelIntervalMs(rates, channel);
    return [
      { channel, firstUrgency: 0, lastUrgency: 0, limit: room(capacity.critical, critical), intervalMs },
      {
        channel,
        firstUrgency: 1,
        lastUrgency: 3,
        limit: room(capacity.others, here.length - critical),
        intervalMs,
      },
    ].filter((want) => want.limit > 0);
  });
}

function enter(desk: Desk, moment: Moment<ClaimedMessage>): void {
  const { message } = moment;
  const { log } = desk.runtime;
  const ended = carry(desk, moment)
    .catch((error) => log.error({ message: message.id, err: error }, 'an attempt could not be recorded'))
    .finally(() => {
      desk.underWay.delete(message.id);
      desk.onRoom();
    });
  desk.underWay.set(message.id, { message, ended });
}

/**
 * Sees one message through its attempt. A busy machine wakes many late at once: such a message waits anew, unless it is
 * critical or has done so often enough, and all leave a gap between them.
 */
async function carry(
  desk: Desk,
  { message, granted, waitMs }: Moment<ClaimedMessage>,
  momentsLeft = message.urgency > 0 ? MOST_MOMENTS : 1,
): Promise<void> {
  const { runtime, closing } = desk;
  const channel = runtime.channels.get(message.to.channel);
  if (!granted || !channel) {
    const askAgainMs = Math.max(50, waitMs - LOOKAHEAD_MS);
    setTimeout(() => desk.onRoom(), askAgainMs + 5).unref();
    return undoAttempt(runtime.db, message, { state: 'queued', delaySeconds: askAgainMs / 1000 });
  }
  const moment = performance.now() + waitMs;
  if (
    !(await waited(waitMs, closing.signal)) ||
    !(await kept(desk, message, momentsLeft > 1 ? moment : null))
  ) {
    if (closing.signal.aborted) return undoAttempt(runtime.db, message, { state: 'queued', delaySeconds: 0 });
    return carryAnew(desk, message, momentsLeft - 1);
  }
  await tryOnce(desk, channel, message);
}

/**
 * Waits for the gap between this process's messages.
 *
 * @param moment when the message was to leave; null: it leaves however late it is.
 * @returns false when it would leave too late for its moment, or the desk closed.
 */
async function kept({ pacer, rates, closing }: Desk, message: ClaimedMessage, moment: number | null) {
  const key = rateKey(rates, message);
  const rate = rates[message.to.channel];
  if (key === null || !rate) return true;
  const now = performance.now();
  const waitMs = pacer.waitMs(key, now);
  if (moment !== null && now + waitMs - moment > LATE_MS) return false;
  pacer.note(key, now + waitMs, intervalMs(rate));
  return waited(Math.ceil(waitMs), closing.signal);
}

async function carryAnew(desk: Desk, message: ClaimedMessage, momentsLeft: number): Promise<void> {
  const grants = await reserveSlots(desk.runtime.db, slotRequests(desk.rates, [message]));
  for (const moment of dealSlots(desk.rates, [message], grants)) await carry(desk, moment, momentsLeft);
}

async function tryOnce(desk: Desk, channel: Channel, message: ClaimedMessage): Promise<void> {
  const { runtime, breaker, rates } = desk;
  const probe = breaker.isOpen(channel.name);
  const reply = channel.name === 'sms' ? await withTapLinks(runtime.db, desk.tap, message) : message.reply;
  const made = await attempt(
    channel,
    { ...message, reply },
    {
      render: desk.render,
      now: runtime.clock.now(),
      avoidTemplates: desk.avoidTemplates,
      others: (providerIds) => idsOfOthers(runtime.db, message, providerIds),
    },
  );
  if ('unsent' in made) return undoAttempt(runtime.db, message, made.unsent);
  const { verdict } = made;
  const asked = Math.min(verdict.pauseSeconds, MOST_PAUSE_SECONDS);
  if (asked > 0) await pauseSlots(runtime.db, rateKey(rates, message) ?? channel.name, asked);
  const open = breaker.note(channel.name, verdict.health, probe);
  if (open > 0) await leaveAlone(desk, channel.name, open);
  await settle(runtime, message, verdict, made.templateTroubles);
  if (made.templateTroubles.length > 0) desk.avoidTemplates = await unusableTemplates(runtime.db);
}

async function leaveAlone({ runtime }: Desk, channel: ChannelName, seconds: number): Promise<void> {
  runtime.log.error({ channel, seconds }, 'the provider is out of order: it is left alone for a while');
  await pauseSlots(runtime.db, channel, seconds);
}

/** Waits; false when the desk closed before the time was over. */
function waited(ms: number, closing: AbortSignal): Promise<boolean> {
  if (closing.aborted) return Promise.resolve(false);
  if (ms <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (whole: boolean) => {
      clearTimeout(timer);
      closing.removeEventListener('abort', cut);
      resolve(whole);
    };
    const cut = () => end(false);
    const timer = setTimeout(end, ms, true);
    closing.addEventListener('abort', cut);
  });
}
