/** How a text travels by SMS. `units` are septets in GSM-7 and 16-bit units in UCS-2. */
export type Segments = { encoding: 'GSM-7' | 'UCS-2'; units: number; segments: number };

// 3GPP TS 23.038, 6.2.1: the default alphabet, and the extension table whose characters cost two septets.
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');

// One message alone; each of several, after the 6 octets of the concatenation header (3GPP TS 23.040, 9.2.3.24).
const CAPACITY = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const;

/** The encoding that a text needs, its length in that encoding's units and the number of SMS it becomes (0 if empty). */
export function segments(text: string): Segments {
  const encoding = encodingOf(text);
  return { encoding, units: unitsOf(text, encoding), segments: parts(text).length };
}

/**
 * The text as the SMS it becomes, in order; joined they are the text again. No part ends inside an escape sequence
 * or a surrogate pair, nor inside a grapheme that fits one part.
 */
export function parts(text: string): string[] {
  if (text === '') return [];
  const encoding = encodingOf(text);
  const { alone, joined } = CAPACITY[encoding];
  if (unitsOf(text, encoding) <= alone) return [text];
  const found: string[] = [];
  let part = '';
  let units = 0;
  for (const atom of atomsOf(text, encoding, joined)) {
    const more = unitsOf(atom, encoding);
    if (units + more > joined) {
      found.push(part);
      part = '';
      units = 0;
    }
    part += atom;
    units += more;
  }
  return [...found, part];
}

function encodingOf(text: string): Segments['encoding'] {
  for (const char of text) if (!BASIC.has(char) && !EXTENDED.has(char)) return 'UCS-2';
  return 'GSM-7';
}

function unitsOf(text: string, encoding: Segments['encoding']): number {
  if (encoding === 'UCS-2') return text.length;
  let units = 0;
  for (const char of text) units += EXTENDED.has(char) ? 2 : 1;
  return units;
}

/** The smallest pieces that stay together: graphemes, or the characters of one too large for a whole part. */
function atomsOf(text: string, encoding: Segments['encoding'], most: number): string[] {
  if (encoding === 'GSM-7') return [...text];
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text);
  return Array.from(graphemes, (g) => g.segment).flatMap((g) => (g.length <= most ? [g] : [...g]));
}
