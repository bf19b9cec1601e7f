import type { Candidate, DialogueMemory, Intent, Slots } from './frame.js';
import type { Evidence } from './intent/evidence.js';
import { QUESTIONS } from './intent/fill.js';

/** What a new message has to do with the talk before it. */
export type Relation = 'new' | 'refine';

const FOLLOWING =
  /^(?:و(?!ين|ش|قت|صل|زع|قف|جه|رن|ضع)|and\b|also\b|what about|how about|wat about|hw about|what if|only\b|just\b|but\b|same\b|بس(?:\s|$)|فقط|طيب\s|زين\s|شنو عن|ماذا عن|شلون عن|نفس|لا\s|لا,|no\b|i mean|i meant|vs\b|versus|مقابل|ok\s|okay\s|then\s|instead|make it|make that|خلها|خليها|قصدي|w\s|bas\s|wa\s|la\s|for\b|in\b|by\b|except|without|ماعدا|ما عدا|بدون|حسب|غير|مع\b|excluding)/u;

/** Cues that make a message a command of its own. */
const OWN_COMMAND: ReadonlySet<string> = new Set([
  'howMany',
  'happened',
  'hotspot',
  'forecast',
  'compare',
  'report',
  'assign',
  'accept',
  'complete',
  'decline',
  'ack',
  'subscribe',
  'unsubscribe',
  'briefing',
  'help',
  'whoami',
  'undo',
  'taskList',
]);

/** Whether a message continues the last one: a fragment, or one that starts like a continuation. */
export function relate(evidence: Evidence, memory: DialogueMemory): Relation {
  if (!memory.last || !QUESTIONS.has(memory.last.intent)) return 'new';
  const text = evidence.reading.source.text.trim();
  const commands = [...evidence.cues].filter((cue) => OWN_COMMAND.has(cue));
  const offences = evidence.offences.length + evidence.weakOffences.length;
  const places = evidence.places.length;
  const follows = FOLLOWING.test(text) || evidence.cues.has('correction');
  const complete =
    commands.length > 0 && (offences + places > 1 || (offences > 0 && evidence.whens.length > 0));
  if (complete && !follows) return 'new';
  if (follows) return commands.length > 0 && evidence.contentWords > 3 ? 'new' : 'refine';
  const parts = offences + places + evidence.whens.length + evidence.pieces.length;
  if (commands.length === 0 && parts >= 1 && parts <= 2 && evidence.unread.length === 0) {
    return offences > 0 && (places > 0 || evidence.whens.length > 0) ? 'new' : 'refine';
  }
  return 'new';
}

const PLACE_KEYS: readonly (keyof Slots)[] = ['areas', 'governorate', 'places', 'near', 'block', 'radius_m'];
const TIME_KEYS: readonly (keyof Slots)[] = ['period', 'horizon_days', 'compare_period'];

/** The last command with what the new message says in place of what it said before. */
export function refine(last: Candidate, intent: Intent | null, slots: Slots): Candidate {
  const merged: Slots = { ...last.slots };
  const names = Object.keys(slots);
  if (names.some((name) => ['areas', 'governorate', 'near'].includes(name))) drop(merged, PLACE_KEYS);
  if (names.some((name) => ['period', 'horizon_days'].includes(name))) drop(merged, TIME_KEYS);
  if (slots.offence) drop(merged, ['offence', 'offence_not']);
  return { intent: intent ?? last.intent, slots: { ...merged, ...slots } };
}

function drop(slots: Slots, keys: readonly (keyof Slots)[]): void {
  for (const key of keys) delete slots[key];
}
