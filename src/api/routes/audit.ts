import { z } from 'zod';
import { listAudit } from '../../store/audit.js';
import { idInCursor, pageFrom } from '../cursor.js';
import { defineRoute } from '../route.js';
import { idParam, pageOf, pageQuery } from '../schemas.js';

const entryView = z
  .strictObject({
    id: z.number().int(),
    at: z.iso.datetime(),
    userId: z.number().int().nullable(),
    channel: z.string(),
    action: z.string(),
    requestId: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

const list = defineRoute({
  name: 'list_audit',
  method: 'get',
  path: '/audit',
  tag: 'audit',
  action: 'audit.read',
  query: z.strictObject({
    userId: idParam.shape.id.optional(),
    action: z
      .string()
      .max(100)
      .regex(/^[\w. ]+$/)
      .optional(),
    ...pageQuery,
  }),
  response: pageOf(entryView),
  async handler(api, { query: { userId, action, limit, cursor } }) {
    const beforeId = idInCursor(cursor);
    const read = await listAudit(api.db, {
      limit: limit + 1,
      ...(userId !== undefined && { userId }),
      ...(action !== undefined && { action }),
      ...(beforeId !== undefined && { beforeId }),
    });
    return pageFrom(
      read,
      limit,
      (entry) => entry.id,
      (entry) => ({ ...entry, at: entry.at.toISOString(), detail: { ...entry.detail } }),
    );
  },
});

/** The endpoints of the audit log. */
export const auditRoutes = [list];
