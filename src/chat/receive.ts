import type { Inbound } from '../domain/message.js';
import { jobPriorities } from '../jobs/payloads.js';
import type { Runtime } from '../runtime.js';
import { ring } from '../store/database.js';
import { type Arrival, storeToAnswer } from '../store/inbound.js';
import { inBatches } from '../store/together.js';

const ANSWER = { name: 'answer-inbound', priority: jobPriorities['answer-inbound'], maxAttempts: 5 };

/** Takes a message in. @throws AppError `database_unavailable`: the provider must be told to try again. */
export type Receive = (inbound: Inbound) => Promise<'stored' | 'duplicate'>;

/**
 * Makes what stores a message and the job that will answer it, together: once it resolves, nothing can lose the message.
 * A repeat of the same provider id changes nothing. Messages that come in a rush share a statement and a commit.
 */
export function createReceiver({ db, clock }: Pick<Runtime, 'db' | 'clock'>): Receive {
  const store = inBatches(
    async (arrivals: readonly Arrival[]) => {
      const fresh = await storeToAnswer(db, arrivals, ANSWER);
      if (fresh.includes(true)) await ring(db, 'jobs');
      return fresh;
    },
    { largest: 64, atOnce: db.embedded ? 1 : 2, mostWaiting: 10_000 },
  );
  return async (inbound) => ((await store({ inbound, receivedAt: clock.now() })) ? 'stored' : 'duplicate');
}
