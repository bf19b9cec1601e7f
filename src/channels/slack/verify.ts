import type { IncomingMessage } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { singleHeader } from '../http.js';

/** How far a request's timestamp may lie from our clock, to either side. */
const MOST_AGE_SECONDS = 300;

/** What Slack signs beside the body. */
export type SlackStamp = { signature: string; timestampSeconds: number };

/**
 * The signature headers of a request, or why there is no need to read its body: Bolt looks at the past side of the
 * window only, and a request from the future could be kept and replayed until then.
 */
export function readStamp(request: IncomingMessage, now: Date): SlackStamp | { problem: string } {
  const signature = singleHeader(request, 'x-slack-signature');
  const timestamp = singleHeader(request, 'x-slack-request-timestamp');
  if (!signature || !timestamp) return { problem: 'no signature' };
  if (!/^\d{1,12}$/.test(timestamp)) return { problem: 'malformed timestamp' };
  const timestampSeconds = Number(timestamp);
  if (Math.abs(now.getTime() / 1000 - timestampSeconds) > MOST_AGE_SECONDS)
    return { problem: 'stale timestamp' };
  return { signature, timestampSeconds };
}

/** Whether Slack signed this body: `v0=` + hex HMAC-SHA256(secret, "v0:timestamp:body"), compared in constant time. */
export function isSignedBySlack(signingSecret: string, stamp: SlackStamp, body: string, now: Date): boolean {
  return isValidSlackRequest({
    signingSecret,
    body,
    headers: {
      'x-slack-signature': stamp.signature,
      'x-slack-request-timestamp': stamp.timestampSeconds,
    },
    nowMilliseconds: now.getTime(),
  });
}

/** Whether a request has the form of one that Slack signed: `v0=` with the 64 digits of an HMAC-SHA256, and a timestamp. */
export function bearsSlackSignature(request: IncomingMessage): boolean {
  const signature = singleHeader(request, 'x-slack-signature') ?? '';
  const timestamp = singleHeader(request, 'x-slack-request-timestamp') ?? '';
  return /^v0=[0-9a-f]{64}$/.test(signature) && /^\d{1,12}$/.test(timestamp);
}
