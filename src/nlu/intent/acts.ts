import { busyName, handedOn, leadingName, nameAfter } from '../slots/assignee.js';
import type { Cue } from './cue.js';
import { excused } from './excuse.js';
import { aboutMessages, type Facts, says, type Wish } from './facts.js';
import { refusesToRefuse } from './hedged.js';

/** Orders, steps of tasks and alerts, subscriptions and reports. Most telling first: the first line that holds decides. */
export const ACT_WISHES: readonly Wish[] = [
  {
    intent: 'unsubscribe',
    when: (f) =>
      f.cue('unsubscribe') &&
      !f.piece('taskId') &&
      !f.cue('task', 'thanks') &&
      (aboutMessages(f) || f.short(2) || (f.empty && f.short(4) && f.evidence.unread.length === 0)),
  },
  { intent: 'unsubscribe', when: (f) => f.cue('cancel') && f.cue('subscribe') && f.short(4) },
  // "Stop theft alerts".
  {
    intent: 'unsubscribe',
    when: (f) => f.opens('stop', 'cancel', 'unsubscribe') && f.cue('alert') && f.offence && f.short(5),
  },
  { intent: 'alert_ack', when: (f) => f.piece('alertId') && f.cue('ack', 'accept', 'complete', 'happened') },
  {
    intent: 'alert_ack',
    when: (f) =>
      f.cue('ack') &&
      !f.cue('task') &&
      (!f.cue('accept') || f.cue('alert') || f.short(1)) &&
      !f.offence &&
      (f.cue('alert') || f.numbers > 0 || f.piece('bareId') || f.short(1) || onePhrase(f)),
  },
  {
    intent: 'alert_ack',
    when: (f) => f.cue('accept', 'complete') && f.cue('alert') && !f.cue('subscribe') && f.short(4),
  },
  { intent: 'task_assign', when: (f) => f.opens('assign') && assigning(f) },
  {
    intent: 'task_assign',
    when: (f) =>
      f.opens('assign') && f.short(3) && f.empty && nameAfter(f.evidence.reading, ['assignVerb']) !== null,
  },
  { intent: 'task_assign', when: (f) => f.opens('order') && ordering(f) },
  { intent: 'task_assign', when: (f) => handedOn(f.evidence.reading) !== null && !question(f) },
  {
    intent: 'task_assign',
    when: (f) =>
      !question(f) &&
      (f.place || f.piece('block')) &&
      (leadingName(f.evidence.reading) !== null || patrolFor(f) || says(f, 'sendPatrol')),
  },
  { intent: 'task_list', when: (f) => f.piece('taskId') && !f.offence && onlyAsked(f) },
  {
    intent: 'task_complete',
    when: (f) => f.evidence.hints.status === 'done' && f.piece('taskId') && !f.cue('show', 'howMany'),
  },
  { intent: 'task_list', when: (f) => tasksOfStatus(f) },
  { intent: 'task_list', when: (f) => f.empty && busyName(f.evidence.reading) !== null },
  // "I cannot say no to task 12": who will not refuse takes it; the sender is asked first.
  {
    intent: 'task_accept',
    when: (f) => refusesToRefuse(f.evidence) && !f.offence && (f.numbers > 0 || taskTarget(f)),
  },
  {
    intent: 'task_decline',
    when: (f) => f.cue('decline') && !f.offence && (taskTarget(f) || excused(f.evidence)),
  },
  // "I need to decline a task": which one is asked back.
  {
    intent: 'task_decline',
    when: (f) =>
      f.opens('decline') && f.cue('task') && f.evidence.unread.length === 0 && !f.offence && f.short(8),
  },
  { intent: 'task_decline', when: (f) => f.cue('decline') && says(f, 'notSent') && !f.offence },
  {
    intent: 'task_complete',
    when: (f) => f.cue('complete') && !reading(f) && !f.offence && taskTarget(f) && !f.cue('taskList'),
  },
  {
    intent: 'task_complete',
    when: (f) => f.cue('complete') && f.piece('taskId') && !f.cue('show', 'howMany'),
  },
  // «المهمة ٥٢ خلاص»: said of a task, enough is done.
  { intent: 'task_complete', when: (f) => f.piece('taskId') && f.short(2) && says(f, 'enoughOfIt') },
  {
    intent: 'task_start',
    when: (f) =>
      f.cue('start') &&
      !reading(f) &&
      !f.offence &&
      !f.cue('subscribe') &&
      taskTarget(f) &&
      (f.numbers > 0 || f.piece('taskId', 'bareId') || f.cue('task') || f.short(1)),
  },
  { intent: 'task_accept', when: (f) => f.cue('accept') && !reading(f) && !f.offence && taskTarget(f) },
  {
    intent: 'subscribe',
    when: (f) =>
      f.evidence.hints.frequency !== undefined &&
      (f.cue('alert') ||
        (f.cue('briefing') && f.cue('show', 'order')) ||
        ((f.cue('hotspot') || f.evidence.hints.topic !== undefined) && says(f, 'receive'))) &&
      !f.cue('howMany', 'unsubscribe'),
  },
  {
    intent: 'subscribe',
    when: (f) =>
      f.evidence.hints.frequency !== undefined &&
      (f.evidence.hints.topic !== undefined || f.cue('hotspot')) &&
      f.evidence.whens.some(({ when }) => when.kind === 'recurring' || when.clock?.kind === 'time') &&
      !f.offence &&
      !f.cue('howMany', 'unsubscribe', 'happened', 'anything'),
  },
  {
    intent: 'subscribe',
    when: (f) =>
      f.cue('subscribe') &&
      (aboutMessages(f) ||
        (f.short(1) && says(f, 'subscribes')) ||
        f.offence ||
        (f.opens('subscribe') && f.place && says(f, 'alertVerb'))) &&
      !f.cue('howMany', 'status'),
  },
  {
    intent: 'alert_list',
    when: (f) =>
      f.cue('alert') &&
      !f.piece('alertId') &&
      !f.cue('subscribe', 'unsubscribe', 'ack', 'report', 'cancel', 'task', 'taskList', 'feedback', 'undo') &&
      !f.offence &&
      !f.crime &&
      f.evidence.hints.frequency === undefined &&
      f.short(4),
  },
  {
    intent: 'task_list',
    when: (f) =>
      (f.cue('taskList') ||
        (f.cue('task') &&
          (f.cue('show', 'mine', 'howMany', 'status') || f.evidence.hints.status !== undefined))) &&
      !f.offence &&
      !f.cue('crime'),
  },
  {
    intent: 'report_incident',
    when: (f) =>
      (f.cue('report') || witnessed(f)) &&
      !recorded(f) &&
      (f.offence || (f.crime && f.opens('report') && f.place)) &&
      (!reading(f) || says(f, 'reportsIt')) &&
      !f.cue('briefing', 'most', 'least') &&
      (f.opens('report') || !f.cue('change')) &&
      reporting(f),
  },
  // What and where is asked for next: «أبي أسجل بلاغ».
  {
    intent: 'report_incident',
    when: (f) =>
      f.opens('report') &&
      f.evidence.reading.nodes.some(({ symbol }) => symbol === 'incident') &&
      f.short(4) &&
      !reading(f) &&
      f.evidence.unread.length === 0 &&
      !recorded(f),
  },
  {
    intent: 'report_incident',
    when: (f) => f.offence && (f.place || f.piece('block')) && says(f, 'toldIncident') && !reading(f),
  },
];

/** A task asked about; a step told besides ("any update on 12? I completed mine") is not taken for a question. */
const onlyAsked = (f: Facts): boolean =>
  says(f, 'taskStateAsked') ||
  (says(f, 'taskAsked') &&
    !f.cue('complete', 'accept', 'start', 'decline') &&
    f.evidence.hints.status !== 'done');

const taskTarget = (f: Facts): boolean =>
  f.piece('taskId', 'bareId') ||
  (f.numbers > 0 && (f.short(4) || (f.short(8) && f.evidence.unread.length === 0 && !f.crime))) ||
  (f.cue('task', 'taskList') && f.short(5)) ||
  f.short(1);

/** "Declined tasks", "what is overdue?": a state asked about, not a step taken. */
const tasksOfStatus = (f: Facts): boolean =>
  f.evidence.hints.status !== undefined &&
  f.numbers === 0 &&
  !f.piece('taskId', 'bareId') &&
  !f.offence &&
  !f.crime &&
  ((f.cue('task') && says(f, 'tasks')) || (f.evidence.hints.status === 'overdue' && f.empty && f.short(3)));

const reading = (f: Facts): boolean =>
  f.cue(
    'howMany',
    'show',
    'happened',
    'anything',
    'compare',
    'trend',
    'breakdown',
    'whichArea',
    'forecast',
    'hotspot',
  );

const witnessed = (f: Facts): boolean =>
  f.offence &&
  f.place &&
  (says(f, 'inSight') || (says(f, 'witnessed') && !/[?؟]/.test(f.evidence.reading.source.text)));

const recorded = (f: Facts): boolean => says(f, 'recordOfMany');

/** «علم وينفذ»: the whole message is one phrase of ours. */
const onePhrase = (f: Facts): boolean =>
  f.evidence.unread.length === 0 &&
  f.evidence.reading.cover.filter(({ symbol }) => symbol !== 'filler').length === 1;

const SERVICE = new Set<Cue>(['howMany', 'happened']);

const reporting = (f: Facts): boolean =>
  !f.evidence.whens.some(({ when }) => when.kind === 'rolling') && ![...SERVICE].some((cue) => f.cue(cue));

const question = (f: Facts): boolean =>
  says(f, 'asking') || f.cue('howMany', 'happened', 'forecast', 'compare', 'trend', 'whichArea');

/** A verb that hands out work, and something of ours to hand out. */
const assigning = (f: Facts): boolean =>
  !question(f) &&
  !f.cue('decline') &&
  (f.cue('task') || f.place || f.piece('block', 'taskId') || says(f, 'policeWork'));

/** An ordinary verb ("send", "tell") orders work only with a word for the work and somebody to do it. */
const ordering = (f: Facts): boolean =>
  !question(f) &&
  !f.piece('limit') &&
  !f.evidence.reading.wording('forUs').test(f.evidence.reading.source.text) &&
  (f.cue('task') ||
    f.piece('taskId') ||
    (says(f, 'policeWork') && !f.cue('patrol')) ||
    (f.evidence.places.some((one) => !one.weak) &&
      (f.when ||
        f.piece('block') ||
        f.evidence.hints.priority !== undefined ||
        ranked(f) ||
        says(f, 'errand'))) ||
    (f.evidence.places.length > 0 && says(f, 'onTheSpot'))) &&
  (!f.cue('complete') || says(f, 'toBeDone')) &&
  !f.cue('accept', 'decline', 'start') &&
  nameAfter(f.evidence.reading, ['assignVerb', 'taskNoun']) !== null;

/** "Patrol for Khalid in Salwa block 2 at 9 pm". */
const patrolFor = (f: Facts): boolean =>
  says(f, 'patrolFor') && nameAfter(f.evidence.reading, ['for']) !== null;

const ranked = (f: Facts): boolean => f.evidence.reading.nodes.some((node) => node.symbol === 'rankWord');
