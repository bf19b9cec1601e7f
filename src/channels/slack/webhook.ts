import type { IncomingMessage } from 'node:http';
import type { App } from '@slack/bolt';
import type { SlackConfig } from '../../config.js';
import { AppError, asAppError } from '../../domain/errors.js';
import type { ChannelHooks, Mount } from '../channel.js';
import { type Answer, answer, failure, readBody } from '../http.js';
import type { ChannelOptions } from '../options.js';
import { parsePayload } from './payload.js';
import { bearsSlackSignature, isSignedBySlack, readStamp } from './verify.js';

const SLACK_PATH = '/slack/events';

const MOST_BODY_BYTES = 256 * 1024;

type WebhookParts = { app: App; config: SlackConfig; hooks: ChannelHooks; options: ChannelOptions };

/** The one address that Slack calls: events, commands, buttons, forms. */
export function slackMount(parts: WebhookParts): Mount {
  const failed = (error: unknown): Answer => {
    if (asAppError(error).code === 'internal')
      parts.options.log.error({ err: error }, 'Slack request failed');
    return failure(error);
  };
  return {
    method: 'POST',
    path: SLACK_PATH,
    bearsSignature: bearsSlackSignature,
    handler: (request, response) =>
      void handle(parts, request)
        .catch((error: unknown) => failed(originalOf(error)))
        .then((reply) => answer(response, reply)),
  };
}

async function handle(
  { app, config, hooks, options }: WebhookParts,
  request: IncomingMessage,
): Promise<Answer> {
  const refuse = (status: number, reason: string): Answer => {
    hooks.refused('slack', reason);
    return { status };
  };
  const now = options.clock.now();
  const stamp = readStamp(request, now);
  if ('problem' in stamp) return refuse(401, stamp.problem);
  const bytes = await readBody(request, MOST_BODY_BYTES).catch((error: unknown) => asAppError(error));
  if (bytes instanceof AppError) return refuse(bytes.status, bytes.message);
  const body = bytes.toString('utf8');
  if (!isSignedBySlack(config.signingSecret, stamp, body, now)) return refuse(401, 'bad signature');
  const payload = parsePayload(body, request.headers['content-type'] ?? '');
  if (!payload) return refuse(400, 'malformed body');
  if (payload.kind === 'address_check') return json({ challenge: payload.challenge });
  if (payload.kind === 'certificate_check') return { status: 200 };
  return route(app, payload.body, request);
}

/** Lets Bolt route the payload. Whatever it acknowledges with is sent only when the listener is done: stored first. */
async function route(app: App, body: Record<string, unknown>, request: IncomingMessage): Promise<Answer> {
  let acknowledged: unknown;
  await app.processEvent({
    body,
    ack: async (response: unknown) => {
      acknowledged = response;
    },
    retryNum: Number(request.headers['x-slack-retry-num'] ?? 0),
  });
  if (acknowledged === undefined || acknowledged === '') return { status: 200 };
  return typeof acknowledged === 'string' ? { status: 200, body: acknowledged } : json(acknowledged);
}

function json(value: unknown): Answer {
  return { status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** Bolt wraps what listeners throw. */
function originalOf(error: unknown): unknown {
  return error instanceof Error && 'original' in error ? error.original : error;
}
