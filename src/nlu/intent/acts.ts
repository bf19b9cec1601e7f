import { busyName, leadingName, nameAfter } from '../slots/assignee.js';
import type { Cue } from './cue.js';
import { aboutMessages, type Facts, says, type Wish } from './facts.js';

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
  {
    intent: 'task_assign',
    when: (f) =>
      !question(f) &&
      (f.place || f.piece('block')) &&
      (leadingName(f.evidence.reading) !== null || patrolFor(f) || says(f, SEND_PATROL)),
  },
  {
    intent: 'task_complete',
    when: (f) => f.evidence.hints.status === 'done' && f.piece('taskId') && !f.cue('show', 'howMany'),
  },
  { intent: 'task_list', when: (f) => tasksOfStatus(f) },
  { intent: 'task_list', when: (f) => f.empty && busyName(f.evidence.reading) !== null },
  { intent: 'task_decline', when: (f) => f.cue('decline') && !f.offence && taskTarget(f) },
  {
    intent: 'task_complete',
    when: (f) => f.cue('complete') && !reading(f) && !f.offence && taskTarget(f) && !f.cue('taskList'),
  },
  {
    intent: 'task_complete',
    when: (f) => f.cue('complete') && f.piece('taskId') && !f.cue('show', 'howMany'),
  },
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
        ((f.cue('hotspot') || f.evidence.hints.topic !== undefined) && says(f, RECEIVE))) &&
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
      (aboutMessages(f) || (f.short(1) && says(f, SUBSCRIBES)) || f.offence) &&
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
      !reading(f) &&
      !f.cue('briefing', 'most', 'least') &&
      reporting(f),
  },
  {
    intent: 'report_incident',
    when: (f) => f.offence && (f.place || f.piece('block')) && says(f, TOLD) && !reading(f),
  },
];

const taskTarget = (f: Facts): boolean =>
  f.piece('taskId', 'bareId') ||
  (f.numbers > 0 && f.short(4)) ||
  (f.cue('task', 'taskList') && f.short(5)) ||
  f.short(1);

/** "Declined tasks", "what is overdue?": a state asked about, not a step taken. */
const tasksOfStatus = (f: Facts): boolean =>
  f.evidence.hints.status !== undefined &&
  f.numbers === 0 &&
  !f.piece('taskId', 'bareId') &&
  !f.offence &&
  !f.crime &&
  ((f.cue('task') && says(f, TASKS)) || (f.evidence.hints.status === 'overdue' && f.empty && f.short(3)));

const TASKS = /\b(?:tasks|jobs|assignments)\b|(?:^|\s)(?:ال)?(?:مهام|مهمات)(?:\s|$)/u;

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

/** "A car was stolen in Mangaf": told, not asked. */
const TOLD =
  /^\W*(?:two|three|four|some|several|an?|a group of|a gang of)\s+(?:men|guys|youths|people|kids|teenagers|boys|man|guy|woman|women|drivers|workers)\s+(?:\p{L}+\s+)?\p{L}{3,}ing\b|^\W*(?:an?|my|our|one|another|some(?:one|body)(?:s|'s|’s)?|the neighbou?rs?)\s+(?:\p{L}+\s+){1,3}(?:was|were|is being|are being|has been|have been|got|just got|has just been)\b/u;

/** «فيه هوشة جدامي», «تم ضبط تعاطي»: what somebody sees or has just found. */
const WITNESSED =
  /(?:^|\s)(?:جدامي|قدامي|امامي|هني|عندي هني)(?:\s|$)|^\P{L}*(?:تم|جاري|يتم) (?:رصد|ضبط|القبض|مشاهده|التبليغ عن)\s/u;

const witnessed = (f: Facts): boolean =>
  f.offence &&
  f.place &&
  (says(f, IN_SIGHT) || (says(f, WITNESSED) && !/[?؟]/.test(f.evidence.reading.source.text)));

/** «فيه هوشة قدامي؟»: nobody asks what is before his eyes, whatever mark ends it. */
const IN_SIGHT = /(?:^|\s)(?:جدامي|قدامي|امامي)(?:\s|$)/u;

/** «سجل السرقات خلال آخر أسبوع»: the record of them all, not one to be entered. */
const RECORD = /^\P{L}*سجل ال\p{L}+(?:ات|ون|ين|ايا|ائم|ايم)(?:\s|$)/u;

const recorded = (f: Facts): boolean => says(f, RECORD);

/** «علم وينفذ»: the whole message is one phrase of ours. */
const onePhrase = (f: Facts): boolean =>
  f.evidence.unread.length === 0 &&
  f.evidence.reading.cover.filter(({ symbol }) => symbol !== 'filler').length === 1;

const SERVICE = new Set<Cue>(['howMany', 'happened']);

const reporting = (f: Facts): boolean =>
  !f.evidence.whens.some(({ when }) => when.kind === 'rolling') && ![...SERVICE].some((cue) => f.cue(cue));

/** A verb that alone asks to be sent something; "start" and «شغل» may be about anything. */
const SUBSCRIBES = /subscri|sign (?:me )?up|sh?t[ae]?rek|اشتر|سجلني|نبهني|تنبيه/u;

/** A wish to be sent something, not to be shown it once. */
const RECEIVE = /^\W*(?:send|text|mail|i\s+want|i\s+would\s+like|ارسل|دز|طرش|ابي|ابغ[ىي]|اريد|ودي|نبي)/u;

/** Words for police work that one sends somebody to do. */
const WORK =
  /patrol|checkpoint|inspect|investigate|guard|escort|dawre|dorey|دوري|تفتيش|نقطة|حراس|معاين|متابع|تحقيق|جولة|مراقب|تأمين|تامين|رصد/u;

/** «خل بو فهد يمر الرقعي». */
const ERRAND =
  /(?:^|\s)ي(?:مر|روح|شيك|تفقد|راقب|غطي|توجه|فتش|تابع|عاين|حرس|شوف|لف|دور)(?=\s)|\b(?:yroo7|yroh|yrou7|ymer|yshoof|yshayek)\b/u;

/** What one is sent to a place for. */
const ON_THE_SPOT = /\b(?:cover|visit|check|watch|monitor|sweep|search|secure|attend|survey)\b/u;

const question = (f: Facts): boolean =>
  says(f, ASKING) || f.cue('howMany', 'happened', 'forecast', 'compare', 'trend', 'whichArea');

/** Nobody is ordered anywhere by "where would you send" or "have there been". */
const ASKING =
  /^\W*(?:and |so |ok )?(?:where|what|whats|who|when|why|how|which|is|are|did|do|does|was|were|has|have (?:there|we|you|i|they|any))\b/u;

/** A verb that hands out work, and something of ours to hand out. */
const assigning = (f: Facts): boolean =>
  !question(f) &&
  !f.cue('decline') &&
  (f.cue('task') || f.place || f.piece('block', 'taskId') || says(f, WORK));

/** An ordinary verb ("send", "tell") orders work only with a word for the work and somebody to do it. */
const ordering = (f: Facts): boolean =>
  !question(f) &&
  !f.piece('limit') &&
  !/\b(?:me|us)\b|(?:^|\s)(?:لي|لنا)(?:\s|$)/u.test(f.evidence.reading.source.text) &&
  (f.cue('task') ||
    (says(f, WORK) && !f.cue('patrol')) ||
    (f.evidence.places.some((one) => !one.weak) &&
      (f.when ||
        f.piece('block') ||
        f.evidence.hints.priority !== undefined ||
        ranked(f) ||
        says(f, ERRAND))) ||
    (f.evidence.places.length > 0 && says(f, ON_THE_SPOT))) &&
  (!f.cue('complete') || says(f, TO_BE_DONE)) &&
  !f.cue('accept', 'decline', 'start') &&
  nameAfter(f.evidence.reading, ['assignVerb', 'taskNoun']) !== null;

/** "To be finished by Sunday": not done yet. */
const TO_BE_DONE =
  /\b(?:to be|must be|should be|has to be|needs to be|and|to) (?:finish|finished|complete|completed|done|closed)\b/u;

/** "Patrol for Khalid in Salwa block 2 at 9 pm". */
const patrolFor = (f: Facts): boolean =>
  says(f, PATROL_FOR) && nameAfter(f.evidence.reading, ['for']) !== null;

/** Work handed out to nobody yet; who is asked for. */
const SEND_PATROL =
  /^\W*(?:please |pls )?(?:send|dispatch|deploy|put) (?:a |an |another |some |more |two |the )?(?:foot |night )?(?:patrols?|units?|teams?|officers?|cars?|men)\b/u;

const PATROL_FOR = /^\W*(?:\p{L}+ )?(?:patrol|checkpoint|inspection|visit|guard duty) for\b/u;

const ranked = (f: Facts): boolean => f.evidence.reading.nodes.some((node) => node.symbol === 'rankWord');
