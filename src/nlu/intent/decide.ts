import type { Intent } from '../frame.js';
import { busyName, leadingName, nameAfter } from '../slots/assignee.js';
import type { SlotPieceKind } from '../slots/mention.js';
import type { Cue } from './cue.js';
import type { Evidence } from './evidence.js';
import { givesFeedback, onlyPraises } from './feedback.js';

/** Short questions to the evidence, so that the table below reads like the rule it states. */
type Facts = {
  evidence: Evidence;
  cue: (...names: Cue[]) => boolean;
  opens: (...names: Cue[]) => boolean;
  piece: (...kinds: SlotPieceKind[]) => boolean;
  offence: boolean;
  place: boolean;
  when: boolean;
  crime: boolean;
  /** Anything of the bot's own field. */
  domain: boolean;
  numbers: number;
  places: number;
  dates: number;
  /** No more words than this besides fillers. */
  short: (words: number) => boolean;
  /** Whole message in other words than cues. */
  empty: boolean;
};

export function factsOf(evidence: Evidence): Facts {
  const has =
    (set: ReadonlySet<Cue>) =>
    (...names: Cue[]) =>
      names.some((name) => set.has(name));
  const offence =
    evidence.offences.length > 0 ||
    evidence.weakOffences.length > 0 ||
    evidence.excluded.offences.length > 0 ||
    evidence.pieces.some(({ slots }) => slots.offence !== undefined);
  const place =
    evidence.places.some((one) => !one.weak) || evidence.pieces.some(({ kind }) => kind === 'near');
  const places = evidence.places.reduce(
    (sum, one) => sum + Math.max(one.areas.length, one.governorates.length),
    0,
  );
  const cue = has(evidence.cues);
  return {
    evidence,
    cue,
    opens: has(evidence.opening),
    piece: (...kinds) => evidence.pieces.some(({ kind }) => kinds.includes(kind)),
    offence,
    place: place || evidence.places.length > 0,
    when: evidence.whens.length > 0,
    crime: cue('crime'),
    domain: offence || place || cue('crime', 'hotspot', 'nearMe', 'patrol', 'briefing', 'alert', 'task'),
    numbers: evidence.numbers.length,
    places,
    dates: evidence.whens.filter(({ when }) => when.kind !== 'clock' && when.kind !== 'recurring').length,
    short: (words) => evidence.contentWords <= words,
    empty:
      !offence &&
      evidence.places.length === 0 &&
      !cue('crime', 'hotspot', 'task', 'alert', 'briefing', 'nearMe'),
  };
}

/** Whether the message goes like this, in its own letters or, if it is Arabizi, in Arabic ones. */
const says = ({ evidence: { reading } }: Facts, pattern: RegExp): boolean =>
  pattern.test(reading.source.text) || (reading.spoken !== '' && pattern.test(reading.spoken));

type Wish = { intent: Intent; when: (f: Facts) => boolean };

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

const aboutMessages = (f: Facts): boolean =>
  f.evidence.hints.topic !== undefined ||
  f.cue('alert', 'briefing', 'hotspot') ||
  f.evidence.hints.frequency !== undefined;

/** What a message wants, most telling first; the first line that holds decides. */
const WISHES: readonly Wish[] = [
  { intent: 'out_of_scope', when: (f) => f.cue('destructive') && !f.cue('undo', 'alert', 'unsubscribe') },
  {
    intent: 'out_of_scope',
    when: (f) => f.cue('personal') && (!f.offence || says(f, ABOUT_PERSON)),
  },
  { intent: 'feedback', when: (f) => givesFeedback(f.evidence.reading) && !f.cue('howMany', 'compare') },
  {
    intent: 'thanks',
    when: (f) => f.opens('thanks') && f.cue('feedback') && f.empty && onlyPraises(f.evidence.reading),
  },
  {
    intent: 'out_of_scope',
    when: (f) =>
      f.evidence.outside.length > 0 && !f.offence && !f.crime && !f.cue('task', 'hotspot', 'assign'),
  },
  { intent: 'help', when: (f) => f.cue('help') && says(f, HOW_TO) && !f.place },
  { intent: 'greeting', when: (f) => f.opens('greeting') && f.short(2) && greetingOnly(f) },
  {
    intent: 'set_language',
    when: (f) =>
      f.evidence.hints.language !== undefined && f.empty && (f.cue('language') || plainLanguage(f)),
  },
  {
    intent: 'set_language',
    when: (f) =>
      f.cue('language') &&
      f.empty &&
      f.evidence.pieces.length === 0 &&
      /language|لغه/u.test(f.evidence.reading.source.text),
  },
  { intent: 'undo', when: (f) => f.cue('undo') && !f.offence && !f.place && f.short(6) },
  {
    intent: 'out_of_scope',
    when: (f) =>
      f.place && !f.offence && !f.crime && !f.cue('task', 'alert', 'hotspot') && says(f, OPENING_HOURS),
  },
  // A task is not cancelled by message; see the reason `task_change`.
  {
    intent: 'out_of_scope',
    when: (f) => f.cue('cancel') && f.opens('cancel') && f.cue('taskList', 'task') && !aboutMessages(f),
  },
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
  { intent: 'task_list', when: tasksOfStatus },
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
  { intent: 'compare', when: (f) => f.cue('compare') && (f.domain || f.when) },
  { intent: 'compare', when: (f) => f.evidence.whens.some(({ when }) => when.versus) },
  {
    intent: 'compare',
    when: (f) =>
      f.cue('versus') && (f.places > 1 || f.dates > 1) && (f.domain || f.dates > 1) && !f.cue('change'),
  },
  {
    intent: 'compare',
    when: (f) => f.places > 1 && (f.domain || f.dates > 1) && says(f, AGAINST) && !f.cue('howMany'),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.evidence.offences.flatMap(({ offences }) => offences).length > 1 &&
      f.cue('most', 'least', 'whichArea') &&
      says(f, OR),
  },
  {
    intent: 'compare',
    when: (f) =>
      f.places > 1 && (f.cue('most', 'least', 'whichArea') || says(f, MORE_OR_LESS)) && says(f, OR),
  },
  {
    intent: 'forecast',
    when: (f) =>
      (f.cue('change', 'trend') || says(f, WILL_LOOK)) && (f.offence || f.crime || f.place) && says(f, WILL),
  },
  {
    intent: 'forecast',
    when: (f) =>
      f.cue('forecast') &&
      (f.offence ||
        f.crime ||
        f.place ||
        f.cue('whichArea') ||
        f.short(1) ||
        ((f.when || aheadLength(f)) && f.opens('forecast') && f.short(3))),
  },
  { intent: 'hotspots', when: (f) => f.cue('hotspot', 'patrol') },
  {
    intent: 'hotspots',
    when: (f) => f.cue('map') && (f.offence || f.crime || f.place) && !f.cue('howMany', 'nearMe', 'profile'),
  },
  {
    intent: 'near_me',
    when: (f) => f.piece('radius') && !f.place && (f.offence || f.crime || f.cue('anything', 'happened')),
  },
  { intent: 'near_me', when: (f) => f.cue('nearest') && (f.offence || f.crime) && !f.place },
  {
    intent: 'near_me',
    when: (f) =>
      f.cue('nearMe') &&
      (f.offence ||
        f.crime ||
        f.piece('radius', 'limit') ||
        f.cue('happened', 'anything') ||
        (f.short(3) && !f.cue('forecast'))),
  },
  {
    intent: 'briefing',
    when: (f) =>
      f.cue('briefing') &&
      !f.cue('howMany') &&
      (!f.offence || f.opens('briefing') || says(f, BRIEFING_ASKED)),
  },
  {
    intent: 'briefing',
    when: (f) => f.opens('profile') && f.when && !f.place && !f.offence && !f.crime && f.short(4),
  },
  { intent: 'hotspots', when: (f) => worstSpot(f) },
  {
    intent: 'top_areas',
    when: (f) =>
      f.cue('whichArea') && (f.cue('most', 'least') || f.offence || f.crime || areaPlural(f)) && !peaks(f),
  },
  {
    intent: 'top_areas',
    when: (f) => f.cue('most', 'least') && (f.offence || f.crime || areaPlural(f)) && !f.piece('groupBy'),
  },
  { intent: 'trend', when: (f) => f.cue('trend', 'change') && f.domain && !(f.piece('groupBy') && peaks(f)) },
  {
    intent: 'trend',
    when: (f) => (f.offence || f.crime) && f.places <= 1 && f.dates <= 1 && says(f, MORE_OF_IT),
  },
  { intent: 'trend', when: (f) => f.domain && series(f) },
  { intent: 'breakdown', when: (f) => f.piece('groupBy') && (f.domain || f.cue('breakdown')) },
  { intent: 'breakdown', when: (f) => f.cue('breakdown') && f.domain },
  { intent: 'trend', when: (f) => f.cue('series') && f.domain },
  {
    intent: 'feedback',
    when: (f) => f.cue('feedback') && says(f, FAULT_FOUND) && f.short(10),
  },
  {
    intent: 'feedback',
    when: (f) => says(f, FAULT_FIRST) && !f.cue('correction') && !f.place && f.short(10),
  },
  { intent: 'count', when: (f) => f.cue('howMany') && (f.offence || f.crime || f.place) },
  {
    intent: 'area_profile',
    when: (f) => f.cue('profile') && f.place && !f.offence && !f.cue('crime', 'happened'),
  },
  { intent: 'hotspots', when: (f) => f.offence && says(f, WHERE_HAPPENING) },
  {
    intent: 'list_recent',
    when: (f) =>
      f.cue('show', 'recent', 'happened', 'anything') &&
      (f.offence || f.crime || (f.place && f.cue('happened', 'anything', 'recent'))),
  },
  {
    intent: 'list_recent',
    when: (f) => f.cue('happened') && (f.place || f.when) && f.evidence.unread.length === 0,
  },
  {
    intent: 'list_recent',
    when: (f) => (f.offence || f.crime) && says(f, WHICH_ONES),
  },
  { intent: 'list_recent', when: (f) => f.piece('limit') && (f.place || f.offence || f.crime || f.short(2)) },
  { intent: 'forecast', when: (f) => (f.offence || f.crime) && future(f) },
  { intent: 'hotspots', when: (f) => f.offence && says(f, WHERE) },
  { intent: 'count', when: (f) => f.offence && (f.place || f.when || f.short(3)) },
  { intent: 'count', when: (f) => f.crime && (f.place || f.when) },
  { intent: 'whoami', when: (f) => f.cue('whoami') && f.empty },
  { intent: 'feedback', when: (f) => f.cue('feedback') && f.empty },
  { intent: 'status', when: (f) => f.cue('status') && f.empty },
  { intent: 'set_language', when: (f) => f.cue('language') && f.evidence.hints.language !== undefined },
  { intent: 'thanks', when: (f) => f.cue('thanks') && f.empty },
  { intent: 'help', when: (f) => f.cue('help') && f.empty },
  { intent: 'cancel', when: (f) => f.cue('cancel') && f.empty && f.short(4) },
  { intent: 'greeting', when: (f) => f.cue('greeting') && f.empty },
  { intent: 'area_profile', when: (f) => f.place && f.short(4) },
];

/** "Is the Avenues mall open on Friday?" */
const OPENING_HOURS =
  /^\W*(?:and |ok |hi )?(?:is|are|when (?:does|do|is|are|will)|what time (?:does|do|is|are|will)|how late (?:is|are)|until when (?:is|are))\b.*\b(?:open|opens|opening|close|closes|closed|closing|shut)\b/u;

/** «السالمية في يناير مقابل حولي في فبراير»: against, not opposite. */
const AGAINST = /\s(?:مقابل|ضد|مقارنه ب\S*|vs|versus|v)\s/u;

/** "Which is worse, Salmiya or Hawalli?", "more thefts in Salwa than in Salmiya", «من أكثر، الفنطاس ولا المنقف». */
const OR = /\b(?:or|than)\b|(?:^|\s)(?:ولا|ام|او)(?:\s|$)/u;

const MORE_OR_LESS = /\b(?:more|fewer|less|worse|better|higher|lower|safer|busier|quieter)\b/u;

/** "Are we seeing fewer robberies?": more or fewer than before, with nothing to compare with. */
const MORE_OF_IT =
  /^\W*(?:are|is|were|was|have|has|do|did)\b(?: \p{L}+){0,4} (?:more|fewer|less)\b(?!.*\b(?:than|or)\b)/u;

/** "What will theft look like next week?" */
const WILL_LOOK = /^\W*(?:what|how)\b.*\b(?:will|going to)\b/u;

/** A change that is yet to come. */
const WILL = /\b(?:will|going to|gonna|expected to|likely to)\b/u;

/** "Which thefts were reported in Kaifan?": the cases themselves. */
const WHICH_ONES =
  /^\W*(?:which|what)\b.*\b(?:reported|happened|occurred|committed|registered|recorded|took place|took|came in|were there|do we have|did we have|did we get)\b|^\W*which\b.*\b(?:were|was|got|have been)\b|^\P{L}*(?:شنو|شنهي|ما|ماهي|وش|ايش|شو)\s(?:هي\s|كل\s)?ال\p{L}+(?:ات|ايا|ائم|ايم|ادث)(?:\s|$)/u;

/** "How do I ask for hotspots?": about the asking. */
const HOW_TO = /^\W*(?:and |so |but |ok )?how (?:do|can|should|to) ?(?:i|we|you)?\b/u;

/** "Show me where burglaries are happening". */
const WHERE_HAPPENING =
  /\bwhere\b.*\b(?:happen(?:s|ed|ing)?|occur(?:s|red|ring)?|taking place|take place|took place|located|committed|going on)\b/u;

/** "A car was stolen in Mangaf": told, not asked. */
const TOLD =
  /^\W*(?:two|three|four|some|several|an?|a group of|a gang of)\s+(?:men|guys|youths|people|kids|teenagers|boys|man|guy|woman|women|drivers|workers)\s+(?:\p{L}+\s+)?\p{L}{3,}ing\b|^\W*(?:an?|my|our|one|another|some(?:one|body)(?:s|'s|’s)?|the neighbou?rs?)\s+(?:\p{L}+\s+){1,3}(?:was|were|is being|are being|has been|have been|got|just got|has just been)\b/u;

/** "Salam" is a district too; by itself or before a name for the reader it greets. */
const greetingOnly = (f: Facts): boolean =>
  !f.offence &&
  !f.when &&
  !f.crime &&
  f.evidence.places.every(({ weak, end }) => weak && end <= greetingEnd(f)) &&
  f.evidence.pieces.length === 0 &&
  f.evidence.numbers.length === 0;

const greetingEnd = (f: Facts): number =>
  Math.max(
    0,
    ...f.evidence.reading.nodes
      .filter((node) => node.symbol === 'cue' && node.value === 'greeting')
      .map(({ end }) => end),
  );

/** A question about somebody, whatever the offence. */
const ABOUT_PERSON =
  /\b(?:who|whose|names?|phone|address|wanted for)\b|^\W*is \p{L}+ .*\bwanted\b|(?:^|\s)(?:منو|من هو|من هي|اسم|اسماء|هويه|عنوان)(?:\s|$)/u;

/** Something that the bot said is called wrong, wherever that was. */
const FAULT_FOUND =
  /\b(?:numbers?|figures?|answers?|maps?|data|results?|counts?)\b.*\b(?:wrong|incorrect|not right|not correct|off)\b|(?:رقم|ارقام|جواب|اجاب|خريط|بيانات|معلوم|احصائ).*(?:غلط|خطا|مو صحيح|غير صحيح|مو مضبوط)/u;

/** «فيه هوشة جدامي», «تم ضبط تعاطي»: what somebody sees or has just found. */
const WITNESSED =
  /(?:^|\s)(?:جدامي|قدامي|امامي|هني|عندي هني)(?:\s|$)|^\P{L}*(?:تم|جاري|يتم) (?:رصد|ضبط|القبض|مشاهده|التبليغ عن)\s/u;

const witnessed = (f: Facts): boolean =>
  f.offence && f.place && says(f, WITNESSED) && !/[?؟]/.test(f.evidence.reading.source.text);

/** «سجل السرقات خلال آخر أسبوع»: the record of them all, not one to be entered. */
const RECORD = /^\P{L}*سجل ال\p{L}+(?:ات|ون|ين|ايا|ائم|ايم)(?:\s|$)/u;

const recorded = (f: Facts): boolean => says(f, RECORD);

/** «توقعات ٧ أيام». */
const aheadLength = (f: Facts): boolean => f.evidence.reading.nodes.some(({ symbol }) => symbol === 'length');

/** "That's not correct, there were more thefts". */
const FAULT_FIRST =
  /^\W*(?:no )?\W*(?:thats|that|this|it|its|the (?:count|number|figure|answer|result|map|total))(?: is| was| looks| seems)? ?(?:\p{L}+ )?(?:not (?:correct|right|true|accurate)|wrong|incorrect|inaccurate|too (?:low|high))\b/u;

/** «علم وينفذ»: the whole message is one phrase of ours. */
const onePhrase = (f: Facts): boolean =>
  f.evidence.unread.length === 0 &&
  f.evidence.reading.cover.filter(({ symbol }) => symbol !== 'filler').length === 1;

const SERVICE = new Set<Cue>(['howMany', 'happened']);

const reporting = (f: Facts): boolean =>
  !f.evidence.whens.some(({ when }) => when.kind === 'rolling') && ![...SERVICE].some((cue) => f.cue(cue));

/** "Thefts per month": a series over time rather than a split. */
const series = (f: Facts): boolean =>
  f.cue('series') &&
  !f.cue('breakdown') &&
  f.evidence.pieces.some(({ slots }) => ['day', 'week', 'month'].includes(slots.group_by ?? ''));

/** A verb that alone asks to be sent something; "start" and «شغل» may be about anything. */
const SUBSCRIBES = /subscri|sign (?:me )?up|sh?t[ae]?rek|اشتر|سجلني|نبهني|تنبيه/u;

/** A wish to be sent something, not to be shown it once. */
const RECEIVE = /^\W*(?:send|text|mail|i\s+want|i\s+would\s+like|ارسل|دز|طرش|ابي|ابغ[ىي]|اريد|ودي|نبي)/u;

/** "At what hour do they rise?", «أي قطعة فيها أكثر»: the question is for a part of the time or the place. */
const peaks = (f: Facts): boolean =>
  f.evidence.reading.cover.some(
    (node) =>
      node.symbol === 'slot' &&
      f.evidence.reading.nodes.some((one) => one.symbol === 'whichTime' && one.start === node.start),
  );

/** «وين أكثر مكان فيه سرقات بالسالمية»: inside one area a ranking of areas says nothing, a map does. */
const worstSpot = (f: Facts): boolean =>
  f.cue('most', 'whichArea') &&
  f.places === 1 &&
  f.evidence.places.every(({ areas, either, weak }) => areas.length === 1 && !either && !weak) &&
  (f.offence || f.crime || f.cue('whichArea')) &&
  says(f, SPOT);

/** A bare "where": «وين يبوقون بالفروانية». */
const WHERE = /^\P{L}*(?:و?وين|و?اين|فين|wain|wayn|wein|wen)\s/u;

const SPOT =
  /^\W*(?:where\b|(?:which|what) (?:spots?|places?|points?|locations?|streets?|parts?|corners?)\b)|(?:^|\s)(?:اكثر|اسوا|اخطر|ازود|اعلي|باي|اي)\s+(?:ال)?(?:مكان|موقع|نقطه|مواقع|اماكن|بقعه)(?:\s|$)|(?:^|\s)(?:وين|اين)\s+(?:اكثر|ازود)(?:\s|$)/u;

const areaPlural = (f: Facts): boolean =>
  f.evidence.reading.nodes.some((node) => node.symbol === 'areaPlural');

const future = (f: Facts): boolean => f.evidence.whens.some(({ when }) => when.kind === 'ahead');

/** One of our languages named without a verb of speaking. */
const plainLanguage = (f: Facts): boolean =>
  f.evidence.hints.language !== 'other' && f.evidence.unread.length <= 1 && f.short(5);

/** Words for police work that one sends somebody to do. */
const WORK =
  /patrol|checkpoint|inspect|investigate|guard|escort|dawre|dorey|دوري|تفتيش|نقطة|حراس|معاين|متابع|تحقيق|جولة|مراقب|تأمين|تامين|رصد/u;

/** "Give me a short briefing on drugs". */
const BRIEFING_ASKED =
  /^\W*(?:please |pls |can i |could i |can you |could you |i want |i need |id like )*(?:(?:give|send|show|get|write|prepare|have|make) )?(?:me |us )?(?:a |an |the |my )?(?:\p{L}+ ){0,2}(?:briefing|brief|summary|sitrep|recap|digest|rundown)\b/u;

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

/** Decides what the message wants; null when nothing holds. */
export function decide(evidence: Evidence): { intent: Intent; line: number } | null {
  const facts = factsOf(evidence);
  const line = WISHES.findIndex((wish) => wish.when(facts));
  const wish = WISHES[line];
  return wish ? { intent: wish.intent, line } : null;
}
