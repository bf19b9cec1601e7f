import type { Language } from './language.js';
import { normalise } from './text/normalise.js';

/** What a whole message can say about the answer or the question before it. */
export const REPLY_WORDS = ['yes', 'no', 'more', 'shorter', 'explain'] as const;
export type ReplyWord = (typeof REPLY_WORDS)[number];

/** A message longer than this says something of its own. */
const MOST_CHARACTERS = 60;

/**
 * Reads messages that only make sense after another: "yes", "more", "short", "why?". They count as the whole message
 * alone; whether there is something to say yes to, or more of, is for the talk to know.
 */
export function createReplyWords(languages: readonly Language[]): (text: string) => ReplyWord | null {
  const words = new Map<string, ReplyWord>();
  for (const { replyWords } of languages) {
    for (const word of REPLY_WORDS) {
      for (const phrase of replyWords[word].split('|')) words.set(folded(phrase), word);
    }
  }
  return (text) => (text.length > MOST_CHARACTERS ? null : (words.get(folded(text)) ?? null));
}

const folded = (text: string): string =>
  normalise(text)
    .text.replace(/[^\p{L}\p{Nd}\s]/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ');
