import { webApi } from '@slack/bolt';
import type { Outgoing, SendResult } from '../channel.js';
import { attemptFailure } from '../network.js';
import { slackBlocks } from './blocks.js';
import type { SlackClient } from './client.js';
import { slackRefusal } from './errors.js';

const METADATA_EVENT = 'khareetaty_outbox';
/** Slack's clock need not be ours. */
const CLOCK_SLACK_SECONDS = 5;
const MOST_COMPARED = 100;
/** Places where the bot may not be: nothing was posted there. */
const SHUT_OUT: ReadonlySet<unknown> = new Set(['not_in_channel', 'channel_not_found']);

/**
 * Posts a message where its conversation is, else to the person. The bot may not be in the channel of a slash command;
 * then nothing was posted, and the answer goes to the person directly.
 */
export async function sendBySlack(client: SlackClient, message: Outgoing): Promise<SendResult> {
  const { conversation, to } = message;
  if (!conversation) return post(client, message, to.value, null);
  const result = await post(client, message, conversation.channelId, conversation.threadId);
  const shutOut = result.outcome === 'refused' && SHUT_OUT.has(result.code);
  const isElsewhere = /^[UW]/.test(to.value) && to.value !== conversation.channelId;
  return shutOut && isElsewhere ? post(client, message, to.value, null) : result;
}

async function post(
  client: SlackClient,
  { rendered, key }: Outgoing,
  channel: string,
  threadId: string | null,
): Promise<SendResult> {
  try {
    const posted = await client.chat.postMessage({
      channel,
      text: rendered.text,
      blocks: slackBlocks(rendered),
      metadata: { event_type: METADATA_EVENT, event_payload: { key } },
      unfurl_links: false,
      unfurl_media: false,
      ...(threadId ? { thread_ts: threadId } : {}),
    });
    if (posted.channel && posted.ts)
      return { outcome: 'accepted', providerId: `${posted.channel}:${posted.ts}` };
    return { outcome: 'ambiguous', code: 'garbage', detail: 'Slack answered without a message id' };
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): SendResult {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { outcome: 'retry', code: 'ratelimited', detail: error.message, afterSeconds: error.retryAfter };
  }
  if (error instanceof webApi.WebAPIPlatformError) return slackRefusal(String(error.data.error));
  if (error instanceof webApi.WebAPIHTTPError) {
    const told = { code: `http_${error.statusCode}`, detail: error.message };
    return error.statusCode >= 500
      ? { outcome: 'ambiguous', ...told }
      : { outcome: 'refused', flag: 'operator', ...told };
  }
  return attemptFailure(error);
}

/**
 * Looks for a message whose fate is unknown by the outbox key in its metadata, in each place where it may have been
 * posted.
 *
 * @throws when Slack cannot be asked: its fate is still unknown.
 */
export async function findAtSlack(
  client: SlackClient,
  message: Outgoing,
  since: Date,
): Promise<string | null> {
  const { conversation, to } = message;
  if (conversation) {
    const { channelId, threadId } = conversation;
    const found = await findIn(client, message.key, channelId, threadId, since).catch(nothingIfShutOut);
    if (found || !/^[UW]/.test(to.value)) return found;
  }
  return findIn(client, message.key, await channelOf(client, to.value), null, since);
}

function nothingIfShutOut(error: unknown): null {
  if (error instanceof webApi.WebAPIPlatformError && SHUT_OUT.has(error.data.error)) return null;
  throw error;
}

/** The id of the direct conversation with a person; channels are their own. */
async function channelOf(client: SlackClient, address: string): Promise<string> {
  if (!/^[UW]/.test(address)) return address;
  const { channel } = await client.conversations.open({ users: address });
  if (!channel?.id) throw new Error('Slack opened no conversation');
  return channel.id;
}

async function findIn(
  client: SlackClient,
  key: string,
  channel: string,
  threadId: string | null,
  since: Date,
): Promise<string | null> {
  const oldest = String(since.getTime() / 1000 - CLOCK_SLACK_SECONDS);
  const range = { channel, oldest, include_all_metadata: true, limit: MOST_COMPARED };
  const page = threadId
    ? await client.conversations.replies({ ...range, ts: threadId })
    : await client.conversations.history(range);
  const found = page.messages?.find(
    ({ metadata }) => metadata?.event_type === METADATA_EVENT && keyOf(metadata.event_payload) === key,
  );
  return found?.ts ? `${channel}:${found.ts}` : null;
}

function keyOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined;
}
