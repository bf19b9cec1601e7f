import type { TemplateReport, TemplateState } from '../domain/template.js';
import { isUsable } from '../domain/template.js';
import { type Queryable, rowsOf } from './database.js';

/** A template as it stands, and since when. */
export type StoredTemplate = TemplateReport & { changedAt: Date; checkedAt: Date };

/** Notes how a template stands. Its `changedAt` moves only with its state. */
export async function noteTemplate(on: Queryable, { contentSid, name, state, reason }: TemplateReport) {
  await rowsOf(
    on,
    `INSERT INTO message_templates AS t (content_sid, name, state, reason) VALUES (?, ?, ?, ?)
     ON CONFLICT (content_sid) DO UPDATE SET name = excluded.name, state = excluded.state, reason = excluded.reason,
       checked_at = clock_timestamp(),
       changed_at = CASE WHEN t.state = excluded.state THEN t.changed_at ELSE clock_timestamp() END`,
    [contentSid, name, state, reason],
  );
}

/** Every template that was asked after or refused, by name. */
export function listTemplates(on: Queryable): Promise<StoredTemplate[]> {
  return rowsOf<StoredTemplate>(
    on,
    `SELECT content_sid AS "contentSid", name, state, reason, changed_at AS "changedAt", checked_at AS "checkedAt"
     FROM message_templates ORDER BY name`,
  );
}

/** The templates that messages must not use. */
export async function unusableTemplates(on: Queryable): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ sid: string; state: TemplateState }>(
    on,
    'SELECT content_sid AS sid, state FROM message_templates',
  );
  return new Set(rows.filter(({ state }) => !isUsable(state)).map(({ sid }) => sid));
}
