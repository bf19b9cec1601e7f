import type { ChannelName } from '../domain/message.js';
import { storableJson } from '../domain/stored-json.js';
import { type Queryable, rowsOf } from './database.js';

/** Where an audited action came from: a channel, the REST interface, or the program itself. */
export type AuditOrigin = ChannelName | 'api' | 'job';

/** Who did (or asked for) what, when and from where. `detail` holds the query, never its result. */
export type AuditEntry = {
  id: number;
  at: Date;
  /** Null: nobody was known yet (a failed login), or the program itself. */
  userId: number | null;
  channel: AuditOrigin;
  action: string;
  requestId: string;
  detail: Readonly<Record<string, unknown>>;
};

type AuditRow = {
  id: number;
  at: Date;
  user_id: number | null;
  channel: AuditOrigin;
  action: string;
  request_id: string;
  detail: Record<string, unknown>;
};

/** Writes one line into the append-only audit log. Call it before the action runs. */
export async function audit(on: Queryable, entry: Omit<AuditEntry, 'id'>): Promise<void> {
  await rowsOf(
    on,
    `INSERT INTO action_log (at, user_id, channel, action, request_id, detail) VALUES (?, ?, ?, ?, ?, ?::jsonb)`,
    [entry.at, entry.userId, entry.channel, entry.action, entry.requestId, storableJson(entry.detail)],
  );
}

/** Audit lines, newest first; `beforeId` pages back. */
export async function listAudit(
  on: Queryable,
  filter: { userId?: number; action?: string; beforeId?: number; limit: number },
): Promise<AuditEntry[]> {
  const { userId = null, action = null, beforeId = null } = filter;
  const rows = await rowsOf<AuditRow>(
    on,
    `SELECT id, at, user_id, channel, action, request_id, detail FROM action_log
     WHERE (?::integer IS NULL OR user_id = ?::integer)
       AND (?::text IS NULL OR action = ?::text)
       AND (?::bigint IS NULL OR id < ?::bigint)
     ORDER BY id DESC LIMIT ?`,
    [userId, userId, action, action, beforeId, beforeId, filter.limit],
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    userId: row.user_id,
    channel: row.channel,
    action: row.action,
    requestId: row.request_id,
    detail: row.detail,
  }));
}
