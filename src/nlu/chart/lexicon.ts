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

export type TrieNode = { next: Map<string, TrieNode>; lexemes: Lexeme[] };

/**
 * All phrases of all languages as a trie over folded words.
 *
 * Arabic words are entered as written; the scanner also offers every word of a text without its article, so a phrase
 * written without «ال» matches both, and one written with it only matches with it.
 */
export type Lexicon = {
  root: TrieNode;
  /** Every word that occurs in a phrase. */
  vocabulary: ReadonlySet<string>;
};

const emptyNode = (): TrieNode => ({ next: new Map(), lexemes: [] });

/** The folded words of a phrase; marks separate words. */
export const phraseWords = (phrase: string): string[] =>
  fold(phrase)
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== '');

export function createLexicon(entries: Iterable<Entry>): Lexicon {
  const root = emptyNode();
  const vocabulary = new Set<string>();
  for (const { lexeme, phrases } of entries) {
    for (const phrase of phrases) {
      let node = root;
      for (const word of phraseWords(phrase)) {
        vocabulary.add(word);
        let next = node.next.get(word);
        if (!next) {
          next = emptyNode();
          node.next.set(word, next);
        }
        node = next;
      }
      const known = node.lexemes.some(
        ({ symbol, value }) => symbol === lexeme.symbol && value === lexeme.value,
      );
      if (node !== root && !known) node.lexemes.push(lexeme);
    }
  }
  return { root, vocabulary };
}
