export type PieceKind = 'arabic' | 'latin' | 'digits' | 'mark';

/** A maximal run of one kind of character in folded text; offsets are into it, end exclusive. */
export type Piece = { kind: PieceKind; text: string; start: number; end: number };

const PIECE = /(\p{Script=Arabic}+)|(\d+)|([\p{L}]+)|(\S)/gu;

/** Splits folded text into runs of Arabic letters, Latin (or other) letters, digits, and single marks. */
export function splitPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(PIECE)) {
    const kind = match[1] ? 'arabic' : match[2] ? 'digits' : match[3] ? 'latin' : 'mark';
    pieces.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return pieces;
}

/** Marks that separate nothing: a reading may run across them. A full stop counts only after a letter ("Oct. 2"). */
const SKIPPED = /[\s,;?!()"=*]/;

/** For every offset, the offset of the next character that means something. */
export function skipTable(text: string): Int32Array {
  const next = new Int32Array(text.length + 1);
  next[text.length] = text.length;
  for (let i = text.length - 1; i >= 0; i--) {
    const char = text[i] ?? '';
    const stopAfterWord = char === '.' && !/\d/.test(text[i + 1] ?? ' ');
    const sentenceEnd = char === '.' && /^\.*\s*$/.test(text.slice(i));
    next[i] = SKIPPED.test(char) || stopAfterWord || sentenceEnd ? (next[i + 1] ?? text.length) : i;
  }
  return next;
}
