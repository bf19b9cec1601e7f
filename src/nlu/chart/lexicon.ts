import { isFolded, normalise } from '../text/normalise.js';
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

function foldedWords(written: string): string[] {
  const { text } = normalise(written);
  return isFolded(text) ? [text] : text.split(/[^\p{L}\p{Nd}]+/u).filter((word) => word !== '');
}

/** The folded words of a phrase; marks separate words. */
export function phraseWords(phrase: string): string[] {
  const all: string[] = [];
  for (const written of phrase.split(' ')) {
    if (isFolded(written)) all.push(written);
    else all.push(...foldedWords(written));
  }
  return all;
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
  goesOn(node: number): boolean;
};

const NONE: readonly Lexeme[] = [];

/** @throws Error when the phrases outgrow their table; see `createPhraseTree`. */
export function createLexicon(lists: readonly (readonly Entry[])[]): Lexicon {
  const numberOf = new Map<string, number>();
  const otherwise = new Map<string, readonly number[]>();
  const tree = createPhraseTree();
  const lexemes: (readonly Lexeme[])[] = [NONE];
  const numbered = (word: string): number => {
    const known = numberOf.get(word);
    if (known !== undefined) return known;
    numberOf.set(word, numberOf.size);
    return numberOf.size - 1;
  };
  const step = (node: number, word: number): number => {
    const next = tree.add(node, word);
    if (next === lexemes.length) lexemes.push(NONE);
    return next;
  };
  /** Goes on by a word as it is written; every way to write one is folded once. */
  const stepAsWritten = (node: number, written: string): number => {
    const known = numberOf.get(written);
    if (known !== undefined) return step(node, known);
    if (isFolded(written)) return step(node, numbered(written));
    let numbers = otherwise.get(written);
    if (!numbers) {
      numbers = foldedWords(written).map(numbered);
      otherwise.set(written, numbers);
    }
    return numbers.reduce(step, node);
  };
  const enter = (phrase: string, lexeme: Lexeme): void => {
    let node = 0;
    let from = 0;
    for (let to = phrase.indexOf(' '); to >= 0; to = phrase.indexOf(' ', from)) {
      node = stepAsWritten(node, phrase.slice(from, to));
      from = to + 1;
    }
    node = stepAsWritten(node, from === 0 ? phrase : phrase.slice(from));
    const meanings = lexemes[node] ?? NONE;
    if (node === 0 || has(meanings, lexeme)) return;
    lexemes[node] = meanings === NONE ? [lexeme] : [...meanings, lexeme];
  };
  for (const entries of lists) {
    for (const { lexeme, phrases } of entries) for (const phrase of phrases) enter(phrase, lexeme);
  }
  return { numberOf, next: tree.next, lexemes, goesOn: tree.goesOn };
}

const has = (meanings: readonly Lexeme[], { symbol, value }: Lexeme): boolean =>
  meanings.some((one) => one.symbol === symbol && one.value === value);
