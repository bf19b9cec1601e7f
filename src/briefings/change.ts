import { incompleteBeta } from '../analytics/negative-binomial.js';
import type { Text } from '../domain/message.js';
import { number, percent, text } from '../domain/reply.js';

/** Together fewer than this and the two counts are too few to call anything a change. */
const FEWEST = 10;
const SIGNIFICANT = 0.05;

/** How a count stands beside the one before; `too_few` where chance alone could explain any. */
export type Change = 'too_few' | 'none' | 'up' | 'down';

/**
 * Whether one count differs from another beyond chance, where both cover equally long periods
 * (Przyborowski & Wilenski 1940: given the sum, each count is binomial with p = 1/2).
 */
export function changeBetween(before: number, after: number): Change {
  const sum = before + after;
  if (sum < FEWEST) return 'too_few';
  const larger = Math.max(before, after);
  // At least so many of the sum on one side, on either side: exact, as the normal approximation calls 9 against 2 a change.
  if (2 * incompleteBeta(0.5, larger, sum - larger + 1) > SIGNIFICANT) return 'none';
  return after > before ? 'up' : 'down';
}

/** The same as a sentence: no percentage where there is too little to call. */
export function changeText(before: number, after: number): Text {
  const change = changeBetween(before, after);
  const values = { before: number(before), after: number(after) };
  if (change === 'too_few' || change === 'none' || before === 0)
    return text(`commands.change.${change}`, values);
  return text(`commands.change.${change}_percent`, {
    ...values,
    percent: percent(Math.abs(after - before) / before),
  });
}
