import { z } from 'zod';
import { can } from '../../domain/access.js';
import { AppError } from '../../domain/errors.js';
import {
  type Subscription,
  subscribe,
  subscriptionsOf,
  TOPICS,
  unsubscribe,
} from '../../store/subscriptions.js';
import { defineRoute } from '../route.js';
import { slug } from '../schemas.js';
import { placesFor } from '../scope.js';

const FREQUENCIES = ['daily', 'weekly', 'immediate'] as const;

const subscriptionView = z
  .strictObject({
    topic: z.enum(TOPICS),
    frequency: z.enum(FREQUENCIES),
    /** Minute of the local day, 0 to 1439; null: the usual time. */
    atMinute: z.number().int().min(0).max(1439).nullable(),
    /** Both empty: everything that the person may see. */
    areaIds: z.array(z.string()),
    governorateIds: z.array(z.string()),
  })
  .meta({ id: 'Subscription' });

const topicParam = z.strictObject({ topic: z.enum(TOPICS) });

const view = ({ userId: _, ...rest }: Subscription): z.input<typeof subscriptionView> => ({
  ...rest,
  areaIds: [...rest.areaIds],
  governorateIds: [...rest.governorateIds],
});

const list = defineRoute({
  name: 'list_subscriptions',
  method: 'get',
  path: '/subscriptions',
  tag: 'subscriptions',
  action: 'subscriptions.manage_own',
  response: z.strictObject({ items: z.array(subscriptionView) }),
  handler: async ({ db }, { user }) => ({ items: (await subscriptionsOf(db, user.id)).map(view) }),
});

const set = defineRoute({
  name: 'set_subscription',
  method: 'put',
  path: '/subscriptions/:topic',
  tag: 'subscriptions',
  action: 'subscriptions.manage_own',
  params: topicParam,
  body: z.strictObject({
    frequency: z.enum(FREQUENCIES),
    atMinute: z.number().int().min(0).max(1439).nullable().default(null),
    areaIds: z.array(slug).max(50).default([]),
    governorateIds: z.array(slug).max(6).default([]),
  }),
  response: subscriptionView,
  errors: ['out_of_scope_area'],
  async handler(api, { user, params: { topic }, body }) {
    if (topic === 'alerts' && !can(user, 'alerts.read')) {
      throw new AppError('forbidden', `${user.role} may not read alerts`);
    }
    const { areaIds: areas, governorateIds: governorates } = body;
    placesFor(user, api.knowledge.gazetteer, { areas, governorates });
    const subscription: Subscription = { userId: user.id, topic, ...body };
    await subscribe(api.db, subscription);
    return view(subscription);
  },
});

const end = defineRoute({
  name: 'end_subscription',
  method: 'delete',
  path: '/subscriptions/:topic',
  tag: 'subscriptions',
  action: 'subscriptions.manage_own',
  params: topicParam,
  response: null,
  errors: ['not_found'],
  async handler({ db }, { user, params: { topic } }) {
    const ended = await unsubscribe(db, user.id, [topic]);
    if (ended.length === 0) throw new AppError('not_found', `user ${user.id} is not subscribed to ${topic}`);
    return undefined;
  },
});

/** The endpoints of one's own subscriptions. */
export const subscriptionRoutes = [list, set, end];
