import type { Db, Queryable } from '../store/database.js';
import { listMessages, type MessageFilter, type MessageView } from '../store/outbox.js';
import { type AttemptView, attemptsOf } from '../store/outbox-attempts.js';
import { receiptsOf, type StoredReceipt } from '../store/receipts.js';
import { rungsOf, type StoredRung, type TellingStep, tellingHistory } from '../store/tellings.js';

/** A message with everything that happened to it: why somebody did or did not get it. */
export type Timeline = MessageView & {
  attempts: readonly AttemptView[];
  receipts: readonly StoredReceipt[];
  /** What was promised, where the message is one way of several: its history, and every message of it. */
  promise: { steps: readonly TellingStep[]; messages: readonly StoredRung[] } | null;
};

/** The timelines of the messages that a filter names (one id, or a person's), newest first. Default at most 20. */
export async function outboxTimeline(
  db: Db,
  filter: Pick<MessageFilter, 'id' | 'userId' | 'beforeId' | 'limit' | 'governorates'>,
): Promise<Timeline[]> {
  const messages = await listMessages(db, { limit: 20, ...filter });
  const timelines: Timeline[] = [];
  for (const message of messages) timelines.push(await timelineOf(db, message));
  return timelines;
}

/** Everything that happened to one message. Receipts of earlier tries are among them: each try has an id of its own. */
export async function timelineOf(on: Queryable, message: MessageView): Promise<Timeline> {
  const { id, to, providerId, tellingId } = message;
  const attempts = await attemptsOf(on, id);
  const ids = new Set([...attempts.map((attempt) => attempt.providerId), providerId]);
  const receipts: StoredReceipt[] = [];
  for (const known of ids) if (known !== null) receipts.push(...(await receiptsOf(on, to.channel, known)));
  const promise =
    tellingId === null
      ? null
      : { steps: await tellingHistory(on, tellingId), messages: await rungsOf(on, tellingId) };
  return { ...message, attempts, receipts, promise };
}
