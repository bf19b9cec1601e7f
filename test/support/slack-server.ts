import { createHmac } from 'node:crypto';
import {
  type Fault,
  type Provider,
  type ProviderCall,
  type ProviderReply,
  startProvider,
} from './provider.js';

/** A message that the local Slack posted. */
export type SlackMessage = {
  channel: string;
  ts: string;
  thread_ts?: string;
  text: string;
  blocks: SlackBlock[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
};
export type SlackBlock = { type: string; text?: { text: string }; elements?: { value?: string }[] };

export type SlackServer = Provider & {
  posted: SlackMessage[];
  /** Modals that were opened. */
  views: Record<string, unknown>[];
  /** Channels where the bot is not: posting there is refused. */
  foreignChannels: Set<string>;
};

type State = Pick<SlackServer, 'posted' | 'views' | 'foreignChannels'>;
type Method = (state: State, form: URLSearchParams) => Record<string, unknown>;

const MOST_SECTION = 3000;
const MOST_TOTAL = 13_200;

/** A Slack Web API on loopback, written from its documentation: the methods that the bot uses. */
export async function startSlackServer(botToken: string): Promise<SlackServer> {
  const state: State = { posted: [], views: [], foreignChannels: new Set() };
  const provider = await startProvider((call) => answerCall(botToken, state, call));
  return { ...provider, ...state };
}

/** Slack's way to say no, as a fault: nothing was posted. */
export function slackError(error: string): Fault {
  return { kind: 'reply', accept: false, reply: { status: 200, body: { ok: false, error } } };
}

/** The headers and body of a request that Slack signed: JSON for events, a form for the rest. */
export function signedRequest(
  signingSecret: string,
  payload: Record<string, unknown>,
  { at = new Date(), as = 'json' }: { at?: Date; as?: 'json' | 'form' | 'payload' } = {},
) {
  const body = encoded(payload, as);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const contentType = as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    body,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  };
}

function encoded(payload: Record<string, unknown>, as: 'json' | 'form' | 'payload'): string {
  if (as === 'json') return JSON.stringify(payload);
  if (as === 'payload') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}

function answerCall(botToken: string, state: State, call: ProviderCall): ProviderReply {
  if (call.headers.authorization !== `Bearer ${botToken}`) return no('invalid_auth');
  const method = METHODS[call.path.replace(/^\/api\//, '')];
  return method ? { status: 200, body: method(state, call.form) } : no('unknown_method');
}

function no(error: string): ProviderReply {
  return { status: 200, body: { ok: false, error } };
}

const METHODS: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'conversations.open': (_state, form) => ({
    ok: true,
    channel: { id: directChannel(form.get('users') ?? '') },
  }),
  'conversations.history': (state, form) => history(state, form, () => true),
  'conversations.replies': (state, form) => {
    const root = form.get('ts');
    return history(state, form, (message) => message.thread_ts === root || message.ts === root);
  },
  'views.open': (state, form) => {
    if (!form.get('trigger_id')) return { ok: false, error: 'invalid_arguments' };
    const view = JSON.parse(form.get('view') ?? 'null') as Record<string, unknown>;
    state.views.push(view);
    return { ok: true, view: { ...view, id: `V${state.views.length}` } };
  },
  'users.info': (_state, form) => ({
    ok: true,
    user: { id: form.get('user'), is_bot: false, locale: 'en-US' },
  }),
  'auth.test': () => ({ ok: true, user_id: 'U00BOT', bot_id: 'B00BOT', team_id: 'T00TEAM' }),
};

/** A person's id stands for the direct conversation with them. */
function directChannel(address: string): string {
  return address.replace(/^[UW]/, 'D');
}

function postMessage(state: State, form: URLSearchParams): Record<string, unknown> {
  const channel = directChannel(form.get('channel') ?? '');
  const error = problemWith(state, channel, form);
  if (error) return { ok: false, error };
  const threadTs = form.get('thread_ts');
  const metadata = form.get('metadata');
  const message: SlackMessage = {
    channel,
    ts: `${Math.floor(Date.now() / 1000)}.${String(state.posted.length + 1).padStart(6, '0')}`,
    text: form.get('text') ?? '',
    blocks: JSON.parse(form.get('blocks') ?? '[]') as SlackBlock[],
    ...(threadTs ? { thread_ts: threadTs } : {}),
    ...(metadata ? { metadata: JSON.parse(metadata) as NonNullable<SlackMessage['metadata']> } : {}),
  };
  state.posted.push(message);
  return { ok: true, channel, ts: message.ts, message };
}

function problemWith(state: State, channel: string, form: URLSearchParams): string | null {
  if (!/^[CDG][A-Z0-9]+$/.test(channel)) return 'channel_not_found';
  if (state.foreignChannels.has(channel)) return 'not_in_channel';
  if (!form.get('text')) return 'no_text';
  const blocks = JSON.parse(form.get('blocks') ?? '[]') as SlackBlock[];
  const sections = blocks.map(({ text }) => text?.text.length ?? 0);
  if (blocks.length > 50 || sections.some((length) => length > MOST_SECTION)) return 'invalid_blocks';
  if (sections.reduce((sum, length) => sum + length, 0) > MOST_TOTAL) return 'msg_blocks_too_long';
  const values = blocks.flatMap(({ elements }) => elements ?? []).map(({ value }) => value?.length ?? 0);
  return values.some((length) => length > 2000) ? 'invalid_blocks' : null;
}

function history(
  { posted, foreignChannels }: State,
  form: URLSearchParams,
  matches: (message: SlackMessage) => boolean,
): Record<string, unknown> {
  const channel = form.get('channel') ?? '';
  if (foreignChannels.has(channel)) return { ok: false, error: 'not_in_channel' };
  const oldest = Number(form.get('oldest') ?? 0);
  const withMetadata = form.get('include_all_metadata') === 'true';
  const messages = posted
    .filter((message) => message.channel === channel && Number(message.ts) >= oldest && matches(message))
    .map(({ metadata, ...message }) => (withMetadata ? { ...message, metadata } : message))
    .reverse();
  return { ok: true, messages, has_more: false };
}
