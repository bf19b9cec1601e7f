import type { Fault } from '../../domain/fault.js';

/**
 * Twilio's error codes for messages, whether they answer our call or come later with a status callback, and what each
 * means in our words. `null`: Twilio may have accepted the message; it is looked for before it is sent again.
 *
 * Meanings: https://www.twilio.com/docs/api/errors; the fault is our judgement.
 */
export const TWILIO_ERRORS: Readonly<Record<string, { meaning: string; fault: Fault | null }>> = {
  '20429': { meaning: 'too many requests at once', fault: 'busy' },
  '63010': { meaning: 'internal error at the channel', fault: 'provider_trouble' },
  '63012': { meaning: 'the channel provider answered with an internal error', fault: 'provider_trouble' },
  '30410': { meaning: 'the provider timed out', fault: 'provider_trouble' },

  '20500': { meaning: 'internal server error', fault: null },
  '20503': { meaning: 'service unavailable', fault: null },

  '30001': { meaning: 'queue overflow', fault: 'queue_full' },
  '21611': { meaning: 'the queue of this sender is full', fault: 'queue_full' },
  '63017': { meaning: 'rate limit of the account', fault: 'queue_full' },
  '63018': { meaning: 'rate limit or daily tier of the sender', fault: 'sender_limit' },
  '30003': { meaning: 'handset off or without signal', fault: 'handset_off' },
  '30008': { meaning: 'unknown delivery error', fault: 'unknown' },

  '63016': { meaning: 'outside the session window without a template', fault: 'window_closed' },
  '63049': { meaning: 'Meta declined this marketing template', fault: 'marketing_refused' },

  '21211': { meaning: 'invalid recipient number', fault: 'bad_address' },
  '21614': { meaning: 'not a mobile number', fault: 'bad_address' },
  '30005': { meaning: 'unknown handset', fault: 'bad_address' },
  '30006': { meaning: 'landline or unreachable carrier', fault: 'bad_address' },
  '63003': { meaning: 'no such recipient on the channel', fault: 'bad_address' },
  '63024': { meaning: 'invalid recipient on the channel', fault: 'bad_address' },

  '21610': { meaning: 'the recipient opted out', fault: 'opted_out' },
  '63014': { meaning: 'the recipient blocked us', fault: 'opted_out' },
  '63033': { meaning: 'the recipient blocked messages of this kind', fault: 'opted_out' },

  '20003': { meaning: 'authentication failed', fault: 'account' },
  '21212': { meaning: 'invalid sender number', fault: 'account' },
  '21408': { meaning: 'sending to this region is not permitted', fault: 'account' },
  '21606': { meaning: 'the sender cannot send this kind of message', fault: 'account' },
  '21612': { meaning: 'this sender cannot reach this recipient', fault: 'account' },
  '30002': { meaning: 'account suspended', fault: 'account' },
  '63007': { meaning: 'no channel with this sender', fault: 'account' },
  '63008': { meaning: 'the channel is not configured', fault: 'account' },
  '63020': { meaning: 'the WhatsApp business account is not accepted', fault: 'account' },
  '63051': { meaning: 'the WhatsApp business account is restricted', fault: 'account' },

  '30004': { meaning: 'blocked by the carrier or the recipient', fault: 'blocked' },
  '30007': { meaning: 'filtered by the carrier', fault: 'blocked' },
  '30450': { meaning: 'blocked as suspected traffic pumping', fault: 'blocked' },
  '63013': { meaning: 'against the policy of the channel', fault: 'blocked' },
  '63026': { meaning: 'blocked by the channel', fault: 'blocked' },

  '12300': { meaning: 'content type of the media is not allowed', fault: 'content' },
  '21620': { meaning: 'invalid media address', fault: 'content' },
  '21623': { meaning: 'too many or too large media', fault: 'content' },
  '63005': { meaning: 'the channel refused the content', fault: 'content' },
  '63019': { meaning: 'the media could not be fetched', fault: 'content' },
  '63021': { meaning: 'the channel refused the text or its length', fault: 'content' },
  '63025': { meaning: 'media already exists or is malformed', fault: 'content' },
  '63030': { meaning: 'unsupported parameter for this content', fault: 'content' },
  '63034': { meaning: 'the media could not be processed', fault: 'content' },

  '21654': { meaning: 'no such content template', fault: 'template' },
  '21655': { meaning: 'invalid content template id', fault: 'template' },
  '21656': { meaning: 'invalid content variables', fault: 'template' },
  '63027': { meaning: 'the template does not exist in this language', fault: 'template' },
  '63028': { meaning: 'the number of template variables does not match', fault: 'template' },
  '63029': { meaning: 'a template variable is malformed', fault: 'template' },
  '63040': { meaning: 'the template was rejected', fault: 'template' },
  '63041': { meaning: 'the template is paused', fault: 'template' },
  '63042': { meaning: 'the template is disabled', fault: 'template' },

  '21602': { meaning: 'no text in the message', fault: 'our_mistake' },
  '21603': { meaning: 'no sender in the message', fault: 'our_mistake' },
  '21604': { meaning: 'no recipient in the message', fault: 'our_mistake' },
  '21617': { meaning: 'text longer than 1,600 characters', fault: 'our_mistake' },

  '30034': { meaning: 'sender not registered for the United States', fault: 'account' },
  '30035': { meaning: 'sender registration in the United States is in error', fault: 'account' },
  '30036': { meaning: 'not delivered within its validity', fault: 'too_late' },
};

/**
 * The fault that an error code stands for and, for codes that the table lacks, its HTTP status: 429 is too fast, 5xx may
 * have been accepted (null), any other refusal of a call is our mistake. Without a status it is a report: unexplained.
 */
export function twilioFault(code: string | null, httpStatus: number | null): Fault | null {
  const known = code === null ? undefined : TWILIO_ERRORS[code];
  if (known) return known.fault;
  if (httpStatus === null) return 'unknown';
  if (httpStatus >= 500) return null;
  if (httpStatus === 401 || httpStatus === 403) return 'account';
  return httpStatus === 429 ? 'busy' : 'our_mistake';
}
