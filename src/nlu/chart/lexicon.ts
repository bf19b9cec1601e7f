import { fold, isFolded } from '../text/normalise.js';
import { createPhraseTree } from './phrase-tree.js';
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

const foldedWords = (written: string): string[] =>
  fold(written)
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== '');

/** The folded words of a phrase; marks separate words. */
export const phraseWords = (phrase: string): string[] =>
  phrase.split(' ').flatMap((written) => (isFolded(written) ? written : foldedWords(written)));

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
  goesOn(node: number): boolean;
};

const NONE: readonly Lexeme[] = [];

/** @throws Error when the phrases outgrow their table; see `createPhraseTree`. */
export function createLexicon(entries: Iterable<Entry>): Lexicon {
  const numberOf = new Map<string, number>();
  const numbers = wordNumbers(numberOf);
  const tree = createPhraseTree();
  const lexemes: (readonly Lexeme[])[] = [NONE];
  for (const { lexeme, phrases } of entries) {
    for (const phrase of phrases) {
      let node = 0;
      for (const word of numbers(phrase)) {
        node = tree.add(node, word);
        if (node === lexemes.length) lexemes.push(NONE);
      }
      const meanings = lexemes[node] ?? NONE;
      if (node > 0 && !has(meanings, lexeme)) lexemes[node] = [...meanings, lexeme];
    }
  }
  return { numberOf, next: tree.next, lexemes, goesOn: tree.goesOn };
}

const has = (meanings: readonly Lexeme[], { symbol, value }: Lexeme): boolean =>
  meanings.some((one) => one.symbol === symbol && one.value === value);

/** Numbers the words of phrases as they come; every way to write a word is folded once. */
function wordNumbers(numberOf: Map<string, number>): (phrase: string) => readonly number[] {
  const numbersOf = new Map<string, readonly number[]>();
  const numbered = (word: string): number => {
    const known = numberOf.get(word);
    if (known !== undefined) return known;
    numberOf.set(word, numberOf.size);
    return numberOf.size - 1;
  };
  const learnt = (written: string): readonly number[] => {
    const known = numbersOf.get(written);
    if (known) return known;
    const numbers = foldedWords(written).map(numbered);
    numbersOf.set(written, numbers);
    return numbers;
  };
  return (phrase) => {
    const all: number[] = [];
    for (const written of phrase.split(' ')) {
      const known = numberOf.get(written);
      if (known !== undefined) all.push(known);
      else if (isFolded(written)) all.push(numbered(written));
      else for (const number of learnt(written)) all.push(number);
    }
    return all;
  };
}
