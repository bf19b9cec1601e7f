import { createFolder, createPhraseWriter, type Folder } from './phrase.js';
import { createPhraseTree, nextNode, type PhraseTable } from './phrase-tree.js';
import { packRows, type Rows, readRows } from './rows.js';
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
  meanings(node: number): readonly Lexeme[];
  /** Whether longer phrases go on from a node. */
  goesOn(node: number): boolean;
  /** The nodes that a node leads to without a word; few have any. */
  jumps(node: number): readonly number[];
  /** The words that one of `some` of the lists has and none of `others`; lists by their places in the arguments. */
  wordsOnlyOf(some: readonly number[], others: readonly number[]): string[];
  /** The words of phrases whose meaning is one of the content symbols. */
  contentWords(): string[];
};

/**
 * A lexicon as plain data, but for what the entries mean: `openLexicon` is ten times as fast as entering the phrases.
 */
export type CompiledLexicon = {
  words: readonly string[];
  table: PhraseTable;
  /** By node, the entries whose phrases end there, by their places in all lists end to end. */
  meanings: Rows;
  /** By node, the nodes that it leads to without a word. */
  jumps: Rows;
  /** By word, 1 for one of a phrase whose meaning is a content symbol. */
  content: Uint8Array;
  /** By word, a bit for every list that has it. */
  lists: Int32Array;
};

/**
 * @param content symbols whose words carry what a message is about; see `Lexicon.contentWords`.
 * @throws Error when the phrases outgrow their table; see `createPhraseTree`.
 */
export function compileLexicon(
  lists: readonly (readonly Entry[])[],
  content: ReadonlySet<SymbolName>,
  fold: Folder = createFolder(),
): CompiledLexicon {
  const tree = createPhraseTree();
  const writer = createPhraseWriter(tree, fold);
  const lexemes: Lexeme[] = [];
  const meanings = new Map<number, number[]>();
  const mean = (node: number, number: number): void => {
    const known = meanings.get(node);
    if (!known) meanings.set(node, [number]);
    else if (!known.some((one) => isSame(lexemes[one], lexemes[number]))) known.push(number);
  };
  for (const [list, entries] of lists.entries()) {
    for (const { lexeme, phrases } of entries) {
      const number = lexemes.push(lexeme) - 1;
      const isContent = content.has(lexeme.symbol);
      for (const phrase of phrases)
        for (const node of writer.enter(phrase, isContent, list)) mean(node, number);
    }
  }
  // A phrase without a word means nothing.
  meanings.delete(0);
  const jumps = tree.jumps();
  const beyond = [...jumps].map(
    ([node, ends]) => [node, ends.flatMap((end) => meanings.get(end) ?? NONE)] as const,
  );
  for (const [node, numbers] of beyond) for (const number of numbers) mean(node, number);
  const size = tree.size();
  const count = writer.numberOf.size;
  const table = tree.table();
  return {
    words: [...writer.numberOf.keys()],
    table: { ...table, inner: table.inner.slice(0, size) },
    meanings: packRows(size, (node) => meanings.get(node) ?? NONE),
    jumps: packRows(size, (node) => jumps.get(node) ?? NONE),
    content: writer.content.slice(0, count),
    lists: writer.lists.slice(0, count),
  };
}

const NONE: readonly number[] = [];

const isSame = (one: Lexeme | undefined, other: Lexeme | undefined): boolean =>
  one?.symbol === other?.symbol && one?.value === other?.value;

/** The lexicon that was compiled. @param lexemes of the same entries, in the same order. */
export function openLexicon(
  { words, table, content, lists, ...rows }: CompiledLexicon,
  lexemes: readonly Lexeme[],
): Lexicon {
  const numberOf = new Map<string, number>();
  for (const word of words) numberOf.set(word, numberOf.size);
  const missing = (number: number): never => {
    throw new Error(`a compiled lexicon lacks its entry ${number}: build it anew`);
  };
  const meanings = readRows(rows.meanings, (number) => lexemes[number] ?? missing(number));
  return {
    numberOf,
    meanings,
    jumps: readRows(rows.jumps, (node) => node),
    next: (node, word) => nextNode(table, node, word),
    goesOn: (node) => table.inner[node] === 1,
    contentWords: () => words.filter((_, number) => content[number] === 1),
    wordsOnlyOf(some, others) {
      const [wanted, unwanted] = [bitsOf(some), bitsOf(others)];
      const only = (bits = 0): boolean => (bits & wanted) !== 0 && (bits & unwanted) === 0;
      return words.filter((_, number) => only(lists[number]));
    },
  };
}

const bitsOf = (lists: readonly number[]): number => lists.reduce((bits, list) => bits | (1 << list), 0);
