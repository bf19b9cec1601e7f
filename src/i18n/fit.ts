import type { Reply } from '../domain/message.js';
import { anchorRightToLeft } from './bidi.js';
import type { Piece, Row } from './card.js';
import { cutToFit, largestThatFits } from './cut.js';
import { fitsLimits, type Page } from './page.js';

/** A reply's own short form is better than a list with fewer items than this. */
const WORTH_LISTING = 3;

/** How many rows of each piece are shown: all, some of a list, or none. */
type Shown = readonly number[];

/** The text of the pieces within the page's limits; see `renderReply` for what gives way first. */
export function fitted(pieces: readonly Piece[], short: Reply['short'], page: Page): string {
  const finished = (text: string) => (page.direction === 'rtl' ? anchorRightToLeft(text) : text);
  const fits = (text: string) => fitsLimits(finished(text), page.limits);
  const least = short === undefined ? 1 : WORTH_LISTING;
  const { shown, enough } = give(pieces, least, (tried) => fits(compose(pieces, tried, page)));
  if (enough) return finished(compose(pieces, shown, page));
  if (short !== undefined) return finished(cutToFit(page.write(short), page.ellipsis, fits));
  return finished(cutRows(rowsOf(pieces, shown), page.ellipsis, fits));
}

/** Takes away piece by piece, in the order of `givingOrder`, until the rest fits or nothing more can go. */
function give(
  pieces: readonly Piece[],
  least: number,
  fits: (shown: Shown) => boolean,
): { shown: Shown; enough: boolean } {
  let shown: Shown = pieces.map((piece) => piece.rows.length);
  if (fits(shown)) return { shown, enough: true };
  for (const index of givingOrder(pieces)) {
    const piece = pieces[index];
    if (piece === undefined) continue;
    const now = shown;
    const withRows = (count: number): Shown => now.with(index, count);
    const keep = Math.min(least, piece.rows.length);
    const some = piece.more && largestThatFits(keep, piece.rows.length - 1, (n) => fits(withRows(n)));
    if (some !== null) return { shown: withRows(some), enough: true };
    shown = withRows(piece.rank > 0 ? 0 : keep);
    if (fits(shown)) return { shown, enough: true };
  }
  return { shown, enough: false };
}

/** Indexes of what can give way: by rank, 9 first and the last of equals first; then the longest lists of rank 0. */
function givingOrder(pieces: readonly Piece[]): number[] {
  const all = pieces.map((piece, index) => ({ piece, index }));
  const ranked = all
    .filter(({ piece }) => piece.rank > 0)
    .sort((a, b) => b.piece.rank - a.piece.rank || b.index - a.index);
  const lists = all
    .filter(({ piece }) => piece.rank === 0 && piece.more !== null)
    .sort((a, b) => b.piece.rows.length - a.piece.rows.length || b.index - a.index);
  return [...ranked, ...lists].map(({ index }) => index);
}

function rowsOf(pieces: readonly Piece[], shown: Shown): Row[] {
  return pieces.flatMap((piece, index) => shownRows(piece, shown[index] ?? 0));
}

function shownRows(piece: Piece, count: number): Row[] {
  const rows = piece.rows.slice(0, count);
  const left = piece.rows.length - count;
  return left > 0 && count > 0 && piece.more !== null ? [...rows, piece.more(left)] : rows;
}

const written = (row: Row): string => row.mark + row.content + row.mark;

/** Lines under one another, with an empty one between body, foot and choices where space costs nothing. */
function compose(pieces: readonly Piece[], shown: Shown, page: Page): string {
  const gap = page.limits.maxSegments === undefined ? '\n\n' : '\n';
  let text = '';
  let part: Piece['part'] | null = null;
  pieces.forEach((piece, index) => {
    const rows = shownRows(piece, shown[index] ?? 0).map(written);
    if (rows.length === 0) return;
    const between = part === null ? '' : part === piece.part ? '\n' : gap;
    text += between + rows.join('\n');
    part = piece.part;
  });
  return text;
}

/** As many whole lines as fit, and the beginning of the next one. */
function cutRows(rows: readonly Row[], ellipsis: string, fits: (text: string) => boolean): string {
  const whole = (count: number) => rows.slice(0, count).map(written).join('\n');
  const count = largestThatFits(0, rows.length, (n) => fits(whole(n))) ?? 0;
  const before = count === 0 ? '' : `${whole(count)}\n`;
  const next = rows[count];
  if (next === undefined || next.solid) return whole(count);
  const beginning = cutToFit(next.content, ellipsis, (text) => fits(before + next.mark + text + next.mark));
  return beginning === '' || beginning === ellipsis
    ? whole(count)
    : before + written({ ...next, content: beginning });
}
