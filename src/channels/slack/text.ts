import { storableText } from '../storable.js';

const LABELLED = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g;

/**
 * What a person typed, without Slack's markup: references become their labels, and the three escaped characters
 * themselves.
 *
 * @param botUserId the bot's own user id, whose mentions are dropped; null when unknown.
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function typedText(text: string, botUserId: string | null): string {
  const plain = text.replaceAll(LABELLED, (_whole, sign: string, id: string, label?: string) => {
    if (sign === '@' && id === botUserId) return '';
    const sigil = sign === '!' ? '@' : sign;
    return label ? `${sign === '' ? '' : sigil}${label.replace(/^[@#]/, '')}` : `${sigil}${id}`;
  });
  const unescaped = plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return storableText(unescaped.replace(/ {2,}/g, ' ').trim());
}

/** Drops a mention at the start: in an `app_mention` it is the bot's, should Slack not say who the bot is. */
export function withoutLeadingMention(text: string): string {
  return text.replace(/^\s*<@[UW][A-Z0-9]+(?:\|[^<>]*)?>[\s:,]*/, '');
}
