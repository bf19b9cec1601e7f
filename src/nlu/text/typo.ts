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
  const short = a.length <= b.length ? a : b;
  const long = a.length <= b.length ? b : a;
  let i = 0;
  while (i < short.length && short.charCodeAt(i) === long.charCodeAt(i)) i++;
  if (short.length !== long.length) return sameFrom(short, i, long, i + 1);
  if (sameFrom(short, i + 1, long, i + 1)) return true;
  const swapped =
    short.charCodeAt(i) === long.charCodeAt(i + 1) && short.charCodeAt(i + 1) === long.charCodeAt(i);
  return swapped && sameFrom(short, i + 2, long, i + 2);
}

/** Whether what is left of both words from these offsets on is the same. */
function sameFrom(a: string, i: number, b: string, j: number): boolean {
  if (a.length - i !== b.length - j) return i >= a.length && j >= b.length;
  let k = 0;
  while (i + k < a.length && a.charCodeAt(i + k) === b.charCodeAt(j + k)) k++;
  return i + k >= a.length;
}

/** One bit for every letter that occurs, folded into 32: one error changes two of them at most. */
function signature(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

/** Whether more bits differ than so many errors can change (Kernighan's count, stopped early). */
function farApart(a: number, b: number, errors: number): boolean {
  let differing = a ^ b;
  for (let left = 2 * errors; differing !== 0; left--) {
    if (left === 0) return true;
    differing &= differing - 1;
  }
  return false;
}

type Target = { word: string; signature: number };

/** The words that a word was perhaps meant to be, best first. */
export type TypoFinder = (word: string) => string[];

const MIN_LETTERS = 4;
const TWO_ERRORS_FROM = 8;
const MAX_LETTERS = 24;
/** Longer words are no nearer than two letters to one of `MAX_LETTERS`. */
const MAX_KEYED = 32;

function hasDigit(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code >= 48 && code <= 57) return true;
  }
  return false;
}

/**
 * Finds the words of a vocabulary that an unknown word may be a slip of: same kind of first letter, one error, or two
 * from eight letters. Several may be equally near; the caller keeps them all and lets the sentence decide.
 *
 * @param targets words worth correcting to (names and content words, never small words).
 */
export function createTypoFinder(targets: Iterable<string>): TypoFinder {
  const buckets = new Map<number, Target[]>();
  const key = (word: string, length: number): number => firstClass(word).charCodeAt(0) * MAX_KEYED + length;
  for (const word of targets) {
    if (word.length < MIN_LETTERS || word.length >= MAX_KEYED || hasDigit(word)) continue;
    const at = key(word, word.length);
    const list = buckets.get(at);
    const target = { word, signature: signature(word) };
    if (list) list.push(target);
    else buckets.set(at, [target]);
  }
  const near = (word: string, errors: number, test: (other: string) => boolean): string[] => {
    const own = signature(word);
    const found: string[] = [];
    for (let length = word.length - errors; length <= word.length + errors; length++) {
      for (const target of buckets.get(key(word, length)) ?? []) {
        if (!farApart(own, target.signature, errors) && test(target.word)) found.push(target.word);
      }
    }
    return found;
  };
  return (word) => {
    if (word.length < MIN_LETTERS || word.length > MAX_LETTERS) return [];
    const one = near(word, 1, (other) => oneApart(word, other));
    if (one.length > 0 || word.length < TWO_ERRORS_FROM) return one;
    return near(word, 2, (other) => withinDistance(word, other, 2));
  };
}
