import { createArabiziFinder } from '../text/arabizi.js';
import { gluedBefore, gluedWord, type Piece } from '../text/pieces.js';
import { createTypoFinder } from '../text/typo.js';
import type { ChartNode, Recognition } from './chart.js';
import {
  addExact,
  type Lattice,
  lexicalNode,
  rankOf,
  type Sources,
  type View,
  type WordKnowledge,
} from './lattice.js';
import type { Lexicon } from './lexicon.js';
import { addArabicEdges } from './scan-arabic.js';
import { ARTICLES, addGroupEdges, addJoinedToArticle, addLatinEdges, inArabicLetters } from './scan-latin.js';

/** Recognises the words of a message. */
export type Scanner = {
  /** Lexical nodes for the pieces of a message. @param repair also reads typos (only worth it beside other evidence). */
  scan(
    pieces: readonly Piece[],
    skip: readonly number[],
    options: { repair: boolean; arabizi: boolean },
  ): ChartNode[];
  knows(word: string): boolean;
  /** An Arabizi message in Arabic letters, as far as its words are known. */
  inArabicLetters(pieces: readonly Piece[]): string;
  /** Whether every Latin word of a message is none of ours as it stands, but Arabic in Latin letters. */
  spellsArabic(pieces: readonly Piece[]): boolean;
};

/** A longer message in Arabizi has words that show it. */
const MOST_UNSIGNED_WORDS = 4;

/** Builds the scanner: lattice of words (whole, without prefixes, joined, corrected) against the lexicon. */
export function createScanner(lexicon: Lexicon, knowledge: WordKnowledge): Scanner {
  const { numberOf } = lexicon;
  const sources: Sources = {
    lexicon,
    knowledge,
    passedOver: new Set([...ARTICLES, ...knowledge.inserted].flatMap((word) => numberOf.get(word) ?? [])),
    arabizi: once(() => createArabiziFinder(numberOf.keys())),
    typos: once(() => createTypoFinder(knowledge.correctable())),
  };
  return {
    scan: (pieces, skip, options) => scan(sources, pieces, skip, options),
    knows: (word) => numberOf.has(word) || knowledge.ordinary.has(word),
    inArabicLetters: (pieces) => inArabicLetters(sources, pieces),
    spellsArabic: (pieces) => spellsArabic(sources, pieces),
  };
}

function spellsArabic({ lexicon, knowledge, arabizi }: Sources, pieces: readonly Piece[]): boolean {
  const latin = pieces.filter(({ kind }) => kind === 'latin');
  const arabic = ({ text }: Piece): boolean =>
    knowledge.latinWords.has(text) ||
    knowledge.arabiziWords().has(text) ||
    (!lexicon.numberOf.has(text) && !knowledge.ordinary.has(text) && arabizi()(text).length > 0);
  return latin.length > 0 && latin.length <= MOST_UNSIGNED_WORDS && latin.every(arabic);
}

/** Makes a thing when it is first asked for: half of the messages never need these. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
function scan(
  sources: Sources,
  pieces: readonly Piece[],
  skip: readonly number[],
  options: { repair: boolean; arabizi: boolean },
): ChartNode[] {
  const edges: Lattice = new Array(skip.length);
  const nodes: ChartNode[] = [];
  const { lexicon, knowledge, passedOver, arabizi, typos } = sources;
  // Field by field: every word of every message reads it, and what a spread makes is slow to read.
  const view: View = { lexicon, knowledge, passedOver, arabizi, typos, options, edges, nodes };
  pieces.forEach((piece, index) => {
    if (options.arabizi) addJoinedToArticle(view, pieces, index);
    const group = gluedWord(pieces, index);
    if (group) addGroupEdges(view, group, gluedBefore(pieces, index));
    if (piece.kind === 'digits') addExact(view, piece.start, piece.end, piece.text);
    else if (piece.kind === 'arabic') addArabicEdges(view, piece);
    else if (piece.kind === 'latin' && !tailOfWord(pieces, index, options.arabizi))
      addLatinEdges(view, piece, group !== null || gluedBefore(pieces, index));
  });
  for (let start = 0; start < edges.length; start++) {
    if (edges[start]) walk({ view, skip, start }, 0, start, 'exact');
  }
  return nodes;
}
/** The last letter of "khala9t" is no word, the "m" of "5m" is; nor in Arabizi the "ar" of "a56ar". */
const tailOfWord = (pieces: readonly Piece[], index: number, arabizi: boolean): boolean =>
  (arabizi || pieces[index]?.text.length === 1) &&
  gluedBefore(pieces, index) &&
  pieces[index - 2]?.kind === 'latin' &&
  pieces[index - 2]?.end === pieces[index - 1]?.start;
/** Where a walk over the lattice began. */
type Walk = { view: View; skip: readonly number[]; start: number };

/** Adds the meanings of all phrases that the words from here on spell, one node of the lexicon at a time. */
function walk(from: Walk, node: number, at: number, how: Recognition): void {
  const { edges, lexicon, nodes } = from.view;
  for (const edge of edges[at] ?? []) {
    const next = lexicon.next(node, edge.word);
    if (next === 0) continue;
    const worst = rankOf[edge.how] > rankOf[how] ? edge.how : how;
    const meanings = edge.part && node === 0 ? undefined : lexicon.meanings(next);
    for (const lexeme of meanings ?? []) nodes.push(lexicalNode(lexeme, from.start, edge.end, worst));
    walkOn(from, next, edge.end, worst);
    for (const to of lexicon.jumps(next)) walkOn(from, to, edge.end, worst);
  }
}

/** Goes on with longer phrases behind a word, also across an article, an inserted word or a joint of words. */
function walkOn(from: Walk, node: number, end: number, how: Recognition): void {
  const { edges, lexicon, passedOver } = from.view;
  if (!lexicon.goesOn(node)) return;
  const following = from.skip[end] ?? end;
  walk(from, node, following, how);
  for (const between of edges[following] ?? []) {
    if (passedOver.has(between.word)) walk(from, node, from.skip[between.end] ?? between.end, how);
  }
  if (edges[following + 1] && !edges[following]) walk(from, node, following + 1, how);
}
