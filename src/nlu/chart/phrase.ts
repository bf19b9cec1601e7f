import { isFolded, normalise } from '../text/normalise.js';
import type { PhraseTree } from './phrase-tree.js';

/** The folded words of a written one: mostly one, more where marks stand inside it, none for a mark alone. */
function foldWord(written: string): string[] {
  const lower = written.toLowerCase();
  if (isFolded(lower)) return [lower];
  const { text } = normalise(written);
  return isFolded(text) ? [text] : text.split(/[^\p{L}\p{Nd}]+/u).filter((word) => word !== '');
}

/** Folds the words of phrases without alternatives, each word once, however often it comes. */
export type Folder = (phrase: string) => string[];

/** Prepares the folding of phrases into words. */
export function createFolder(): Folder {
  const known = new Map<string, readonly string[]>();
  return (phrase) => {
    const all: string[] = [];
    for (const written of phrase.split(' ')) {
      let words = known.get(written);
      if (!words) {
        words = foldWord(written);
        known.set(written, words);
      }
      for (const word of words) all.push(word);
    }
    return all;
  };
}

/** Enters phrases into a tree, word by word. */
export type PhraseWriter = {
  /** Every word entered, with its number; in order of the numbers. */
  numberOf: ReadonlyMap<string, number>;
  /** By the number of a word, 1 when it was entered as content. */
  content: Uint8Array;
  /** By the number of a word, a bit for every list that has it. */
  lists: Int32Array;
  /**
   * @param isContent whether its words carry what a message is about.
   * @param list number of the list it stands in, at most 31.
   * @returns the nodes where the phrase ends.
   * @throws Error for a brace that is not closed.
   */
  enter(phrase: string, isContent: boolean, list: number): readonly number[];
};

/** The most words that a tree can number. */
const MOST_WORDS = 1 << 16;

/** Prepares the entering of phrases into a tree. */
export function createPhraseWriter(tree: PhraseTree, fold: Folder): PhraseWriter {
  const numberOf = new Map<string, number>();
  const content = new Uint8Array(MOST_WORDS);
  const lists = new Int32Array(MOST_WORDS);
  let bit = 0;
  const stepBy = (isContent: boolean): Step => {
    const add = (node: number, number: number): number => {
      if (isContent) content[number] = 1;
      lists[number] = (lists[number] ?? 0) | bit;
      return tree.add(node, number);
    };
    const addFolded = (node: number, word: string): number => {
      const known = numberOf.get(word);
      if (known !== undefined) return add(node, known);
      numberOf.set(word, numberOf.size);
      return add(node, numberOf.size - 1);
    };
    return (node, written) => {
      const known = numberOf.get(written);
      if (known !== undefined) return add(node, known);
      return isFolded(written) ? addFolded(node, written) : fold(written).reduce(addFolded, node);
    };
  };
  const steps = { content: stepBy(true), other: stepBy(false) };
  return {
    numberOf,
    content,
    lists,
    enter(phrase, isContent, list) {
      bit = 1 << list;
      return enter({ tree, step: isContent ? steps.content : steps.other }, phrase);
    },
  };
}

/** The node after a word as it is written. */
type Step = (node: number, written: string) => number;

type Writing = { tree: PhraseTree; step: Step };

/** Nearly all phrases are plain words, and there are 20,000 of them. */
function enter(writing: Writing, phrase: string): readonly number[] {
  if (phrase.includes('{')) return follow(writing, [0], phrase);
  let node = 0;
  let from = 0;
  for (let to = phrase.indexOf(' '); to >= 0; to = phrase.indexOf(' ', from)) {
    node = writing.step(node, phrase.slice(from, to));
    from = to + 1;
  }
  return [writing.step(node, from === 0 ? phrase : phrase.slice(from))];
}

/** Enters a phrase with alternatives from each of these nodes on and gives the nodes where it ends. */
function follow(writing: Writing, nodes: readonly number[], phrase: string): readonly number[] {
  let ends = nodes;
  for (let at = 0; at < phrase.length; ) {
    const { text, end } = partAt(phrase, at);
    ends = text.startsWith('{')
      ? followGroup(writing, ends, text)
      : ends.map((node) => writing.step(node, text));
    at = end + 1;
  }
  return ends;
}

/** From the end of every alternative all that follows goes on at one new node; one left out stays where it is. */
function followGroup(writing: Writing, nodes: readonly number[], group: string): readonly number[] {
  const joint = writing.tree.join();
  const all = alternatives(group);
  for (const one of all) {
    if (one !== '') for (const end of follow(writing, nodes, one)) writing.tree.jump(end, joint);
  }
  return all.includes('') ? [joint, ...nodes] : [joint];
}

/** The part of a phrase from an offset on: a word, or everything between a brace and its partner. */
function partAt(phrase: string, from: number): { text: string; end: number } {
  if (phrase[from] !== '{') {
    const end = phrase.indexOf(' ', from);
    return { text: phrase.slice(from, end < 0 ? undefined : end), end: end < 0 ? phrase.length : end };
  }
  let depth = 0;
  for (let at = from; at < phrase.length; at++) {
    if (phrase[at] === '{') depth++;
    if (phrase[at] === '}' && --depth === 0) return { text: phrase.slice(from, at + 1), end: at + 1 };
  }
  throw new Error(`a brace is not closed in the phrase "${phrase}"`);
}

/** What stands between the commas of «{a,b {c,d},}», not of the braces inside it. */
function alternatives(group: string): string[] {
  const all: string[] = [];
  let depth = 0;
  let from = 1;
  for (let at = 1; at < group.length; at++) {
    const char = group[at];
    if (depth === 0 && (char === ',' || at === group.length - 1)) {
      all.push(group.slice(from, at));
      from = at + 1;
    }
    if (char === '{') depth++;
    if (char === '}') depth--;
  }
  return all;
}
