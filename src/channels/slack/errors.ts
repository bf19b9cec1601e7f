import type { SendResult } from '../channel.js';

type Action =
  | { outcome: 'retry' }
  | { outcome: 'ambiguous' }
  | { outcome: 'refused'; flag: 'bad_address' | 'operator' }
  | { outcome: 'refused'; fault: 'content' };

const RETRY: Action = { outcome: 'retry' };
const AMBIGUOUS: Action = { outcome: 'ambiguous' };
const BAD_ADDRESS: Action = { outcome: 'refused', flag: 'bad_address' };
const OPERATOR: Action = { outcome: 'refused', flag: 'operator' };
/** This one message is at fault, not the workspace: the others go on. */
const CONTENT: Action = { outcome: 'refused', fault: 'content' };

/**
 * Errors of chat.postMessage and what to do. Meanings: https://docs.slack.dev/reference/methods/chat.postMessage; what
 * to do is our judgement. Those that may have posted all the same are ambiguous.
 */
export const SLACK_ERRORS: Readonly<Record<string, Action>> = {
  ratelimited: RETRY,
  rate_limited: RETRY,
  message_limit_exceeded: RETRY,
  team_added_to_org: RETRY,

  fatal_error: AMBIGUOUS,
  internal_error: AMBIGUOUS,
  request_timeout: AMBIGUOUS,
  service_unavailable: AMBIGUOUS,

  channel_not_found: BAD_ADDRESS,
  user_not_found: BAD_ADDRESS,
  users_not_found: BAD_ADDRESS,
  user_disabled: BAD_ADDRESS,
  is_archived: BAD_ADDRESS,
  cannot_dm_bot: BAD_ADDRESS,

  not_in_channel: OPERATOR,
  restricted_action: OPERATOR,
  restricted_action_read_only_channel: OPERATOR,
  restricted_action_thread_only_channel: OPERATOR,
  messages_tab_disabled: OPERATOR,
  account_inactive: OPERATOR,
  invalid_auth: OPERATOR,
  not_authed: OPERATOR,
  token_expired: OPERATOR,
  token_revoked: OPERATOR,
  missing_scope: OPERATOR,
  no_permission: OPERATOR,
  access_denied: OPERATOR,
  org_login_required: OPERATOR,
  ekm_access_denied: OPERATOR,
  invalid_blocks: CONTENT,
  invalid_blocks_format: CONTENT,
  invalid_arguments: CONTENT,
  msg_blocks_too_long: CONTENT,
  msg_too_long: CONTENT,
  no_text: CONTENT,
  metadata_too_large: CONTENT,
  metadata_must_be_sent_from_app: OPERATOR,
};

/** What an error word of Slack's means for the message. Not a word at all: a garbled answer, which says nothing. */
export function slackRefusal(code: string): SendResult {
  if (!/^[a-z_]{1,60}$/.test(code)) {
    return { outcome: 'ambiguous', code: 'garbage', detail: 'Slack answered with something unreadable' };
  }
  const action = SLACK_ERRORS[code] ?? OPERATOR;
  const detail = `chat.postMessage: ${code}`;
  if (action.outcome === 'retry') return { outcome: 'retry', code, detail, afterSeconds: null };
  return { ...action, code, detail };
}
