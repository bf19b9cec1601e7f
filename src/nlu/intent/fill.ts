import type { Intent, Slots } from '../frame.js';
import type { Zone } from '../slots/moment.js';
import type { TimeContext } from '../time/values.js';
import type { Evidence } from './evidence.js';
import { alertIds, assigned, listed, subscribed, taskIds } from './fill-acts.js';
import { only, pieces, what, where } from './fill-filters.js';
import { whenSlots } from './fill-times.js';

/** Intents that ask about incidents and take the whole set of filters. */
export const QUESTIONS: ReadonlySet<Intent> = new Set<Intent>([
  'count',
  'list_recent',
  'hotspots',
  'near_me',
  'forecast',
  'trend',
  'compare',
  'top_areas',
  'breakdown',
  'area_profile',
  'briefing',
]);

const FUTURE: ReadonlySet<Intent> = new Set<Intent>(['forecast', 'task_assign', 'task_list', 'subscribe']);

/** Fills the slots that an intent takes from what the message offers. */
export function fill(intent: Intent, evidence: Evidence, base: TimeContext, zone: Zone): Slots {
  const ahead = FUTURE.has(intent);
  const context: TimeContext = {
    ...base,
    prefer: ahead ? 'future' : 'past',
    within: ahead ? 'ahead' : 'back',
    // "Two months ago" asks for that month; what is due in two months is due on a day.
    wholeFrom: ahead ? null : 'week',
    besides: ahead ? 'day' : 'stretch',
    told: !ahead && toldOfThePast(evidence),
  };
  const slots: Slots = {};
  if (QUESTIONS.has(intent)) {
    Object.assign(slots, what(evidence), where(evidence, intent), pieces(evidence, intent));
    Object.assign(slots, whenSlots(intent, evidence, context, zone));
    // "Sunday morning against night": one of the two sides is no filter.
    if (evidence.split) delete slots[slots.group_by === 'weekday' ? 'weekdays' : 'time_of_day'];
    return slots;
  }
  const filler = ACTIONS[intent];
  return filler ? filler(evidence, context, zone) : slots;
}

/** One time is named, as of what has happened. */
const toldOfThePast = ({ reading: { source, wording }, whens }: Evidence): boolean =>
  whens.length === 1 &&
  whens.every(({ when }) => when.ends === undefined) &&
  (wording('toldOfThePast').test(source.text) || wording('happenedAlready').test(source.text));

type Fill = (evidence: Evidence, context: TimeContext, zone: Zone) => Slots;

const reported: Fill = (evidence, context, zone) => ({
  ...what(evidence),
  ...where(evidence, 'report_incident'),
  ...only(pieces(evidence, 'report_incident'), ['block', 'near']),
  ...whenSlots('report_incident', evidence, context, zone),
});

const ACTIONS: Partial<Record<Intent, Fill>> = {
  report_incident: reported,
  task_assign: assigned,
  task_list: (evidence, context, zone) => listed(evidence, context, zone),
  task_accept: (evidence) => taskIds(evidence),
  task_start: (evidence) => taskIds(evidence),
  task_complete: (evidence) => taskIds(evidence),
  task_decline: (evidence) => taskIds(evidence),
  alert_ack: (evidence) => alertIds(evidence),
  alert_list: (evidence) => ({
    ...where(evidence, 'alert_list'),
    ...only(pieces(evidence, 'alert_list'), ['limit']),
  }),
  subscribe: subscribed,
  unsubscribe: (evidence, context, zone) =>
    only(subscribed(evidence, context, zone), [
      'topic',
      'areas',
      'areas_not',
      'governorate',
      'offence',
      'offence_not',
    ]),
  set_language: ({ hints }) =>
    hints.language && hints.language !== 'other' ? { language: hints.language } : {},
};
