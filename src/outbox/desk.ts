import { setMaxListeners } from 'node:events';
import type { Channel } from '../channels/channel.js';
import type { ChannelName } from '../domain/message.js';
import type { Runtime } from '../runtime.js';
import { idsOfOthers } from '../store/outbox-attempts.js';
import { type ClaimedMessage, claimMessages, undoAttempt, type Want } from '../store/outbox-claims.js';
import {
  type FreedPlace,
  freePlaces,
  PLACE_HELD_MS,
  pauseSlots,
  RATE_WINDOW_MS,
  reserveSlots,
} from '../store/send-slots.js';
import { unusableTemplates } from '../store/templates.js';
import { attempt } from './attempt.js';
import { type Breaker, createBreaker } from './breaker.js';
import {
  channelIntervalMs,
  dealSlots,
  LOOKAHEAD_MS,
  type Moment,
  type Rates,
  rateKey,
  slotRequests,
} from './rates.js';
import { makeReady, type ReadyMessage, type Render } from './ready.js';
import { settle } from './settle.js';
import type { TapOptions } from './tap-links.js';

/** What handing over one message needs of the program. */
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
  readonly underWay: Map<number, UnderWay>;
  /** Places under rates that are to be given back; `at`: on the process's own clock. */
  freed: (FreedPlace & { at: number })[];
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
    freed: [],
    underWay: new Map(),
    closing,
    avoidTemplates: new Set(),
    onRoom: () => undefined,
  };
}

/**
 * Takes what is due, renders it, reserves a moment for each under its provider's rate, and starts the attempts.
 *
 * @returns how many were taken; 0 when nothing is due or there is no room.
 */
export async function begin(desk: Desk): Promise<number> {
  const { db } = desk.runtime;
  await giveBack(desk);
  const wants = wantsOf(desk);
  if (wants.length === 0) return 0;
  const messages = await claimMessages(db, {
    owner: desk.owner,
    wants,
    leaseSeconds: desk.leaseSeconds,
    lookaheadMs: LOOKAHEAD_MS,
    held: [...desk.underWay.keys()],
  });
  const { ready, spoilt } = await makeReady({ ...desk.runtime, ...desk }, messages);
  if (spoilt.length > 0) {
    enter(
      desk,
      spoilt.map(({ message }) => message),
      settle(desk.runtime, spoilt),
    );
  }
  const requests = slotRequests(desk.rates, ready);
  const grants = requests.length === 0 ? [] : await reserveSlots(db, requests);
  for (const moment of dealSlots(desk.rates, ready, grants))
    enter(desk, [moment.message], carry(desk, moment));
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

/** Holds messages until what is done with them has ended. */
function enter(desk: Desk, messages: readonly ClaimedMessage[], done: Promise<void>): void {
  const { log } = desk.runtime;
  const ids = messages.map(({ id }) => id);
  const ended = done
    .catch((error) => log.error({ messages: ids, err: error }, 'attempts could not be recorded'))
    .finally(() => {
      for (const id of ids) desk.underWay.delete(id);
      desk.onRoom();
    });
  for (const message of messages) desk.underWay.set(message.id, { message, ended });
}

/** Gives back the places of messages that are over. */
export async function giveBack(desk: Desk): Promise<void> {
  const { freed } = desk;
  if (freed.length === 0) return;
  desk.freed = [];
  const now = performance.now();
  await freePlaces(
    desk.runtime.db,
    freed.map(({ at, ...place }) => ({ ...place, inMs: place.inMs - (now - at) })),
  );
}

/** Sees one message through its attempt. */
async function carry(desk: Desk, moment: Moment<ReadyMessage>): Promise<void> {
  const { message, granted, waitMs } = moment;
  const { runtime, closing } = desk;
  const channel = runtime.channels.get(message.to.channel);
  if (!granted || !channel) {
    const askAgainMs = Math.max(50, waitMs - LOOKAHEAD_MS);
    setTimeout(() => desk.onRoom(), askAgainMs + 5).unref();
    return undoAttempt(runtime.db, message, { state: 'queued', delaySeconds: askAgainMs / 1000 });
  }
  const began = performance.now();
  if (await waited(Math.ceil(waitMs), closing.signal)) return tryOnce(desk, channel, { ...moment, began });
  free(desk, moment, began, 0);
  return undoAttempt(runtime.db, message, { state: 'queued', delaySeconds: 0 });
}

/** Notes that a message is over, and its place free in so many milliseconds; one that took too long lost it long ago. */
function free(desk: Desk, { place, waitMs }: Moment<ReadyMessage>, began: number, inMs: number): void {
  const at = performance.now();
  if (place && at - began < waitMs + PLACE_HELD_MS / 2) desk.freed.push({ ...place, inMs, at });
}

type Begun = Moment<ReadyMessage> & { began: number };

async function tryOnce(desk: Desk, channel: Channel, moment: Begun): Promise<void> {
  const { runtime, breaker, rates } = desk;
  const { message } = moment;
  const probe = breaker.isOpen(channel.name);
  const made = await attempt(channel, message, {
    now: runtime.clock.now(),
    avoidTemplates: desk.avoidTemplates,
    others: (providerIds) => idsOfOthers(runtime.db, message, providerIds),
  });
  // Whenever it arrived there, it was before now.
  free(desk, moment, moment.began, 'verdict' in made && made.handedOver ? RATE_WINDOW_MS : 0);
  if ('unsent' in made) return undoAttempt(runtime.db, message, made.unsent);
  const { verdict } = made;
  const asked = Math.min(verdict.pauseSeconds, MOST_PAUSE_SECONDS);
  if (asked > 0) await pauseSlots(runtime.db, rateKey(rates, message) ?? channel.name, asked);
  const open = breaker.note(channel.name, verdict.health, probe);
  if (open > 0) await leaveAlone(desk, channel.name, open);
  await settle(runtime, [{ ...made, message, verdict }]);
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
