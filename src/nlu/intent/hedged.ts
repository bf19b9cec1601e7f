import type { Intent } from '../frame.js';
import { says } from '../text/says.js';
import type { Cue } from './cue.js';
import type { Evidence } from './evidence.js';

/** Intents that change something, with their words of command. */
export const VERBS: Partial<Record<Intent, readonly Cue[]>> = {
  report_incident: ['report'],
  task_assign: ['assign', 'order'],
  task_accept: ['accept'],
  task_start: ['start'],
  task_complete: ['complete'],
  task_decline: ['decline'],
  alert_ack: ['ack'],
  subscribe: ['subscribe'],
  unsubscribe: ['unsubscribe'],
  undo: ['undo'],
};

/**
 * Whether an act is only asked about, denied or told: "should I assign Salem?", «ما كلفت سالم», "I assigned Salem
 * yesterday". Such a message is no order; whoever wrote it is asked before anything is done.
 */
export function hedged(intent: Intent, evidence: Evidence): boolean {
  if (VERBS[intent] === undefined || intent === 'report_incident') return false;
  const { source, spoken, wording } = evidence.reading;
  const texts = [source.text, ...(spoken === '' ? [] : [spoken])];
  if (intent === 'task_accept' && refusesToRefuse(evidence)) return true;
  if (intent === 'task_complete' && says(evidence.reading, 'yetToBeDone')) return true;
  if (intent === 'unsubscribe' && says(evidence.reading, 'keepsComing')) return true;
  if (texts.some((text) => wording('politeOrder').test(text) && !wording('askedOfOthers').test(text)))
    return false;
  return (
    texts.some(
      (text) =>
        wording('askedAct').test(text) || wording('askedOfOthers').test(text) || ENDS_ASKING.test(text),
    ) ||
    (!REFUSES.has(intent) &&
      (texts.some((text) => wording('deniedAct').test(text)) || deniedBeforeVerb(intent, evidence))) ||
    (TOLD_ACTS.has(intent) && texts.some((text) => wording('toldAct').test(text)))
  );
}

/**
 * Whether the word of command stands alone and is as likely something else: read out of Latin letters ("approved"), behind a
 * letter taken for a preposition («لطف»), or a word of every day («مخلص», «كتم»).
 */
export function looselyOrdered(
  intent: Intent,
  { contentWords, numbers, pieces, reading }: Evidence,
): boolean {
  const verbs = VERBS[intent];
  if (!verbs || contentWords > 1 || numbers.length + pieces.length > 0) return false;
  const text = reading.source.text;
  return (
    says(reading, 'looseOrder') ||
    reading.cover.some(
      (node) =>
        node.symbol === 'cue' &&
        verbs.some((verb) => verb === node.value) &&
        (node.how === 'arabizi' || /\p{L}$/u.test(text.slice(0, node.start))),
    )
  );
}

/** A denial is what these say: "I cannot do 12", "don't send me alerts", "I didn't mean that". */
const REFUSES: ReadonlySet<Intent> = new Set<Intent>(['task_decline', 'unsubscribe', 'undo']);

/** Steps of a task are reported in the past ("accepted 12"); an order or a subscription is not. */
const TOLD_ACTS: ReadonlySet<Intent> = new Set<Intent>(['task_assign', 'subscribe', 'unsubscribe']);

const ENDS_ASKING = /\?\W*$/u;

/** "I cannot say no to task 12", "I won't turn it down": what is denied is the refusal itself. */
export const refusesToRefuse = ({ cues, reading }: Evidence): boolean =>
  cues.has('decline') && says(reading, 'refusalDenied');

function deniedBeforeVerb(intent: Intent, { reading }: Evidence): boolean {
  const verbs = VERBS[intent] ?? [];
  return reading.nodes.some(
    (node) =>
      node.symbol === 'cue' &&
      verbs.some((verb) => verb === node.value) &&
      reading.wording('denialLast').test(reading.source.text.slice(0, node.start)),
  );
}
