import type { ArabiziFinder } from '../text/arabizi.js';
import type { TypoFinder } from '../text/typo.js';
import type { Patterns } from '../wording.js';
import type { ChartNode, Recognition } from './chart.js';
import type { Lexeme, Lexicon } from './lexicon.js';
import type { SymbolName } from './symbols.js';

/** A way to read the letters from one offset: the number of the word they may stand for, and where it ends; `part` when only as a part of a longer phrase. */
export type Edge = { end: number; word: number; how: Recognition; part?: boolean };

/** By offset, how the letters from there may be read. */
export type Lattice = (Edge[] | undefined)[];

/** What a language lends to word recognition. */
export type WordKnowledge = {
  /** One-letter words written onto the next word, with what they mean on their own. */
  prefixes: ReadonlyMap<string, readonly Lexeme[]>;
  /** Words that may stand inside any phrase without changing it: "what can you actually do". */
  inserted: ReadonlySet<string>;
  /** Ordinary words that no typo may be read into. */
  ordinary: ReadonlySet<string>;
  /** Words that may be the target of a correction; asked for when first needed. */
  correctable: () => Iterable<string>;
  /** Latin spellings of articles and prepositions that Arabizi writes onto a word, longest first. */
  latinPrefixes: readonly LatinPrefix[];
  /** Frequent Arabizi words, with the word that each stands for. */
  latinWords: ReadonlyMap<string, string>;
  /** Words of the lexicon in Latin letters that are Arabic for sure. */
  arabiziWords: () => ReadonlySet<string>;
  /** Digits with a unit written onto them. */
  gluedUnits: Patterns;
};

/** Particles written onto an Arabizi word: how they are spelt together, and what each of them means. */
export type LatinPrefix = {
  spelling: string;
  prefixes: readonly { letters: number; lexemes: readonly Lexeme[] }[];
};

/** What words are looked up in; finders are made when first needed. */
export type Sources = {
  lexicon: Lexicon;
  knowledge: WordKnowledge;
  /** Articles and inserted words: a phrase goes on behind them. */
  passedOver: ReadonlySet<number>;
  arabizi: () => ArabiziFinder;
  typos: () => TypoFinder;
};
/** A message being read: its lattice so far, and the nodes that need no lattice. */
export type View = Sources & {
  options: { repair: boolean; arabizi: boolean };
  edges: Lattice;
  nodes: ChartNode[];
};

/** Notes that the letters [start, end) may be a word. */
export function addEdge(
  { edges }: View,
  start: number,
  end: number,
  word: number,
  how: Recognition,
  part = false,
): void {
  const edge: Edge = part ? { end, word, how, part } : { end, word, how };
  const list = edges[start];
  if (list) list.push(edge);
  else edges[start] = [edge];
}

/** Adds a word as it stands when the lexicon has it. */
export function addExact(view: View, start: number, end: number, text: string): boolean {
  const word = view.lexicon.numberOf.get(text);
  if (word === undefined) return false;
  addEdge(view, start, end, word, 'exact');
  return true;
}

/** Notes a word that the letters were perhaps meant to be. */
export function addTypo(view: View, start: number, end: number, text: string): void {
  const word = view.lexicon.numberOf.get(text);
  if (word !== undefined) addEdge(view, start, end, word, 'typo');
}

/** Notes what is written onto the next word. */
export function addPrefix({ nodes }: View, start: number, end: number, lexemes: readonly Lexeme[]): void {
  for (const lexeme of lexemes) nodes.push(lexicalNode(lexeme, start, end, 'exact'));
}
/** Whether a word is a phrase by itself. */
export function means({ lexicon }: View, text: string): boolean {
  const word = lexicon.numberOf.get(text);
  return word !== undefined && lexicon.meanings(lexicon.next(0, word)).length > 0;
}
/** How unsure a recognition is. */
export const rankOf: Record<Recognition, number> = { exact: 0, arabizi: 1, typo: 2 };
const PENALTY: Record<Recognition, number> = { exact: 0, arabizi: -0.2, typo: -0.5 };

/** A meaning of a phrase where it stands. */
export function lexicalNode(lexeme: Lexeme, start: number, end: number, how: Recognition): ChartNode {
  return {
    symbol: lexeme.symbol as SymbolName,
    value: lexeme.value,
    start,
    end,
    score: lexeme.score + PENALTY[how],
    how,
    rule: how === 'exact' ? 'word' : how,
  };
}
