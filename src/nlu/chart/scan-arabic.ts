import { ARTICLE } from '../text/normalise.js';
import type { Piece } from '../text/pieces.js';
import { addEdge, addExact, addPrefix, addTypo, means, type View } from './lattice.js';
import type { Lexicon } from './lexicon.js';
import type { SymbolName } from './symbols.js';

const MAX_PREFIX = 3;

/** Ways to read a word in Arabic letters: whole, without what is written onto it, joined, corrected. */
export function addArabicEdges(view: View, piece: Piece): void {
  const whole = addIfKnown(view, piece.start, piece.end, piece.text);
  // A word that only continues phrases («هالسنة» in «أول هالسنة») may still be a prefix and a word.
  if (whole && startsPhrase(view, piece.text) && !isConjoined(view, piece.text)) return;
  if (addWithoutPrefixes(view, piece)) return;
  if (addJoined(view, piece) || addNegated(view, piece) || addDative(view, piece)) return;
  if (addWithPronoun(view, piece)) return;
  if (!view.options.repair || view.knowledge.ordinary.has(piece.text)) return;
  const bare = piece.text.startsWith(ARTICLE) ? piece.text.slice(ARTICLE.length) : piece.text;
  for (const word of view.typos()(bare)) addTypo(view, piece.start, piece.end, word);
  addRepairedWithoutPrefix(view, piece);
}
/** «وأي» before anything but «فاي»: "and" and a word that begins questions. */
const isConjoined = (view: View, text: string): boolean =>
  text.startsWith('و') && !means(view, text) && starts(view.lexicon, text.slice(1));

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
    const meanings = word === undefined ? [] : lexicon.meanings(lexicon.next(0, word));
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
  if (view.knowledge.ordinary.has(rest)) return;
  const found = view.typos()(rest);
  if (found.length === 0) return;
  for (let i = 0; i < letters.length; i++) {
    const at = piece.start + i;
    addPrefix(view, at, at + 1, view.knowledge.prefixes.get(letters[i] ?? '') ?? []);
  }
  for (const word of found) addTypo(view, piece.start + letters.length, piece.end, word);
}
