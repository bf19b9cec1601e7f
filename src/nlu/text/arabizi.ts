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
  ض: { th: 0.1, dh: 0, d: 0.1, '9': 0.2, '6': 0.2, z: 0.3 },
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

const SHORT = 'aeiou2';
const isShort = (text: string, at: number): boolean => at < text.length && SHORT.includes(text.charAt(at));

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
const ARTICLE = 'ال';

/** Where an Arabic word begins as it is looked up: behind its article. */
const bareFrom = (word: string): number =>
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
function latinSkeletons(word: string): number[] {
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

/** A spelling of a letter with what it counts against the match. */
type Spelling = readonly [written: string, cost: number];
type Spellings = ReadonlyMap<string, readonly Spelling[]>;

const spellingsOf = (table: typeof SPELLINGS): Spellings =>
  new Map(Object.entries(table).map(([letter, spellings]) => [letter, Object.entries(spellings)]));

const CONSONANTS = spellingsOf(SPELLINGS);
const VOWELS = spellingsOf(LONG);

/** Where a spelling ends in a Latin word, with what it counts against the match. */
type End = readonly [at: number, cost: number];
const NO_ENDS: readonly End[] = [];

/** By offset into a Latin word and Arabic letter: where the spellings of the letter that begin there end. */
type Ends = (at: number, letter: string) => readonly End[];

/** A Latin word to be held against many Arabic ones, with a table of costs that they share. */
type LatinWord = { text: string; consonants: Ends; vowels: Ends; costs: Float64Array };

const SPELT_LETTERS = 32;

const latinWord = (text: string): LatinWord => ({
  text,
  consonants: createEnds(text, CONSONANTS, true),
  vowels: createEnds(text, VOWELS, false),
  costs: new Float64Array((text.length + 1) * SPELT_LETTERS * 2),
});

/** @param shadda a letter written twice is one letter. */
function createEnds(text: string, table: Spellings, shadda: boolean): Ends {
  const known = Array.from(text, () => new Map<string, readonly End[]>());
  const find = (at: number, letter: string): readonly End[] => {
    const ends: End[] = [];
    for (const [written, cost] of table.get(letter) ?? []) {
      if (!text.startsWith(written, at)) continue;
      const end = at + written.length;
      ends.push([end, cost]);
      if (shadda && text.startsWith(written, end)) ends.push([end + written.length, cost]);
    }
    return ends.length === 0 ? NO_ENDS : ends;
  };
  return (at, letter) => {
    const here = known[at];
    const before = here?.get(letter);
    if (before || !here) return before ?? NO_ENDS;
    const ends = find(at, letter);
    here.set(letter, ends);
    return ends;
  };
}

/**
 * What a Latin spelling of an Arabic word has against it: 0 for a usual one, infinite for none at all.
 *
 * @param limit more than this need not be told apart from none.
 */
export const spellingCost = (latin: string, arabic: string, limit = Number.MAX_VALUE): number =>
  costOf(latinWord(latin), arabic, limit);

/** Costs by letters read on both sides; two each, the second after a consonant, where a short vowel may stand. */
type Grid = { costs: Float64Array; width: number; height: number };

const cell = ({ height }: Grid, i: number, j: number, open: boolean): number =>
  (i * (height + 1) + j) * 2 + (open ? 1 : 0);

function reach(grid: Grid, i: number, j: number, open: boolean, cost: number): void {
  const at = cell(grid, i, j, open);
  if (i <= grid.width && cost < (grid.costs[at] ?? NEVER)) grid.costs[at] = cost;
}

function costOf(latin: LatinWord, arabic: string, limit: number): number {
  if (arabic.length >= SPELT_LETTERS) return NEVER;
  const grid: Grid = { costs: latin.costs, width: latin.text.length, height: arabic.length };
  grid.costs.fill(NEVER, 0, (grid.width + 1) * (grid.height + 1) * 2);
  reach(grid, 0, 0, true, 0);
  for (let i = 0; i <= grid.width; i++) {
    for (let j = 0; j <= grid.height; j++) {
      const closed = grid.costs[cell(grid, i, j, false)] ?? NEVER;
      const open = grid.costs[cell(grid, i, j, true)] ?? NEVER;
      if (open <= limit) step({ latin, arabic, grid, i, j, open: true, cost: open });
      if (closed <= limit) step({ latin, arabic, grid, i, j, open: false, cost: closed });
    }
  }
  const last = cell(grid, grid.width, grid.height, false);
  return Math.min(grid.costs[last] ?? NEVER, grid.costs[last + 1] ?? NEVER);
}

type Step = {
  latin: LatinWord;
  arabic: string;
  grid: Grid;
  i: number;
  j: number;
  open: boolean;
  cost: number;
};

/** Goes on from one pair of letters by everything that may come next. */
function step(at: Step): void {
  const { latin, arabic, grid, i, j, open, cost } = at;
  if (isShort(latin.text, i)) reach(grid, i + 1, j, false, cost + (open ? 0 : SECOND_VOWEL));
  const letter = arabic[j];
  if (letter === undefined) return;
  if (letter in LONG) stepLong(at, letter);
  if (letter === 'ع') reach(grid, i, j + 1, true, cost + UNWRITTEN_AIN);
  if (letter === TA_MARBUTA && j === arabic.length - 1) stepTaMarbuta(at);
  for (const [end, more] of latin.consonants(i, letter)) reach(grid, end, j + 1, true, cost + more);
}

function stepLong({ latin, grid, i, j, open, cost }: Step, letter: string): void {
  reach(grid, i, j + 1, open, cost + UNWRITTEN_VOWEL);
  // «و» and «ي» may be consonants, with a vowel of their own after them; the first alef carries any vowel.
  for (const [end, more] of latin.vowels(i, letter))
    reach(grid, end, j + 1, letter !== 'ا', cost + (j === 0 ? 0 : more));
}

/** A ta marbuta is heard as the vowel before it, or as "t" before another noun. */
function stepTaMarbuta({ latin: { text }, grid, i, j, cost }: Step): void {
  const before = text[i - 1];
  reach(grid, i, j + 1, false, cost + (before === 'a' || before === 'e' ? 0 : SILENT_END));
  if (text[i] === 't') reach(grid, i + 1, j + 1, false, cost + CONSTRUCT);
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

/**
 * Words by their skeletons, as chains in three flat tables: a first message must not wait for ten thousand lists.
 * What a word is checked by is only worked out when its skeleton is asked for.
 */
type SkeletonIndex = { wordsOf(skeleton: number): string[] };

/** A final ta marbuta is silent, heard as "t" before another noun, or written as "h". */
const MOST_SKELETONS = 3;
const CHAINS = 1 << 12;

/** Fibonacci hashing (Knuth, TAOCP 3, 6.4). */
const chainOf = (skeleton: number): number => (Math.imul(skeleton, 0x9e3779b1) >>> 16) & (CHAINS - 1);

function createSkeletonIndex(words: readonly string[]): SkeletonIndex {
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

/**
 * Finds the words of a vocabulary that a word in Latin letters may stand for: those that its letters spell best, if
 * they spell any well enough. The shorter a word, the stricter.
 *
 * @param vocabulary folded words; those in other scripts are passed over.
 */
export function createArabiziFinder(vocabulary: Iterable<string>): ArabiziFinder {
  const index = createSkeletonIndex([...vocabulary]);
  const known = new Map<string, string[]>();
  const find = (text: string): string[] => {
    const latin = latinWord(text);
    const costs = new Map<string, number>();
    for (const word of latinSkeletons(text).flatMap((skeleton) => index.wordsOf(skeleton))) {
      const stem = word.slice(bareFrom(word));
      const limit = tolerated(stem);
      if (limit < 0 || costs.has(word) || !mayBegin(text, FIRST_CONSONANT.exec(stem)?.[0] ?? '')) continue;
      const cost = costOf(latin, stem, limit);
      if (cost <= limit) costs.set(word, cost);
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
