import { z } from 'zod';
import type { Gazetteer } from '../../domain/area.js';
import { AppError } from '../../domain/errors.js';
import { ROLES } from '../../domain/user.js';
import { inTransaction } from '../../store/database.js';
import { createUser, listUsers, updateUser } from '../../store/users.js';
import { cursorOf, idInCursor } from '../cursor.js';
import { defineRoute } from '../route.js';
import { freeText, idParam, pageOf, pageQuery, slug } from '../schemas.js';
import { userView, viewUser } from '../views.js';

const governorates = z.array(slug).min(1).max(6).nullable();

const list = defineRoute({
  name: 'list_users',
  method: 'get',
  path: '/users',
  tag: 'users',
  action: 'users.read',
  query: z.strictObject({ role: z.enum(ROLES).optional(), ...pageQuery }),
  response: pageOf(userView),
  async handler(api, { query }) {
    const afterId = idInCursor(query.cursor);
    const read = await listUsers(api.db, {
      limit: query.limit + 1,
      ...(query.role && { roles: [query.role] }),
      ...(afterId !== undefined && { afterId }),
    });
    const shown = read.slice(0, query.limit);
    const last = read.length > query.limit ? shown.at(-1) : undefined;
    return { items: shown.map(viewUser), next: last ? cursorOf(last.id) : null };
  },
});

const create = defineRoute({
  name: 'create_user',
  method: 'post',
  path: '/users',
  tag: 'users',
  action: 'users.manage',
  body: z.strictObject({
    email: z.email().max(254),
    name: freeText(100),
    role: z.enum(ROLES),
    governorates: governorates.default(null),
    locale: z.string().max(35).nullable().default(null),
    /** 12 characters to 72 bytes; left out: they need an invitation. */
    password: z.string().max(1000).optional(),
  }),
  response: userView,
  status: 201,
  errors: ['conflict'],
  secrets: ['password'],
  async handler(api, { body: { password, ...person } }) {
    mustExist(api.knowledge.gazetteer, person.governorates);
    return viewUser(await createUser(api.db, { ...person, ...(password !== undefined && { password }) }));
  },
});

const change = defineRoute({
  name: 'change_user',
  method: 'patch',
  path: '/users/:id',
  tag: 'users',
  action: 'users.manage',
  params: idParam,
  body: z
    .strictObject({
      name: freeText(100),
      role: z.enum(ROLES),
      governorates,
      active: z.boolean(),
    })
    .partial(),
  response: userView,
  errors: ['not_found', 'conflict'],
  async handler(api, { user, params, body }) {
    mustExist(api.knowledge.gazetteer, body.governorates ?? null);
    if (params.id === user.id && (body.role !== undefined || body.active !== undefined)) {
      throw new AppError('conflict', 'nobody cuts off the branch they sit on: ask another superadmin');
    }
    const { name, role, active } = body;
    const given = {
      ...(name !== undefined && { name }),
      ...(role !== undefined && { role }),
      ...(active !== undefined && { active }),
      ...(body.governorates !== undefined && { governorates: body.governorates }),
    };
    const changed = await inTransaction(api.db, (tx) => updateUser(tx, params.id, given));
    if (!changed) throw new AppError('not_found', `there is no user ${params.id}`);
    return viewUser(changed);
  },
});

function mustExist(gazetteer: Gazetteer, ids: readonly string[] | null): void {
  const unknown = ids?.find((id) => !gazetteer.governorates.some((g) => g.id === id));
  if (unknown === undefined) return;
  const params = { field: 'governorates', value: unknown };
  throw new AppError('bad_request', `there is no governorate ${unknown}`, { params });
}

/** The endpoints of users. */
export const userRoutes = [list, create, change];
