import type { Piece } from '../text/pieces.js';
import type { Evidence } from './evidence.js';

/** The symbols of the word right before an offset. */
export function symbolsBefore({ reading }: Evidence, start: number): Set<string> {
  const before = reading.pieces.filter((piece) => piece.end <= start).at(-1);
  const nodes = reading.nodes.filter(
    (node) => before && node.start >= before.start && node.end === before.end,
  );
  return new Set(nodes.map(({ symbol }) => symbol));
}

/** Tells unknown words after "in" or "at", where the message names no place that is known. */
export const unknownPlace =
  (evidence: Evidence) =>
  ({ start, text, kind }: Piece): boolean => {
    if (kind === 'digits' || evidence.places.length > 0 || evidence.reading.wording('manner').test(text))
      return false;
    const before = symbolsBefore(evidence, start);
    return (before.has('in') && before.has('of')) || (before.has('at') && !before.has('in'));
  };
