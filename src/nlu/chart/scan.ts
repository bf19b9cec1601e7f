import { arabicSkeleton, latinSkeletons } from '../text/arabizi.js';
import type { Piece } from '../text/pieces.js';
import { createTypoFinder, type TypoFinder } from '../text/typo.js';
import type { ChartNode, Recognition } from './chart.js';
import type { Lexeme, Lexicon, TrieNode } from './lexicon.js';
import type { SymbolName } from './symbols.js';

/** A way to read the letters from one offset: the word they may stand for, and where it ends. */
type Edge = { end: number; word: string; how: Recognition };

/** What a language lends to word recognition. */
export type WordKnowledge = {
  /** One-letter words written onto the next word, with what they mean on their own. */
  prefixes: ReadonlyMap<string, readonly Lexeme[]>;
  /** Ordinary words that no typo may be read into. */
  ordinary: ReadonlySet<string>;
  /** Words that may be the target of a correction. */
  correctable: Iterable<string>;
  /** Latin spellings of articles and prepositions that Arabizi writes onto a word, longest first. */
  latinPrefixes: readonly { spelling: string; lexemes: readonly Lexeme[] }[];
};

export type Scanner = {
  /** Lexical nodes for the pieces of a message. @param repair also reads typos (only worth it beside other evidence). */
  scan(
    pieces: readonly Piece[],
    skip: Int32Array,
    options: { repair: boolean; arabizi: boolean },
  ): ChartNode[];
  knows(word: string): boolean;
};

const ARTICLE = 'ال';
/** Articles written apart in Latin letters; a phrase may be read across them. */
const ARTICLES = new Set(['el', 'al', 'il', 'the']);
/** Digits that stand for letters: inside a word, before one, or at its end. */
const ARABIZI_WORD = /[a-z]\d{1,2}[a-z]|^\d[a-z]{2}|[a-z]{2}[2379]$/;
const MAX_PREFIX = 3;

/** Builds the scanner: lattice of words (whole, without prefixes, joined, corrected) against the trie. */
export function createScanner(lexicon: Lexicon, knowledge: WordKnowledge): Scanner {
  const bySkeleton = new Map<string, string[]>();
  for (const word of lexicon.vocabulary) {
    if (!/^\p{Script=Arabic}{2,}$/u.test(word)) continue;
    const skeleton = arabicSkeleton(word);
    if (skeleton.length < 2) continue;
    const list = bySkeleton.get(skeleton);
    if (list) list.push(word);
    else bySkeleton.set(skeleton, [word]);
  }
  const typos = createTypoFinder(knowledge.correctable);
  return {
    scan: (pieces, skip, options) => scan({ lexicon, knowledge, bySkeleton, typos }, pieces, skip, options),
    knows: (word) => lexicon.vocabulary.has(word) || knowledge.ordinary.has(word),
  };
}

type Sources = {
  lexicon: Lexicon;
  knowledge: WordKnowledge;
  bySkeleton: ReadonlyMap<string, readonly string[]>;
  typos: TypoFinder;
};

function scan(
  sources: Sources,
  pieces: readonly Piece[],
  skip: Int32Array,
  options: { repair: boolean; arabizi: boolean },
): ChartNode[] {
  const edges = new Map<number, Edge[]>();
  const nodes: ChartNode[] = [];
  const addEdge = (start: number, edge: Edge): void => {
    const list = edges.get(start);
    if (list) list.push(edge);
    else edges.set(start, [edge]);
  };
  const addPrefix = (start: number, end: number, lexemes: readonly Lexeme[]): void => {
    for (const lexeme of lexemes) nodes.push(lexicalNode(lexeme, start, end, 'exact'));
  };
  const view = { ...sources, options, addEdge, addPrefix };
  pieces.forEach((piece, index) => {
    const group = gluedWord(pieces, index);
    if (group) addGroupEdges(view, group, gluedBefore(pieces, index));
    if (piece.kind === 'digits') addEdge(piece.start, { end: piece.end, word: piece.text, how: 'exact' });
    else if (piece.kind === 'arabic') addArabicEdges(view, piece);
    else if (piece.kind === 'latin') addLatinEdges(view, piece, group !== null || gluedBefore(pieces, index));
  });
  for (const start of edges.keys()) walk(sources.lexicon.root, start, start, 'exact', edges, skip, nodes);
  return nodes;
}

type View = Sources & {
  options: { repair: boolean; arabizi: boolean };
  addEdge: (start: number, edge: Edge) => void;
  addPrefix: (start: number, end: number, lexemes: readonly Lexeme[]) => void;
};

const gluedBefore = (pieces: readonly Piece[], index: number): boolean => {
  const piece = pieces[index];
  const before = pieces[index - 1];
  return before?.kind === 'digits' && before.end === piece?.start;
};

/** Latin letters and digits written together ("7awalli", "2day") as one word, from its first piece; else null. */
function gluedWord(pieces: readonly Piece[], index: number): Piece | null {
  const first = pieces[index];
  const before = pieces[index - 1];
  const inWord = (piece: Piece | undefined): boolean => piece?.kind === 'digits' || piece?.kind === 'latin';
  if (!first || !inWord(first) || (first.kind === 'digits' && inWord(before) && before?.end === first.start))
    return null;
  let text = first.text;
  let end = first.end;
  for (let i = index + 1; i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece || !inWord(piece) || piece.start !== end) break;
    text += piece.text;
    end = piece.end;
  }
  return end > first.end ? { kind: 'latin', text, start: first.start, end } : null;
}

function addGroupEdges(view: View, group: Piece, inner: boolean): void {
  if (view.lexicon.vocabulary.has(group.text)) {
    view.addEdge(group.start, { end: group.end, word: group.text, how: 'exact' });
  } else if (!inner && ARABIZI_WORD.test(group.text)) addArabiziEdges(view, group);
}

function addArabicEdges(view: View, piece: Piece): void {
  const { vocabulary } = view.lexicon;
  const whole = addIfKnown(view, piece.start, piece.end, piece.text);
  // A word that only continues phrases («هالسنة» in «أول هالسنة») may still be a prefix and a word.
  if (whole && startsPhrase(view, piece.text)) return;
  if (addWithoutPrefixes(view, piece)) return;
  if (addJoined(view, piece)) return;
  if (!view.options.repair || view.knowledge.ordinary.has(piece.text)) return;
  const bare = piece.text.startsWith(ARTICLE) ? piece.text.slice(ARTICLE.length) : piece.text;
  for (const word of view.typos(bare)) {
    if (vocabulary.has(word)) view.addEdge(piece.start, { end: piece.end, word, how: 'typo' });
  }
  addRepairedWithoutPrefix(view, piece);
}

const startsPhrase = ({ lexicon }: View, word: string): boolean =>
  lexicon.root.next.has(word) ||
  (word.startsWith(ARTICLE) && lexicon.root.next.has(word.slice(ARTICLE.length)));

/** Adds a word with and without its article when the lexicon has it. */
function addIfKnown(view: View, start: number, end: number, word: string): boolean {
  const { vocabulary } = view.lexicon;
  let known = false;
  if (vocabulary.has(word)) {
    view.addEdge(start, { end, word, how: 'exact' });
    known = true;
  }
  const bare = word.startsWith(ARTICLE) && word.length > 3 ? word.slice(ARTICLE.length) : null;
  if (bare && vocabulary.has(bare)) {
    view.addEdge(start, { end, word: bare, how: 'exact' });
    known = true;
  }
  return known;
}

/** «وبالجابرية» = «و» + «ب» + «الجابرية»: an alternative lives only when the lexicon has the rest. */
function addWithoutPrefixes(view: View, piece: Piece): boolean {
  const { prefixes } = view.knowledge;
  let cut = 0;
  for (let length = 1; length <= MAX_PREFIX && length <= piece.text.length - 2; length++) {
    if (!prefixes.has(piece.text[length - 1] ?? '')) break;
    const rest = piece.text.slice(length);
    const start = piece.start + length;
    // «لل» swallows the alef of the article.
    const contracted = piece.text[length - 1] === 'ل' && rest.startsWith('ل') && rest.length > 3;
    const known =
      addIfKnown(view, start, piece.end, rest) ||
      (contracted && addIfKnown(view, start, piece.end, `ا${rest}`));
    if (known) {
      cut = length;
      break;
    }
  }
  for (let i = 0; i < cut; i++) {
    const at = piece.start + i;
    view.addPrefix(at, at + 1, prefixes.get(piece.text[i] ?? '') ?? []);
  }
  return cut > 0;
}

/** «بلاغاتخيطان»: two known words of four letters or more written together. */
function addJoined(view: View, piece: Piece): boolean {
  const { text, start, end } = piece;
  for (let cut = text.length - 4; cut >= 4; cut--) {
    const left = text.slice(0, cut);
    const right = text.slice(cut);
    if (!view.lexicon.vocabulary.has(left)) continue;
    if (addIfKnown(view, start + cut, end, right)) {
      view.addEdge(start, { end: start + cut, word: left, how: 'exact' });
      return true;
    }
  }
  return false;
}

function addRepairedWithoutPrefix(view: View, piece: Piece): void {
  const prefix = /^(?:و?[بفل]?)ال(?=\p{L}{4})|^[بوفل](?=\p{L}{4})/u.exec(piece.text)?.[0];
  if (!prefix || prefix === ARTICLE) return;
  const letters = prefix.replace(/ال$/, '');
  const rest = piece.text.slice(prefix.length);
  const found = view.typos(rest);
  if (found.length === 0) return;
  for (let i = 0; i < letters.length; i++) {
    const at = piece.start + i;
    view.addPrefix(at, at + 1, view.knowledge.prefixes.get(letters[i] ?? '') ?? []);
  }
  for (const word of found) view.addEdge(piece.start + letters.length, { end: piece.end, word, how: 'typo' });
}

function addLatinEdges(view: View, piece: Piece, insideWord: boolean): void {
  const { vocabulary } = view.lexicon;
  const { text, start, end } = piece;
  if (vocabulary.has(text)) {
    view.addEdge(start, { end, word: text, how: 'exact' });
    return;
  }
  if (insideWord) return;
  if (view.options.arabizi && !view.knowledge.ordinary.has(text)) addArabiziEdges(view, piece);
  if (!view.options.repair || view.knowledge.ordinary.has(text)) return;
  for (const word of view.typos(text)) view.addEdge(start, { end, word, how: 'typo' });
}

const MIN_SKELETON = 2;

const bySkeletons = (view: View, word: string): string[] =>
  latinSkeletons(word).flatMap((skeleton) =>
    skeleton.length < MIN_SKELETON ? [] : (view.bySkeleton.get(skeleton) ?? []),
  );

/** Arabic in Latin letters: the words of the lexicon with the same consonants, with prefixes taken off. */
function addArabiziEdges(view: View, piece: Piece): void {
  const found = bySkeletons(view, piece.text);
  for (const word of found) view.addEdge(piece.start, { end: piece.end, word, how: 'arabizi' });
  for (const { spelling, lexemes } of view.knowledge.latinPrefixes) {
    if (!piece.text.startsWith(spelling) || piece.text.length < spelling.length + 3) continue;
    const rest = piece.text.slice(spelling.length);
    const words = view.lexicon.vocabulary.has(rest) ? [rest] : bySkeletons(view, rest);
    if (words.length === 0) continue;
    const cut = lexemes.length > 0 ? spelling.length : 0;
    if (cut > 0) view.addPrefix(piece.start, piece.start + cut, lexemes);
    for (const word of words) view.addEdge(piece.start + cut, { end: piece.end, word, how: 'arabizi' });
    return;
  }
}

const rankOf: Record<Recognition, number> = { exact: 0, arabizi: 1, typo: 2 };
const PENALTY: Record<Recognition, number> = { exact: 0, arabizi: -0.2, typo: -0.5 };

function lexicalNode(lexeme: Lexeme, start: number, end: number, how: Recognition): ChartNode {
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

function walk(
  node: TrieNode,
  start: number,
  at: number,
  how: Recognition,
  edges: ReadonlyMap<number, readonly Edge[]>,
  skip: Int32Array,
  found: ChartNode[],
): void {
  for (const edge of edges.get(at) ?? []) {
    const next = node.next.get(edge.word);
    if (!next) continue;
    const worst = rankOf[edge.how] > rankOf[how] ? edge.how : how;
    for (const lexeme of next.lexemes) found.push(lexicalNode(lexeme, start, edge.end, worst));
    if (next.next.size === 0) continue;
    const following = skip[edge.end] ?? edge.end;
    walk(next, start, following, worst, edges, skip, found);
    for (const article of edges.get(following) ?? []) {
      if (ARTICLES.has(article.word))
        walk(next, start, skip[article.end] ?? article.end, worst, edges, skip, found);
    }
    if (edges.has(following + 1) && !edges.has(following))
      walk(next, start, following + 1, worst, edges, skip, found);
  }
}
