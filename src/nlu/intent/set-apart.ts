import type { Reading } from '../engine.js';
import type { SlotPiece } from '../slots/mention.js';
import type { When } from '../time/values.js';
import { dateWhen, recurringWhen } from '../time/whens.js';
import type { Cue } from './cue.js';

/** A split of the figures that a message asks for by naming two parts of it, and where it does so in the folded text. */
export type SetApart = SlotPiece & { start: number; end: number };

/** Words with which two things are set against each other. */
const AGAINST: ReadonlySet<Cue> = new Set<Cue>(['versus', 'compare', 'most', 'least']);

/**
 * "Day against night", "more on weekends than on weekdays": parts of the day or of the week are no two periods, and one
 * of them alone would be a filter. The figures split by all such parts answer the question; null where none is asked.
 */
export function setApart(reading: Reading, cues: Iterable<Cue>): SetApart | null {
  const { source, wording } = reading;
  if (![...cues].some((cue) => AGAINST.has(cue)) && !wording('moreOrLess').test(source.text)) return null;
  const parts = wording('partsApart').exec(source.text);
  const found = parts ?? wording('daysApart').exec(source.text);
  const [said] = found ?? [];
  if (!found || said === undefined) return null;
  const slots = { group_by: parts ? ('time_of_day' as const) : ('weekday' as const) };
  return { kind: 'groupBy', slots, start: found.index, end: found.index + said.length };
}

type Said = { start: number; end: number };

/** Whether something said lies in the words that set two parts apart. */
export const apart = (where: SetApart | null, { start, end }: Said): boolean =>
  where !== null && start < where.end && end > where.start;

/** What is left of a time of which those words set a part apart: of "yesterday morning or night" the day. Null for nothing. */
export function besidesApart(where: SetApart | null, said: Said & { when: When }): When | null {
  const { when, start, end } = said;
  if (!where || !apart(where, said)) return when;
  const { date, weekdays, clock } = when;
  if (where.slots.group_by === 'time_of_day' && clock)
    return weekdays ? recurringWhen(weekdays) : date ? dateWhen(date) : null;
  // "In the day" is no today there.
  return start >= where.start && end <= where.end ? null : when;
}
