import type { Reading } from '../engine.js';
import type { Piece } from '../text/pieces.js';
import { wholeWords } from '../text/pieces.js';
import { isName, nameAfter } from './assignee.js';

/**
 * Whether an order hands work to a second person: "assign 12 to Ali and 14 to Omar", «كلف سالم بالدورية في حولي وخالد
 * بالسالمية». One order a message is carried out; to do the half of two would be to do something else than was said.
 */
export function ordersTwo(reading: Reading): boolean {
  const first = nameAfter(reading, ['assignVerb']) ?? nameAfter(reading, ['to', 'for']);
  if (!first) return false;
  const words = wholeWords(reading.pieces);
  return words.some((word, at) => {
    if (word.start < first.end) return false;
    const name = afterAnd(reading, words, at);
    return name !== null && isSecond(reading, words, name, words[at - 1]?.end === first.end);
  });
}

/** Index of the word that an "and" joins, which in Arabic is written onto it; null where there is none. */
function afterAnd({ nodes, wording }: Reading, words: readonly Piece[], at: number): number | null {
  const word = words[at];
  if (!word) return null;
  const and = nodes.find(({ symbol, start }) => symbol === 'and' && start === word.start);
  if (and && and.end === word.end) return at + 1;
  // The lattice takes an "and" off only before words that it knows; a name is none of them.
  return and || (word.kind === 'arabic' && wording('joinedName').test(word.text)) ? at : null;
}

function isSecond(reading: Reading, words: readonly Piece[], at: number, beside: boolean): boolean {
  const word = words[at];
  if (!word) return false;
  // "And 14 to Omar", «و١٤ لعمر».
  if (word.kind === 'digits') return handsOn(reading, words, at + 1);
  // «والملازم خالد».
  if (ranked(reading, word)) return true;
  if (!isName(reading, word)) return false;
  const next = words[at + 1];
  if (next === undefined) return beside;
  if (word.kind === 'arabic') return reading.wording('startsPart').test(next.text);
  // "Inspect shops and warehouses in Shuwaikh": only what is to be done, or a place beside the first name, makes it a name.
  return beside || handsTo(reading, next);
}

/** A rank, with an "and" and an article written onto it or without. */
const ranked = ({ nodes }: Reading, { start, end }: Piece): boolean =>
  nodes.some(
    (node) => node.symbol === 'rankWord' && node.end === end && node.start - start <= LONGEST_JOINED,
  );

const LONGEST_JOINED = 3;

/** "Ali to patrol": what one is to do. */
const handsTo = ({ nodes }: Reading, { start, end }: Piece): boolean =>
  nodes.some(
    (node) =>
      (node.symbol === 'to' || node.symbol === 'assignVerb') && node.start === start && node.end === end,
  );

const LEADING = new Set(['to', 'in', 'at', 'for', 'assignVerb']);

const leads = ({ nodes }: Reading, { start, end }: Piece): boolean =>
  nodes.some((node) => LEADING.has(node.symbol) && node.start === start && node.end === end);

/** "To Omar", «لعمر»: right after a number. */
function handsOn(reading: Reading, words: readonly Piece[], at: number): boolean {
  const word = words[at];
  if (!word) return false;
  if (word.kind === 'arabic') return reading.wording('handedTo').test(word.text) && isName(reading, word);
  const name = words[at + 1];
  return leads(reading, word) && name !== undefined && isName(reading, name);
}
