import { type RuleFamily, rule } from '../chart/rule.js';
import type { When } from '../time/values.js';
import { sinceWhen } from '../time/whens.js';

/** "The cases from yesterday" are those of yesterday; "from Monday" and "from 1 March" are open towards now. */
const ofThatTime = (when: When): When | null =>
  (when.kind === 'date' || when.kind === 'datetime') && when.date && !when.date.fields && !when.length
    ? when
    : null;

/** Where English tells time otherwise than the other languages. */
export const timeRules: readonly RuleFamily[] = [
  rule('when', 'dated when', (_dated, when) => ofThatTime(when), 0.1),
  rule(
    'when',
    'from|since? when onwards',
    (_from, when) => (when.kind === 'date' || when.kind === 'datetime' ? sinceWhen(when) : null),
    0.4,
  ),
];
