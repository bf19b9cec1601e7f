/** Letters that people exchange for one another at the start of a word. */
const FIRST_CLASS: Readonly<Record<string, string>> = {
  ظ: 'ض',
  ذ: 'ز',
  ث: 'س',
  ص: 'س',
  ط: 'ت',
  k: 'c',
  q: 'c',
  z: 's',
};

const firstClass = (word: string): string => FIRST_CLASS[word[0] ?? ''] ?? word[0] ?? '';

/** True when b is a with at most `limit` letters inserted, dropped, replaced, or swapped with a neighbour. */
export function withinDistance(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return false;
    before = row;
    row = next;
  }
  return (row[b.length] ?? limit + 1) <= limit;
}

/** The same for one error, without a table: past the common start, the rest must agree after one step. */
function oneApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  if (short.length !== long.length) return short.slice(i) === long.slice(i + 1);
  if (short.slice(i + 1) === long.slice(i + 1)) return true;
  return short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2);
}

export type TypoFinder = (word: string) => string[];

const MIN_LETTERS = 4;
const TWO_ERRORS_FROM = 8;
const MAX_LETTERS = 24;

/**
 * Finds the words of a vocabulary that an unknown word may be a slip of: same kind of first letter, one error, or two
 * from eight letters. Several may be equally near; the caller keeps them all and lets the sentence decide.
 *
 * @param targets words worth correcting to (names and content words, never small words).
 */
export function createTypoFinder(targets: Iterable<string>): TypoFinder {
  const buckets = new Map<string, string[]>();
  const key = (word: string, length: number): string => `${firstClass(word)}${length}`;
  for (const word of targets) {
    if (word.length < MIN_LETTERS || /\d/.test(word)) continue;
    const list = buckets.get(key(word, word.length));
    if (list) list.push(word);
    else buckets.set(key(word, word.length), [word]);
  }
  const ofLengths = (word: string, reach: number): string[] => {
    const found: string[] = [];
    for (let length = word.length - reach; length <= word.length + reach; length++) {
      found.push(...(buckets.get(key(word, length)) ?? []));
    }
    return found;
  };
  return (word) => {
    if (word.length < MIN_LETTERS || word.length > MAX_LETTERS) return [];
    const near = ofLengths(word, 1).filter((other) => oneApart(word, other));
    if (near.length > 0 || word.length < TWO_ERRORS_FROM) return near;
    return ofLengths(word, 2).filter((other) => withinDistance(word, other, 2));
  };
}
