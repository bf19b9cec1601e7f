import { type Logger, LogLevel, webApi } from '@slack/bolt';
import type { SlackConfig } from '../../config.js';
import type { ChannelOptions } from '../options.js';

/** Slack's Web API. */
export type SlackClient = webApi.WebClient;
/** The SDK's settings. */
export type SlackClientOptions = webApi.WebClientOptions;

/** How long to wait after a rate limit that does not say so itself. */
const UNSAID_WAIT_SECONDS = 30;
const DEADLINE_MS = 10_000;

/**
 * Settings for every client of Slack's: by default the SDK tries ten times within half an hour and waits without end,
 * which sends messages twice. The outbox decides about trying again.
 */
export function slackClientOptions(
  config: SlackConfig,
  { fetch: given, log, deadlineMs = DEADLINE_MS }: ChannelOptions,
): SlackClientOptions {
  return {
    slackApiUrl: config.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: deadlineMs,
    logger: boltLogger(log),
    fetch: sayingHowLong(given ?? fetch),
  };
}

/** A client with our bot's token. */
export function createSlackClient(config: SlackConfig, options: ChannelOptions): SlackClient {
  return new webApi.WebClient(config.botToken, slackClientOptions(config, options));
}

/** The SDK has no error for a rate limit without Retry-After: give it one. */
function sayingHowLong(request: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await request(input, init);
    if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
    return new Response(null, { status: 429, headers: { 'retry-after': String(UNSAID_WAIT_SECONDS) } });
  };
}

/** Bolt's logger on ours. Debug lines hold whole messages, so they are dropped. */
export function boltLogger(log: ChannelOptions['log']): Logger {
  const text = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => undefined,
    info: (...parts) => log.debug(text(parts)),
    warn: (...parts) => log.warn(text(parts)),
    error: (...parts) => log.error(text(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
