import type { SendResult } from '../channel.js';

/**
 * What to do about an error of Twilio's, whether it answers our call or comes later with a status callback.
 *
 * `retry`: the same message may pass later. `refused`: never as it is; `bad_address` and `opted_out` say why no
 * other message to this address will pass, `operator` that our account or our text is at fault. `template`: outside
 * the session window; a template would pass. `ambiguous`: it may have been accepted.
 */
export type TwilioErrorAction =
  | { outcome: 'retry'; afterSeconds: number | null }
  | { outcome: 'refused'; flag?: NonNullable<Extract<SendResult, { outcome: 'refused' }>['flag']> }
  | { outcome: 'template' }
  | { outcome: 'ambiguous' };

type Entry = { meaning: string; action: TwilioErrorAction };

const retry = (afterSeconds: number | null = null): TwilioErrorAction => ({ outcome: 'retry', afterSeconds });
const BAD_ADDRESS: TwilioErrorAction = { outcome: 'refused', flag: 'bad_address' };
const OPTED_OUT: TwilioErrorAction = { outcome: 'refused', flag: 'opted_out' };
const OPERATOR: TwilioErrorAction = { outcome: 'refused', flag: 'operator' };
const REFUSED: TwilioErrorAction = { outcome: 'refused' };
const AMBIGUOUS: TwilioErrorAction = { outcome: 'ambiguous' };
const TEMPLATE: TwilioErrorAction = { outcome: 'template' };

/** The message may pass in minutes, when the queue, the rate or the handset allows. */
const LATER_SECONDS = 120;

/**
 * Twilio's error codes for messages. Meanings: https://www.twilio.com/docs/api/errors; what to do is our judgement.
 */
export const TWILIO_ERRORS: Readonly<Record<string, Entry>> = {
  '20429': { meaning: 'too many requests at once', action: retry() },
  '63010': { meaning: 'internal error at the channel', action: retry() },
  '63012': { meaning: 'the channel provider answered with an internal error', action: retry() },
  '30410': { meaning: 'the provider timed out', action: retry() },

  '20500': { meaning: 'internal server error', action: AMBIGUOUS },
  '20503': { meaning: 'service unavailable', action: AMBIGUOUS },

  '30001': { meaning: 'queue overflow', action: retry(LATER_SECONDS) },
  '21611': { meaning: 'the queue of this sender is full', action: retry(LATER_SECONDS) },
  '63017': { meaning: 'rate limit of the account', action: retry(LATER_SECONDS) },
  '63018': { meaning: 'rate limit or daily tier of the sender', action: retry(LATER_SECONDS) },
  '30003': { meaning: 'handset off or without signal', action: retry(LATER_SECONDS) },
  '30008': { meaning: 'unknown delivery error', action: retry(LATER_SECONDS) },

  '63016': { meaning: 'outside the session window without a template', action: TEMPLATE },
  '63049': { meaning: 'Meta declined this marketing template', action: OPERATOR },

  '21211': { meaning: 'invalid recipient number', action: BAD_ADDRESS },
  '21614': { meaning: 'not a mobile number', action: BAD_ADDRESS },
  '30005': { meaning: 'unknown handset', action: BAD_ADDRESS },
  '30006': { meaning: 'landline or unreachable carrier', action: BAD_ADDRESS },
  '63003': { meaning: 'no such recipient on the channel', action: BAD_ADDRESS },
  '63024': { meaning: 'invalid recipient on the channel', action: BAD_ADDRESS },

  '21610': { meaning: 'the recipient opted out', action: OPTED_OUT },
  '63014': { meaning: 'the recipient blocked us', action: OPTED_OUT },
  '63033': { meaning: 'the recipient blocked messages of this kind', action: OPTED_OUT },

  '20003': { meaning: 'authentication failed', action: OPERATOR },
  '21212': { meaning: 'invalid sender number', action: OPERATOR },
  '21408': { meaning: 'sending to this region is not permitted', action: OPERATOR },
  '21606': { meaning: 'the sender cannot send this kind of message', action: OPERATOR },
  '21612': { meaning: 'this sender cannot reach this recipient', action: OPERATOR },
  '30002': { meaning: 'account suspended', action: OPERATOR },
  '63007': { meaning: 'no channel with this sender', action: OPERATOR },
  '63008': { meaning: 'the channel is not configured', action: OPERATOR },
  '63020': { meaning: 'the WhatsApp business account is not accepted', action: OPERATOR },
  '63051': { meaning: 'the WhatsApp business account is restricted', action: OPERATOR },

  '30004': { meaning: 'blocked by the carrier or the recipient', action: OPERATOR },
  '30007': { meaning: 'filtered by the carrier', action: OPERATOR },
  '30450': { meaning: 'blocked as suspected traffic pumping', action: OPERATOR },
  '63013': { meaning: 'against the policy of the channel', action: OPERATOR },
  '63026': { meaning: 'blocked by the channel', action: OPERATOR },

  '12300': { meaning: 'content type of the media is not allowed', action: OPERATOR },
  '21620': { meaning: 'invalid media address', action: OPERATOR },
  '21623': { meaning: 'too many or too large media', action: OPERATOR },
  '63005': { meaning: 'the channel refused the content', action: OPERATOR },
  '63019': { meaning: 'the media could not be fetched', action: OPERATOR },
  '63021': { meaning: 'the channel refused the text or its length', action: OPERATOR },
  '63025': { meaning: 'media already exists or is malformed', action: OPERATOR },
  '63030': { meaning: 'unsupported parameter for this content', action: OPERATOR },
  '63034': { meaning: 'the media could not be processed', action: OPERATOR },

  '21654': { meaning: 'no such content template', action: OPERATOR },
  '21655': { meaning: 'invalid content template id', action: OPERATOR },
  '21656': { meaning: 'invalid content variables', action: OPERATOR },
  '63027': { meaning: 'the template does not exist in this language', action: OPERATOR },
  '63028': { meaning: 'the number of template variables does not match', action: OPERATOR },
  '63029': { meaning: 'a template variable is malformed', action: OPERATOR },
  '63040': { meaning: 'the template was rejected', action: OPERATOR },
  '63041': { meaning: 'the template is paused', action: OPERATOR },
  '63042': { meaning: 'the template is disabled', action: OPERATOR },

  '21602': { meaning: 'no text in the message', action: OPERATOR },
  '21603': { meaning: 'no sender in the message', action: OPERATOR },
  '21604': { meaning: 'no recipient in the message', action: OPERATOR },
  '21617': { meaning: 'text longer than 1,600 characters', action: OPERATOR },

  '30034': { meaning: 'sender not registered for the United States', action: OPERATOR },
  '30035': { meaning: 'sender registration in the United States is in error', action: OPERATOR },
  '30036': { meaning: 'not delivered within its validity', action: REFUSED },
};

/**
 * What to do about an error code and, for codes that the table lacks, about the HTTP status it came with: 429 waits,
 * 5xx may have been accepted, any other refusal is for the operator.
 */
export function twilioErrorAction(code: string | null, httpStatus: number | null): TwilioErrorAction {
  const known = code === null ? undefined : TWILIO_ERRORS[code];
  if (known) return known.action;
  if (httpStatus === null || httpStatus >= 500) return AMBIGUOUS;
  return httpStatus === 429 ? retry() : OPERATOR;
}
