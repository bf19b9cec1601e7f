/**
 * What Latin letters may stand for an Arabic word, and how usual that is: a table of spellings of every letter and the
 * cheapest way to lay both words beside each other.
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
const TA_MARBUTA = 'ه';

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
export type LatinWord = { text: string; consonants: Ends; vowels: Ends; costs: Float64Array };

const SPELT_LETTERS = 32;

export const latinWord = (text: string): LatinWord => ({
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

/** Costs by letters read on both sides; two each, the second after a consonant, where a short vowel may stand. */
type Grid = { costs: Float64Array; width: number; height: number };

const cell = ({ height }: Grid, i: number, j: number, open: boolean): number =>
  (i * (height + 1) + j) * 2 + (open ? 1 : 0);

function reach(grid: Grid, i: number, j: number, open: boolean, cost: number): void {
  const at = cell(grid, i, j, open);
  if (i <= grid.width && cost < (grid.costs[at] ?? NEVER)) grid.costs[at] = cost;
}

/**
 * What a Latin spelling of an Arabic word has against it: 0 for a usual one, infinite for none at all.
 *
 * @param limit more than this need not be told apart from none.
 */
export function spellingCost(latin: LatinWord, arabic: string, limit = Number.MAX_VALUE): number {
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

const FIRST_LATIN = /[^aeiouwy23h]/;

/** Whether the first consonant of the one may be written as that of the other; an "h" may be silent or half a pair. */
export function mayBegin(latin: string, first: string): boolean {
  const letter = FIRST_LATIN.exec(latin)?.[0];
  if (letter === undefined || first === '' || latin.includes('h') || latin.includes('3')) return true;
  const spellings = SPELLINGS[first] ?? {};
  for (const written in spellings) if (written.startsWith(letter)) return true;
  return false;
}

/** How many letters of an Arabic word are consonants. */
export const consonants = (word: string): number => [...word].filter((letter) => letter in SPELLINGS).length;
