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

/** Most characters need no Unicode tables: ASCII letters, digits and spaces, and the Arabic alphabet. */
function foldCommon(char: string): string | null {
  const code = char.charCodeAt(0);
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x20) return char;
  if (code >= 0x41 && code <= 0x5a) return char.toLowerCase();
  const direct = FOLDED[char];
  if (direct !== undefined) return direct;
  return code >= 0x621 && code <= 0x64a && code !== 0x640 ? char : null;
}

function foldCodePoint(char: string): string {
  const common = foldCommon(char);
  if (common !== null) return common;
  let out = '';
  for (const part of char.normalize('NFKD')) out += foldOne(part);
  return out;
}

const isLetter = (char: string): boolean => char !== ' ' && (char < '0' || char > '9') && /\p{L}/u.test(char);

/** Collapses letters written three times or more, and the doubled alef that a dropped hamza leaves behind. */
function collapse(chars: readonly string[], from: readonly number[]): { text: string; offsets: number[] } {
  let text = '';
  const offsets: number[] = [];
  for (let i = 0; i < chars.length; ) {
    const char = chars[i] ?? '';
    let end = i + 1;
    while (chars[end] === char) end++;
    const limit = char === 'ا' ? 2 : 3;
    const kept = end - i >= limit && isLetter(char) ? 1 : end - i;
    for (let k = 0; k < kept; k++) {
      text += char;
      offsets.push(from[i + k] ?? 0);
    }
    i = end;
  }
  return { text, offsets };
}

/**
 * Folds a message so that one spelling remains of what people write in many ways: Unicode compatibility forms, case,
 * digits, hamza and alef forms, ta marbuta, Persian letters, vowel marks, tatweel, invisible and bidi characters,
 * smart punctuation, elongation. Emoji and other symbols become spaces. Linear in the length of the text.
 */
export function normalise(original: string): Normalised {
  const chars: string[] = [];
  const from: number[] = [];
  let at = 0;
  for (const codePoint of original.slice(0, MAX_LENGTH)) {
    for (const char of foldCodePoint(codePoint)) {
      chars.push(char <= ' ' || char === '\u00a0' ? ' ' : char);
      from.push(at);
    }
    at += codePoint.length;
  }
  const { text, offsets } = collapse(chars, from);
  return { original, text, offsets: [...offsets, at] };
}

/** The folded form of a word or phrase of the lexicon. */
export const fold = (phrase: string): string => normalise(phrase).text.replace(/ +/g, ' ').trim();

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
