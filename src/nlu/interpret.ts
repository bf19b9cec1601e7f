import { continued } from './continue.js';
import { optionOf } from './dialogue/answer.js';
import { leveled, withPlaceOf } from './dialogue/inheritance.js';
import { pickedFromList } from './dialogue/listed.js';
import { toldPlainly } from './dialogue/plainly.js';
import { relate } from './dialogue/relation.js';
import { pointsAtPlace } from './dialogue/words.js';
import type { Reading } from './engine.js';
import type { Candidate, DialogueMemory, Intent, Slots } from './frame.js';
import { boundsTheDay } from './intent/bounds.js';
import type { Cue } from './intent/cue.js';
import { decide } from './intent/decide.js';
import { type Evidence, gather, isCalled } from './intent/evidence.js';
import { fill, QUESTIONS } from './intent/fill.js';
import { explained } from './intent/gate.js';
import { TASK_STEPS } from './intent/task-steps.js';
import { worthAsking } from './refusal.js';
import type { Setting } from './setting.js';
import { apartFromItself, withRunningUnit } from './slots/against.js';
import { localSpan } from './slots/moment.js';

/**
 * What a message wants after the ones before it.
 *
 * @param question the bot's line right before it; empty when it is only known that one is pending, null when there was none.
 */
export function interpret(
  setting: Setting,
  evidence: Evidence,
  memory: DialogueMemory,
  question: string | null,
): Candidate {
  const meant = interpreted(setting, evidence, memory, question);
  const against = withRunningUnit(meant, evidence, setting.context, setting.zone);
  return apartFromItself(against, evidence, setting.zone);
}

function interpreted(
  setting: Setting,
  evidence: Evidence,
  memory: DialogueMemory,
  question: string | null,
): Candidate {
  const listed = question === null ? null : pickedFromList(evidence, memory.last, question);
  if (listed) return listed;
  const option = question === null ? null : optionOf(evidence, question);
  if (option !== null) return interpret(setting, gather(setting.read(option)), memory, '');
  const noticed = question ? stepOfNotice(setting, evidence, question) : null;
  if (noticed) return noticed;
  const wish = decide(evidence);
  const decided = wish && explained(wish.intent, evidence) ? wish.intent : null;
  const { last } = memory;
  const ofShown = decided && last ? stepOfShown(decided, evidence, last) : null;
  if (ofShown) return ofShown;
  const relation = relate(evidence, last, question !== null, decided);
  if (relation === 'confirm' && last) return last;
  if (relation === 'stop') return { intent: 'cancel', slots: {} };
  if (relation === 'refine' && last) {
    const next =
      leveled(last, evidence, setting.governorateOf) ?? continued(setting, evidence, last, decided, question);
    return toCome(next, setting, evidence.reading) ? { ...next, intent: 'forecast' } : next;
  }
  const step = !decided && last ? stepOf(evidence, last) : null;
  if (step) return step;
  if (!decided) return { intent: worthAsking(evidence) ? 'clarify' : 'out_of_scope', slots: {} };
  const filled = (intent: Intent): Candidate => ({
    intent,
    slots: fill(intent, evidence, setting.context, setting.zone),
  });
  const asked = filled(decided);
  const apart = decided === 'count' && namesTwoTimes(evidence) ? filled('compare') : null;
  if (apart && areApart(apart.slots) && asked.slots.period?.to === apart.slots.period?.to) return apart;
  const own = toCome(asked, setting, evidence.reading) ? filled('forecast') : asked;
  return last ? leaning(own, last, evidence) : own;
}

/** "In March and May": two periods that do not adjoin are no one stretch, and the first alone is half of what was asked. */
const areApart = ({ period, compare_period: other }: Slots): boolean =>
  period !== undefined &&
  other !== undefined &&
  period.to !== other.from &&
  other.to !== period.from &&
  (period.to < other.from || other.to < period.from);

const namesTwoTimes = ({ whens }: Evidence): boolean =>
  whens.filter(({ when }) => !boundsTheDay(when)).length > 1 || whens.some(({ when }) => when.ends);

/** Nothing can be counted or listed of days that are still to come: "thefts next week" asks for a forecast. */
const toCome = (
  { intent, slots }: Candidate,
  { context, zone }: Setting,
  { source, wording }: Reading,
): boolean =>
  (intent === 'count' || intent === 'list_recent') &&
  slots.period !== undefined &&
  localSpan(slots.period, zone).from > context.ref &&
  !wording('toldOfThePast').test(source.text);

/** "Done" right after one task was shown by its number. */
function stepOfShown(decided: Intent, evidence: Evidence, { intent, slots }: Candidate): Candidate | null {
  const shown = intent === 'task_list' && TASK_STEPS.has(decided) ? slots.task_id : undefined;
  const bare = evidence.numbers.length + evidence.pieces.length === 0 && evidence.unread.length === 0;
  return shown !== undefined && bare ? { intent: decided, slots: { task_id: shown } } : null;
}

/** "On my way", "I finished it" after a step of a task: the next step of that one. */
function stepOf(evidence: Evidence, { intent, slots }: Candidate): Candidate | null {
  const { cues, unread, places, offences, outside } = evidence;
  const plain = unread.length + places.length + offences.length + outside.length === 0;
  if (!TASK_STEPS.has(intent) || slots.task_id === undefined || !plain) return null;
  const next = NEXT_STEPS.find(([cue]) => cues.has(cue));
  const told = next && !cues.has('no') && toldPlainly(evidence.reading, next[1]);
  return told ? { intent: next[1], slots: { task_id: slots.task_id } } : null;
}

/** "Yes, I accept" to a notice of one task or alert: that one is meant. */
function stepOfNotice(setting: Setting, evidence: Evidence, question: string): Candidate | null {
  const { cues, numbers, pieces, places, offences, unread } = evidence;
  const plain = numbers.length + pieces.length + places.length + offences.length + unread.length === 0;
  const acknowledges = cues.has('ack') || cues.has('accept');
  const step = NOTICED_STEPS.find(([cue]) => cues.has(cue));
  // The notice is read last: most answers need none of it.
  if (!plain || !(acknowledges || step)) return null;
  const [notice, ...others] = gather(setting.read(question)).pieces.filter(isCalled);
  if (!notice || others.length > 0) return null;
  if (notice.kind === 'alertId') return acknowledges ? { intent: 'alert_ack', slots: notice.slots } : null;
  return step ? { intent: step[1], slots: notice.slots } : null;
}

const NEXT_STEPS: readonly (readonly [Cue, Intent])[] = [
  ['decline', 'task_decline'],
  ['complete', 'task_complete'],
  ['start', 'task_start'],
];

const NOTICED_STEPS: readonly (readonly [Cue, Intent])[] = [...NEXT_STEPS, ['accept', 'task_accept']];

/** A command of its own that takes one thing from the last one: its place ("there"), or the task that was spoken of. */
function leaning(own: Candidate, last: Candidate, { places, reading }: Evidence): Candidate {
  const told = TASK_STEPS.has(own.intent) && toldPlainly(reading, own.intent);
  if (told && own.slots.task_id === undefined && last.slots.task_id !== undefined)
    return { intent: own.intent, slots: { ...own.slots, task_id: last.slots.task_id } };
  const takesPlace = QUESTIONS.has(own.intent) || own.intent === 'task_assign';
  const there = takesPlace && places.length === 0 && own.intent !== 'top_areas';
  return there && pointsAtPlace(reading) ? withPlaceOf(own, last) : own;
}
