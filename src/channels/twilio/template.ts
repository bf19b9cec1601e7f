import type { TwilioConfig } from '../../config.js';
import type { Outgoing } from '../channel.js';

/** What a message needs to go out by an approved or quick-reply template instead of as free text. */
export type Template = { contentSid: string; contentVariables: string; variableText: string };

/**
 * A template with its variables may have 1,024 characters (error 63021); this leaves room for the fixed words.
 */
const MOST_VARIABLE_CHARACTERS = 900;
/** The text above quick-reply buttons. */
const MOST_BUTTON_TEXT_CHARACTERS = 1024;

const OPENS_ISOLATE = /[\u2066-\u2068]/g;
const CLOSES_ISOLATE = /\u2069/g;

/**
 * A text as a template variable: WhatsApp refuses line breaks, tabs and runs of spaces in one. Too long a text is cut
 * between graphemes, its open bidi isolates closed.
 */
export function asVariable(text: string, mostCharacters: number = MOST_VARIABLE_CHARACTERS): string {
  const line = text
    .split(/[\r\n\t]+/)
    .map((part) => part.replace(/ {2,}/g, ' ').trim())
    .filter((part) => part !== '')
    .join(' · ');
  if (line.length <= mostCharacters) return line;
  const cut = cutBetweenGraphemes(line, mostCharacters - 8).trimEnd();
  const open = (cut.match(OPENS_ISOLATE)?.length ?? 0) - (cut.match(CLOSES_ISOLATE)?.length ?? 0);
  return `${cut}…${'\u2069'.repeat(Math.max(0, Math.min(open, 7)))}`;
}

function cutBetweenGraphemes(text: string, mostCharacters: number): string {
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (index + segment.length > mostCharacters) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/**
 * The approved templates for what the message is for, in its language: `TWILIO_CONTENT_SIDS` "alert.ar", then its spares
 * "alert.ar.2" and on. Those that the message is to avoid are left out.
 */
export function approvedTemplates(config: TwilioConfig, message: Outgoing): Template[] {
  const name = `${message.purpose}.${message.locale.split('-')[0]}`;
  const variableText = asVariable(message.rendered.text);
  const contentVariables = JSON.stringify({ 1: variableText });
  return ['', '.2', '.3'].flatMap((spare) => {
    const contentSid = config.contentSids[`${name}${spare}`];
    const usable = contentSid !== undefined && !message.avoidTemplates?.has(contentSid);
    return usable ? [{ contentSid, contentVariables, variableText }] : [];
  });
}

/**
 * The quick-reply template for this number of buttons: `TWILIO_CONTENT_SIDS` "buttons-2.ar", whose variables are the
 * text, then label and payload of each button. It needs no approval within the session window. Null: none, or the text
 * is too long for one.
 */
export function buttonTemplate(config: TwilioConfig, { rendered, locale }: Outgoing): Template | null {
  const { buttons, text } = rendered;
  const contentSid = config.contentSids[`buttons-${buttons.length}.${locale}`];
  if (!contentSid || buttons.length === 0 || text.length > MOST_BUTTON_TEXT_CHARACTERS) return null;
  const values = [text, ...buttons.flatMap(({ label, payload }) => [label, payload])];
  const numbered = Object.fromEntries(values.map((value, index) => [index + 1, value]));
  return { contentSid, contentVariables: JSON.stringify(numbered), variableText: text };
}

/** How many buttons this account can show on WhatsApp: the longest run of sizes that all its languages have. */
export function mostButtons(config: TwilioConfig): number {
  const sizes = new Map<string, Set<number>>();
  for (const name of Object.keys(config.contentSids)) {
    const [, size, locale] = /^buttons-([123])\.(.+)$/.exec(name) ?? [];
    if (!size || !locale) continue;
    sizes.set(locale, (sizes.get(locale) ?? new Set()).add(Number(size)));
  }
  const inAll = (size: number) => sizes.size > 0 && [...sizes.values()].every((has) => has.has(size));
  const missing = [1, 2, 3].findIndex((size) => !inAll(size));
  return missing === -1 ? 3 : missing;
}
