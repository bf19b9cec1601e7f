import { createFolder, createPhraseWriter, type Folder } from './phrase.js';
import { createPhraseTree } from './phrase-tree.js';
import type { SymbolName, Values } from './symbols.js';

/** A meaning of a phrase. */
export type Lexeme<S extends SymbolName = SymbolName> = { symbol: S; value: Values[S]; score: number };

/**
 * A line of a lexicon file: phrases separated by "|" that all mean the same. A phrase may hold alternatives,
 * «{stop,turn off} {my,the,} {alerts,messages}», also one in another; an empty one may be left out.
 */
export type Entry = { lexeme: Lexeme; phrases: readonly string[] };

/** Phrases said one after the other, each part given as phrases separated by "|": ("a|b", "c") = "{a,b} {c}". */
export const inTurn = (...parts: readonly string[]): string =>
  parts.map((part) => `{${part.replaceAll('|', ',')}}`).join(' ');

/** Writes a lexicon line for words that carry a value. */
export function words<S extends SymbolName>(symbol: S, value: Values[S], phrases: string, score = 0): Entry {
  return { lexeme: { symbol, value, score }, phrases: phrases.split('|') };
}

type MarkerName = { [S in SymbolName]: Values[S] extends null ? S : never }[SymbolName];

/** Writes a lexicon line for words that only mark a place in a phrase. */
export const marker = (symbol: MarkerName, phrases: string): Entry => words(symbol, null, phrases);

/**
 * All phrases of all languages as a tree over folded words (see `createPhraseTree`). Words and nodes are numbers; the
 * root is 0.
 *
 * Arabic words are entered as written; the scanner also offers every word of a text without its article, so a phrase
 * written without «ال» matches both, and one written with it only matches with it.
 */
export type Lexicon = {
  /** Every word that occurs in a phrase, with its number; in order of the numbers. */
  numberOf: ReadonlyMap<string, number>;
  /** The node after one more word, 0 when no phrase goes on like this. */
  next(node: number, word: number): number;
  /** Meanings of the phrases that end at a node. */
  lexemes: readonly (readonly Lexeme[])[];
  /** Whether longer phrases go on from a node. */
  goesOn(node: number): boolean;
  /** By node, those that it leads to without a word; few do. */
  jumps: ReadonlyMap<number, readonly number[]>;
  /** The words that one of `some` of the lists has and none of `others`; lists by their places in the arguments. */
  wordsOnlyOf(some: readonly number[], others: readonly number[]): string[];
  /** The words of phrases whose meaning is one of the content symbols. */
  contentWords(): string[];
};

const NONE: readonly Lexeme[] = [];

/**
 * @param content symbols whose words carry what a message is about; see `contentWords`.
 * @throws Error when the phrases outgrow their table; see `createPhraseTree`.
 */
export function createLexicon(
  lists: readonly (readonly Entry[])[],
  content: ReadonlySet<SymbolName>,
  fold: Folder = createFolder(),
): Lexicon {
  const tree = createPhraseTree();
  const writer = createPhraseWriter(tree, fold);
  const meanings: (readonly Lexeme[] | undefined)[] = [];
  const enter = ({ lexeme, phrases }: Entry, list: number): void => {
    const alone = [lexeme];
    const isContent = content.has(lexeme.symbol);
    for (const phrase of phrases) {
      for (const node of writer.enter(phrase, isContent, list)) {
        const before = meanings[node];
        if (!before) meanings[node] = alone;
        else if (!has(before, lexeme)) meanings[node] = [...before, lexeme];
      }
    }
  };
  lists.forEach((entries, list) => {
    for (const entry of entries) enter(entry, list);
  });
  // A phrase without a word means nothing.
  meanings[0] = NONE;
  const lexemes = Array.from({ length: tree.size() }, (_, node) => meanings[node] ?? NONE);
  const jumps = tree.jumps();
  for (const [node, ends] of jumps) {
    const own = meanings[node] ?? NONE;
    lexemes[node] = [...own, ...ends.flatMap((end) => meanings[end] ?? NONE).filter((one) => !has(own, one))];
  }
  const { numberOf, contentWords } = writer;
  const wordsOnlyOf: Lexicon['wordsOnlyOf'] = (some, others) => {
    const [wanted, unwanted] = [bitsOf(some), bitsOf(others)];
    const only = (bits = 0): boolean => (bits & wanted) !== 0 && (bits & unwanted) === 0;
    return [...numberOf].flatMap(([word, number]) => (only(writer.lists[number]) ? [word] : []));
  };
  return { numberOf, contentWords, wordsOnlyOf, next: tree.next, goesOn: tree.goesOn, lexemes, jumps };
}

const bitsOf = (lists: readonly number[]): number => lists.reduce((bits, list) => bits | (1 << list), 0);

const has = (meanings: readonly Lexeme[], { symbol, value }: Lexeme): boolean =>
  meanings.some((one) => one.symbol === symbol && one.value === value);
