import type { Shot } from '../../scripts/bench/load.js';
import { signedRequest } from '../support/slack-server.js';
import { inboundFields, signedForm, statusFields } from '../support/twilio-server.js';
import { ACCOUNT, PUBLIC_URL, SLACK } from './kit.js';

export const MESSAGES = '/webhooks/twilio/messages';
export const STATUS = '/webhooks/twilio/status';
export const SLACK_EVENTS = '/slack/events';

/** The n-th id that Twilio gives out to people's messages. */
export const sidOf = (n: number) => `SM${'a'.repeat(12)}${String(n).padStart(20, '0')}`;

/** A signed form for one of Twilio's addresses. */
export function twilioShot(path: string, fields: Record<string, string>, token = ACCOUNT.authToken): Shot {
  return { path, ...signedForm(token, `${PUBLIC_URL}${path}`, fields) };
}

/** The n-th message from a phone on WhatsApp. */
export function whatsappShot(n: number, from: string, fields: Record<string, string>): Shot {
  return twilioShot(
    MESSAGES,
    inboundFields(ACCOUNT, { MessageSid: sidOf(n), From: `whatsapp:${from}`, ...fields }),
  );
}

/** Twilio's word about a message of ours. */
export function statusShot(sid: string, to: string, status: string): Shot {
  return twilioShot(STATUS, statusFields(ACCOUNT, { sid, to }, status));
}

/** A request of Slack's. */
export function slackShot(
  payload: Record<string, unknown>,
  as: 'json' | 'form' | 'payload',
  at = new Date(),
): Shot {
  return { path: SLACK_EVENTS, ...signedRequest(SLACK.signingSecret, payload, { at, as }) };
}

/** A direct message to the bot in Slack. */
export function slackMessageShot(eventId: string, from: string, text: string, saidAt = new Date()): Shot {
  const ts = (saidAt.getTime() / 1000).toFixed(6);
  const event = { type: 'message', channel_type: 'im', channel: 'D0001', user: from, text, ts };
  return slackShot({ type: 'event_callback', event_id: eventId, team_id: 'T0001', event }, 'json');
}

/** A pressed button in Slack. */
export function slackPressShot(from: string, value: string, actionTs: string): Shot {
  const action = {
    type: 'button',
    action_id: 'choice-0',
    action_ts: actionTs,
    value,
    text: { type: 'plain_text', text: 'x' },
  };
  const payload = {
    type: 'block_actions',
    user: { id: from },
    team: { id: 'T0001' },
    channel: { id: 'D0001', name: 'directmessage' },
    trigger_id: `t.${actionTs}`,
    actions: [action],
  };
  return slackShot(payload, 'payload');
}

/** The same list in an order drawn by chance. */
export function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}
