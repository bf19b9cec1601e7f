import type { Block, Choice, Reply, Text } from '../domain/message.js';
import type { Page } from './page.js';

/** One line of a message. `mark` stands on both sides of it (bold, italics); a `solid` line is shown whole or not. */
export type Row = { content: string; mark: string; solid: boolean };

/** A block as lines. Lists carry `more`, the line that stands for items left out. */
export type Piece = {
  rank: number;
  part: 'body' | 'foot' | 'choices';
  rows: readonly Row[];
  /** It stands above the next piece, and goes with it. */
  introduces?: boolean;
  more: ((left: number) => Row) | null;
};

/** The pieces of a reply in the order of its blocks. @param choicesAsText false where buttons carry the choices. */
export function piecesOf(reply: Reply, page: Page, choicesAsText: boolean): Piece[] {
  const shown = reply.blocks.filter((block) => block.kind !== 'choices' || choicesAsText);
  let numbered = 0;
  return shown.map((block) => {
    const before = numbered;
    if (block.kind === 'choices') numbered += block.choices.length;
    return pieceOf(block, page, before);
  });
}

function pieceOf(block: Block, page: Page, choicesBefore: number): Piece {
  const rank = block.rank ?? 0;
  switch (block.kind) {
    case 'heading':
      return {
        rank,
        part: 'body',
        rows: [row(page.write(block.text), bold(page))],
        more: null,
      };
    case 'text': {
      const rows = [row(page.write(block.text))];
      return { rank, part: 'body', rows, more: null, introduces: block.introduces === true };
    }
    case 'note':
      return {
        rank,
        part: 'foot',
        rows: [row(page.write(noteText(block, page)), italics(page))],
        more: null,
      };
    case 'link':
      return { rank, part: 'foot', rows: linkRows(block, page), more: null };
    case 'choices':
      return {
        rank,
        part: 'choices',
        rows: choiceRows(block.choices, page, choicesBefore),
        more: null,
      };
    case 'list':
      return { rank, part: 'body', rows: listRows(block, page), more: moreRow(page) };
  }
}

const noteText = ({ text, short }: Extract<Block, { kind: 'note' }>, { limits }: Page): Text =>
  limits.maxSegments === undefined ? text : (short ?? text);

const row = (content: string, mark = '', solid = false): Row => ({ content, mark, solid });
const bold = (page: Page): string => (page.limits.markup === 'plain' ? '' : '*');
// Arabic letters have no italics; slanted by a machine they are hard to read.
const italics = (page: Page): string =>
  page.limits.markup === 'plain' || page.direction === 'rtl' ? '' : '_';

function listRows({ items, ordered, from = 1 }: Extract<Block, { kind: 'list' }>, page: Page): Row[] {
  // The round bullet is no letter of GSM-7: a plain message would double its price for it.
  const bullet = page.limits.markup === 'plain' ? '-' : '\u2022';
  return items.map((item, i) =>
    row(`${ordered ? place('card.ranked', from + i, page) : bullet} ${page.write(item)}`),
  );
}

function choiceRows(choices: readonly Choice[], page: Page, before: number): Row[] {
  return choices.map((choice, i) =>
    row(`${place('card.choice', before + i + 1, page)} ${page.write(choice.label)}`),
  );
}

function place(key: string, value: number, page: Page): string {
  return page.write({ key, values: { place: { kind: 'code', value } } }, { isolates: false });
}

function moreRow(page: Page): (left: number) => Row {
  return (left) => row(page.write({ key: 'common.and_more', count: left }));
}

function linkRows(block: Extract<Block, { kind: 'link' }>, page: Page): Row[] {
  const label = page.write(block.label);
  const url = block.url.replace(/[\s<>|]/g, encodeURIComponent);
  if (page.limits.markup === 'slack') return [row(`<${url.replaceAll('&', '&amp;')}|${label}>`, '', true)];
  // On a line of its own no isolate, bracket or full stop can slip into the address.
  return [row(`${label}:`), row(url, '', true)];
}
