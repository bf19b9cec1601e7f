/** Text folded for matching, with the way back: `offsets[i]` is where character `i` stood in the original. */
export type Normalised = { original: string; text: string; offsets: readonly number[] };

/** Longer messages are cut here; the cost of everything that follows is bounded by it. */
export const MAX_LENGTH = 500;

// Letters that NFKD leaves apart although officers, keyboards and dialects use them for one another.
const FOLDED: Readonly<Record<string, string>> = {
  ى: 'ي',
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ؤ: 'و',
  ئ: 'ي',
  ة: 'ه',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ڪ: 'ك',
  گ: 'ق',
  چ: 'ج',
  پ: 'ب',
  ڤ: 'ف',
  ہ: 'ه',
  ە: 'ه',
  ٱ: 'ا',
  ء: '',
  '،': ',',
  '؛': ';',
  '؟': '?',
  '٪': '%',
  '٫': '.',
  '٬': ',',
  '×': '*',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '−': '-',
  '⁄': '/',
  '\u2018': '',
  '\u2019': '',
  ʿ: '',
  ʾ: '',
  '`': '',
  '´': '',
  "'": '',
};

const DROPPED = /[\p{M}\p{Cf}\u0640]/u;
const KEPT = /[\p{L}\p{Nd}\s.,;?%*\-/:#@+~&()=<>]/u;

function digitOf(char: string): string | null {
  const code = char.charCodeAt(0);
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  return null;
}

function foldOne(char: string): string {
  const folded = FOLDED[char] ?? digitOf(char);
  if (folded !== null) return folded;
  if (DROPPED.test(char)) return '';
  return KEPT.test(char) ? char.toLowerCase() : ' ';
}

function foldCodePoint(char: string): string {
  const direct = FOLDED[char];
  if (direct !== undefined) return direct;
  let out = '';
  for (const part of char.normalize('NFKD')) out += foldOne(part);
  return out;
}

const ARABIC_FROM = 0x600;
const ARABIC_TO = 0x700;
const ASKS = 0;
const NOTHING = 1;
const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;
const ALEF = 0x627;

/** All kinds of white space and control characters as a space. */
const spaced = (code: number): number => (code <= SPACE || code === NO_BREAK_SPACE ? SPACE : code);

/** What folding makes of a code unit, where that is one code unit or nothing; `ASKS` for the rest. */
const DIRECT: Uint16Array = directFolds();

function directFolds(): Uint16Array {
  const table = new Uint16Array(ARABIC_TO);
  const enter = (code: number): void => {
    const folded = foldCodePoint(String.fromCharCode(code));
    if (folded.length < 2) table[code] = folded === '' ? NOTHING : spaced(folded.charCodeAt(0));
  };
  for (let code = 0; code < 0x80; code++) enter(code);
  for (let code = ARABIC_FROM; code < ARABIC_TO; code++) enter(code);
  return table;
}

const LETTER = /\p{L}/u;
const isLetter = (code: number): boolean =>
  code >= 0x61 &&
  (code <= 0x7a || (code >= 0x621 && code <= 0x64a) || LETTER.test(String.fromCharCode(code)));

/** Folded text as it grows: code units, where each stood, and how often the last one was repeated so far. */
type Folding = { codes: number[]; offsets: number[]; run: number };

/** Adds a code unit; spaces stand once, and never first; letters written three times or more, and the doubled alef that a dropped hamza leaves, stay once. */
function push(folding: Folding, code: number, from: number): void {
  const { codes, offsets } = folding;
  const last = codes[codes.length - 1];
  if (code === SPACE && (last === SPACE || last === undefined)) return;
  if (last !== code) folding.run = 1;
  else {
    folding.run++;
    const limit = code === ALEF ? 2 : 3;
    if (folding.run >= limit && isLetter(code)) {
      if (folding.run > limit) return;
      codes.length -= limit - 2;
      offsets.length -= limit - 2;
      return;
    }
  }
  codes.push(code);
  offsets.push(from);
}

/**
 * Folds a message so that one spelling remains of what people write in many ways: Unicode compatibility forms, case,
 * digits, hamza and alef forms, ta marbuta, Persian letters, vowel marks, tatweel, invisible and bidi characters,
 * smart punctuation, elongation, runs of white space. Emoji and other symbols become spaces. Linear in the length of the text.
 */
export function normalise(original: string): Normalised {
  const folding: Folding = { codes: [], offsets: [], run: 0 };
  const length = Math.min(original.length, MAX_LENGTH);
  let at = 0;
  while (at < length) {
    const direct = DIRECT[original.charCodeAt(at)] ?? ASKS;
    if (direct > NOTHING) push(folding, direct, at);
    if (direct !== ASKS) {
      at++;
      continue;
    }
    const char = String.fromCodePoint(original.codePointAt(at) ?? SPACE);
    const folded = foldCodePoint(at + char.length > MAX_LENGTH ? original.charAt(at) : char);
    for (let i = 0; i < folded.length; i++) push(folding, spaced(folded.charCodeAt(i)), at);
    at += char.length;
  }
  const end = Math.min(at, MAX_LENGTH);
  if (folding.codes.at(-1) === SPACE) {
    folding.codes.pop();
    folding.offsets.pop();
  }
  folding.offsets.push(end);
  return { original, text: String.fromCharCode(...folding.codes), offsets: folding.offsets };
}

/** True for a word that folding leaves as it is; most words of the lexicon, so they need no folding. */
export function isFolded(word: string): boolean {
  let before = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    const plain = (code >= 0x61 && code <= 0x7a) || (code >= 0x621 && code <= 0x64a && DIRECT[code] === code);
    if (!plain && (code < 0x30 || code > 0x39)) return false;
    // A repeated letter may be one too many; that is for folding to say.
    if (plain && code === before) {
      if (code === ALEF || word.charCodeAt(i + 1) === code) return false;
    }
    before = code;
  }
  return word.length > 0;
}

/** The folded form of a word or phrase of the lexicon. */
export const fold = (phrase: string): string => normalise(phrase).text;

/** The folded words of a text, without anything that stands between them. */
export const foldedWords = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{Nd}]+/gu, ' ')
    .trim();

/** A text with Arabic-Indic digits written as the Latin ones; everything else as it was. */
export const plainDigits = (text: string): string =>
  text.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));

/** The piece of the original text behind [start, end) of the folded text. */
export function originalSpan(
  source: Normalised,
  start: number,
  end: number,
): { start: number; end: number; text: string } {
  const from = source.offsets[start] ?? 0;
  const lastAt = source.offsets[end - 1] ?? from;
  const next = source.offsets[end] ?? source.original.length;
  // What was dropped after the last letter (vowel marks, tatweel) belongs to it; a following space does not.
  const to = Math.max(lastAt + 1, lastAt + source.original.slice(lastAt, next).trimEnd().length);
  return { start: from, end: to, text: source.original.slice(from, to) };
}

/** The Arabic article, which is written onto its word. */
export const ARTICLE = 'ال';
