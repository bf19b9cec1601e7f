import type { Slots } from './frame.js';

/** "Yesterday instead of today", "not the old one but": what is given up is not said. */
const GIVEN_UP = /\b(?:instead of|rather than|in place of|and not)\b.*$/iu;

/** "No, Fintas", "no no, Messila": a correction, not Fintas left out. A bare "no, thanks" stays what it is. */
const CORRECTING = /^\W*(?:no+\s*[,.!;:-]+|no\s+no\b\W*)\s*(?=\S)(?!thank|tnx|thx)/iu;

/** Marks of direction, which keyboards leave between words. */
const MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A message without what it gives up; the message itself where nothing else is left. */
export function withoutGivenUp(text: string): string {
  const kept = text.replace(MARKS, '').replace(CORRECTING, 'sorry ').replace(GIVEN_UP, 'instead');
  return /^\W*instead\W*$/iu.test(kept) ? text : kept;
}

/** "Add Fintas", "include Salwa too": beside what was named before, not in its stead. */
const ADDING = /^\W*(?:(?:and|also|please|pls) )?(?:add|include|plus)\b|^\W*(?:ضيف|اضف|زيد|اضيف)(?:\s|$)/u;

/** "Not Khaitan, Farwaniya", "in Fintas not Mangaf": of what is named, what was named before is given up. */
const DENYING = /\bnot\b(?! only\b)/u;

const NAMED = ['areas', 'governorate', 'offence'] as const;

/** Joins or parts the names of a continuation with those before, as its first word says. */
export function adjustNames(text: string, said: Slots, before: Slots): void {
  const adds = ADDING.test(text);
  if (!adds && !DENYING.test(text)) return;
  for (const key of NAMED) {
    const now = said[key];
    const then = before[key];
    if (!now || !then) continue;
    const kept = adds ? [...new Set([...then, ...now])] : now.filter((name) => !then.includes(name));
    if (kept.length > 0) said[key] = kept;
  }
  if (!adds && said.areas && said.areas_not?.every((name) => before.areas?.includes(name)))
    delete said.areas_not;
}

/** What a continuation takes back without putting anything in its place, by the words that take it back. */
const TAKEN_BACK: readonly { words: RegExp; keys: readonly (keyof Slots)[] }[] = [
  {
    words: /^\W*(?:remove|drop|clear|without|not|no|take out|forget) (?:the )?bl(?:oc)?k\b/u,
    keys: ['block'],
  },
  {
    words:
      /\b(?:any|all|every) (?:type|types|kind|kinds|crime|crimes|offence|offences|offense|offenses|category|categories)\b/u,
    keys: ['offence', 'offence_not'],
  },
  {
    words:
      /\b(?:whole|entire|all of|all over|across|all) (?:the )?(?:country|kuwait)\b|\b(?:all areas|everywhere|nationwide|country ?wide)\b/u,
    keys: ['areas', 'areas_not', 'governorate', 'block', 'near', 'radius_m', 'places'],
  },
  { words: /\b(?:any time|all day|whole day|at all hours)\b/u, keys: ['time_of_day'] },
];

/** The slots of the last question that a continuation takes back. */
export const takenBack = (text: string): (keyof Slots)[] =>
  TAKEN_BACK.flatMap(({ words, keys }) => (words.test(text) ? keys : []));

/** "Where exactly?", "where are they?": the places of what was asked about. */
export const asksWhere = (text: string): boolean =>
  /^\W*(?:(?:and|so|ok|but) )?where(?: exactly| precisely| abouts)?(?: (?:are|is|was|were) (?:they|it|those|these|that|this))?\W*$/u.test(
    text,
  );
