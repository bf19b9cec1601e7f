import { z } from 'zod';
import type { Conversation, Inbound } from '../../domain/message.js';
import { storableText } from '../storable.js';
import { typedText, withoutLeadingMention } from './text.js';

const userId = z.string().regex(/^[UW][A-Z0-9]{1,30}$/);
const channelId = z.string().regex(/^[CDG][A-Z0-9]{1,30}$/);
const timestamp = z.string().regex(/^\d{1,12}\.\d{1,6}$/);

const fileSchema = z.object({ url_private: z.url().optional(), mimetype: z.string().optional() });

const eventSchema = z.object({
  event_id: z.string().min(1).max(100),
  authorizations: z.array(z.object({ user_id: z.string().optional() })).optional(),
  event: z.object({
    user: userId,
    text: z.string().default(''),
    channel: channelId,
    channel_type: z.string().optional(),
    ts: timestamp,
    thread_ts: timestamp.optional(),
    subtype: z.string().optional(),
    bot_id: z.string().optional(),
    files: z.array(fileSchema).optional(),
  }),
});
type SlackEvent = z.infer<typeof eventSchema>;

const commandSchema = z.object({
  trigger_id: z.string().min(1).max(200),
  user_id: userId,
  channel_id: channelId,
  channel_name: z.string().default(''),
  text: z.string().default(''),
});

const actionSchema = z.object({
  user: z.object({ id: userId }),
  channel: z.object({ id: channelId, name: z.string().default('') }).optional(),
  message: z.object({ thread_ts: timestamp.optional() }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: timestamp,
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
        text: z.object({ text: z.string() }).optional(),
      }),
    )
    .min(1),
});

/** What a person sent: a message, nothing for us (`ignored`), or something that is not shaped as documented. */
export type Read = { kind: 'message'; inbound: Inbound } | { kind: 'ignored' } | { kind: 'malformed' };

/** Messages that are people's own words; edits, joins and the like are not. */
const SPOKEN: ReadonlySet<string | undefined> = new Set([undefined, 'file_share', 'thread_broadcast']);

const MALFORMED: Read = { kind: 'malformed' };
const IGNORED: Read = { kind: 'ignored' };

/** A `message` event. Only direct messages count: in channels the bot answers when it is mentioned. */
export function readMessage(body: unknown): Read {
  const event = isRecord(body) && isRecord(body.event) ? body.event : null;
  const fromPerson = event !== null && event.bot_id === undefined && SPOKEN.has(asWord(event.subtype));
  if (event !== null && (event.channel_type !== 'im' || !fromPerson)) return IGNORED;
  return readEvent(body, (parsed) => ({
    text: parsed.event.text,
    conversation: conversation(parsed.event.channel, parsed.event.thread_ts ?? null, true),
  }));
}

/** An `app_mention` event: answered in its thread, or in one that starts with it. */
export function readMention(body: unknown): Read {
  if (isRecord(body) && isRecord(body.event) && body.event.bot_id !== undefined) return IGNORED;
  return readEvent(body, ({ event }) => ({
    text: withoutLeadingMention(event.text),
    conversation: conversation(event.channel, event.thread_ts ?? event.ts, event.channel_type === 'im'),
  }));
}

type Place = { text: string; conversation: Conversation };

function readEvent(body: unknown, place: (parsed: SlackEvent) => Place): Read {
  const parsed = eventSchema.safeParse(body);
  if (!parsed.success) return MALFORMED;
  const { event, event_id: eventId, authorizations } = parsed.data;
  const { text, conversation: where } = place(parsed.data);
  const media = (event.files ?? []).flatMap(({ url_private: url, mimetype }) =>
    url ? [{ url, contentType: mimetype ?? 'application/octet-stream' }] : [],
  );
  return message({
    providerId: eventId,
    from: event.user,
    text: typedText(text, authorizations?.[0]?.user_id ?? null),
    media,
    sentAt: new Date(Number(event.ts) * 1000),
    conversation: where,
  });
}

/** The slash command. Its answer goes to the place where it was typed. */
export function readCommand(body: unknown): Read {
  const parsed = commandSchema.safeParse(body);
  if (!parsed.success) return MALFORMED;
  const { trigger_id: id, user_id: from, channel_id: channel, channel_name: name, text } = parsed.data;
  return message({
    providerId: `command:${id}`,
    from,
    text: typedText(text, null),
    conversation: conversation(channel, null, name === 'directmessage'),
  });
}

/** A pressed button or a chosen option: what it carries, and its label as the text. */
export function readAction(body: unknown): Read {
  const parsed = actionSchema.safeParse(body);
  const action = parsed.data?.actions[0];
  if (!parsed.success || !action) return MALFORMED;
  const { user, channel, message: origin } = parsed.data;
  const button = action.value ?? action.selected_option?.value;
  if (button === undefined) return IGNORED;
  return message({
    providerId: `action:${user.id}:${action.action_ts}:${action.action_id}`,
    from: user.id,
    text: storableText(action.text?.text ?? ''),
    button: storableText(button),
    conversation: channel
      ? conversation(channel.id, origin?.thread_ts ?? null, channel.name === 'directmessage')
      : null,
  });
}

/** Where an answer goes. */
export function conversation(channel: string, threadId: string | null, isPrivate: boolean): Conversation {
  return { channelId: channel, threadId, private: isPrivate };
}

type Said = Pick<Inbound, 'providerId' | 'from' | 'text' | 'conversation'> & Partial<Inbound>;

/** An inbound message of Slack's, with nothing where nothing is given. */
export function message(said: Said): Read {
  const inbound = {
    channel: 'slack' as const,
    location: null,
    button: null,
    media: [],
    sentAt: null,
    ...said,
  };
  return { kind: 'message', inbound };
}

function asWord(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
