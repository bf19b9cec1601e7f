import { type Entry, words as entry } from '../chart/lexicon.js';
import type { SymbolName, Values } from '../chart/symbols.js';
import type { Cue } from '../intent/cue.js';

/** Question words that mean the same at the start of a phrase, in Kuwait and among Egyptian and Levantine colleagues. */
const SAME_QUESTION: Readonly<Record<string, readonly string[]>> = {
  وين: ['أين', 'فين', 'وينه'],
  شنو: ['شنهو', 'شنهي', 'وش', 'ايش', 'شو'],
  أي: ['ياهو', 'ياهي', 'أيهو', 'أيهي', 'أيها'],
  شلون: ['كيف', 'اشلون', 'إزاي'],
  متى: ['إمتى', 'شوكت', 'وقتاش'],
  منو: ['منهو', 'مين'],
};

/** The phrases, and those with a question word in its other forms. */
const asked = (phrases: string): string =>
  phrases
    .split('|')
    .flatMap((phrase) => {
      const [first = '', ...rest] = phrase.split(' ');
      const same = rest.length > 0 ? (SAME_QUESTION[first] ?? []) : [];
      return [phrase, ...same.map((word) => [word, ...rest].join(' '))];
    })
    .join('|');

/** A lexicon line whose question words stand in all their forms. */
export const words = <S extends SymbolName>(symbol: S, value: Values[S], phrases: string, score = 0): Entry =>
  entry(symbol, value, asked(phrases), score);

/** The same for a word that says what is wanted. */
export const cue = (name: Cue, phrases: string, score = 0): Entry => words('cue', name, phrases, score);
