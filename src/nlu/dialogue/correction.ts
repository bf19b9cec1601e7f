import type { Reading } from '../engine.js';
import type { Candidate, Slots } from '../frame.js';
import { says } from '../text/says.js';

/**
 * "Yesterday instead of today", "Khaled instead of Salem to patrol": what is given up is not said. It ends where the next
 * preposition or time begins.
 */
const GIVEN_UP =
  /\b(?:instead of|rather than|in place of|and not)\s+(?:(?:in|at|for|on|by|from|to) )?(?:the )?(?:(?:last|past|next|this|previous) (?:\d+ )?)?[^\s,;.?!]+(?:\s+(?!(?:in|at|for|to|on|from|during|by|near|within|with|over|between|since|until|before|after|and|or|but|last|past|next|this|today|yesterday|tonight|tomorrow|now|every)\b)[^\s,;.?!]+)*/giu;

/** "No, Fintas", "no no, Messila": a correction, not Fintas left out. A bare "no, thanks" stays what it is. */
const CORRECTING =
  /^\W*(?:no+[\s\p{Cf}]*[,.!;:-]+|no[\s\p{Cf}]+no\b[^\p{L}\p{N}]*)[\s\p{Cf}]*(?=\S)(?!thank|tnx|thx)/iu;
const CORRECTED = 'sorry ';

/**
 * Reads a message without what it gives up; the whole of it where nothing else is left. Offsets of the reading stay those
 * of the message as it was written, for what is cut out of it later.
 */
export function readKept(read: (text: string) => Reading, text: string): Reading {
  const blanked = text.replace(GIVEN_UP, (words) => 'instead'.padEnd(words.length));
  const given = /^\W*instead\W*$/iu.test(blanked) ? text : blanked;
  const { length } = CORRECTING.exec(given)?.[0] ?? '';
  const reading = read(length > 0 ? CORRECTED + given.slice(length) : given);
  const shift = length > 0 ? CORRECTED.length - length : 0;
  const { source } = reading;
  const offsets = shift === 0 ? source.offsets : source.offsets.map((at) => Math.max(0, at - shift));
  return { ...reading, source: { ...source, original: text, offsets } };
}

/** "Add Fintas", "include Salwa too", «ضيف الفنطاس»: beside what was named before, not in its stead. */
const ADDING =
  /^\W*(?:(?:and|also|please|pls) )?(?:add|include|plus)\b|^\P{L}*و?(?:ضيف|اضف|زيد|اضيف|ضيفي|ضيفوا|حط معها|مع)(?:\s|$)|^\W*(?:theef|dheef|ltheef|9eef|zeed)\b/u;

/** "Not Khaitan, Farwaniya", «مو السالمية، الجابرية»: of what is named, what was named before is given up. */
const DENYING = /\bnot\b(?! only\b)|(?:^|\s)(?:مو|مب|ليس|ليست|بدل|بدال|عوض)\s|\b(?:mo|mu|badal)\b/u;

/** "Swap Hawalli for Jahra", «بدل حولي الجهراء»: one side of a comparison is changed, the other one stays. */
const SWAPPING = /\b(?:swap|replace)\b|(?:^|\s)(?:بدل|بدال|عوض|استبدل)\s|\bbadal\b/u;

const NAMED = ['areas', 'governorate', 'offence'] as const;

/** "And Kaifan" after a comparison of places: one more side, since one place alone compares with nothing. */
const addsSide = (reading: Reading, { areas }: Slots, { intent, slots }: Candidate): boolean =>
  intent === 'compare' &&
  areas?.length === 1 &&
  (slots.areas?.length ?? 0) > 1 &&
  !says(reading, DENYING) &&
  !says(reading, SWAPPING);

/** Joins or parts the names of a continuation with those before, as its words say. */
export function adjustNames(reading: Reading, said: Slots, last: Candidate): void {
  const before = last.slots;
  const adds = says(reading, ADDING) || addsSide(reading, said, last);
  if (!adds && !says(reading, DENYING)) return;
  for (const key of NAMED) {
    const kept = adjusted(reading, adds, said[key], before[key]);
    if (kept && kept.length > 0) said[key] = kept;
  }
  if (adds) return;
  if (said.areas && said.areas_not?.every((name) => before.areas?.includes(name))) delete said.areas_not;
  if (said.offence && said.offence_not?.every((name) => before.offence?.includes(name)))
    delete said.offence_not;
}

function adjusted(
  reading: Reading,
  adds: boolean,
  now: readonly string[] | undefined,
  then: readonly string[] | undefined,
): string[] | null {
  if (!now || !then) return null;
  if (adds) return [...new Set([...then, ...now])];
  const fresh = now.filter((name) => !then.includes(name));
  if (!says(reading, SWAPPING) || fresh.length === now.length) return fresh;
  return [...then.filter((name) => !now.includes(name)), ...fresh];
}

/** What a continuation takes back without putting anything in its place, by the words that take it back. */
const TAKEN_BACK: readonly { words: RegExp; keys: readonly (keyof Slots)[] }[] = [
  {
    words:
      /^\W*(?:remove|drop|clear|without|excluding|exclude|except|minus|leave out|not|no|take out|forget) (?:the )?bl(?:oc)?k\b|^\P{L}*(?:شيل|بدون|بلا|من غير|الغ|احذف|كل|جميع) ?(?:ال)?(?:قطعه|قطع|بلوك)\P{L}*$/u,
    keys: ['block'],
  },
  {
    words:
      /\b(?:any|all|every) (?:type|types|kind|kinds|crime|crimes|offence|offences|offense|offenses|category|categories)\b|^\P{L}*(?:لا |بس |طيب |خلها |ابي )?و?(?:ل|ب|في )?(?:كل|جميع|كافه) (?:انواع )?(?:ال)?(?:جرائم|جرايم|بلاغات|قضايا|انواع|حوادث)\P{L}*$/u,
    keys: ['offence', 'offence_not'],
  },
  {
    words:
      /\b(?:whole|entire|all of|all over|across|all) (?:the )?(?:country|kuwait)\b|\b(?:all areas|everywhere|nationwide|country ?wide)\b|(?:^|\s)و?(?:ب|في |علي |ل)?(?:كل|جميع|كافه|عموم|كامل|مستوي|انحاء) (?:ال)?(?:كويت|مناطق|دوله|ديره|بلد|بلاد|محافظات)(?=\P{L}|$)|^\P{L}*و?(?:ب)?الكويت كلها\P{L}*$|\b(?:b|fe )?kel (?:el ?)?(?:kuwait|kwait|manate[q8g]|deera)\b/u,
    keys: ['areas', 'areas_not', 'governorate', 'block', 'near', 'radius_m', 'places'],
  },
  {
    words:
      /\b(?:any time|all day|whole day|at all hours)\b|(?:^|\s)(?:اي وقت|كل الاوقات|طول اليوم|اليوم كله|كل الساعات|علي مدار اليوم)(?=\P{L}|$)/u,
    keys: ['time_of_day'],
  },
];

/** The slots of the last question that a continuation takes back. */
export const takenBack = (reading: Reading): (keyof Slots)[] =>
  TAKEN_BACK.flatMap(({ words, keys }) => (says(reading, words) ? keys : []));
