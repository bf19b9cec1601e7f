import { z } from 'zod';
import { DELIVERY_STATES } from '../../domain/delivery.js';
import { CHANNELS } from '../../domain/message.js';
import { listMessages, type MessageView } from '../../store/outbox.js';
import { idInCursor, pageFrom } from '../cursor.js';
import { defineRoute } from '../route.js';
import { pageOf, pageQuery } from '../schemas.js';

const messageView = z
  .strictObject({
    id: z.number().int(),
    /** What brought it about: `task:12`, `alert:7`. */
    cause: z.string(),
    userId: z.number().int().nullable(),
    channel: z.enum(CHANNELS),
    /** Where it goes, all but the last digits hidden. */
    address: z.string(),
    purpose: z.string(),
    state: z.enum(DELIVERY_STATES),
    reason: z.string().nullable(),
    tries: z.number().int(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Message' });

const SHOWN_CHARACTERS = 3;

const viewMessage = (message: MessageView): z.input<typeof messageView> => ({
  id: message.id,
  cause: message.cause,
  userId: message.userId,
  channel: message.to.channel,
  address: `…${message.to.value.slice(-SHOWN_CHARACTERS)}`,
  purpose: message.purpose,
  state: message.state,
  reason: message.reason,
  tries: message.tries,
  createdAt: message.createdAt.toISOString(),
  expiresAt: message.expiresAt.toISOString(),
});

const list = defineRoute({
  name: 'list_messages',
  method: 'get',
  path: '/messages',
  tag: 'messages',
  action: 'messages.read',
  query: z.strictObject({
    state: z.enum(DELIVERY_STATES).optional(),
    channel: z.enum(CHANNELS).optional(),
    ...pageQuery,
  }),
  response: pageOf(messageView),
  async handler(api, { query: { state, channel, limit, cursor } }) {
    const beforeId = idInCursor(cursor);
    const read = await listMessages(api.db, {
      limit: limit + 1,
      ...(state && { states: [state] }),
      ...(channel && { channel }),
      ...(beforeId !== undefined && { beforeId }),
    });
    return pageFrom(read, limit, (message) => message.id, viewMessage);
  },
});

/** The endpoints of outgoing messages. */
export const messageRoutes = [list];
