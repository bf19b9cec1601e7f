import type { RenderLimits, Text } from '../domain/message.js';
import type { Digits } from './numbers.js';
import { segments } from './segments.js';
import type { TextOptions, Translator } from './translate.js';

/** What one message is written on: a language, a channel's limits and the reader's digits. */
export type Page = {
  /** A text in the page's language, its values safe for the channel's markup. */
  write(text: Text, options?: TextOptions): string;
  limits: RenderLimits;
  direction: 'ltr' | 'rtl';
  /** What stands for what was cut off. The dots of SMS stay within GSM-7. */
  ellipsis: string;
};

/** The page of a reader on a channel. */
export function createPage(
  translator: Translator,
  reader: { locale: string; limits: RenderLimits; digits: Digits | undefined },
): Page {
  const { locale, limits, digits } = reader;
  const defaults: TextOptions = { digits, markup: limits.markup, compact: limits.maxSegments !== undefined };
  return {
    write: (text, options) => translator.text(text, locale, { ...defaults, ...options }),
    limits,
    direction: translator.direction(locale),
    ellipsis: limits.markup === 'plain' ? '...' : '\u2026',
  };
}

/** True when the channel takes the text as one message. */
export function fitsLimits(text: string, limits: RenderLimits): boolean {
  if (text.length > limits.maxCharacters) return false;
  return limits.maxSegments === undefined || segments(text).segments <= limits.maxSegments;
}
