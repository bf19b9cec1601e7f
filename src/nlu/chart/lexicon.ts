import { fold } from '../text/normalise.js';
import type { SymbolName, Values } from './symbols.js';

/** A meaning of a phrase. */
export type Lexeme<S extends SymbolName = SymbolName> = { symbol: S; value: Values[S]; score: number };

/** A line of a lexicon file: phrases separated by "|" that all mean the same. */
export type Entry = { lexeme: Lexeme; phrases: readonly string[] };

/** Writes a lexicon line for words that carry a value. */
export function words<S extends SymbolName>(symbol: S, value: Values[S], phrases: string, score = 0): Entry {
  return { lexeme: { symbol, value, score }, phrases: phrases.split('|') };
}

type MarkerName = { [S in SymbolName]: Values[S] extends null ? S : never }[SymbolName];

/** Writes a lexicon line for words that only mark a place in a phrase. */
export const marker = (symbol: MarkerName, phrases: string): Entry => words(symbol, null, phrases);

/** The folded words of a phrase; marks separate words. */
export const phraseWords = (phrase: string): string[] =>
  fold(phrase)
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== '');

/** What `phraseWords` does, for many phrases. */
export type PhraseSplitter = (phrase: string) => readonly string[];

/** A splitter that folds every written word once: languages write the same few thousand words over and over. */
export function createPhraseSplitter(): PhraseSplitter {
  const known = new Map<string, readonly string[]>();
  const split = (written: string): readonly string[] => {
    const before = known.get(written);
    if (before) return before;
    const folded = phraseWords(written);
    known.set(written, folded);
    return folded;
  };
  return (phrase) => {
    if (!phrase.includes(' ')) return split(phrase);
    const all: string[] = [];
    for (const written of phrase.split(' ')) for (const word of split(written)) all.push(word);
    return all;
  };
}

/**
 * All phrases of all languages as a tree over folded words. Words and nodes of the tree are numbers; the root is 0.
 *
 * Arabic words are entered as written; the scanner also offers every word of a text without its article, so a phrase
 * written without «ال» matches both, and one written with it only matches with it.
 */
export type Lexicon = {
  /** Every word that occurs in a phrase, with its number; in order of the numbers. */
  numberOf: ReadonlyMap<string, number>;
  /** The node after one more word, 0 when no phrase goes on like this. */
  next(node: number, word: number): number;
  /** Meanings of the phrase that ends at a node. */
  lexemes: readonly (readonly Lexeme[])[];
  /** Whether longer phrases go on from a node. */
  goesOn: readonly boolean[];
};

/** Nodes times this, plus a word, is a key of the tree; small integers up to 32,767 nodes, right beyond that. */
const MOST_WORDS = 65_536;

/** @throws Error for more distinct words than a key has room for; there are some 10,000. */
export function createLexicon(entries: Iterable<Entry>, split: PhraseSplitter = phraseWords): Lexicon {
  const numberOf = new Map<string, number>();
  const after = new Map<number, number>();
  const lexemes: Lexeme[][] = [[]];
  const goesOn: boolean[] = [false];
  const step = (node: number, word: string): number => {
    let number = numberOf.get(word);
    if (number === undefined) {
      number = numberOf.size;
      numberOf.set(word, number);
    }
    const key = node * MOST_WORDS + number;
    const known = after.get(key);
    if (known !== undefined) return known;
    const made = lexemes.length;
    lexemes.push([]);
    goesOn.push(false);
    goesOn[node] = true;
    after.set(key, made);
    return made;
  };
  for (const { lexeme, phrases } of entries) {
    for (const phrase of phrases) {
      let node = 0;
      for (const word of split(phrase)) node = step(node, word);
      const meanings = lexemes[node];
      if (node > 0 && meanings && !known(meanings, lexeme)) meanings.push(lexeme);
    }
  }
  if (numberOf.size > MOST_WORDS) throw new Error('the lexicon has outgrown its keys: widen MOST_WORDS');
  return { numberOf, next: (node, word) => after.get(node * MOST_WORDS + word) ?? 0, lexemes, goesOn };
}

const known = (meanings: readonly Lexeme[], { symbol, value }: Lexeme): boolean =>
  meanings.some((one) => one.symbol === symbol && one.value === value);
