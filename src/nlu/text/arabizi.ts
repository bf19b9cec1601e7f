import type { Piece } from './pieces.js';

/**
 * Arabic in Latin letters and digits ("7awalli", "el mukhadarat"). Nobody spells it alike: consonants are fairly
 * sure, vowels are not. So candidates are found by a coarse skeleton of consonants, and each is then checked letter by
 * letter: what Latin letters may stand for an Arabic one, and how usual that is.
 */

/** How Latin letters write an Arabic consonant, with what each spelling counts against the match; 0 = the usual one. */
const SPELLINGS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ب: { b: 0, p: 0 },
  ت: { t: 0 },
  ث: { th: 0, t: 0.3, s: 0.3 },
  ج: { j: 0, ch: 0.1, g: 0.2, y: 0.3 },
  ح: { '7': 0, h: 0.1 },
  خ: { '5': 0, kh: 0, '7': 0.3 },
  د: { d: 0 },
  ذ: { th: 0, dh: 0, d: 0.3, z: 0.3 },
  ر: { r: 0 },
  ز: { z: 0 },
  س: { s: 0 },
  ش: { sh: 0, '4': 0.2 },
  ص: { '9': 0, s: 0.1 },
  ض: { th: 0.1, dh: 0, d: 0.1, '9': 0.2, z: 0.3 },
  ط: { '6': 0, t: 0.1 },
  ظ: { th: 0, dh: 0, z: 0.1, '6': 0.2, d: 0.3 },
  ع: { '3': 0 },
  غ: { gh: 0, '8': 0.1, '3': 0.3, g: 0.3, q: 0.3 },
  ف: { f: 0, v: 0 },
  ق: { q: 0, g: 0, '8': 0, '9': 0.1, gh: 0.2, k: 0.3, j: 0.3 },
  ك: { k: 0, c: 0.1, ch: 0.1 },
  ل: { l: 0 },
  م: { m: 0 },
  ن: { n: 0 },
  ه: { h: 0 },
};

/** How a long vowel or a diphthong is written. */
const LONG: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ا: { a: 0, aa: 0, '2': 0, '2a': 0, '2e': 0, '2i': 0, '2o': 0, '2u': 0, e: 0.15, i: 0.2, o: 0.3, u: 0.3 },
  و: {
    o: 0,
    oo: 0,
    u: 0,
    ou: 0,
    uu: 0,
    w: 0,
    aw: 0,
    ww: 0,
    aww: 0,
    uw: 0,
    uww: 0,
    au: 0,
    ow: 0,
    '2': 0,
    oa: 0.1,
    ue: 0.2,
  },
  ي: {
    i: 0,
    ee: 0,
    e: 0.05,
    y: 0,
    ii: 0,
    ie: 0,
    ei: 0,
    ai: 0,
    ay: 0,
    ey: 0,
    iy: 0,
    yy: 0,
    ayy: 0,
    iyy: 0,
    eyy: 0,
    ea: 0.1,
    '2': 0,
    a: 0.35,
  },
};

const SHORT = /[aeiou2]/;

const UNWRITTEN_VOWEL = 0.4;
const UNWRITTEN_AIN = 0.3;
const SECOND_VOWEL = 0.35;
const SILENT_END = 0.3;
const CONSTRUCT = 0.1;
const NEVER = Number.POSITIVE_INFINITY;

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

const undouble = (skeleton: string): string => skeleton.replace(/(.)\1+/g, '$1');

/** The word without its article, as it is looked up. */
const bare = (word: string): string => word.replace(/^ال(?=..)/, '');

/** Skeletons under which an Arabic word is filed: a final ta marbuta is silent, or a "t" before another noun. */
function arabicSkeletons(word: string): string[] {
  const skeleton = (text: string): string =>
    undouble([...text].map((letter) => ARABIC_CLASS[letter] ?? '').join(''));
  if (!word.endsWith('ه')) return [skeleton(word)];
  const stem = word.slice(0, -1);
  return [...new Set([skeleton(stem), skeleton(`${stem}ت`), skeleton(word)])];
}

/** Skeletons of a Latin spelling: 9 is ص or ق, 7 is ح or خ, and an "h" at the end may be silent. */
function latinSkeletons(word: string): string[] {
  const all = [word];
  if (/[aei]h$/.test(word)) all.push(word.slice(0, -1));
  // "5alla9tha" ends in «تها», not in «ث».
  if (ENCLITIC.test(word)) all.push(word.replace(ENCLITIC, '$1 $2'));
  if (word.includes('9')) all.push(...all.map((one) => one.replaceAll('9', 'q')));
  if (word.includes('7')) all.push(...all.map((one) => one.replaceAll('7', '5')));
  return [...new Set(all.map(latinSkeleton))];
}

const ENCLITIC = /([tsdkg])(h(?:a|om|um))$/;

function latinSkeleton(word: string): string {
  let out = '';
  for (let i = 0; i < word.length; i++) {
    const pair = PAIR_CLASS[word.slice(i, i + 2)];
    out += pair ?? LATIN_CLASS[word[i] ?? ''] ?? '';
    if (pair) i++;
  }
  return undouble(out);
}

/**
 * What a Latin spelling of an Arabic word has against it: 0 for a usual one, infinite for none at all.
 *
 * @param limit more than this need not be told apart from none.
 */
export function spellingCost(latin: string, arabic: string, limit = Number.MAX_VALUE): number {
  const grid = createGrid(latin.length, arabic.length);
  grid.reach(0, 0, true, 0);
  for (let i = 0; i <= latin.length; i++) {
    for (let j = 0; j <= arabic.length; j++) {
      for (const open of [true, false]) {
        const cost = grid.cost(i, j, open);
        if (cost <= limit) step({ latin, arabic, grid, i, j, open, cost });
      }
    }
  }
  return Math.min(
    grid.cost(latin.length, arabic.length, true),
    grid.cost(latin.length, arabic.length, false),
  );
}

/** Costs by letters read on both sides; `open` after a consonant, where a short vowel may stand. */
type Grid = {
  cost(i: number, j: number, open: boolean): number;
  reach(i: number, j: number, open: boolean, cost: number): void;
};

function createGrid(width: number, height: number): Grid {
  const costs = new Float64Array((width + 1) * (height + 1) * 2).fill(NEVER);
  const at = (i: number, j: number, open: boolean): number => (i * (height + 1) + j) * 2 + (open ? 1 : 0);
  return {
    cost: (i, j, open) => costs[at(i, j, open)] ?? NEVER,
    reach(i, j, open, cost) {
      if (i <= width && cost < (costs[at(i, j, open)] ?? NEVER)) costs[at(i, j, open)] = cost;
    },
  };
}

type Step = { latin: string; arabic: string; grid: Grid; i: number; j: number; open: boolean; cost: number };

/** Goes on from one pair of letters by everything that may come next. */
function step(at: Step): void {
  const { latin, arabic, grid, i, j, open, cost } = at;
  if (SHORT.test(latin[i] ?? '')) grid.reach(i + 1, j, false, cost + (open ? 0 : SECOND_VOWEL));
  const letter = arabic[j];
  if (letter === undefined) return;
  if (letter in LONG) stepLong(at, letter);
  if (letter === 'ع') grid.reach(i, j + 1, true, cost + UNWRITTEN_AIN);
  if (letter === 'ه' && j === arabic.length - 1) stepTaMarbuta(at);
  const spellings = SPELLINGS[letter] ?? {};
  for (const written in spellings) {
    if (!latin.startsWith(written, i)) continue;
    const end = i + written.length;
    const more = cost + (spellings[written] ?? 0);
    grid.reach(end, j + 1, true, more);
    // A letter written twice is one letter with shadda.
    if (latin.startsWith(written, end)) grid.reach(end + written.length, j + 1, true, more);
  }
}

function stepLong({ latin, grid, i, j, open, cost }: Step, letter: string): void {
  grid.reach(i, j + 1, open, cost + UNWRITTEN_VOWEL);
  const spellings = LONG[letter] ?? {};
  for (const written in spellings) {
    // «و» and «ي» may be consonants, with a vowel of their own after them; the first alef carries any vowel.
    if (!latin.startsWith(written, i)) continue;
    const unlikely = j === 0 ? 0 : (spellings[written] ?? 0);
    grid.reach(i + written.length, j + 1, letter !== 'ا', cost + unlikely);
  }
}

/** A ta marbuta is heard as the vowel before it, or as "t" before another noun. */
function stepTaMarbuta({ latin, grid, i, j, cost }: Step): void {
  grid.reach(i, j + 1, false, cost + (/[ae]/.test(latin[i - 1] ?? '') ? 0 : SILENT_END));
  if (latin[i] === 't') grid.reach(i + 1, j + 1, false, cost + CONSTRUCT);
}

/** How much may count against a match, by the number of consonants of the word. */
const TOLERATED: readonly number[] = [-1, 0, 0.35, 0.75, 1.1, 1.3];
/** Candidates that are hardly worse than the best one are kept too; the sentence decides. */
const NEARLY_AS_GOOD = 0.05;
const MAX_LETTERS = 24;
const SHORTEST_OF_ONE_CONSONANT = 3;

const consonants = (word: string): number => [...word].filter((letter) => letter in SPELLINGS).length;

function tolerated(word: string): number {
  const count = consonants(word);
  if (count === 1 && word.length < SHORTEST_OF_ONE_CONSONANT) return -1;
  return TOLERATED[Math.min(count, TOLERATED.length - 1)] ?? -1;
}

type Filed = { word: string; stem: string; tolerated: number; first: string };

const MOST_REMEMBERED = 5000;
const FIRST_CONSONANT = /[بتثجحخدذرزسشصضطظغفقكلمن]/u;
const FIRST_LATIN = /[^aeiouwy23h]/;

/** Whether the first consonant of the one may be written as that of the other; an "h" may be silent or half a pair. */
function mayBegin(latin: string, first: string): boolean {
  const letter = FIRST_LATIN.exec(latin)?.[0];
  if (letter === undefined || first === '' || latin.includes('h') || latin.includes('3')) return true;
  const spellings = SPELLINGS[first] ?? {};
  for (const written in spellings) if (written.startsWith(letter)) return true;
  return false;
}

export type ArabiziFinder = (latin: string) => string[];

const ARABIC_WORD = /^\p{Script=Arabic}{2,}$/u;

/**
 * Finds the words of a vocabulary that a word in Latin letters may stand for: those that its letters spell best, if
 * they spell any well enough. The shorter a word, the stricter.
 *
 * @param vocabulary folded words; those in other scripts are passed over.
 */
export function createArabiziFinder(vocabulary: Iterable<string>): ArabiziFinder {
  const filed = new Map<string, Filed[]>();
  const known = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (!ARABIC_WORD.test(word)) continue;
    const stem = bare(word);
    const one: Filed = {
      word,
      stem,
      tolerated: tolerated(stem),
      first: FIRST_CONSONANT.exec(stem)?.[0] ?? '',
    };
    for (const skeleton of arabicSkeletons(stem)) {
      const list = filed.get(skeleton);
      if (list) list.push(one);
      else filed.set(skeleton, [one]);
    }
  }
  const find = (latin: string): string[] => {
    const costs = new Map<string, number>();
    for (const skeleton of latinSkeletons(latin)) {
      for (const { word, stem, tolerated, first } of filed.get(skeleton) ?? []) {
        if (tolerated < 0 || costs.has(word) || !mayBegin(latin, first)) continue;
        const cost = spellingCost(latin, stem, tolerated);
        if (cost <= tolerated) costs.set(word, cost);
      }
    }
    const best = Math.min(...costs.values());
    return [...costs].filter(([, cost]) => cost <= best + NEARLY_AS_GOOD).map(([word]) => word);
  };
  return (latin) => {
    if (latin.length > MAX_LETTERS) return [];
    const before = known.get(latin);
    if (before) return before;
    // What one person writes others write too; a full memory is begun anew.
    if (known.size >= MOST_REMEMBERED) known.clear();
    const found = find(latin);
    known.set(latin, found);
    return found;
  };
}

/** Digits for letters, the article, and small words that no other language has. */
const ARABIZI_SIGN =
  /\b(?:shno|shino|shnu|shlon|wain|wayn|ween|wein|laish|lesh|leish|maku|aku|elli|illi|akthar|mino|meno|minu|chem|kam|shkether|ams|bacher|bel|fel|bil|fil|hal|elyom|warni|abi)\b|\b(?:el|il) [a-z]{3}|\bsh(?:[fgtk][a-z]|s[aeo])|[a-z][2356789][a-z]|(?:^|[^a-z\d])[23567](?!(?:am|pm|th|nd|rd|km|kms|hr|hrs|min|mins|day|days|mtr|wks|weeks)(?![a-z\d]))[a-z]{2}|[a-z]{2}[2367](?:[^a-z\d]|$)|\bel[a-z]+(?:at|een|eya|iya)\b/;

/** Words that are Arabic for sure make a message Arabizi when there are so many of them, or no others. */
const ENOUGH_WORDS = 2;

/** Tells whether a message is Arabic in Latin letters, by its signs or by words that are known to be. */
export const createArabiziTest =
  (arabiziWords: () => ReadonlySet<string>) =>
  (pieces: readonly Piece[], text: string): boolean => {
    if (ARABIZI_SIGN.test(text)) return true;
    const latin = pieces.filter(({ kind }) => kind === 'latin');
    const known = latin.filter((piece) => arabiziWords().has(piece.text)).length;
    return known > 0 && (known >= ENOUGH_WORDS || known === latin.length);
  };
