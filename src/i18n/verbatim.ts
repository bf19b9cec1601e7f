import type { RenderLimits } from '../domain/message.js';

type Markup = RenderLimits['markup'];

const LONE_SURROGATE = /\p{Cs}/gu;
// Line breaks and tabs too; the byte order mark counts as white space in JavaScript and is invisible.
const WHITE = /[^\S\uFEFF]+/gu;
// Controls, bidi marks, zero-width and other invisible characters: nothing that a reader could not see survives.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Characters that look like the marks of bold, strike-through and code, and do nothing. */
const INERT: Readonly<Record<string, string>> = { '*': '\u2217', '~': '\u223C', '`': '\u02CB', _: '\u02CD' };
// An underscore between letters or digits (user_12) starts no italics and stays, so that it can be copied.
const MARKS = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const MASS_MENTION = /(?<![\p{L}\p{N}])@(?=(?:channel|here|everyone|group)\b)/giu;

/**
 * What people wrote, made safe to show inside our own sentences: one line, no invisible or direction-changing
 * characters, well-formed UTF-16, and the channel's markup inert. `&`, `<` and `>` are left to `escapeFor`.
 */
export function harmless(value: string, markup: Markup): string {
  const visible = value
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(WHITE, ' ')
    .replace(INVISIBLE, '')
    .replace(/ {2,}/g, ' ')
    .replace(STACKED_MARKS, '$1')
    .trim();
  return markup === 'plain' ? visible : withoutMarkup(visible);
}

function withoutMarkup(text: string): string {
  return text
    .replace(MARKS, (mark) => INERT[mark] ?? mark)
    .replace(MASS_MENTION, '\uFF20')
    .replace(/^>+/, (quotes) => '\u203A'.repeat(quotes.length));
}

/** Escapes a finished text for the channel: Slack reads `<` and `&` as the start of mentions, links and entities. */
export function escapeFor(markup: Markup, text: string): string {
  if (markup !== 'slack') return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
