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

/** A piece that gives way, down to so many rows. */
type Loss = { index: number; keep: number };

/**
 * Takes away piece by piece, in the order of `givingOrder`, until the rest fits or nothing more can go; what turns out
 * to have room after all comes back.
 */
function give(
  pieces: readonly Piece[],
  least: number,
  fits: (shown: Shown) => boolean,
): { shown: Shown; enough: boolean } {
  const all: Shown = pieces.map((piece) => piece.rows.length);
  if (fits(all)) return { shown: all, enough: true };
  let shown = all;
  const gone: number[] = [];
  for (const { index, keep } of givingOrder(pieces, least)) {
    const piece = pieces[index];
    if (piece === undefined) continue;
    const now = shown;
    const most = (shown[index] ?? 0) - 1;
    const some = piece.more && largestThatFits(Math.max(keep, 1), most, (n) => fits(now.with(index, n)));
    if (some !== null) return { shown: restored(now.with(index, some), all, gone, fits), enough: true };
    shown = now.with(index, keep);
    if (keep === 0) gone.push(index);
    if (fits(shown)) return { shown: restored(shown, all, gone.slice(0, -1), fits), enough: true };
  }
  return { shown, enough: false };
}

/** What was taken away in vain comes back, what gave way last first. */
function restored(shown: Shown, all: Shown, gone: readonly number[], fits: (shown: Shown) => boolean): Shown {
  return [...gone].reverse().reduce((now, index) => {
    const tried = now.with(index, all[index] ?? 0);
    return fits(tried) ? tried : now;
  }, shown);
}

/**
 * What gives way, in order: by rank, 9 first and the last of equals first; then the longest of the lists that carry the
 * answer (rank 0 and 1), as far as a few items; then the small print of rank 0, the first of it first; then those lists
 * down to one item. Where a shorter form of the reply stands ready (`least` above 1) it is better than the last two.
 */
function givingOrder(pieces: readonly Piece[], least: number): Loss[] {
  const all = pieces.map((piece, index) => ({ piece, index, length: piece.rows.length }));
  const lists = all
    .filter(({ piece }) => piece.more !== null && piece.rank <= 1)
    .sort((a, b) => b.length - a.length || b.index - a.index);
  const ranked = all
    .filter((one) => one.piece.rank > 0 && !lists.includes(one))
    .sort((a, b) => b.piece.rank - a.piece.rank || b.index - a.index);
  const notes = all.filter(({ piece }) => piece.rank === 0 && piece.part === 'foot');
  const first: Loss[] = [
    ...ranked.map(({ index }) => ({ index, keep: 0 })),
    ...lists.map(({ index, length }) => ({ index, keep: Math.min(WORTH_LISTING, length) })),
  ];
  if (least > 1 || lists.length === 0) return first;
  return [
    ...first,
    ...notes.map(({ index }) => ({ index, keep: 0 })),
    ...lists.map(({ index }) => ({ index, keep: 1 })),
  ];
}

function rowsOf(pieces: readonly Piece[], shown: Shown): Row[] {
  return pieces.flatMap((_, index) => shownAt(pieces, shown, index));
}

/** A line above a list is not shown without any of the list. */
function shownAt(pieces: readonly Piece[], shown: Shown, index: number): Row[] {
  const piece = pieces[index];
  if (!piece || (piece.introduces && (shown[index + 1] ?? 0) === 0)) return [];
  return shownRows(piece, shown[index] ?? 0);
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
    const rows = shownAt(pieces, shown, index).map(written);
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
