import { isReceiptStatus } from '../../domain/delivery.js';
import type { ChannelName, Receipt } from '../../domain/message.js';
import { TEMPLATE_STATES, type TemplateReport, type TemplateState } from '../../domain/template.js';
import type { createTwilioContents, TwilioMessages } from './client.js';
import { TwilioRefusal } from './client.js';
import { errorOf } from './inbound.js';

/**
 * What Twilio knows of a message that it took: callbacks are best effort, so a silent one is asked after.
 *
 * @returns null when Twilio has no such message (any more) or says a word that means nothing to us.
 * @throws when Twilio cannot be asked.
 */
export async function statusAtTwilio(
  messages: TwilioMessages,
  channel: Extract<ChannelName, 'whatsapp' | 'sms'>,
  providerId: string,
): Promise<Receipt | null> {
  try {
    const { status, errorCode } = await messages(providerId).fetch();
    if (!isReceiptStatus(status)) return null;
    return { channel, providerId, status, ...errorOf(errorCode ? String(errorCode) : null) };
  } catch (error) {
    if (error instanceof TwilioRefusal && error.status === 404) return null;
    throw error;
  }
}

/** Templates for buttons within the session window need no approval. */
const NEEDS_NO_APPROVAL = /^buttons-/;

/**
 * How Meta's approval of each template in the settings stands.
 *
 * @throws when Twilio cannot be asked; a template that it does not have is `missing`.
 */
export async function templatesAtTwilio(
  contents: ReturnType<typeof createTwilioContents>,
  contentSids: Readonly<Record<string, string>>,
): Promise<TemplateReport[]> {
  const reports: TemplateReport[] = [];
  for (const [name, contentSid] of Object.entries(contentSids)) {
    if (NEEDS_NO_APPROVAL.test(name)) continue;
    try {
      const { whatsapp } = await contents(contentSid).approvalFetch().fetch();
      reports.push({ contentSid, name, ...readApproval(whatsapp) });
    } catch (error) {
      if (!(error instanceof TwilioRefusal) || error.status !== 404) throw error;
      reports.push({ contentSid, name, state: 'missing', reason: null });
    }
  }
  return reports;
}

/** Twilio's own words beside ours: what was only just handed in is pending. */
const SAME: Readonly<Record<string, TemplateState>> = {
  unsubmitted: 'missing',
  received: 'pending',
  in_review: 'pending',
};

function readApproval(approval: unknown): { state: TemplateState; reason: string | null } {
  const told = typeof approval === 'object' && approval !== null ? approval : {};
  const word = 'status' in told ? String(told.status).toLowerCase() : '';
  const state = SAME[word] ?? TEMPLATE_STATES.find((known) => known === word) ?? 'pending';
  const reason = 'rejection_reason' in told && told.rejection_reason ? String(told.rejection_reason) : null;
  return { state, reason };
}
