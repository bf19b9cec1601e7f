import twilio from 'twilio';
import type { TwilioConfig } from '../../config.js';

/** Twilio answered, but with a refusal: its error code where it gave one, and how long to wait where it said so. */
export class TwilioRefusal extends Error {
  override readonly name = 'TwilioRefusal';
  constructor(
    readonly status: number,
    readonly errorCode: string | null,
    message: string,
    readonly retryAfterSeconds: number | null,
  ) {
    super(message);
  }
}

/** The longest that a call to Twilio may take, whatever trickles in meanwhile. */
const DEADLINE_MS = 10_000;

/**
 * The SDK's HTTP client, pointed at the configured address: the SDK has no setting for it. It never tries again by
 * itself, ends every call at a deadline, and keeps what the SDK's own exception drops (Retry-After).
 */
function createHttpClient(origin: string, deadlineMs: number) {
  const client = new twilio.RequestClient({ timeout: deadlineMs, autoRetry: false });
  client.axios.interceptors.request.use((request) => {
    const { pathname, search } = new URL(request.url ?? '');
    return { ...request, url: `${origin}${pathname}${search}`, signal: AbortSignal.timeout(deadlineMs) };
  });
  client.axios.interceptors.response.use((response) => {
    if (response.status >= 200 && response.status < 300) return response;
    throw refusal(response.status, response.data, response.headers);
  });
  return client;
}

function refusal(status: number, body: unknown, headers: unknown): TwilioRefusal {
  const told = isRecord(body) ? body : {};
  const code = typeof told.code === 'number' ? String(told.code) : null;
  const message = typeof told.message === 'string' ? told.message : `HTTP ${status}`;
  const wait = isRecord(headers) ? Number(headers['retry-after']) : Number.NaN;
  return new TwilioRefusal(status, code, message, Number.isFinite(wait) && wait >= 0 ? wait : null);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The messages resource of our account. */
export type TwilioMessages = ReturnType<typeof createTwilioMessages>;

/** @param deadlineMs for tests; the default suits production. */
export function createTwilioMessages(config: TwilioConfig, deadlineMs: number = DEADLINE_MS) {
  return createTwilio(config, deadlineMs).messages;
}

/** The content templates of our account. They have an address of their own; a stand-in for Twilio serves both. */
export function createTwilioContents(config: TwilioConfig, deadlineMs: number = DEADLINE_MS) {
  const { hostname } = new URL(config.apiUrl);
  const apiUrl = hostname === 'api.twilio.com' ? 'https://content.twilio.com' : config.apiUrl;
  return createTwilio({ ...config, apiUrl }, deadlineMs).content.v1.contents;
}

function createTwilio(config: TwilioConfig, deadlineMs: number) {
  const { sid, secret } = config.apiKey ?? { sid: config.accountSid, secret: config.authToken };
  const httpClient = createHttpClient(config.apiUrl, deadlineMs);
  return twilio(sid, secret, { accountSid: config.accountSid, httpClient });
}
