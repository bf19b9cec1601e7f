import type { Language } from './language.js';
import { foldedWords } from './text/normalise.js';

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
      for (const phrase of replyWords[word].split('|')) words.set(foldedWords(phrase), word);
    }
  }
  return (text) => (text.length > MOST_CHARACTERS ? null : (words.get(foldedWords(text)) ?? null));
}
