import type { Address } from '../domain/message.js';
import { type Queryable, rowsOf } from './database.js';

/** One try at handing a message over. `outcome` null: it is under way, or its process died. */
export type AttemptView = {
  number: number;
  startedAt: Date;
  finishedAt: Date | null;
  outcome: 'accepted' | 'retry' | 'refused' | 'held' | 'ambiguous' | 'reconciled' | null;
  providerId: string | null;
  errorCode: string | null;
  error: string | null;
};

/** The tries of a message in order. */
export async function attemptsOf(on: Queryable, messageId: number): Promise<AttemptView[]> {
  return rowsOf<AttemptView>(
    on,
    `SELECT number, started_at AS "startedAt", finished_at AS "finishedAt", outcome, provider_id AS "providerId",
       error_code AS "errorCode", error
     FROM outbox_attempts WHERE outbox_id = ? ORDER BY number`,
    [messageId],
  );
}

/** Which of these provider's ids stand on record as those of other messages. */
export async function idsOfOthers(
  on: Queryable,
  { id, to }: { id: number; to: Pick<Address, 'channel'> },
  providerIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ providerId: string }>(
    on,
    `SELECT provider_id AS "providerId" FROM outbox WHERE channel = ? AND provider_id = ANY(?::text[]) AND id <> ?`,
    [to.channel, [...providerIds], id],
  );
  return new Set(rows.map(({ providerId }) => providerId));
}
