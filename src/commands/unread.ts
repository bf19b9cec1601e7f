import { AppError } from '../domain/errors.js';
import type { Frame } from '../nlu/frame.js';

/** Words after "in" that name no place to look for. */
const NO_PLACE =
  /^(?:the|my|our|all|total|general|detail|details|arabic|english|kuwait|country|past|last|this|coming|next|each|every|any|order|short|brief|الكويت|كل|هذا|هذه|ذلك|الدولة|البلاد|البلد|المجموع|اخر|آخر|خلال|منطقتي|العربية|الانجليزية|هال\p{L}+)$/iu;
const PLACE_AFTER = /(?:^|\s)(?:in|at|في)\s+(\p{L}[\p{L}'-]{2,})/giu;

/**
 * Refuses a question of which a part was seen but not understood: answering the rest would give a true number to a
 * question that nobody asked.
 *
 * @throws AppError `unread_period` for a time that is none ("31 February"), `unknown_place` for a place that is not ours.
 */
export function refuseUnread(
  text: string,
  { intent, trace, slots }: Pick<Frame, 'intent' | 'trace' | 'slots'>,
): void {
  const timed =
    slots.period ?? slots.compare_period ?? slots.horizon_days ?? slots.time_of_day ?? slots.weekdays;
  // Comparisons name the time that they compare with, which may be the usual one.
  const compares = intent === 'compare' || intent === 'trend';
  if (!compares && timed === undefined && trace.some(({ rule }) => rule.startsWith('when'))) {
    throw new AppError('unread_period', 'a time was named that is none');
  }
  if (slots.areas?.length || slots.governorate?.length || slots.near) return;
  for (const { 1: word = '', index } of text.matchAll(PLACE_AFTER)) {
    const start = text.indexOf(word, index);
    const read = trace.some((step) => step.start <= start && start < step.end);
    if (!read && !NO_PLACE.test(word)) {
      throw new AppError('unknown_place', 'a place was named that is not in the gazetteer');
    }
  }
}
