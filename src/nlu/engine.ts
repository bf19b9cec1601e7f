import type { Gazetteer } from '../domain/area.js';
import type { OffenceCatalogue } from '../domain/offence.js';
import { buildChart, type ChartNode } from './chart/chart.js';
import { bestCover } from './chart/cover.js';
import { createGrammar, type Grammar } from './chart/grammar.js';
import {
  type CompiledLexicon,
  compileLexicon,
  type Entry,
  type Lexeme,
  type Lexicon,
  openLexicon,
  words,
} from './chart/lexicon.js';
import { createFolder } from './chart/phrase.js';
import { createScanner, once, type Scanner } from './chart/scan.js';
import type { SymbolName } from './chart/symbols.js';
import type { Language, StandIns } from './language.js';
import { distanceRules, lengthRules } from './number/measures.js';
import { numberRules } from './number/rules.js';
import { offenceEntries } from './offences.js';
import { placeEntries } from './places.js';
import { offenceRules, pieceRules, placeRules } from './slots/rules.js';
import { createArabiziTest } from './text/arabizi.js';
import { type Normalised, normalise } from './text/normalise.js';
import { type Piece, skipTable, splitPieces } from './text/pieces.js';
import { scanDigits } from './time/digits.js';
import { clockRules } from './time/rules-clock.js';
import { calendarRules, relativeRules } from './time/rules-date.js';
import { timeRules } from './time/rules-when.js';
import { createPhrasebook, type Phrasebook } from './wording.js';

/** A message taken apart: every reading of every stretch, and the best sequence of them. */
export type Reading = {
  source: Normalised;
  pieces: readonly Piece[];
  nodes: readonly ChartNode[];
  cover: readonly ChartNode[];
  /** Pieces that no node of the cover explains. */
  unread: readonly Piece[];
  /** Arabic in Latin letters. */
  arabizi: boolean;
  /** Such a message in Arabic letters, as far as its words are known; else empty. */
  spoken: string;
  /** What the words, and what digits and marks were read as by themselves. */
  lexical: { words: readonly ChartNode[]; signs: readonly ChartNode[] };
  /** How the languages that were read put things. */
  wording: Phrasebook;
};

/** Which of two numbers is the day, and whether slips are looked for. */
export type ReadOptions = { dateOrder: 'dmy' | 'mdy'; repair: boolean };

/** Takes messages apart; knows words, not wishes. */
export type Engine = {
  read(text: string, options: ReadOptions): Reading;
  /** The same message with typos looked for; the reading itself when that brings nothing new. */
  repair(reading: Reading): Reading;
  knows(word: string): boolean;
  wording: Phrasebook;
  standIns: StandIns;
};

const sharedRules = [
  ...numberRules,
  ...lengthRules,
  ...distanceRules,
  ...calendarRules,
  ...relativeRules,
  ...clockRules,
  ...timeRules,
  ...placeRules,
  ...offenceRules,
  ...pieceRules,
];

const fillerEntries = (language: Language): Entry[] =>
  [...language.fillers, ...language.inserted].map((word) => words('filler', null, word));

const outsideEntries = (language: Language): Entry[] =>
  Object.entries(language.outside).map(([reason, phrases]) => words('outside', reason, phrases));

/** Content words of the lexicon; a slip in a small word is not worth guessing at. */
const CORRECTABLE: ReadonlySet<SymbolName> = new Set([
  'place',
  'offence',
  'cue',
  'weekday',
  'month',
  'dayWord',
  'grain',
  'unitPlural',
  'groupNoun',
] as const);

/** Places and offences that a message may name. */
export type NamedThings = { gazetteer: Gazetteer; offences: OffenceCatalogue };

/** What words can mean, as plain data. */
export type CompiledWords = {
  lexicon: CompiledLexicon;
  /** Meanings of the names of places and offences, which follow those of the languages' own words. */
  names: readonly Lexeme[];
};

const ownWords = (language: Language): (readonly Entry[])[] => [
  language.words,
  fillerEntries(language),
  outsideEntries(language),
];

const meaningsOf = (lists: readonly (readonly Entry[])[]): Lexeme[] =>
  lists.flatMap((entries) => entries.map(({ lexeme }) => lexeme));

/**
 * Puts all words of these languages and all names together. Takes some tenths of a second in a fresh process: a build
 * keeps what comes of it.
 *
 * @param languages in order of precedence where two spell a place alike.
 */
export function compileWords(data: NamedThings, languages: readonly Language[]): CompiledWords {
  const homographs = {
    weak: languages.flatMap((l) => l.homographs.weak),
    bound: languages.flatMap((l) => l.homographs.bound),
  };
  const fold = createFolder();
  const governorateNouns = languages.flatMap((l) => l.governorateNouns);
  const places = placeEntries(data.gazetteer, { homographs, governorateNouns }, fold);
  const offences = offenceEntries(
    data.offences,
    languages.map((l) => l.offences),
    fold,
  );
  return {
    lexicon: compileLexicon([...languages.flatMap(ownWords), places, offences], CORRECTABLE, fold),
    names: meaningsOf([places, offences]),
  };
}

/** Puts the words and the rules of these languages together; do it once. @param words of the same languages. */
export function createEngine(languages: readonly Language[], words: CompiledWords): Engine {
  const lexicon = openLexicon(words.lexicon, [...meaningsOf(languages.flatMap(ownWords)), ...words.names]);
  const fold = createFolder();
  const arabiziWords = once(() => latinVocabulary(languages, lexicon));
  const wording = createPhrasebook(languages);
  const scanner = createScanner(lexicon, {
    prefixes: new Map(languages.flatMap((l) => Object.entries(l.prefixes))),
    ordinary: new Set(languages.flatMap((l) => l.ordinary.flatMap(fold))),
    inserted: new Set(languages.flatMap((l) => l.inserted)),
    correctable: lexicon.contentWords,
    latinPrefixes: languages.flatMap((l) => l.latinPrefixes),
    latinWords: new Map(languages.flatMap((l) => Object.entries(l.latinWords ?? {}))),
    arabiziWords,
    gluedUnits: wording('gluedUnit'),
  });
  const grammar = createGrammar([...sharedRules, ...languages.flatMap((l) => l.rules)]);
  const isArabizi = createArabiziTest(arabiziWords, wording('latinSign'));
  const standIns = languages.find((l) => l.standIns)?.standIns ?? { correcting: '', givenUp: '' };
  const read = (text: string, options: ReadOptions): Reading =>
    readText({ wording, scanner, grammar, isArabizi }, text, options);
  const repair = (reading: Reading): Reading => repaired(scanner, grammar, reading);
  return { read, repair, knows: (word) => scanner.knows(word), wording, standIns };
}

/** How many lists `ownWords` gives the lexicon for every language; see `latinVocabulary` for the first two. */
const LISTS_OF_LANGUAGE = 3;

/** Words that a language which is not at home in Latin letters has in them, unless another language has them too. */
function latinVocabulary(languages: readonly Language[], lexicon: Lexicon): ReadonlySet<string> {
  const listsOf = (visits: boolean): number[] =>
    languages.flatMap(({ latinPrefixes }, at) =>
      latinPrefixes.length > 0 === visits ? [at * LISTS_OF_LANGUAGE, at * LISTS_OF_LANGUAGE + 1] : [],
    );
  const ordinary = new Set(
    languages.flatMap((l) => (l.latinPrefixes.length > 0 ? [] : l.ordinary.filter((one) => LATIN.test(one)))),
  );
  return new Set(
    lexicon
      .wordsOnlyOf(listsOf(true), listsOf(false))
      .filter((word) => word.charCodeAt(0) < FIRST_ARABIC && LATIN.test(word) && !ordinary.has(word)),
  );
}

/** Offset of the Arabic letters in Unicode: most words are told by their first letter. */
const FIRST_ARABIC = 0x600;
const LATIN = /[a-z]/;

type Reader = {
  wording: Phrasebook;
  scanner: Scanner;
  grammar: Grammar;
  isArabizi: (pieces: readonly Piece[], text: string) => boolean;
};

function readText(
  { wording, scanner, grammar, isArabizi }: Reader,
  text: string,
  options: ReadOptions,
): Reading {
  const source = normalise(text);
  const pieces = splitPieces(source.text);
  const skip = skipTable(source.text);
  const arabizi = isArabizi(pieces, source.text);
  const words = scanner.scan(pieces, skip, { repair: options.repair, arabizi });
  const digits = scanDigits(source.text, options.dateOrder);
  // The 7 of "sa7el" is a letter.
  const numbers = arabizi ? digits.filter((node) => !insideWord(source.text, node, words)) : digits;
  const signs = [...numbers, ...markNodes(pieces)];
  const spoken = arabizi ? scanner.inArabicLetters(pieces) : '';
  return readLexical(grammar, { source, pieces, arabizi, spoken, wording }, { words, signs }, skip);
}

function repaired(scanner: Scanner, grammar: Grammar, reading: Reading): Reading {
  const { source, pieces, lexical, wording } = reading;
  const skip = skipTable(source.text);
  // Short messages without a sign of Arabizi may be nothing else: "anhait 22".
  const arabizi = reading.arabizi || scanner.spellsArabic(pieces);
  if (arabizi && !reading.arabizi) {
    const found = scanner.scan(pieces, skip, { repair: false, arabizi });
    const meant = { source, pieces, arabizi, spoken: scanner.inArabicLetters(pieces), wording };
    return readLexical(grammar, meant, { words: found, signs: lexical.signs }, skip);
  }
  const words = scanner.scan(pieces, skip, { repair: true, arabizi });
  // Typos only ever add to what was recognised.
  if (words.length === lexical.words.length) return reading;
  return readLexical(grammar, reading, { words, signs: lexical.signs }, skip);
}

function readLexical(
  grammar: Grammar,
  {
    source,
    pieces,
    arabizi,
    spoken,
    wording,
  }: Pick<Reading, 'source' | 'pieces' | 'arabizi' | 'spoken' | 'wording'>,
  lexical: Reading['lexical'],
  skip: readonly number[],
): Reading {
  const { nodes } = buildChart(grammar, [...lexical.words, ...lexical.signs], skip);
  const cover = bestCover(nodes, source.text.length);
  const unread = pieces.filter(
    (piece) => piece.kind !== 'mark' && !cover.some((node) => spans(node, piece)) && !smallWord(nodes, piece),
  );
  return { source, pieces, nodes, cover, unread, arabizi, spoken, lexical, wording };
}

/** Whether a digit is a letter of a word: between letters, or at the edge of a word that was recognised with it. */
function insideWord(text: string, { start, end }: ChartNode, words: readonly ChartNode[]): boolean {
  const before = /[a-z]/.test(text.charAt(start - 1));
  const after = /[a-z]/.test(text.charAt(end));
  if (before && after) return true;
  return (
    (before || after) &&
    words.some((word) => word.start <= start && word.end >= end && word.end - word.start > end - start)
  );
}

const spans = (node: ChartNode, piece: Piece): boolean => node.start < piece.end && node.end > piece.start;

/** Prepositions, conjunctions and the like are understood even where nothing needed them. */
const smallWord = (nodes: readonly ChartNode[], piece: Piece): boolean =>
  nodes.some(
    (node) =>
      node.value === null && node.how !== 'typo' && node.start <= piece.start && node.end >= piece.end,
  );

const MARKS: Readonly<Record<string, readonly ('dash' | 'slash' | 'hash' | 'and' | 'to' | 'at')[]>> = {
  '-': ['dash'],
  '/': ['slash'],
  '#': ['hash'],
  '&': ['and'],
  '+': ['and'],
  '~': ['to', 'dash'],
  '@': ['at'],
};

function markNodes(pieces: readonly Piece[]): ChartNode[] {
  return pieces.flatMap(({ kind, text, start, end }) =>
    kind !== 'mark'
      ? []
      : (MARKS[text] ?? []).map(
          (symbol): ChartNode => ({ symbol, value: null, start, end, score: 0, how: 'exact', rule: 'mark' }),
        ),
  );
}
