import { type DeliveryState, URGENCIES, type Urgency } from './delivery.js';
import { AppError } from './errors.js';
import type { ChannelName } from './message.js';

/**
 * Life of what is promised to a person, over however many messages. `waiting`: for the end of the quiet hours. `open`: a
 * message is under way. `reached`: one arrived. `handed`: one was accepted by a channel that reports no more. `exhausted`:
 * every way failed or stayed silent. `bundled`: went out inside another. `dropped`: no longer true when its time came.
 */
export const TELLING_STATES = [
  'waiting',
  'open',
  'reached',
  'handed',
  'exhausted',
  'bundled',
  'dropped',
  'cancelled',
] as const;
export type TellingState = (typeof TELLING_STATES)[number];

const NEXT: Readonly<Record<TellingState, readonly TellingState[]>> = {
  waiting: ['open', 'bundled', 'dropped', 'cancelled', 'exhausted'],
  open: ['reached', 'handed', 'exhausted', 'cancelled'],
  reached: [],
  // A late receipt is still good news.
  handed: ['reached'],
  // Whoever had no address when it was promised may have one now.
  exhausted: ['reached', 'waiting', 'open'],
  bundled: [],
  dropped: [],
  cancelled: ['reached'],
};

/** True when the present state leads there. */
export function tellingMayBecome(from: TellingState, to: TellingState): boolean {
  return NEXT[from].includes(to);
}

/** The state after a step. @throws AppError `illegal_transition` when the present state does not lead there. */
export function tellingTransition(telling: { id: number; state: TellingState }, to: TellingState) {
  if (!tellingMayBecome(telling.state, to)) {
    throw new AppError('illegal_transition', `telling ${telling.id} is ${telling.state}, not on to ${to}`, {
      params: { id: telling.id, state: telling.state },
    });
  }
  return to;
}

/** Channels whose provider says whether a message arrived. The others only say that they took it. */
const REPORTS: ReadonlySet<ChannelName> = new Set(['whatsapp', 'sms']);

/** True when the channel's provider says whether a message arrived. */
export function reportsDelivery(channel: ChannelName): boolean {
  return REPORTS.has(channel);
}

/** How long a provider may take to accept a message, and then to report it delivered, before the next way is tried. */
export const PATIENCE: Readonly<Record<Urgency, { acceptSeconds: number; deliverSeconds: number }>> = {
  critical: { acceptSeconds: 20, deliverSeconds: 120 },
  reply: { acceptSeconds: 60, deliverSeconds: 600 },
  normal: { acceptSeconds: 300, deliverSeconds: 900 },
  bulk: { acceptSeconds: 3600, deliverSeconds: 7200 },
};

/** One message of a telling, on one channel. */
export type Rung = {
  channel: ChannelName;
  state: DeliveryState;
  postedAt: Date;
  /** When its provider took it; null while it has not. */
  acceptedAt: Date | null;
};

/** What to do next about a telling. */
export type Move =
  | { kind: 'reached' }
  | { kind: 'handed' }
  | { kind: 'wait'; until: Date }
  | { kind: 'climb' }
  | { kind: 'exhausted' };

/**
 * The next step of a telling, from what became of its messages so far.
 *
 * @param rungs its messages in the order in which they were posted.
 * @param more whether a way is left that was not tried.
 */
export function nextMove(rungs: readonly Rung[], { rank, more, now }: Situation): Move {
  if (rungs.some(({ state }) => state === 'delivered' || state === 'read')) return { kind: 'reached' };
  const last = rungs.at(-1);
  const deadline = last ? deadlineOf(last, rank) : null;
  if (last && isTaken(last.state) && !reportsDelivery(last.channel)) return { kind: 'handed' };
  if (deadline && deadline > now) return { kind: 'wait', until: deadline };
  return { kind: more ? 'climb' : 'exhausted' };
}

type Situation = { rank: number; more: boolean; now: Date };

const isTaken = (state: DeliveryState) => state === 'accepted' || state === 'sent';

/** Until when a message may still be hoped for; null when there is no hope. */
function deadlineOf({ state, postedAt, acceptedAt }: Rung, rank: number): Date | null {
  const { acceptSeconds, deliverSeconds } = PATIENCE[URGENCIES[rank] ?? 'normal'];
  if (isTaken(state)) return after(acceptedAt ?? postedAt, deliverSeconds);
  if (state === 'queued' || state === 'sending') return after(postedAt, acceptSeconds);
  return null;
}

const after = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);

/** An address that a person may be told at. */
export type Way = { channel: ChannelName; address: string };

/**
 * The addresses to try, in order. A digest never goes by SMS where anything else is left: it is long, one-way and paid
 * by the part. Channels to avoid come last.
 *
 * @param identities best first, as the person prefers.
 * @param on channels that are switched on.
 */
export function waysFor<W extends Way>(
  identities: readonly W[],
  { on, rank, avoid }: { on: ReadonlySet<ChannelName>; rank: number; avoid: readonly ChannelName[] },
): W[] {
  const live = identities.filter((one) => on.has(one.channel));
  const wanted = live.filter((one) => !avoid.includes(one.channel));
  const ways = [...wanted, ...live.filter((one) => avoid.includes(one.channel))];
  const isDigest = URGENCIES[rank] === 'bulk';
  const long = ways.filter((one) => one.channel !== 'sms');
  return isDigest && long.length > 0 ? long : ways;
}
