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

export type TypoFinder = (word: string) => string[];

const MIN_LETTERS = 4;
const TWO_ERRORS_FROM = 8;

/**
 * Finds the words of a vocabulary that an unknown word may be a slip of: same kind of first letter, one error, or two
 * from eight letters. More than one nearest word means none can be trusted, unless one is clearly nearer.
 *
 * @param targets words worth correcting to (names and content words, never small words).
 */
export function createTypoFinder(targets: Iterable<string>): TypoFinder {
  const byFirst = new Map<string, string[]>();
  for (const word of targets) {
    if (word.length < MIN_LETTERS || /\d/.test(word)) continue;
    const list = byFirst.get(firstClass(word));
    if (list) list.push(word);
    else byFirst.set(firstClass(word), [word]);
  }
  return (word) => {
    if (word.length < MIN_LETTERS) return [];
    const candidates = byFirst.get(firstClass(word)) ?? [];
    const near = candidates.filter((other) => withinDistance(word, other, 1));
    if (near.length > 0 || word.length < TWO_ERRORS_FROM) return near;
    return candidates.filter((other) => withinDistance(word, other, 2));
  };
}
