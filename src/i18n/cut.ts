import { closeIsolate, uncuttable } from './bidi.js';

// Figures and Slack's entities stay whole even where a word has to be broken.
const NEVER_BROKEN = /&(?:amp|lt|gt);|\p{Nd}(?:[\p{Nd}.,:/٫٬-]*\p{Nd})?/gu;

/**
 * The longest beginning of a text that fits with `ellipsis` after it. Cut between words; only a word that is too long
 * by itself is broken, between graphemes. Never inside a number, a code or a date, and never leaving an isolate open.
 * Empty when not even the ellipsis fits.
 */
export function cutToFit(text: string, ellipsis: string, fits: (shorter: string) => boolean): string {
  if (fits(text)) return text;
  const words = uncuttable(text);
  const byWords = longest(words, ellipsis, fits);
  if (byWords !== ellipsis && byWords !== '') return byWords;
  return longest(words.flatMap(brokenUp), ellipsis, fits);
}

/** The largest whole number in [low, high] for which `fits` holds, or null. `fits` must hold for all smaller ones. */
export function largestThatFits(low: number, high: number, fits: (n: number) => boolean): number | null {
  let found: number | null = null;
  let from = low;
  let to = high;
  while (from <= to) {
    const middle = (from + to) >> 1;
    if (fits(middle)) {
      found = middle;
      from = middle + 1;
    } else {
      to = middle - 1;
    }
  }
  return found;
}

function longest(pieces: readonly string[], ellipsis: string, fits: (shorter: string) => boolean): string {
  const beginning = (count: number) => {
    const kept = pieces
      .slice(0, count)
      .join('')
      .replace(/[\s\u2068]+$/u, '');
    return closeIsolate(kept + ellipsis);
  };
  const count = largestThatFits(0, pieces.length - 1, (n) => fits(beginning(n)));
  return count === null ? '' : beginning(count);
}

function brokenUp(word: string): string[] {
  if (/^[\u2066\u2067]/.test(word)) return [word];
  const found: string[] = [];
  let end = 0;
  for (const match of word.matchAll(NEVER_BROKEN)) {
    found.push(...graphemes(word.slice(end, match.index)), match[0]);
    end = match.index + match[0].length;
  }
  return [...found, ...graphemes(word.slice(end))];
}

function graphemes(text: string): string[] {
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (g) => g.segment);
}
