import type { Db } from '../store/database.js';
import { listMessages, type MessageFilter, type MessageView } from '../store/outbox.js';
import { type AttemptView, attemptsOf } from '../store/outbox-attempts.js';
import { receiptsOf, type StoredReceipt } from '../store/receipts.js';

/** A message with everything that happened to it: why somebody did or did not get it. */
export type Timeline = MessageView & {
  attempts: readonly AttemptView[];
  receipts: readonly StoredReceipt[];
};

/** The timelines of the messages that a filter names (one id, or a person's), newest first. Default at most 20. */
export async function outboxTimeline(
  db: Db,
  filter: Pick<MessageFilter, 'id' | 'userId' | 'beforeId' | 'limit'>,
): Promise<Timeline[]> {
  const messages = await listMessages(db, { limit: 20, ...filter });
  const timelines: Timeline[] = [];
  for (const message of messages) {
    const attempts = await attemptsOf(db, message.id);
    const { providerId, to } = message;
    const receipts = providerId === null ? [] : await receiptsOf(db, to.channel, providerId);
    timelines.push({ ...message, attempts, receipts });
  }
  return timelines;
}
