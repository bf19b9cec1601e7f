/** Commands that one person may have answered in a minute. */
export const COMMANDS_A_MINUTE = 20;
/** Answers of "I did not understand" to the same words, and to any words within a minute, before nothing more is said. */
const SAME_UNREAD = 2;
const UNREAD_A_MINUTE = 3;
/** An order that is older than this may have been overtaken by events. */
const ORDER_LASTS_SECONDS = 3600;

/** What is known of somebody's last messages: how many were answered, and how many of those were not understood. */
export type Recent = {
  /** Answered in the last minute. */
  answered: number;
  /** Answered in the last minute without being understood. */
  unread: number;
  /** Answered in the last ten minutes without being understood, in the very words of the present message. */
  sameUnread: number;
};

/** `loop`: two machines are talking to each other. */
export type Admission = 'welcome' | 'too_fast' | 'loop';

/** Whether a person's message is worked on. Who writes too fast hears of it; a loop is cut in silence. */
export function admit({ answered, unread, sameUnread }: Recent): Admission {
  if (sameUnread >= SAME_UNREAD || unread >= UNREAD_A_MINUTE) return 'loop';
  return answered >= COMMANDS_A_MINUTE ? 'too_fast' : 'welcome';
}

/**
 * How a message that comes late is met: an order is not carried out any more, a question is answered with a remark.
 *
 * @param sentAt when the person sent it, as far as the provider says so.
 */
export function lateness(
  { sentAt, now }: { sentAt: Date; now: Date },
  acts: boolean,
): 'in_time' | 'late_order' | 'late_question' {
  const late = now.getTime() - sentAt.getTime() > ORDER_LASTS_SECONDS * 1000;
  if (!late) return 'in_time';
  return acts ? 'late_order' : 'late_question';
}
