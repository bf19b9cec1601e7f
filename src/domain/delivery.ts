import { RECEIPT_STATUSES, type ReceiptStatus } from './message.js';

/** Life of an outbox row. `accepted` = the provider took it; only `delivered` and `read` mean it arrived. */
export const DELIVERY_STATES = [
  'queued',
  'held',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'dead',
  'cancelled',
  'expired',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Where a row may go from each state. Receipts may skip steps: `delivered` can come before `sent` was ever heard. */
const NEXT: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['sending', 'held', 'cancelled', 'expired'],
  held: ['queued', 'cancelled', 'expired'],
  sending: ['queued', 'held', 'accepted', 'failed', 'dead', 'expired'],
  accepted: ['sent', 'delivered', 'read', 'failed', 'cancelled'],
  sent: ['delivered', 'read', 'failed', 'cancelled'],
  delivered: ['read'],
  read: [],
  failed: ['queued', 'read'],
  dead: ['queued'],
  cancelled: ['read'],
  expired: [],
};

/** The states from which a row may become `to`: what every update of a state asks for in its WHERE. */
export function statesBefore(to: DeliveryState): readonly DeliveryState[] {
  return DELIVERY_STATES.filter((from) => NEXT[from].includes(to));
}

/** Why a row is held: visible, waiting for a person or for the channel, never dropped. */
export const HOLD_REASONS = ['channel_off', 'needs_template', 'opted_out', 'no_address'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/**
 * True when a message answers what its recipient has just written. On a channel with a session window it may then be free
 * text, whether or not we know the person.
 */
export function isAnswer(purpose: string): boolean {
  return purpose === 'reply' || passesOptOut(purpose);
}

/**
 * True for the one message that goes out to an address which has opted out: how its person hears that STOP has worked.
 * Everything else, an answer to a question of theirs included, waits for START: providers refuse it (21610) and law does.
 */
export function passesOptOut(purpose: string): boolean {
  return purpose === 'consent';
}

/** Minutes after which a provider that has fallen silent is asked what became of a message, again and again. */
const POLL_AFTER_MINUTES = [5, 8, 30, 120, 480];

/** How long to wait before asking once more. @param polls how often it was asked. Null: it is asked no more. */
export function pollAfterMinutes(polls: number): number | null {
  return POLL_AFTER_MINUTES[polls] ?? null;
}

/** Lanes of the outbox; the smaller number goes first. */
export const URGENCIES = ['critical', 'reply', 'normal', 'bulk'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** The queue rank of an urgency: 0 goes first. */
export function urgencyRank(urgency: Urgency): number {
  return URGENCIES.indexOf(urgency);
}

/** Minutes after which a message of this urgency is old news and is no longer sent. */
export const LIFETIME_MINUTES: Readonly<Record<Urgency, number>> = {
  critical: 120,
  reply: 60,
  normal: 720,
  bulk: 720,
};

const TERMINAL_RECEIPTS: ReadonlySet<ReceiptStatus> = new Set([
  'delivered',
  'undelivered',
  'failed',
  'canceled',
]);

/** Where the provider's word for a message stands in the order of its life. */
const RANK: Readonly<Record<ReceiptStatus, number>> = {
  accepted: 0,
  scheduled: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  delivered: 4,
  undelivered: 4,
  failed: 4,
  canceled: 4,
  read: 5,
};

/**
 * The status to believe after all the given ones, in whatever order they came: the highest rank; of several final
 * ones the first that came, except that `read` overrides all. Null when there is none.
 */
export function settledStatus(received: readonly ReceiptStatus[]): ReceiptStatus | null {
  let best: ReceiptStatus | null = null;
  for (const status of received) {
    if (best === null || RANK[status] > RANK[best]) best = status;
  }
  return best;
}

/** The delivery state that a provider status stands for. */
export function stateOf(status: ReceiptStatus): DeliveryState {
  switch (status) {
    case 'delivered':
    case 'read':
      return status;
    case 'sent':
      return 'sent';
    case 'undelivered':
    case 'failed':
      return 'failed';
    case 'canceled':
      return 'cancelled';
    default:
      return 'accepted';
  }
}

/** True when no further receipt but `read` can change the message's fate. */
export function isTerminal(status: ReceiptStatus): boolean {
  return TERMINAL_RECEIPTS.has(status) || status === 'read';
}

/** True for a word that the providers use. */
export function isReceiptStatus(word: string): word is ReceiptStatus {
  return (RECEIPT_STATUSES as readonly string[]).includes(word);
}
