import type { Patterns } from '../wording.js';
import { bareFrom, createSkeletonIndex, latinSkeletons } from './arabizi-skeleton.js';
import { consonants, latinWord, mayBegin, spellingCost } from './arabizi-spelling.js';
import type { Piece } from './pieces.js';

/**
 * Arabic in Latin letters and digits ("7awalli", "el mukhadarat"). Nobody spells it alike: consonants are fairly
 * sure, vowels are not. So candidates are found by a coarse skeleton of consonants, and each is then checked letter by
 * letter: what Latin letters may stand for an Arabic one, and how usual that is.
 */

/** How much may count against a match, by the number of consonants of the word. */
const TOLERATED: readonly number[] = [-1, 0, 0.35, 0.75, 1.1, 1.3];
/** Candidates that are hardly worse than the best one are kept too; the sentence decides. */
const NEARLY_AS_GOOD = 0.05;
const MAX_LETTERS = 24;
const SHORTEST_OF_ONE_CONSONANT = 3;

function tolerated(word: string): number {
  const count = consonants(word);
  if (count === 1 && word.length < SHORTEST_OF_ONE_CONSONANT) return -1;
  return TOLERATED[Math.min(count, TOLERATED.length - 1)] ?? -1;
}

const MOST_REMEMBERED = 5000;
const FIRST_CONSONANT = /[بتثجحخدذرزسشصضطظغفقكلمن]/u;
/** The Arabic words that a word in Latin letters may stand for. */
export type ArabiziFinder = (latin: string) => string[];

/**
 * Finds the words of a vocabulary that a word in Latin letters may stand for: those that its letters spell best, if
 * they spell any well enough. The shorter a word, the stricter.
 *
 * @param vocabulary folded words; those in other scripts are passed over.
 */
export function createArabiziFinder(vocabulary: Iterable<string>): ArabiziFinder {
  const index = createSkeletonIndex([...vocabulary]);
  const known = new Map<string, string[]>();
  const find = (text: string): string[] => {
    const latin = latinWord(text);
    const costs = new Map<string, number>();
    for (const word of latinSkeletons(text).flatMap((skeleton) => index.wordsOf(skeleton))) {
      const stem = word.slice(bareFrom(word));
      const limit = tolerated(stem);
      if (limit < 0 || costs.has(word) || !mayBegin(text, FIRST_CONSONANT.exec(stem)?.[0] ?? '')) continue;
      const cost = spellingCost(latin, stem, limit);
      if (cost <= limit) costs.set(word, cost);
    }
    const best = Math.min(...costs.values());
    return [...costs].filter(([, cost]) => cost <= best + NEARLY_AS_GOOD).map(([word]) => word);
  };
  return (latin) => {
    if (latin.length > MAX_LETTERS) return [];
    const before = known.get(latin);
    if (before) return before;
    // What one person writes others write too; a full memory is begun anew.
    if (known.size >= MOST_REMEMBERED) known.clear();
    const found = find(latin);
    known.set(latin, found);
    return found;
  };
}

/** Words that are Arabic for sure make a message Arabizi when there are so many of them, or no others. */
const ENOUGH_WORDS = 2;

/** Tells whether a message is Arabic in Latin letters, by its signs or by words that are known to be. */
export const createArabiziTest =
  (arabiziWords: () => ReadonlySet<string>, signs: Patterns) =>
  (pieces: readonly Piece[], text: string): boolean => {
    if (signs.test(text)) return true;
    // A letter by itself may be a word of any language.
    const latin = pieces.filter(({ kind, text: word }) => kind === 'latin' && word.length > 1);
    const known = latin.filter((piece) => arabiziWords().has(piece.text)).length;
    return known > 0 && (known >= ENOUGH_WORDS || known === latin.length);
  };
