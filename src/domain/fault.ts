/** Why a message did not arrive, whatever provider said it and in whatever code. */
export const FAULTS = [
  'busy',
  'provider_trouble',
  'queue_full',
  'sender_limit',
  'handset_off',
  'unknown',
  'window_closed',
  'marketing_refused',
  'bad_address',
  'opted_out',
  'account',
  'blocked',
  'content',
  'template',
  'our_mistake',
  'too_late',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What a fault asks for beside the message itself. */
export type Remedy = {
  /** The same message may pass: so many seconds later (null: with the usual doubling), at most so many tries in all. */
  again: { afterSeconds: number | null; most: number } | null;
  /** True when it passes only as an approved template. */
  asTemplate: boolean;
  /** What is now known of the address. */
  flag: 'opted_out' | 'bad_address' | null;
  /** True when an operator has to hear of it: nothing will repair it by itself. */
  alarm: boolean;
};

const NOT_AGAIN: Remedy = { again: null, asTemplate: false, flag: null, alarm: false };
const LATER = { afterSeconds: 120, most: 5 };

/**
 * What to do about each fault. Where a message may not pass again, its recipient is told by the next channel.
 *
 * A handset that is off gets two more tries spread over minutes, an unexplained failure one. `account` is the one fault
 * that stops a whole channel: its messages wait for the repair.
 */
export const REMEDIES: Readonly<Record<Fault, Remedy>> = {
  busy: { ...NOT_AGAIN, again: { afterSeconds: null, most: 12 } },
  provider_trouble: { ...NOT_AGAIN, again: { afterSeconds: null, most: 5 } },
  queue_full: { ...NOT_AGAIN, again: LATER },
  sender_limit: { ...NOT_AGAIN, again: LATER, alarm: true },
  handset_off: { ...NOT_AGAIN, again: { afterSeconds: 120, most: 3 } },
  unknown: { ...NOT_AGAIN, again: { afterSeconds: 120, most: 2 } },
  window_closed: { ...NOT_AGAIN, again: { afterSeconds: 0, most: 2 }, asTemplate: true },
  marketing_refused: { ...NOT_AGAIN, alarm: true },
  bad_address: { ...NOT_AGAIN, flag: 'bad_address' },
  opted_out: { ...NOT_AGAIN, flag: 'opted_out' },
  account: { ...NOT_AGAIN, again: { afterSeconds: 60, most: 12 }, alarm: true },
  blocked: { ...NOT_AGAIN, alarm: true },
  content: { ...NOT_AGAIN, alarm: true },
  template: { ...NOT_AGAIN, alarm: true },
  our_mistake: { ...NOT_AGAIN, alarm: true },
  too_late: NOT_AGAIN,
};

/** Sending once more after a receipt said that a message had failed. */
export type Resend = { afterSeconds: number; asTemplate: boolean };

/**
 * Whether a message that its provider took and then reported as failed is sent once more.
 *
 * @param resends how often it was sent again on such a report before.
 */
export function resendAfter(fault: Fault, resends: number): Resend | null {
  const { again, asTemplate } = REMEDIES[fault];
  if (!again || resends + 1 >= again.most) return null;
  return { afterSeconds: again.afterSeconds ?? 30, asTemplate };
}
