import type { ChartNode } from '../chart/chart.js';
import type { Reading } from '../engine.js';
import { originalSpan } from '../text/normalise.js';
import { type Piece, wholeWords } from '../text/pieces.js';

const MAX_NAME_WORDS = 3;

/** Symbols whose words are not part of a name even though nothing else uses them. */
const NOT_NAME = new Set([
  'filler',
  'cue',
  'when',
  'places',
  'offences',
  'slot',
  'num',
  'exclusion',
  'outside',
  'statusWord',
  'priorityWord',
  'dueWord',
]);

const covers = (node: ChartNode, piece: Piece): boolean => node.start <= piece.start && node.end >= piece.end;

const has = (reading: Reading, piece: Piece, symbols: readonly string[]): boolean =>
  reading.nodes.some(
    (node) =>
      symbols.includes(node.symbol) &&
      node.start === piece.start &&
      node.end === piece.end &&
      node.how !== 'typo',
  );

/** A rank, also with a preposition written onto it («للملازم»). */
const isRank = (reading: Reading, piece: Piece): boolean =>
  reading.nodes.some(
    ({ symbol, start, end, how }) =>
      symbol === 'rankWord' && end === piece.end && start - piece.start <= 2 && how !== 'typo',
  );

/** An Arabizi article stands alone ("el raqeeb"). */
const isArticle = ({ wording }: Reading, { text }: Piece): boolean => wording('looseArticle').test(text);

const isWord = (piece: Piece): boolean => piece.kind === 'arabic' || piece.kind === 'latin';

/**
 * The words of a name after a verb or a "to", past ranks and the word for a task; and where the search for it ended.
 * Without words, no search that begins before `until` finds any.
 */
function nameFrom(reading: Reading, from: number): { words: Piece[]; until: number } {
  const words: Piece[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const piece of wholeWords(reading.pieces).filter((one) => one.start >= from)) {
    if (piece.kind === 'mark' && words.length > 0 && piece.text !== '.' && piece.text !== '-') break;
    if (!isWord(piece)) {
      if (words.length > 0 && piece.kind === 'digits') break;
      continue;
    }
    if (
      words.length === 0 &&
      (isRank(reading, piece) || reading.wording('taskQuality').test(piece.text) || isArticle(reading, piece))
    )
      continue;
    if (words.length === 0 && reading.wording('neverName').test(piece.text)) continue;
    const known = reading.cover.some(
      (node) => NOT_NAME.has(node.symbol) && covers(node, piece) && node.how !== 'typo',
    );
    const name =
      words.length === 0
        ? followsTitle(reading, piece) || isKunya(reading, piece)
        : reading.wording('sonOf').test(words.at(-1)?.text ?? '');
    if (known && !name) {
      if (
        words.length === 0 &&
        has(reading, piece, ['filler', 'the', 'to', 'of', 'in', 'assignVerb', 'taskNoun', 'hash'])
      )
        continue;
      until = piece.start;
      break;
    }
    if (reading.wording('workWord').test(piece.text)) {
      until = piece.start;
      break;
    }
    words.push(piece);
    if (words.length === MAX_NAME_WORDS) break;
  }
  return { words, until };
}

/** «الرقيب علي»: after a rank or the verb itself the preposition «على» is the name. */
function followsTitle(reading: Reading, piece: Piece): boolean {
  if (!reading.wording('prepositionOrName').test(piece.text)) return false;
  const before = reading.pieces.filter((one) => one.end <= piece.start).at(-1);
  if (!before || !has(reading, before, ['rankWord', 'assignVerb'])) return false;
  return !originalSpan(reading.source, piece.start, piece.end).text.endsWith('ى');
}

/** «بو مشعل»: the word that calls one by his son is a part of the name when a name follows it. */
function isKunya(reading: Reading, { text, end }: Piece): boolean {
  const next = reading.pieces.find(({ start }) => start > end);
  return reading.wording('kunya').test(text) && next !== undefined && isWord(next) && !isRank(reading, next);
}

function nameText(reading: Reading, words: readonly Piece[], prefix: number): string | null {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return null;
  const name = originalSpan(reading.source, first.start + prefix, last.end).text;
  return name.replace(/^@/, '').replace(/['’‘]s?$/u, '');
}

/** A preposition written onto an Arabic name («لخالد») takes one letter. */
const gluedPreposition = ({ wording }: Reading, piece: Piece | undefined): number =>
  piece?.kind === 'arabic' && wording('gluedTo').test(piece.text) ? 1 : 0;

/** Name after the first of the given symbols, or null. */
export function nameAfter(
  reading: Reading,
  symbols: readonly ChartNode['symbol'][],
): { name: string; end: number } | null {
  const anchors = reading.nodes
    .filter((node) => symbols.includes(node.symbol) && node.how !== 'typo')
    .sort((a, b) => a.start - b.start);
  let barren = -1;
  for (const { end: from } of anchors) {
    if (from <= barren) continue;
    const { words, until } = nameFrom(reading, from);
    if (words.length === 0) barren = until;
    const kept = trimmed(reading, words);
    const name = nameText(reading, kept, gluedPreposition(reading, kept[0]));
    if (name) return { name, end: kept.at(-1)?.end ?? 0 };
  }
  return null;
}

/** One name word, or two where the second joins on (bin, al-, abu) or both stand before a known word. */
function trimmed({ wording }: Reading, words: readonly Piece[]): Piece[] {
  const joining = wording('nameJoint');
  const kept: Piece[] = [];
  for (const word of words) {
    const before = kept.at(-1);
    if (before && !joining.test(word.text) && !joining.test(before.text)) break;
    kept.push(word);
  }
  return kept;
}

/** "Khaled's tasks": the name before a possessive; null otherwise. */
export function ownerName(reading: Reading): string | null {
  return reading.wording('owner').exec(reading.source.original)?.[1] ?? null;
}

/** "What is Bader working on?", "what has Sgt Huda got on?": the one whose tasks are asked for; null otherwise. */
export function busyName(reading: Reading): string | null {
  const match = reading.wording('busyWith').exec(reading.source.text);
  const words = match?.slice(1).find((group) => group !== undefined) ?? '';
  const first = words.split(' ')[0] ?? '';
  if (words === '' || reading.wording('nobody').test(words)) return null;
  const piece = reading.pieces.find(({ text }) => text === first);
  return piece ? plainName(reading, piece.start) : null;
}

/** "Let Ali take 12": the one to whom a numbered task is handed; null otherwise. */
export function handedOn(reading: Reading): string | null {
  const match = reading.wording('handsOn').exec(reading.source.text);
  const words = match?.slice(1).find((group) => group !== undefined) ?? '';
  if (words === '' || reading.wording('nobody').test(words)) return null;
  const piece = reading.pieces.find(({ start }) => start === match?.[0].indexOf(words));
  return piece ? plainName(reading, piece.start) : null;
}

/** Index of the first word after a name that is called upon, or -1: of "to" before work, else of the work itself. */
function nameEnd({ wording }: Reading, words: readonly Piece[]): number {
  const to = words.findIndex(({ text }) => wording('toWork').test(text));
  if (to >= 1 && wording('orderedWork').test(words[to + 1]?.text ?? '')) return to;
  const work = words.findIndex(({ text }) => wording('plainOrder').test(text));
  if (work < 1) return -1;
  let end = work;
  while (end > 1 && wording('calling').test(words[end - 1]?.text ?? '')) end--;
  return end;
}

/** How an order begins that has no verb of its own: its name, and whether nothing but the name calls upon anybody. */
function calledUpon(reading: Reading): { name: string; barely: boolean } | null {
  const said = reading.pieces.filter(isWord);
  const words = said.slice(said.findIndex(({ text }) => !reading.wording('wishing').test(text)));
  const end = nameEnd(reading, words);
  if (end < 1 || end > MAX_NAME_WORDS + 1) return null;
  const before = words.slice(0, end).filter((piece) => !isRank(reading, piece));
  const known = before.some((piece) =>
    reading.nodes.some((node) => NOT_NAME.has(node.symbol) && covers(node, piece) && node.how === 'exact'),
  );
  if (known || before.length > MAX_NAME_WORDS) return null;
  const asked =
    words.length < said.length ||
    before.length < end ||
    reading.wording('calling').test(words[end]?.text ?? '');
  if (!reading.wording('toWork').test(words[end]?.text ?? '')) {
    if (
      reading.source.text.includes('?') ||
      reading.wording('noOrder').test(reading.source.text) ||
      before.some(({ text }) => reading.wording('noName').test(text))
    )
      return null;
    if (!asked && reading.cover.some(({ symbol }) => symbol === 'offences')) return null;
  }
  const name = nameText(reading, trimmed(reading, before), 0);
  return name === null ? null : { name, barely: !asked };
}

/** The name that an order without a verb begins with: "Sgt Nasser to inspect Fintas block 2"; null otherwise. */
export const leadingName = (reading: Reading): string | null => calledUpon(reading)?.name ?? null;

/** "Ahmed patrol Hawalli block 5": no rank, no "please", no "to" says that it is an order. */
export const barelyOrdered = (reading: Reading): boolean => calledUpon(reading)?.barely ?? false;

/** Whether a word may be somebody's name: one that nothing explains and that is no work. */
export function isName(reading: Reading, piece: Piece): boolean {
  const bare = piece.text.slice(reading.wording('and').exec(piece.text)?.[0].length ?? 0);
  if (
    reading.wording('workWord').test(bare) ||
    reading.wording('orderedWork').test(bare) ||
    reading.wording('anotherVerb').test(piece.text)
  )
    return false;
  return isWord(piece) && reading.unread.some(({ start, end }) => start <= piece.start && end >= piece.end);
}

/** A message that from an offset on is nothing but a name, as the answer to "who?". */
export function plainName(reading: Reading, from = 0): string | null {
  const kept = trimmed(reading, nameFrom(reading, from).words);
  return nameText(reading, kept, gluedPreposition(reading, kept[0]));
}
