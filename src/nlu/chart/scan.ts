import { type ArabiziFinder, createArabiziFinder } from '../text/arabizi.js';
import { gluedBefore, gluedWord, type Piece } from '../text/pieces.js';
import { createTypoFinder, type TypoFinder } from '../text/typo.js';
import type { ChartNode, Recognition } from './chart.js';
import type { Lexeme, Lexicon } from './lexicon.js';
import type { SymbolName } from './symbols.js';

/** A way to read the letters from one offset: the number of the word they may stand for, and where it ends; `part` when only as a part of a longer phrase. */
type Edge = { end: number; word: number; how: Recognition; part?: boolean };

/** By offset, how the letters from there may be read. */
type Lattice = (Edge[] | undefined)[];

/** What a language lends to word recognition. */
export type WordKnowledge = {
  /** One-letter words written onto the next word, with what they mean on their own. */
  prefixes: ReadonlyMap<string, readonly Lexeme[]>;
  /** Ordinary words that no typo may be read into. */
  ordinary: ReadonlySet<string>;
  /** Words that may be the target of a correction; asked for when first needed. */
  correctable: () => Iterable<string>;
  /** Latin spellings of articles and prepositions that Arabizi writes onto a word, longest first. */
  latinPrefixes: readonly LatinPrefix[];
  /** Frequent Arabizi words, with the word that each stands for. */
  latinWords: ReadonlyMap<string, string>;
  /** Words of the lexicon in Latin letters that are Arabic for sure. */
  arabiziWords: ReadonlySet<string>;
};

/** Particles written onto an Arabizi word: how they are spelt together, and what each of them means. */
export type LatinPrefix = {
  spelling: string;
  prefixes: readonly { letters: number; lexemes: readonly Lexeme[] }[];
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
const ARABIZI_WORD =
  /[a-z]\d{1,2}[a-z]|^\d(?!(?:am|pm|th|nd|rd|st|km|hr|min|day)s?$)[a-z]{2}|[a-z]{2}[23679]$/;
const MAX_PREFIX = 3;

/** Builds the scanner: lattice of words (whole, without prefixes, joined, corrected) against the lexicon. */
export function createScanner(lexicon: Lexicon, knowledge: WordKnowledge): Scanner {
  const { numberOf } = lexicon;
  const sources: Sources = {
    lexicon,
    knowledge,
    articles: new Set([...ARTICLES].flatMap((word) => numberOf.get(word) ?? [])),
    arabizi: once(() => createArabiziFinder(numberOf.keys())),
    typos: once(() => createTypoFinder(knowledge.correctable())),
  };
  return {
    scan: (pieces, skip, options) => scan(sources, pieces, skip, options),
    knows: (word) => numberOf.has(word) || knowledge.ordinary.has(word),
  };
}

/** Makes a thing when it is first asked for: half of the messages never need these. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

type Sources = {
  lexicon: Lexicon;
  knowledge: WordKnowledge;
  articles: ReadonlySet<number>;
  arabizi: () => ArabiziFinder;
  typos: () => TypoFinder;
};

function scan(
  sources: Sources,
  pieces: readonly Piece[],
  skip: Int32Array,
  options: { repair: boolean; arabizi: boolean },
): ChartNode[] {
  const edges: Lattice = new Array(skip.length);
  const nodes: ChartNode[] = [];
  const view: View = { ...sources, options, edges, nodes };
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

type View = Sources & {
  options: { repair: boolean; arabizi: boolean };
  edges: Lattice;
  nodes: ChartNode[];
};

function addEdge(
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
function addExact(view: View, start: number, end: number, text: string): boolean {
  const word = view.lexicon.numberOf.get(text);
  if (word === undefined) return false;
  addEdge(view, start, end, word, 'exact');
  return true;
}

function addTypo(view: View, start: number, end: number, text: string): void {
  const word = view.lexicon.numberOf.get(text);
  if (word !== undefined) addEdge(view, start, end, word, 'typo');
}

function addPrefix({ nodes }: View, start: number, end: number, lexemes: readonly Lexeme[]): void {
  for (const lexeme of lexemes) nodes.push(lexicalNode(lexeme, start, end, 'exact'));
}

function addGroupEdges(view: View, group: Piece, inner: boolean): void {
  if (view.options.arabizi && addLatinWord(view, group)) return;
  const known = addExact(view, group.start, group.end, group.text);
  const settled = known && !view.knowledge.arabiziWords.has(group.text);
  if (!settled && !inner && ARABIZI_WORD.test(group.text))
    addArabiziEdges(view, group, known && means(view, group.text));
}

function addArabicEdges(view: View, piece: Piece): void {
  const whole = addIfKnown(view, piece.start, piece.end, piece.text);
  // A word that only continues phrases («هالسنة» in «أول هالسنة») may still be a prefix and a word.
  if (whole && startsPhrase(view, piece.text)) return;
  if (addWithoutPrefixes(view, piece)) return;
  if (addJoined(view, piece) || addNegated(view, piece) || addDative(view, piece)) return;
  if (addWithPronoun(view, piece)) return;
  if (!view.options.repair || view.knowledge.ordinary.has(piece.text)) return;
  const bare = piece.text.startsWith(ARTICLE) ? piece.text.slice(ARTICLE.length) : piece.text;
  for (const word of view.typos()(bare)) addTypo(view, piece.start, piece.end, word);
  addRepairedWithoutPrefix(view, piece);
}

/** The last letter of "khala9t" is no word, the "m" of "5m" is; nor in Arabizi the "ar" of "a56ar". */
const tailOfWord = (pieces: readonly Piece[], index: number, arabizi: boolean): boolean =>
  (arabizi || pieces[index]?.text.length === 1) &&
  gluedBefore(pieces, index) &&
  pieces[index - 2]?.kind === 'latin' &&
  pieces[index - 2]?.end === pieces[index - 1]?.start;

const starts = ({ numberOf, next }: Lexicon, text: string): boolean => {
  const word = numberOf.get(text);
  return word !== undefined && next(0, word) > 0;
};

const startsPhrase = ({ lexicon }: View, word: string): boolean =>
  starts(lexicon, word) || (word.startsWith(ARTICLE) && starts(lexicon, word.slice(ARTICLE.length)));

/** Adds a word with and without its article when the lexicon has it. */
function addIfKnown(view: View, start: number, end: number, word: string): boolean {
  const known = addExact(view, start, end, word);
  if (!word.startsWith(ARTICLE) || word.length <= 3) return known;
  return addExact(view, start, end, word.slice(ARTICLE.length)) || known;
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
    if (!known) continue;
    cut = length;
    // «وهالشهر»: «هالشهر» only continues phrases («أول هالشهر»), so it may still be a prefix and a word.
    if (contracted || startsPhrase(view, rest)) break;
  }
  for (let i = 0; i < cut; i++) {
    const at = piece.start + i;
    addPrefix(view, at, at + 1, prefixes.get(piece.text[i] ?? '') ?? []);
  }
  return cut > 0;
}

/** «بلاغاتخيطان»: two known words of four letters or more written together. */
function addJoined(view: View, piece: Piece): boolean {
  const { text, start, end } = piece;
  for (let cut = text.length - 4; cut >= 4; cut--) {
    const left = view.lexicon.numberOf.get(text.slice(0, cut));
    if (left === undefined || !addIfKnown(view, start + cut, end, text.slice(cut))) continue;
    addEdge(view, start, start + cut, left, 'exact');
    return true;
  }
  return false;
}

const NEGATION = 'ما';

/** «ماخلصت», «مابي»: the negation written onto its verb. */
function addNegated(view: View, { text, start, end }: Piece): boolean {
  const rest = start + NEGATION.length;
  if (!text.startsWith(NEGATION) || text.length < NEGATION.length + 3) return false;
  if (!addExact(view, rest, end, text.slice(NEGATION.length))) return false;
  return addExact(view, start, rest, NEGATION);
}

const DATIVE = /(?:لي|لنا)$/u;

/** «وقفلي», «قسملنا»: "for me" written onto its verb. */
function addDative(view: View, { text, start, end }: Piece): boolean {
  const dative = DATIVE.exec(text)?.[0] ?? '';
  const stem = text.length - dative.length;
  if (dative === '' || stem < 3 || !addExact(view, start, start + stem, text.slice(0, stem))) return false;
  return addExact(view, start + stem, end, dative);
}

const PRONOUN = /(?:هم|هن|ها|نا|ني|كم|وا|ه|ي)$/u;
const CONJUNCTION = /^[وف]/u;
const SHORTEST_STEM = 3;

/** «سرقاتهم», «اشتركني», «وبلاغاتها», «انخطفوا»: a pronoun written onto a word of ours; a «ت» before it may be a ta marbuta. */
function addWithPronoun(view: View, { text, start, end }: Piece): boolean {
  const pronoun = PRONOUN.exec(text)?.[0] ?? '';
  const skipped = CONJUNCTION.test(text) && !stemWord(view, text.slice(0, -pronoun.length), pronoun) ? 1 : 0;
  const stem = text.slice(skipped, text.length - pronoun.length);
  const word = pronoun === '' ? null : stemWord(view, stem, pronoun);
  if (word === null) return false;
  if (skipped > 0) addPrefix(view, start, start + 1, view.knowledge.prefixes.get(text[0] ?? '') ?? []);
  addEdge(view, start + skipped, end, word, 'exact');
  return true;
}

/** Nouns of ours take pronouns, places never do; "my" is only said of what is not our business («منبهي»). */
function stemWord({ lexicon }: View, stem: string, pronoun: string): number | null {
  if (stem.length < SHORTEST_STEM) return null;
  for (const form of stem.endsWith('ت') ? [stem, `${stem.slice(0, -1)}ه`] : [stem]) {
    const word = lexicon.numberOf.get(form);
    const meanings = word === undefined ? [] : (lexicon.lexemes[lexicon.next(0, word)] ?? []);
    const takes = (symbol: SymbolName): boolean =>
      pronoun === 'ي' ? symbol === 'outside' : TAKES_PRONOUN.has(symbol);
    if (word !== undefined && meanings.some(({ symbol }) => takes(symbol))) return word;
  }
  return null;
}

const TAKES_PRONOUN: ReadonlySet<SymbolName> = new Set([
  'offence',
  'incident',
  'outside',
  'filler',
  'cue',
] as const);

function addRepairedWithoutPrefix(view: View, piece: Piece): void {
  const prefix = /^(?:و?[بفل]?)ال(?=\p{L}{4})|^[بوفل](?=\p{L}{4})/u.exec(piece.text)?.[0];
  if (!prefix || prefix === ARTICLE) return;
  const letters = prefix.replace(/ال$/, '');
  const rest = piece.text.slice(prefix.length);
  const found = view.typos()(rest);
  if (found.length === 0) return;
  for (let i = 0; i < letters.length; i++) {
    const at = piece.start + i;
    addPrefix(view, at, at + 1, view.knowledge.prefixes.get(letters[i] ?? '') ?? []);
  }
  for (const word of found) addTypo(view, piece.start + letters.length, piece.end, word);
}

function addLatinEdges(view: View, piece: Piece, insideWord: boolean): void {
  const { text, start, end } = piece;
  const meant = view.options.arabizi && addLatinWord(view, piece);
  if (meant && text.length <= SHORTEST_SHARED) return;
  const known = addExact(view, start, end, text);
  if (meant) return;
  // "serqat" only begins "serqat sayyarat" in the lexicon; in Arabizi it may still be «سرقات».
  const settled = known && means(view, text) && !view.knowledge.arabiziWords.has(text);
  if (insideWord || (known && (!view.options.arabizi || settled))) return;
  if (view.options.arabizi && !view.knowledge.ordinary.has(text))
    addArabiziEdges(view, piece, known && means(view, text));
  if (known || !view.options.repair || view.knowledge.ordinary.has(text)) return;
  for (const word of view.typos()(text)) addTypo(view, start, end, word);
}

/** Up to so many letters a frequent word is not the English one that looks like it: "w" is no week. */
const SHORTEST_SHARED = 2;

/** A frequent word as Latin letters spell it. */
function addLatinWord({ knowledge, lexicon, ...view }: View, { text, start, end }: Piece): boolean {
  const meant = knowledge.latinWords.get(text);
  const word = meant === undefined ? undefined : lexicon.numberOf.get(meant);
  if (word === undefined) return false;
  addEdge({ knowledge, lexicon, ...view }, start, end, word, 'arabizi');
  return true;
}

/** Whether a word is a phrase by itself. */
function means({ lexicon }: View, text: string): boolean {
  const word = lexicon.numberOf.get(text);
  return word !== undefined && (lexicon.lexemes[lexicon.next(0, word)]?.length ?? 0) > 0;
}

/** The words of the lexicon that Arabic in Latin letters spells. */
const spelt = ({ arabizi, lexicon }: View, word: string): number[] =>
  arabizi()(word).flatMap((meant) => lexicon.numberOf.get(meant) ?? []);

const WITH_PARTICLE = /^(?:[بلفو]?ال|لل|[بلفو])/u;
const PARTICLE = /^(?:[bfwl]?[eai]l|b|l|w|f)$/;

/** "bel 6areeg": what Arabic writes as one word, which may be known as one only: «بالطريق»; "el masa" is «المسا». */
function addJoinedToArticle(view: View, pieces: readonly Piece[], index: number): void {
  const particle = pieces[index];
  const next = gluedWord(pieces, index + 1) ?? pieces[index + 1];
  if (!particle || !next || !PARTICLE.test(particle.text) || next.start !== particle.end + 1) return;
  const { start } = particle;
  for (const meant of view.arabizi()(particle.text + next.text)) {
    const word = WITH_PARTICLE.test(meant) ? view.lexicon.numberOf.get(meant) : undefined;
    if (word !== undefined) addEdge(view, start, next.end, word, 'arabizi');
  }
  if (!ARTICLES.has(particle.text) || means(view, next.text)) return;
  for (const word of spelt(view, next.text)) addEdge(view, start, next.end, word, 'arabizi');
}

/** Arabic in Latin letters: the words of the lexicon that it spells, whole and with prefixes taken off. */
function addArabiziEdges(view: View, piece: Piece, means: boolean): void {
  for (const word of spelt(view, piece.text)) addEdge(view, piece.start, piece.end, word, 'arabizi', means);
  if (means) return;
  for (const { spelling, prefixes } of view.knowledge.latinPrefixes) {
    if (!piece.text.startsWith(spelling) || piece.text.length < spelling.length + 3) continue;
    const rest = piece.text.slice(spelling.length);
    const exact = view.lexicon.numberOf.get(rest);
    const words = exact === undefined ? spelt(view, rest) : [exact];
    if (words.length === 0) continue;
    let at = piece.start;
    for (const { letters, lexemes } of prefixes) {
      addPrefix(view, at, at + letters, lexemes);
      at += letters;
    }
    for (const word of words) addEdge(view, at, piece.end, word, 'arabizi');
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

/** Where a walk over the lattice began. */
type Walk = { view: View; skip: Int32Array; start: number };

/** Adds the meanings of all phrases that the words from here on spell, one node of the lexicon at a time. */
function walk(from: Walk, node: number, at: number, how: Recognition): void {
  const { edges, lexicon, nodes } = from.view;
  for (const edge of edges[at] ?? []) {
    const next = lexicon.next(node, edge.word);
    if (next === 0) continue;
    const worst = rankOf[edge.how] > rankOf[how] ? edge.how : how;
    const meanings = edge.part && node === 0 ? undefined : lexicon.lexemes[next];
    for (const lexeme of meanings ?? []) nodes.push(lexicalNode(lexeme, from.start, edge.end, worst));
    walkOn(from, next, edge.end, worst);
    for (const to of lexicon.jumps.get(next) ?? []) walkOn(from, to, edge.end, worst);
  }
}

/** Goes on with longer phrases behind a word, also across an article or a joint of words. */
function walkOn(from: Walk, node: number, end: number, how: Recognition): void {
  const { edges, lexicon, articles } = from.view;
  if (!lexicon.goesOn(node)) return;
  const following = from.skip[end] ?? end;
  walk(from, node, following, how);
  for (const article of edges[following] ?? []) {
    if (articles.has(article.word)) walk(from, node, from.skip[article.end] ?? article.end, how);
  }
  if (edges[following + 1] && !edges[following]) walk(from, node, following + 1, how);
}
