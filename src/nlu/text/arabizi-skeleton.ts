import { ARTICLE } from './normalise.js';

/** Words of Arabic by the coarse skeleton of their consonants, which every Latin spelling of them shares. */

/** Coarse classes that every spelling of a letter falls into. */
const ARABIC_CLASS: Readonly<Record<string, string>> = {
  ب: 'b',
  ت: 'T',
  ث: 'T',
  د: 'T',
  ذ: 'T',
  ز: 'T',
  س: 'T',
  ص: 'T',
  ض: 'T',
  ط: 'T',
  ظ: 'T',
  ج: 'K',
  غ: 'K',
  ق: 'K',
  ك: 'K',
  ح: 'h',
  ه: 'h',
  خ: 'x',
  ر: 'r',
  ش: 'S',
  ف: 'f',
  ل: 'l',
  م: 'm',
  ن: 'n',
};

const LATIN_CLASS: Readonly<Record<string, string>> = {
  b: 'b',
  p: 'b',
  t: 'T',
  d: 'T',
  z: 'T',
  s: 'T',
  '6': 'T',
  '9': 'T',
  j: 'K',
  g: 'K',
  q: 'K',
  k: 'K',
  c: 'K',
  '8': 'K',
  h: 'h',
  '7': 'h',
  '5': 'x',
  r: 'r',
  '4': 'S',
  f: 'f',
  v: 'f',
  l: 'l',
  m: 'm',
  n: 'n',
};

const PAIR_CLASS: Readonly<Record<string, string>> = { sh: 'S', th: 'T', dh: 'T', gh: 'K', kh: 'x', ch: 'K' };

/** A skeleton is a number, four bits for every class; of a long word only the last eight classes are kept. */
const CLASSES = 'bTKhxrSflmn';
const DIGIT_BITS = 4;
const DIGIT = 15;

const FIRST_ARABIC = 0x620;
const LAST_ARABIC = 0x6ff;

/** Digit of the class of every Arabic letter from `FIRST_ARABIC` on, 0 for those that no consonant writes. */
const ARABIC_DIGIT = Uint8Array.from({ length: LAST_ARABIC - FIRST_ARABIC + 1 }, (_, i) =>
  digitOf(ARABIC_CLASS[String.fromCharCode(FIRST_ARABIC + i)]),
);

function digitOf(consonant: string | undefined): number {
  return consonant === undefined ? 0 : CLASSES.indexOf(consonant) + 1;
}

/** A skeleton with one more class, if any; a class twice in a row counts once. */
const grown = (skeleton: number, digit: number): number =>
  digit === 0 || (skeleton & DIGIT) === digit ? skeleton : (skeleton << DIGIT_BITS) | digit;

const TA = digitOf('T');
const HA = digitOf('h');
const TA_MARBUTA = 'ه';

/** Where an Arabic word begins as it is looked up: behind its article. */
export const bareFrom = (word: string): number =>
  word.length >= ARTICLE.length + 2 && word.startsWith(ARTICLE) ? ARTICLE.length : 0;

/** Skeleton of the letters up to an offset, or -1 where one is not Arabic. */
function arabicSkeleton(word: string, from: number, to: number): number {
  let skeleton = 0;
  for (let i = from; i < to; i++) {
    const code = word.charCodeAt(i);
    if (code < FIRST_ARABIC || code > LAST_ARABIC) return -1;
    skeleton = grown(skeleton, ARABIC_DIGIT[code - FIRST_ARABIC] ?? 0);
  }
  return skeleton;
}

/** Skeletons of a Latin spelling: 9 is ص or ق, 7 is ح or خ, and an "h" at the end may be silent. */
export function latinSkeletons(word: string): number[] {
  const all = [word];
  if (/[aei]h$/.test(word)) all.push(word.slice(0, -1));
  // "5alla9tha" ends in «تها», not in «ث».
  if (ENCLITIC.test(word)) all.push(word.replace(ENCLITIC, '$1 $2'));
  if (word.includes('9')) all.push(...all.map((one) => one.replaceAll('9', 'q')));
  if (word.includes('7')) all.push(...all.map((one) => one.replaceAll('7', '5')));
  return [...new Set(all.map(latinSkeleton))];
}

const ENCLITIC = /([tsdkg])(h(?:a|om|um))$/;

function latinSkeleton(word: string): number {
  let skeleton = 0;
  for (let i = 0; i < word.length; i++) {
    const pair = PAIR_CLASS[word.slice(i, i + 2)];
    skeleton = grown(skeleton, digitOf(pair ?? LATIN_CLASS[word[i] ?? '']));
    if (pair) i++;
  }
  return skeleton;
}

/**
 * Words by their skeletons, as chains in three flat tables: a first message must not wait for ten thousand lists.
 * What a word is checked by is only worked out when its skeleton is asked for.
 */
export type SkeletonIndex = { wordsOf(skeleton: number): string[] };

/** A final ta marbuta is silent, heard as "t" before another noun, or written as "h". */
const MOST_SKELETONS = 3;
const CHAINS = 1 << 12;

/** Fibonacci hashing (Knuth, TAOCP 3, 6.4). */
const chainOf = (skeleton: number): number => (Math.imul(skeleton, 0x9e3779b1) >>> 16) & (CHAINS - 1);

/** Prepares the look-up of words by their consonants. */
export function createSkeletonIndex(words: readonly string[]): SkeletonIndex {
  const heads = new Int32Array(CHAINS);
  const links = new Int32Array(words.length * MOST_SKELETONS + 1);
  const skeletons = new Int32Array(links.length);
  const enter = (at: number, skeleton: number): void => {
    const chain = chainOf(skeleton);
    skeletons[at] = skeleton;
    links[at] = heads[chain] ?? 0;
    heads[chain] = at;
  };
  // From the last on, so that chains keep the order of the words.
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i] ?? '';
    const first = i * MOST_SKELETONS + 1;
    const silent = word.endsWith(TA_MARBUTA);
    const skeleton = arabicSkeleton(word, bareFrom(word), silent ? word.length - 1 : word.length);
    if (skeleton === -1 || word.length < 2) continue;
    enter(first, skeleton);
    if (!silent) continue;
    enter(first + 1, grown(skeleton, TA));
    enter(first + 2, grown(skeleton, HA));
  }
  return {
    wordsOf(skeleton) {
      const found = new Set<string>();
      for (let at = heads[chainOf(skeleton)] ?? 0; at !== 0; at = links[at] ?? 0)
        if (skeletons[at] === skeleton) found.add(words[Math.floor((at - 1) / MOST_SKELETONS)] ?? '');
      return [...found];
    },
  };
}
