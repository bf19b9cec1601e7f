import { AppError } from '../domain/errors.js';
import type { Frame } from '../nlu/frame.js';

const ERRORS = {
  period: ['unread_period', 'a time was named that is none'],
  place: ['unknown_place', 'a place was named that is not in the gazetteer'],
  number: ['unread_number', 'a block or a count was named that cannot be'],
  exclusion: ['unread_exclusion', 'something shall be left out that no question leaves out'],
} as const;

/**
 * Refuses a question of which a part was seen but not understood: answering the rest would give a true number to a
 * question that nobody asked.
 *
 * @throws AppError `unread_period` for a time that is none ("31 February"), `unknown_place` for a place that is not
 *   ours, `unread_number` for a block or a count that cannot be ("block 0"), `unread_exclusion` for what cannot be left out.
 */
export function refuseUnread({ notUnderstood }: Pick<Frame, 'notUnderstood'>): void {
  const [first] = notUnderstood ?? [];
  if (!first) return;
  const [code, what] = ERRORS[first.kind];
  throw new AppError(code, what);
}
