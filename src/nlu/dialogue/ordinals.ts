import type { Evidence } from '../intent/evidence.js';
import type { Piece } from '../text/pieces.js';

/** What stays unread beside the word for a place in a list: «الثانية». */
export const besidesOrdinals = ({ unread, reading }: Evidence): readonly Piece[] =>
  unread.filter(
    ({ end }) =>
      !reading.nodes.some((node) => node.symbol === 'ord' && node.end === end && node.how !== 'typo'),
  );
