import { z } from 'zod';
import { can } from '../../domain/access.js';
import { DELIVERY_STATES } from '../../domain/delivery.js';
import { AppError } from '../../domain/errors.js';
import { FAULTS } from '../../domain/fault.js';
import { CHANNELS, RECEIPT_STATUSES } from '../../domain/message.js';
import { TELLING_STATES } from '../../domain/telling.js';
import type { Locale, User } from '../../domain/user.js';
import type { Translator } from '../../i18n/translate.js';
import { outboxTimeline, type Timeline } from '../../outbox/timeline.js';
import { listMessages, type MessageView } from '../../store/outbox.js';
import { UNSENT_STATES, type UnsentTelling, unsentTellings } from '../../store/tellings.js';
import { idInCursor, pageFrom } from '../cursor.js';
import { defineRoute } from '../route.js';
import { idParam, pageOf, pageQuery } from '../schemas.js';

const messageView = z
  .strictObject({
    id: z.number().int(),
    /** What brought it about: `task:12`, `alert:7`. */
    cause: z.string(),
    userId: z.number().int().nullable(),
    /** Whose address it is, for those who may read people; null for others, and where nobody is known to have it. */
    userName: z.string().nullable(),
    channel: z.enum(CHANNELS),
    /** Where it goes, all but the last digits hidden. */
    address: z.string(),
    purpose: z.string(),
    state: z.enum(DELIVERY_STATES),
    reason: z.string().nullable(),
    tries: z.number().int(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** When the provider took it. Whether it arrived is said by `state` alone. */
    acceptedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Message' });

/** What somebody was promised and of which no message was made (yet): it stands in no list of messages. */
const promiseView = z
  .strictObject({
    id: z.number().int(),
    /** What brought it about: `task:12`, `alert:7`. */
    cause: z.string(),
    userId: z.number().int(),
    /** Whom it is for, for those who may read people. */
    userName: z.string().nullable(),
    purpose: z.string(),
    state: z.enum(UNSENT_STATES),
    /** Why no message was made, in words, in the language of the answer. */
    reason: z.string(),
    /** When it goes out; null when nothing is waited for. */
    goesOutAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'UnsentPromise' });

/** Everything that happened to a message, and to the promise that it is a part of. */
const messageTimeline = z
  .strictObject({
    message: messageView,
    attempts: z.array(
      z.strictObject({
        number: z.number().int(),
        startedAt: z.iso.datetime(),
        finishedAt: z.iso.datetime().nullable(),
        outcome: z.string().nullable(),
        errorCode: z.string().nullable(),
      }),
    ),
    receipts: z.array(
      z.strictObject({
        status: z.enum(RECEIPT_STATUSES),
        errorCode: z.string().nullable(),
        /** What the error code means, in one word. */
        fault: z.enum(FAULTS).nullable(),
        receivedAt: z.iso.datetime(),
      }),
    ),
    /** Null for an answer: it has one way only. */
    promise: z
      .strictObject({
        steps: z.array(
          z.strictObject({
            from: z.enum(TELLING_STATES).nullable(),
            to: z.enum(TELLING_STATES),
            note: z.string().nullable(),
            at: z.iso.datetime(),
          }),
        ),
        messages: z.array(
          z.strictObject({
            id: z.number().int(),
            channel: z.enum(CHANNELS),
            state: z.enum(DELIVERY_STATES),
            postedAt: z.iso.datetime(),
            acceptedAt: z.iso.datetime().nullable(),
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: 'MessageTimeline' });

const SHOWN_CHARACTERS = 3;

const viewMessage = (reader: User, message: MessageView): z.input<typeof messageView> => ({
  id: message.id,
  cause: message.cause,
  userId: message.userId,
  userName: can(reader, 'users.read') ? message.userName : null,
  channel: message.to.channel,
  address: `…${message.to.value.slice(-SHOWN_CHARACTERS)}`,
  purpose: message.purpose,
  state: message.state,
  reason: message.reason,
  tries: message.tries,
  createdAt: message.createdAt.toISOString(),
  expiresAt: message.expiresAt.toISOString(),
  acceptedAt: message.acceptedAt?.toISOString() ?? null,
});

type Reader = { user: User; locale: Locale; translator: Translator };

const viewPromise = (
  { user, locale, translator }: Reader,
  promise: UnsentTelling,
): z.input<typeof promiseView> => ({
  id: promise.id,
  cause: promise.cause,
  userId: promise.userId,
  userName: can(user, 'users.read') ? promise.userName : null,
  purpose: promise.purpose,
  state: promise.state,
  reason: translator.text({ key: `delivery.unsent.${promise.state}` }, locale, { isolates: false }),
  goesOutAt: promise.state === 'waiting' ? (promise.nextAt?.toISOString() ?? null) : null,
  createdAt: promise.createdAt.toISOString(),
  expiresAt: promise.expiresAt.toISOString(),
});

const viewTimeline = (reader: User, story: Timeline): z.input<typeof messageTimeline> => ({
  message: viewMessage(reader, story),
  attempts: story.attempts.map(({ number, startedAt, finishedAt, outcome, errorCode }) => ({
    number,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    outcome,
    errorCode,
  })),
  receipts: story.receipts.map((receipt) => ({ ...receipt, receivedAt: receipt.receivedAt.toISOString() })),
  promise: story.promise && {
    steps: story.promise.steps.map((step) => ({ ...step, at: step.at.toISOString() })),
    messages: story.promise.messages.map(({ id, channel, state, postedAt, acceptedAt }) => ({
      id,
      channel,
      state,
      postedAt: postedAt.toISOString(),
      acceptedAt: acceptedAt?.toISOString() ?? null,
    })),
  },
});

const person = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .optional();

const list = defineRoute({
  name: 'list_messages',
  method: 'get',
  path: '/messages',
  tag: 'messages',
  action: 'messages.read',
  query: z.strictObject({
    state: z.enum(DELIVERY_STATES).optional(),
    channel: z.enum(CHANNELS).optional(),
    userId: person,
    ...pageQuery,
  }),
  response: pageOf(messageView).extend({
    /**
     * The latest promises of which no message was made, at most `limit`, on the first page alone; all of them:
     * `/messages/unsent`. A promise has no channel, and of the states of a message only `cancelled`: asked for by any
     * other, none is listed.
     */
    unsent: z.array(promiseView),
  }),
  async handler(api, { user, locale, query: { state, channel, userId, limit, cursor } }) {
    const beforeId = idInCursor(cursor);
    const scope = { governorates: user.governorates, ...(userId !== undefined && { userId }) };
    const read = await listMessages(api.db, {
      limit: limit + 1,
      ...scope,
      ...(state && { states: [state] }),
      ...(channel && { channel }),
      ...(beforeId !== undefined && { beforeId }),
    });
    const isAsked = cursor === undefined && !channel && (!state || state === 'cancelled');
    const unsent = isAsked
      ? await unsentTellings(api.db, { ...scope, limit, ...(state === 'cancelled' && { states: [state] }) })
      : [];
    const { translator } = api.knowledge;
    const page = pageFrom(
      read,
      limit,
      (message) => message.id,
      (message) => viewMessage(user, message),
    );
    return { ...page, unsent: unsent.map((each) => viewPromise({ user, locale, translator }, each)) };
  },
});

const listUnsent = defineRoute({
  name: 'list_unsent',
  method: 'get',
  path: '/messages/unsent',
  tag: 'messages',
  action: 'messages.read',
  query: z.strictObject({ state: z.enum(UNSENT_STATES).optional(), userId: person, ...pageQuery }),
  response: pageOf(promiseView),
  async handler(api, { user, locale, query: { state, userId, limit, cursor } }) {
    const beforeId = idInCursor(cursor);
    const read = await unsentTellings(api.db, {
      limit: limit + 1,
      governorates: user.governorates,
      ...(state && { states: [state] }),
      ...(userId !== undefined && { userId }),
      ...(beforeId !== undefined && { beforeId }),
    });
    const { translator } = api.knowledge;
    return pageFrom(
      read,
      limit,
      (promise) => promise.id,
      (promise) => viewPromise({ user, locale, translator }, promise),
    );
  },
});

const show = defineRoute({
  name: 'show_message',
  method: 'get',
  path: '/messages/:id',
  tag: 'messages',
  action: 'messages.read',
  params: idParam,
  response: messageTimeline,
  errors: ['not_found'],
  async handler(api, { user, params: { id } }) {
    const [story] = await outboxTimeline(api.db, { id, governorates: user.governorates });
    if (!story)
      throw new AppError('not_found', `message ${id} is absent or not for user ${user.id}`, {
        params: { id },
      });
    return viewTimeline(user, story);
  },
});

/** The endpoints of outgoing messages. */
export const messageRoutes = [list, listUnsent, show];
