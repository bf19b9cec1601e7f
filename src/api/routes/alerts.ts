import { z } from 'zod';
import { canSeeAlert, hiddenOffences } from '../../domain/access.js';
import { ALERT_STATES, type Alert, UNACKNOWLEDGED } from '../../domain/alert.js';
import { AppError } from '../../domain/errors.js';
import type { User } from '../../domain/user.js';
import { acknowledgeAlert, alertById, alertHistory, listAlerts } from '../../store/alerts.js';
import { inTransaction, type Queryable } from '../../store/database.js';
import { userById } from '../../store/users.js';
import type { Api } from '../api.js';
import { idInCursor, pageFrom } from '../cursor.js';
import { defineRoute } from '../route.js';
import { flag, idParam, pageOf, pageQuery } from '../schemas.js';
import { alertView, viewAlert } from '../views.js';

const list = defineRoute({
  name: 'list_alerts',
  method: 'get',
  path: '/alerts',
  tag: 'alerts',
  action: 'alerts.read',
  query: z.strictObject({ open: flag.optional(), ...pageQuery }),
  response: pageOf(alertView),
  async handler(api, { user, query }) {
    const beforeId = idInCursor(query.cursor);
    const read = await listAlerts(api.db, {
      governorates: user.governorates,
      offencesNot: hiddenOffences(user, api.knowledge.offences),
      limit: query.limit + 1,
      ...(query.open === true && { states: UNACKNOWLEDGED }),
      ...(query.open === false && { states: ALERT_STATES.filter((s) => !UNACKNOWLEDGED.includes(s)) }),
      ...(beforeId !== undefined && { beforeId }),
    });
    return pageFrom(read, query.limit, (alert) => alert.id, viewAlert);
  },
});

type Asked = { user: User; action: 'alerts.read' | 'alerts.acknowledge'; id: number };

/** @throws AppError `not_found` for an absent alert and for one that is not theirs alike. */
async function alertFor(api: Api, on: Queryable, { user, action, id }: Asked): Promise<Alert> {
  const alert = await alertById(on, id);
  if (!alert || !canSeeAlert(user, action, alert, api.knowledge.offences)) {
    throw new AppError('not_found', `alert ${id} is absent or not for user ${user.id}`);
  }
  return alert;
}

const step = z.strictObject({
  from: z.enum(ALERT_STATES).nullable(),
  to: z.enum(ALERT_STATES),
  actorId: z.number().int().nullable(),
  note: z.string().nullable(),
  at: z.iso.datetime(),
});

const show = defineRoute({
  name: 'show_alert',
  method: 'get',
  path: '/alerts/:id',
  tag: 'alerts',
  action: 'alerts.read',
  params: idParam,
  response: z.strictObject({ alert: alertView, history: z.array(step) }),
  errors: ['not_found'],
  async handler(api, { user, params: { id } }) {
    const alert = await alertFor(api, api.db, { user, action: 'alerts.read', id });
    const history = await alertHistory(api.db, alert.id);
    return { alert: viewAlert(alert), history: history.map((s) => ({ ...s, at: s.at.toISOString() })) };
  },
});

const acknowledge = defineRoute({
  name: 'acknowledge_alert',
  method: 'post',
  path: '/alerts/:id/acknowledgement',
  tag: 'alerts',
  action: 'alerts.acknowledge',
  params: idParam,
  response: alertView,
  errors: ['not_found', 'conflict', 'illegal_transition'],
  handler: (api, { user, params: { id } }) =>
    inTransaction(api.db, async (tx) => {
      await alertFor(api, tx, { user, action: 'alerts.acknowledge', id });
      const { outcome, alert } = await acknowledgeAlert(tx, id, user.id, api.clock.now());
      if (outcome === 'already' && alert.acknowledgedBy !== user.id) throw await takenBy(tx, alert);
      return viewAlert(alert);
    }),
});

/** Who was first, for the one who was second. */
async function takenBy(on: Queryable, alert: Alert): Promise<AppError> {
  const taker = alert.acknowledgedBy === null ? null : await userById(on, alert.acknowledgedBy);
  return new AppError('conflict', `alert ${alert.id} was taken by ${alert.acknowledgedBy}`, {
    params: { acknowledgedBy: taker?.name ?? '', acknowledgedAt: alert.acknowledgedAt?.toISOString() ?? '' },
  });
}

/** The endpoints of alerts. */
export const alertRoutes = [list, show, acknowledge];
