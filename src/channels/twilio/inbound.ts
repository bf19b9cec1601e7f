import { isReceiptStatus } from '../../domain/delivery.js';
import type { ChannelName, Inbound, Media, Receipt, SharedLocation } from '../../domain/message.js';
import { storableText } from '../storable.js';
import { twilioFault } from './errors.js';
import type { MessageFields, StatusFields } from './fields.js';
import type { Form } from './form.js';

const WHATSAPP = 'whatsapp:';

/** The channel that an address of Twilio's belongs to. */
export function channelOf(address: string): ChannelName {
  return address.startsWith(WHATSAPP) ? 'whatsapp' : 'sms';
}

/** An address of ours in Twilio's spelling. */
export function twilioAddress(channel: ChannelName, address: string): string {
  return channel === 'whatsapp' ? `${WHATSAPP}${address}` : address;
}

/**
 * A person's message. Twilio does not say when it was sent, so `sentAt` is null. The text of a pressed button or list
 * row stands in for a missing body.
 */
export function toInbound(fields: MessageFields, form: Form): Inbound {
  const text = optOutWord(fields) ?? (fields.Body || (fields.ButtonText ?? fields.ListTitle ?? ''));
  const button = fields.ButtonPayload ?? fields.ListId ?? null;
  return {
    channel: channelOf(fields.From),
    providerId: fields.MessageSid,
    from: fields.From.startsWith(WHATSAPP) ? fields.From.slice(WHATSAPP.length) : fields.From,
    text: storableText(text),
    location: location(fields),
    button: button === null ? null : storableText(button),
    media: media(fields.NumMedia, form),
    sentAt: null,
    conversation: null,
  };
}

/**
 * The plain word for what Twilio's opt-out understood, in the writer's script: its keywords are the account's to choose,
 * and the word that was written need not be one that we know.
 */
function optOutWord({ OptOutType, Body }: MessageFields): string | null {
  const [english, arabic] = OPT_OUT_WORDS[OptOutType ?? ''] ?? [];
  return (/\p{Script=Arabic}/u.test(Body) ? arabic : english) ?? null;
}

const OPT_OUT_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  STOP: ['STOP', 'إيقاف'],
  START: ['START', 'ابدأ'],
  HELP: ['HELP', 'مساعدة'],
};

function location({ Latitude, Longitude, Label, Address }: MessageFields): SharedLocation | null {
  if (Latitude === undefined || Longitude === undefined) return null;
  const label = Label ?? Address;
  return { latitude: Latitude, longitude: Longitude, label: label ? storableText(label) : null };
}

function media(count: number, form: Form): Media[] {
  return Array.from({ length: count }, (_, index) => ({
    url: form.get(`MediaUrl${index}`)?.[0] ?? '',
    contentType: storableText(form.get(`MediaContentType${index}`)?.[0] ?? 'application/octet-stream'),
  })).filter(({ url }) => /^https?:\/\//.test(url) && URL.canParse(url));
}

/** What became of a message of ours, or null for a word that means nothing to us (`receiving`, or a new one). */
export function toReceipt(fields: StatusFields): Receipt | null {
  const status = fields.MessageStatus;
  if (!isReceiptStatus(status)) return null;
  const channel = channelOf(fields.To ?? fields.From ?? '');
  return { channel, providerId: fields.MessageSid, status, ...errorOf(fields.ErrorCode || null) };
}

/** An error code of a report, with what it means. A code that might mean "accepted" says nothing in a report. */
export function errorOf(errorCode: string | null): Pick<Receipt, 'errorCode' | 'fault'> {
  return { errorCode, fault: errorCode === null ? null : (twilioFault(errorCode, null) ?? 'unknown') };
}
