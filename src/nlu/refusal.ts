import { isForeign } from './dialogue/turn.js';
import type { Candidate, Intent, RefusalReason, TraceStep } from './frame.js';
import { countsOther } from './intent/counted-thing.js';
import type { Evidence } from './intent/evidence.js';
import { fill } from './intent/fill.js';
import { idsSaid } from './intent/fill-acts.js';
import type { Setting } from './setting.js';
import { takesTwoSteps } from './slots/numbered-steps.js';
import { ordersTwo } from './slots/second-order.js';

/** "Cancel task 12", "delete my task", «ألغ المهمة ١٢». */
const changesTask = ({ cues, pieces }: Evidence): boolean =>
  (cues.has('task') || cues.has('taskList') || pieces.some(({ kind }) => kind === 'taskId')) &&
  (cues.has('cancel') || cues.has('destructive') || cues.has('assign') || cues.has('unsubscribe'));

const twoOrders = ({ cues, reading }: Evidence): boolean =>
  (cues.has('assign') || cues.has('order')) && ordersTwo(reading);

/** Why a message is declined, for the reply. */
export function refusal(intent: Intent, evidence: Evidence): TraceStep[] {
  if (intent !== 'out_of_scope') return [];
  // Greetings and chatter around a topic do not hide the topic.
  const topic = evidence.outside.find((one) => one !== 'small_talk') ?? evidence.outside[0];
  const reason: RefusalReason = twoOrders(evidence)
    ? 'two_orders'
    : takesTwoSteps(evidence.reading, idsSaid(evidence))
      ? 'two_steps'
      : evidence.offences.length === 0 && countsOther(evidence)
        ? 'not_counted'
        : changesTask(evidence)
          ? 'task_change'
          : evidence.cues.has('destructive')
            ? 'destructive'
            : evidence.cues.has('personal') || evidence.cues.has('kindOfPeople') || topic === 'person'
              ? 'privacy'
              : (REASONS.find((one) => one === topic) ?? 'unknown');
  return [{ rule: 'refuse', text: '', start: 0, end: 0, value: reason }];
}

const REASONS: readonly RefusalReason[] = [
  'weather',
  'price',
  'sport',
  'prayer',
  'travel',
  'reminder',
  'victim',
  'small_talk',
];

/** A place or an offence of ours is named for sure, nothing foreign is, but no wish was understood. */
export function worthAsking(evidence: Evidence): boolean {
  if (isForeign(evidence)) return false;
  if (
    evidence.offences.length === 0 &&
    evidence.reading.wording('asCustomer').test(evidence.reading.source.text)
  )
    return false;
  const sure = [...evidence.places.filter((one) => !one.weak), ...evidence.offences];
  return sure.some((one) =>
    evidence.reading.cover.some((node) => node.start === one.start && node.how !== 'typo'),
  );
}

/** What may have been meant, likeliest first. */
export function offered({ context, zone }: Setting, evidence: Evidence): Candidate[] {
  const intents: readonly Intent[] =
    evidence.offences.length > 0
      ? ['count', 'list_recent', 'hotspots']
      : ['area_profile', 'list_recent', 'count'];
  return intents.map((intent) => ({ intent, slots: fill(intent, evidence, context, zone) }));
}
