import type { Translate } from '../../../src/channels/slack/assign-form.js';
import type { SlackConfig } from '../../../src/config.js';

export const BOT_TOKEN = 'xoxb-test-token';
export const SIGNING_SECRET = 'test-signing-secret';

export function slackConfig(apiUrl = 'http://127.0.0.1:9/api/'): SlackConfig {
  return { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET, apiUrl, alertsChannel: null };
}

/** Says the key and the language instead of the text. */
export const keyOnly: Translate = ({ key }, locale) => `${key} ${locale}`.slice(-24);

/** An event as Slack wraps it. */
export function eventPayload(event: Record<string, unknown>, eventId = 'Ev0001') {
  return {
    type: 'event_callback',
    team_id: 'T00TEAM',
    api_app_id: 'A00APP',
    event_id: eventId,
    event_time: 1_790_000_000,
    authorizations: [{ team_id: 'T00TEAM', user_id: 'U00BOT', is_bot: true }],
    event,
  };
}

/** A direct message to the bot. */
export function directMessage(changes: Record<string, unknown> = {}, eventId?: string) {
  const event = { type: 'message', channel: 'D0001', channel_type: 'im', user: 'U00DEMO01', text: 'help' };
  return eventPayload({ ...event, ts: '1790000000.000100', ...changes }, eventId);
}

export function slashCommand(changes: Record<string, unknown> = {}) {
  return {
    command: '/khareetaty',
    text: 'help',
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
    user_id: 'U00DEMO01',
    channel_id: 'C0001',
    channel_name: 'operations',
    team_id: 'T00TEAM',
    response_url: 'http://127.0.0.1:9/respond',
    ...changes,
  };
}

export function buttonPress(changes: Record<string, unknown> = {}) {
  return {
    type: 'block_actions',
    user: { id: 'U00DEMO01', team_id: 'T00TEAM' },
    team: { id: 'T00TEAM' },
    trigger_id: '1.2.3',
    channel: { id: 'C0001', name: 'operations' },
    message: { ts: '1790000000.000100', thread_ts: '1790000000.000050' },
    actions: [
      {
        type: 'button',
        action_id: 'choice_0',
        block_id: 'b',
        action_ts: '1790000001.000200',
        value: 'accept:7',
        text: { type: 'plain_text', text: 'Accept' },
      },
    ],
    ...changes,
  };
}

export function submission(values: Record<string, string | null>, metadata: Record<string, string>) {
  const state = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value: { type: 'plain_text_input', value } }]),
  );
  return {
    type: 'view_submission',
    user: { id: 'U00DEMO01', team_id: 'T00TEAM' },
    team: { id: 'T00TEAM' },
    view: {
      id: 'V0001',
      type: 'modal',
      callback_id: 'assign_task',
      private_metadata: JSON.stringify(metadata),
      state: { values: state },
    },
  };
}
