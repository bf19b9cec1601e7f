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
