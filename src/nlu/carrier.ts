import { LANGUAGES } from './languages.js';

/** What the law and providers want understood before anything else. */
export type CarrierWord = 'stop' | 'start' | 'help';

const CARRIER_WORDS: readonly CarrierWord[] = ['stop', 'start', 'help'];

const MEANINGS: ReadonlyMap<string, CarrierWord> = new Map(
  LANGUAGES.flatMap(({ carrierWords }) =>
    CARRIER_WORDS.flatMap((word) =>
      carrierWords[word].split('|').map((written): [string, CarrierWord] => [written, word]),
    ),
  ),
);

/**
 * The carrier word that a whole message consists of, or null.
 *
 * Providers and law give these words a meaning on every channel, whatever the conversation is about, so they are read
 * before parsing and only as the whole message. `cancel` is left out on purpose: it belongs to the conversation.
 */
export function carrierWord(text: string): CarrierWord | null {
  const letters = text
    .slice(0, 40)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u064B-\u0652\u0640]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/[^\p{L}\p{Nd}]/gu, '');
  return MEANINGS.get(letters) ?? null;
}
