import type { Engine, Reading } from '../engine.js';
import type { Candidate, Slots } from '../frame.js';
import type { Evidence } from '../intent/evidence.js';
import { says } from '../text/says.js';
import type { Wording } from '../wording.js';

type Kept = Pick<Engine, 'wording' | 'standIns'> & { read(text: string): Reading };

/**
 * Reads a message without what it gives up; the whole of it where nothing else is left. Offsets of the reading stay those
 * of the message as it was written, for what is cut out of it later.
 */
export function readKept({ read, wording, standIns }: Kept, text: string): Reading {
  const blanked = wording('givenUp').all.reduce(
    (kept, words) => kept.replace(words, (given) => standIns.givenUp.padEnd(given.length)),
    text,
  );
  const nothingElse = blanked.replaceAll(standIns.givenUp, '').replace(/\W/gu, '') === '';
  const given = nothingElse ? text : blanked;
  const { length } = wording('correcting').exec(given)?.[0] ?? '';
  const reading = read(length > 0 ? standIns.correcting + given.slice(length) : given);
  const shift = length > 0 ? standIns.correcting.length - length : 0;
  const { source } = reading;
  const offsets = shift === 0 ? source.offsets : source.offsets.map((at) => Math.max(0, at - shift));
  return { ...reading, source: { ...source, original: text, offsets } };
}

const NAMED = ['areas', 'governorate', 'offence'] as const;

/** "And Kaifan" after a comparison of places: one more side, since one place alone compares with nothing. */
const addsSide = (reading: Reading, { areas }: Slots, { intent, slots }: Candidate): boolean =>
  intent === 'compare' &&
  areas?.length === 1 &&
  (slots.areas?.length ?? 0) > 1 &&
  !says(reading, 'denying') &&
  !says(reading, 'swapping');

/** Joins or parts the names of a continuation with those before, as its words say. */
export function adjustNames({ reading, cues }: Evidence, said: Slots, last: Candidate): void {
  const before = last.slots;
  const adds = cues.has('adds') || says(reading, 'adding') || addsSide(reading, said, last);
  if (!adds && !says(reading, 'denying') && !says(reading, 'swapping')) return;
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
  if (!says(reading, 'swapping') || fresh.length === now.length) return fresh;
  return [...then.filter((name) => !now.includes(name)), ...fresh];
}

/** What a continuation takes back without putting anything in its place, by the words that take it back. */
const TAKEN_BACK: readonly { words: Wording; keys: readonly (keyof Slots)[] }[] = [
  { words: 'anyBlock', keys: ['block'] },
  { words: 'anyOffence', keys: ['offence', 'offence_not'] },
  { words: 'anyPlace', keys: ['areas', 'areas_not', 'governorate', 'block', 'near', 'radius_m', 'places'] },
  { words: 'anyTime', keys: ['time_of_day'] },
];

/** The slots of the last question that a continuation takes back. */
export const takenBack = (reading: Reading): (keyof Slots)[] =>
  TAKEN_BACK.flatMap(({ words, keys }) => (says(reading, words) ? keys : []));
