import { z } from 'zod';
import { can } from '../../domain/access.js';
import { AppError } from '../../domain/errors.js';
import { countBy, countIncidents, type IncidentCursor, listRecent } from '../../store/incidents.js';
import { filterFor, incidentQuery, smallPrint, smallPrintOf } from '../incident-query.js';
import { defineRoute } from '../route.js';
import { inOrder, pageQuery } from '../schemas.js';
import { incidentView, viewIncident } from '../views.js';

const FAILURES = ['forbidden', 'out_of_scope_area', 'future_period'] as const;

const listIncidents = defineRoute({
  name: 'list_incidents',
  method: 'get',
  path: '/incidents',
  tag: 'incidents',
  action: 'incidents.list',
  query: inOrder(z.strictObject({ ...incidentQuery, ...pageQuery }), 'instants'),
  response: z.strictObject({ items: z.array(incidentView), next: z.string().nullable(), ...smallPrint }),
  errors: FAILURES,
  async handler(api, { user, query }) {
    const filter = filterFor(api, user, query);
    const read = await listRecent(api.db, filter, query.limit + 1, before(query.cursor));
    const shown = read.slice(0, query.limit);
    const last = read.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((incident) => viewIncident(user, incident)),
      next: last ? cursorOf(last) : null,
      ...(await smallPrintOf(api.db, filter)),
    };
  },
});

const cursorOf = ({ occurredAt, id }: IncidentCursor) =>
  Buffer.from(`${occurredAt.getTime()}:${id}`).toString('base64url');

function before(cursor: string | undefined): IncidentCursor | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, time, id] = /^(-?\d{1,13}):(\d{1,15})$/.exec(text) ?? [];
  if (time === undefined || id === undefined) {
    throw new AppError('bad_request', 'the cursor is malformed', { params: { field: 'cursor' } });
  }
  return { occurredAt: new Date(Number(time)), id: Number(id) };
}

const count = defineRoute({
  name: 'count_incidents',
  method: 'get',
  path: '/incidents/count',
  tag: 'incidents',
  action: 'incidents.count',
  query: inOrder(z.strictObject(incidentQuery), 'instants'),
  response: z.strictObject({
    count: z.number().int(),
    /** Of these: on no map. */
    withoutPosition: z.number().int(),
    /** Of these: invented for the demonstration. */
    synthetic: z.number().int(),
    /** Of these: found by patrols rather than reported. */
    discovered: z.number().int(),
    ...smallPrint,
  }),
  errors: FAILURES,
  async handler(api, { user, query }) {
    const filter = filterFor(api, user, query);
    const found = await countIncidents(api.db, filter);
    return { ...found, ...(await smallPrintOf(api.db, filter)) };
  },
});

const DIMENSIONS = [
  'offence',
  'area',
  'governorate',
  'hour',
  'part_of_day',
  'weekday',
  'day',
  'week',
  'month',
  'block',
] as const;

const breakdown = defineRoute({
  name: 'break_incidents_down',
  method: 'get',
  path: '/incidents/breakdown',
  tag: 'incidents',
  action: 'incidents.count',
  query: inOrder(z.strictObject({ ...incidentQuery, by: z.enum(DIMENSIONS) }), 'instants'),
  response: z.strictObject({
    by: z.enum(DIMENSIONS),
    /** Key null: not known of these incidents. Weekday 0 is Sunday; weeks are named by their Sunday. */
    items: z.array(
      z.strictObject({ key: z.union([z.string(), z.number()]).nullable(), count: z.number().int() }),
    ),
    total: z.number().int(),
    ...smallPrint,
  }),
  errors: FAILURES,
  async handler(api, { user, query: { by, ...query } }) {
    if (by === 'block' && !can(user, 'incidents.position')) {
      throw new AppError('forbidden', `${user.role} may not count by block`);
    }
    const filter = filterFor(api, user, query);
    const items = await countBy(api.db, filter, by, api.config.timeZone);
    const total = items.reduce((sum, item) => sum + item.count, 0);
    return { by, items, total, ...(await smallPrintOf(api.db, filter)) };
  },
});

/** The endpoints of incidents. */
export const incidentRoutes = [listIncidents, count, breakdown];
