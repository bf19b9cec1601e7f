import type { Inbound } from '../domain/message.js';
import { enqueue } from '../jobs/queue.js';
import type { Runtime } from '../runtime.js';
import { inTransaction } from '../store/database.js';
import { storeInbound } from '../store/inbound.js';

/**
 * Stores a message and the job that will answer it, in one transaction: once this resolves, nothing can lose it. A
 * repeat of the same provider id changes nothing.
 *
 * @throws AppError `database_unavailable`: the provider must be told to try again.
 */
export async function receive(
  runtime: Pick<Runtime, 'db' | 'clock'>,
  inbound: Inbound,
): Promise<'stored' | 'duplicate'> {
  return inTransaction(runtime.db, async (tx) => {
    const stored = await storeInbound(tx, inbound, runtime.clock.now());
    if (stored === 'duplicate') return 'duplicate';
    await enqueue(
      tx,
      'answer-inbound',
      { inboundId: stored.id },
      {
        key: `inbound:${stored.id}`,
        // What one person says is answered in the order in which they said it.
        sequence: `${inbound.channel}:${inbound.from}`,
      },
    );
    return 'stored';
  });
}
