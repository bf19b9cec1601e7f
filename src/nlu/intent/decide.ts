import type { Intent } from '../frame.js';
import { ACT_WISHES } from './acts.js';
import type { Evidence } from './evidence.js';
import { factsOf, type Wish } from './facts.js';
import { QUESTION_WISHES } from './questions.js';
import { FIRST_WISHES, LAST_WISHES } from './service.js';

/** What a message may want, most telling first; the first line that holds decides. */
const WISHES: readonly Wish[] = [...FIRST_WISHES, ...ACT_WISHES, ...QUESTION_WISHES, ...LAST_WISHES];

/**
 * Decides what the message wants; null when nothing holds.
 *
 * @returns the intent, and the number of the line that held, counted through all lists.
 */
export function decide(evidence: Evidence): { intent: Intent; line: number } | null {
  const facts = factsOf(evidence);
  const line = WISHES.findIndex((wish) => wish.when(facts));
  const wish = WISHES[line];
  return wish ? { intent: wish.intent, line } : null;
}
