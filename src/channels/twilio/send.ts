import type { TwilioConfig } from '../../config.js';
import { REMEDIES } from '../../domain/fault.js';
import type { ChannelName } from '../../domain/message.js';
import type { TemplateTrouble } from '../../domain/template.js';
import type { Outgoing, SendResult } from '../channel.js';
import { attemptFailure } from '../network.js';
import { type TwilioMessages, TwilioRefusal } from './client.js';
import { twilioFault } from './errors.js';
import { twilioAddress } from './inbound.js';
import { approvedTemplates, buttonTemplate, type Template } from './template.js';
import { STATUS_PATH } from './webhook.js';

/** What sending needs: the account, its API, and where Twilio reports back. */
export type SendOptions = { config: TwilioConfig; messages: TwilioMessages; publicUrl: string };
type TwilioChannel = Extract<ChannelName, 'whatsapp' | 'sms'>;
type Created = Parameters<TwilioMessages['create']>[0];

const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
/** Twilio's own bounds for ValidityPeriod. */
const [LEAST_VALID_SECONDS, MOST_VALID_SECONDS] = [1, 36_000];

/**
 * Hands a message to Twilio. On WhatsApp outside the session window only an approved template may go; a refusal for
 * that reason (63016: the window closed meanwhile) falls back to the template at once, since nothing was sent. So does
 * a template that Meta has paused or rejected to its spare, and a card with buttons to plain text.
 */
export async function sendByTwilio(
  options: SendOptions,
  channel: TwilioChannel,
  message: Outgoing,
): Promise<SendResult> {
  const approved = channel === 'whatsapp' ? approvedTemplates(options.config, message) : [];
  if (channel === 'whatsapp' && !message.withinWindow) {
    return byTemplate(options, channel, message, approved);
  }
  const buttons = channel === 'whatsapp' ? buttonTemplate(options.config, message) : null;
  const result = await create(options, channel, message, buttons);
  if (isHold(result)) return byTemplate(options, channel, message, approved);
  if (buttons && isAboutContent(result)) return create(options, channel, message, null);
  return result;
}

const isHold = ({ outcome }: SendResult) => outcome === 'hold';
const isAboutContent = (result: SendResult) =>
  result.outcome === 'refused' && (result.fault === 'content' || result.fault === 'template');

/** The first approved template that Twilio takes. Those that it refuses as templates are reported. */
async function byTemplate(
  options: SendOptions,
  channel: TwilioChannel,
  message: Outgoing,
  approved: readonly Template[],
): Promise<SendResult> {
  const templateTroubles: TemplateTrouble[] = [];
  let result = needsTemplate(message);
  for (const template of approved) {
    result = await create(options, channel, message, template);
    if (result.outcome !== 'refused' || result.fault !== 'template') break;
    templateTroubles.push({ contentSid: template.contentSid, code: result.code });
  }
  return templateTroubles.length > 0 ? { ...result, templateTroubles } : result;
}

function needsTemplate({ purpose, locale }: Outgoing): SendResult {
  const detail = `outside the session window; TWILIO_CONTENT_SIDS has no usable "${purpose}.${locale}"`;
  return { outcome: 'hold', reason: 'needs_template', detail };
}

async function create(
  { config, messages, publicUrl }: SendOptions,
  channel: TwilioChannel,
  message: Outgoing,
  template: Template | null,
): Promise<SendResult> {
  const request: Created = {
    to: twilioAddress(channel, message.to.value),
    ...sender(config, channel),
    ...content(message, template),
    ...(isCallable(publicUrl) ? { statusCallback: `${publicUrl}${STATUS_PATH}` } : {}),
    ...(channel === 'sms' ? { validityPeriod: validity(message.validSeconds) } : {}),
  };
  try {
    const { sid } = await messages.create(request);
    if (MESSAGE_SID.test(sid)) return { outcome: 'accepted', providerId: sid };
    return { outcome: 'ambiguous', code: 'garbage', detail: 'Twilio answered without a message id' };
  } catch (error) {
    return refused(error, message);
  }
}

/** The sender of a channel: its own number or name, or the messaging service that picks one. */
export function sender(
  { whatsappFrom, smsFrom, messagingServiceSid }: TwilioConfig,
  channel: TwilioChannel,
): { from: string } | { messagingServiceSid: string } | null {
  const from = channel === 'whatsapp' ? whatsappFrom : smsFrom;
  if (from) return { from: twilioAddress(channel, from) };
  return messagingServiceSid ? { messagingServiceSid } : null;
}

function content({ rendered }: Outgoing, template: Template | null) {
  if (template) return { contentSid: template.contentSid, contentVariables: template.contentVariables };
  return { body: freeText(rendered) };
}

/** The text with any buttons as lines, for where there is nothing to press. */
export function freeText({ text, buttons }: Outgoing['rendered']): string {
  return [text, ...buttons.map(({ label }) => `• ${label}`)].join('\n');
}

function validity(seconds: number): number {
  return Math.min(MOST_VALID_SECONDS, Math.max(LEAST_VALID_SECONDS, Math.round(seconds)));
}

/** Twilio refuses a callback address that it cannot call; loopback is for a Twilio on this machine. */
function isCallable(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function refused(error: unknown, message: Outgoing): SendResult {
  if (!(error instanceof TwilioRefusal)) return attemptFailure(error);
  const code = error.errorCode ?? `http_${error.status}`;
  const detail = error.message;
  const fault = twilioFault(error.errorCode, error.status);
  if (fault === null) return { outcome: 'ambiguous', code, detail };
  if (fault === 'window_closed') return needsTemplate(message);
  if (fault === 'account') return { outcome: 'refused', flag: 'operator', fault, code, detail };
  const { again, flag } = REMEDIES[fault];
  if (again) {
    return {
      outcome: 'retry',
      fault,
      code,
      detail,
      afterSeconds: error.retryAfterSeconds ?? again.afterSeconds,
    };
  }
  return { outcome: 'refused', fault, code, detail, ...(flag && { flag }) };
}
