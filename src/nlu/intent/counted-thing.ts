import { wholeWords } from '../text/pieces.js';
import type { Evidence } from './evidence.js';

/** What may stand between "how many" and the thing that is counted. */
const LINKS: ReadonlySet<string> = new Set(['filler', 'the', 'of', 'a']);

/**
 * "How many officers in Hawalli", «كم عدد الوفيات»: what is counted is no incident, and the number of incidents would be
 * taken for theirs.
 */
export function countsOther({ reading, unread }: Evidence): boolean {
  const asked = reading.cover.find((node) => node.symbol === 'cue' && node.value === 'howMany');
  if (!asked) return false;
  const linked = (start: number): boolean =>
    reading.cover.some((node) => LINKS.has(node.symbol) && node.start === start);
  const head = wholeWords(reading.pieces).find(({ start }) => start >= asked.end && !linked(start));
  if (!head) return false;
  return (
    unread.some(({ start }) => start === head.start) ||
    reading.cover.some(
      ({ symbol, value, start }) =>
        start === head.start && (symbol === 'rankWord' || (symbol === 'cue' && value === 'patrol')),
    )
  );
}
