import { fold } from '../nlu/text/normalise.js';

const ASCII = /^[\x20-\x7e]*$/;
const FOREIGN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u066b]/;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const ARTICLES: ReadonlySet<string> = new Set(['al', 'el', 'as', 'ash', 'ad', 'ar', 'an', 'az', 'the']);

/** The text with Arabic-Indic and Persian digits (and the Arabic decimal mark) as ASCII, without bidi marks, trimmed. */
export function plainDigits(text: string): string {
  if (ASCII.test(text)) return text.trim();
  const clean = text.replace(INVISIBLE, '').trim();
  if (!FOREIGN_DIGITS.test(clean)) return clean;
  return clean.replace(/[\u0660-\u0669\u06f0-\u06f9\u066b]/g, (digit) => {
    const code = digit.charCodeAt(0);
    if (code === 0x66b) return '.';
    return String(code - (code >= 0x6f0 ? 0x6f0 : 0x660));
  });
}

/** The database cannot keep NUL in text; everything else stays as it came. */
export function storableText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}

/** True for the code of an ASCII, Arabic-Indic or Persian digit. */
export function isDigit(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9)
  );
}

const BLANKS: ReadonlySet<string> = new Set(
  ['', '-', '--', '.', '?', 'na', 'n/a', 'nan', 'null', 'none', 'nil', 'unknown', '#n/a', '\\n'].concat(
    ['لا يوجد', 'غير معروف', 'غير محدد', 'مجهول', 'بدون'].map((word) => fold(word)),
  ),
);

/** True for an empty cell and for the words that people write instead of leaving it empty. */
export function isBlank(text: string): boolean {
  if (text.length === 0) return true;
  // Most cells are numbers or long: only what can be one of the words is folded.
  return text.length < 16 && !/\d/.test(text) && BLANKS.has(fold(text));
}

/** Words of a name folded for comparison: spelling variants, case, digits and the article no longer matter. */
export function nameWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0 && !ARTICLES.has(word))
    .map((word) => (word.length > 4 && word.startsWith('ال') ? word.slice(2) : word));
}

/** `nameWords` run together: the key under which a name is looked up. */
export function nameKey(text: string): string {
  return nameWords(text).join('');
}
