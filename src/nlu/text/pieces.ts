/** What a run of characters is made of; `latin` stands for every letter that is not Arabic. */
export type PieceKind = 'arabic' | 'latin' | 'digits' | 'mark';

/** A maximal run of one kind of character in folded text; offsets are into it, end exclusive. */
export type Piece = { kind: PieceKind; text: string; start: number; end: number };

const SPACE = 0;
const DIGIT = 1;
const MARK = 2;
/** Latin or any other letter but Arabic. */
const LETTER = 3;
const ARABIC = 4;

const WHITE = /\s/;
const ARABIC_LETTER = /\p{Script=Arabic}/u;
const ANY_LETTER = /\p{L}/u;

function classOfOther(char: string): number {
  if (ARABIC_LETTER.test(char)) return ARABIC;
  if (ANY_LETTER.test(char)) return LETTER;
  return WHITE.test(char) ? SPACE : MARK;
}

/** Kind of the character at an offset. Folded text is nearly all ASCII and the Arabic alphabet. */
function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 0x20) return SPACE;
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  if (code >= 0x61 && code <= 0x7a) return LETTER;
  if (code >= 0x621 && code <= 0x64a) return ARABIC;
  if (code > 0x20 && code < 0x80) return MARK;
  return classOfOther(String.fromCodePoint(text.codePointAt(at) ?? 0x20));
}

const unitsAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** Where the run that starts here ends. A Latin run takes in the Arabic letters that are written onto it. */
function runEnd(text: string, start: number, kind: number): number {
  let end = start + unitsAt(text, start);
  if (kind === MARK) return end;
  while (end < text.length) {
    const next = classAt(text, end);
    if (next !== kind && !(kind === LETTER && next === ARABIC)) break;
    end += unitsAt(text, end);
  }
  return end;
}

const KINDS: readonly PieceKind[] = ['mark', 'digits', 'mark', 'latin', 'arabic'];

/** Splits folded text into runs of Arabic letters, Latin (or other) letters, digits, and single marks. */
export function splitPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length; ) {
    const kind = classAt(text, start);
    if (kind === SPACE) {
      start++;
      continue;
    }
    const end = runEnd(text, start, kind);
    pieces.push({ kind: KINDS[kind] ?? 'mark', text: text.slice(start, end), start, end });
    start = end;
  }
  return pieces;
}

/** Marks that separate nothing: a reading may run across them. A full stop counts unless a digit follows ("Oct. 2"). */
const SKIPPED = /[\s,;?!()"=*]/;

/** For every offset, the offset of the next character that means something. */
export function skipTable(text: string): readonly number[] {
  const next = new Array<number>(text.length + 1).fill(text.length);
  let digitFollows = false;
  for (let i = text.length - 1; i >= 0; i--) {
    const code = text.charCodeAt(i);
    const word = (code >= 0x61 && code <= 0x7a) || (code >= 0x621 && code <= 0x64a);
    const digit = code >= 0x30 && code <= 0x39;
    const skipped = !word && !digit && (code === 0x2e ? !digitFollows : SKIPPED.test(text.charAt(i)));
    next[i] = skipped ? (next[i + 1] ?? text.length) : i;
    digitFollows = digit;
  }
  return next;
}

/** True for a piece written right after digits. */
export const gluedBefore = (pieces: readonly Piece[], index: number): boolean => {
  const piece = pieces[index];
  const before = pieces[index - 1];
  return before?.kind === 'digits' && before.end === piece?.start;
};

/** Latin letters and digits written together ("7awalli", "2day") as one word, from its first piece; else null. */
export function gluedWord(pieces: readonly Piece[], index: number): Piece | null {
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

/** The same pieces with letters and digits that are written together taken as one: the "sa", "3" and "ad" of "sa3ad". */
export function wholeWords(pieces: readonly Piece[]): Piece[] {
  const words: Piece[] = [];
  pieces.forEach((piece, index) => {
    if (piece.start < (words.at(-1)?.end ?? 0)) return;
    const group = gluedWord(pieces, index);
    words.push(group && NAME.test(group.text) ? group : piece);
  });
  return words;
}

/** Letters with single digits in them, or after one: a word in Arabizi rather than "10am" or "b12". */
const NAME = /^(?:[a-z]+[2-9])+[a-z]+$|^[2-9][a-z]{3,}$/;
