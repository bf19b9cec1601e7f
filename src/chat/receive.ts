import type { Inbound } from '../domain/message.js';
import { jobPriorities } from '../jobs/payloads.js';
import type { Runtime } from '../runtime.js';
import { ring } from '../store/database.js';
import { storeInboundToAnswer } from '../store/inbound.js';

/** Tries of an answer before it is given up. */
const MOST_TRIES = 5;

/**
 * Stores a message and the job that will answer it, together: once this resolves, nothing can lose it. A repeat of the
 * same provider id changes nothing.
 *
 * @throws AppError `database_unavailable`: the provider must be told to try again.
 */
export async function receive(
  runtime: Pick<Runtime, 'db' | 'clock'>,
  inbound: Inbound,
): Promise<'stored' | 'duplicate'> {
  const stored = await storeInboundToAnswer(runtime.db, inbound, runtime.clock.now(), {
    name: 'answer-inbound',
    // What one person says is answered in the order in which they said it.
    sequence: storedSequence(inbound),
    priority: jobPriorities['answer-inbound'],
    maxAttempts: MOST_TRIES,
  });
  if (!stored) return 'duplicate';
  await ring(runtime.db, 'jobs');
  return 'stored';
}

const storedSequence = ({ channel, from }: Inbound) => `${channel}:${from}`;
