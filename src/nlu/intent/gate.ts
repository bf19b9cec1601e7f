import type { Intent } from '../frame.js';
import { nameAfter } from '../slots/assignee.js';
import { type Evidence, isCalled, numbered } from './evidence.js';
import { excused } from './excuse.js';
import { givesFeedback } from './feedback.js';
import { QUESTIONS } from './fill.js';
import { unknownPlace } from './unknown-place.js';

/** Intents whose message may carry words in its own hand: names, what happened, reasons. */
const FREE_TEXT: ReadonlySet<Intent> = new Set<Intent>([
  'task_assign',
  'report_incident',
  'task_decline',
  'feedback',
  'task_list',
]);

/** Intents that change something; they must be understood as a whole. */
const ACTS: ReadonlySet<Intent> = new Set<Intent>([
  'task_accept',
  'task_start',
  'task_complete',
  'alert_ack',
  'subscribe',
  'unsubscribe',
  'undo',
  'cancel',
]);

/** Share of the content words that may stay unread, by how much of the message is surely ours. */
const MAY_STAY_UNREAD: readonly number[] = [0, 0.25, 0.5];
const FEW_WORDS = 2;
const WORDS_OF_A_REASON = 4;
const MANY_WORDS = 12;

/** Number of firm signs of the bot's own field: sure offences and places, words for incidents, maps, tasks, alerts. */
export function strength(evidence: Evidence): number {
  const sure = evidence.reading.cover.filter((node) => node.how !== 'typo');
  const at = (one: { start: number }): boolean => sure.some((node) => node.start === one.start);
  const counted = evidence.pieces.filter(({ slots }) => slots.offence !== undefined).length;
  const offences = evidence.offences.filter(at).length + counted;
  const places = evidence.places.filter((place) => !place.weak && at(place)).length;
  const cues = ['crime', 'hotspot', 'alert', 'task', 'briefing', 'report', 'assign', 'nearMe'] as const;
  const patrol =
    evidence.cues.has('patrol') && evidence.unread.length <= 1 && evidence.contentWords <= 6 ? 1 : 0;
  const firmCues = cues.filter((cue) => evidence.cues.has(cue)).length + patrol;
  const pieces = evidence.pieces.filter(({ kind }) =>
    ['block', 'taskId', 'alertId', 'near', ...(offences + places + firmCues > 0 ? ['groupBy'] : [])].includes(
      kind,
    ),
  ).length;
  return offences + places + firmCues + pieces;
}

/** True when enough of the message is explained to act on the reading; else it is out of scope or needs a question. */
export function explained(intent: Intent, evidence: Evidence): boolean {
  const unread = evidence.unread.length;
  const firm = strength(evidence);
  // To decline something, not all of it need be understood.
  if (intent === 'out_of_scope') return true;
  if (intent === 'feedback' && givesFeedback(evidence.reading)) return true;
  if (evidence.outside.length > 0 && !oursInspite(intent, evidence, firm)) return false;
  // "Best biryani in Farwaniya?": a place beside a word that is not ours asks for no profile.
  if (intent === 'area_profile' && unread > 0 && !evidence.cues.has('profile')) return false;
  if (saidOutright(intent, evidence)) return true;
  if (FREE_TEXT.has(intent)) return freeTextExplained(intent, evidence, firm);
  if (ACTS.has(intent)) return strangeWords(intent, evidence) <= mayBeAsked(intent, evidence);
  if (!QUESTIONS.has(intent)) return smallTalkExplained(intent, evidence);
  if (firm === 0 && evidence.reading.cover.some((node) => node.how === 'typo')) return false;
  if (unread > 0 && firm < 2 && evidence.contentWords > MANY_WORDS) return false;
  // A place that is not ours is read as just that, and said: "thefts in Gotham".
  const asked = firm > 0 || (evidence.weakOffences.length > 0 && evidence.cues.has('howMany'));
  const nowhere = asked && unread === 1 ? evidence.unread.filter(unknownPlace(evidence)).length : 0;
  const share = MAY_STAY_UNREAD[Math.min(firm, MAY_STAY_UNREAD.length - 1)] ?? 0;
  return unread - nowhere <= Math.floor(share * evidence.contentWords);
}

/** What is about the bot or the last message; none of these changes what others see. */
const ABOUT_US: ReadonlySet<Intent> = new Set<Intent>([
  'undo',
  'cancel',
  'help',
  'whoami',
  'status',
  'feedback',
  'thanks',
  'greeting',
]);
const OUTRIGHT_WORDS = 3;

/** "By the way which user am I on this phone?": a whole phrase says it, and no more words are strange than belong to it. */
function saidOutright(intent: Intent, { reading, unread }: Evidence): boolean {
  if (!ABOUT_US.has(intent)) return false;
  return reading.cover.some((node) => {
    if (node.symbol !== 'cue' || node.value !== intent || node.how === 'typo') return false;
    const words = reading.pieces.filter(({ start, end }) => start >= node.start && end <= node.end).length;
    return words >= OUTRIGHT_WORDS && unread.length < words;
  });
}

/** A task or an alert called by its noun and number is that one, though a word is said about it. */
const NUMBERED: ReadonlySet<Intent> = new Set<Intent>([
  'task_accept',
  'task_start',
  'task_complete',
  'alert_ack',
]);

/**
 * Words of an act beyond those that may stay unread: with any, what was understood is asked about before it is done.
 * 0 or less for what is not an act.
 */
export const strangeWords = (intent: Intent, evidence: Evidence): number =>
  ACTS.has(intent)
    ? evidence.unread.length -
      noteWords(intent, evidence) -
      mayStayUnreadOfAct(intent, evidence, strength(evidence))
    : 0;

/** "36 mwafeq 3alaiha": a step of a task by its number, or messages by their name, are worth a question. */
function mayBeAsked(intent: Intent, evidence: Evidence): number {
  const { hints, cues } = evidence;
  const called = NUMBERED.has(intent) && numbered(evidence);
  const named =
    (intent === 'subscribe' || intent === 'unsubscribe') && (hints.topic !== undefined || cues.has('alert'));
  if (called) return FEW_WORDS;
  // "No more alerts about Hawalli, my phone won't stop buzzing": why is in the sender's own words.
  return named ? WORDS_OF_A_REASON : 0;
}

/** Unread words after a comma or a full stop: "task 22 complete, nothing found" says how it went. */
function noteWords(intent: Intent, { pieces, unread, reading }: Evidence): number {
  const called = pieces.find(isCalled);
  if (!NUMBERED.has(intent) || !called) return 0;
  const mark = reading.pieces.find(({ kind, start }) => kind === 'mark' && start >= called.end);
  return mark ? unread.filter(({ start }) => start > mark.start).length : 0;
}

function mayStayUnreadOfAct(intent: Intent, { pieces, contentWords }: Evidence, firm: number): number {
  if (intent === 'subscribe' && firm > 1) return 1;
  const called = pieces.some(isCalled);
  return NUMBERED.has(intent) && called && contentWords >= 4 ? 1 : 0;
}

/** Small talk in which a word more or less does no harm. */
const LENIENT: ReadonlySet<Intent> = new Set<Intent>(['help', 'thanks', 'greeting', 'set_language']);

/** Thanks are thanks, whatever is said around them. */
const MOST_BESIDE_THANKS = 5;

const smallTalkExplained = (intent: Intent, { unread, contentWords }: Evidence): boolean =>
  unread.length === 0 ||
  (intent === 'thanks' && unread.length <= MOST_BESIDE_THANKS) ||
  (LENIENT.has(intent) && unread.length <= Math.min(FEW_WORDS, contentWords / 2));

/** A foreign topic is named, but the message is about our places: "fraud with bank cards in Salmiya". */
function oursInspite(intent: Intent, evidence: Evidence, firm: number): boolean {
  const place = evidence.places.some((one) => !one.weak);
  // What somebody shall guard or check is no topic: "assign Salem to check the shops in Salmiya tomorrow".
  if (intent === 'task_assign' && evidence.opening.has('assign')) return place || evidence.whens.length > 0;
  // "Sorry boss, I have to say no to task 71": whoever names the task may say why in words of his own.
  if (intent === 'task_decline') return evidence.pieces.some(isCalled) || excused(evidence);
  // The reporter says where it is in words of his own: "a fight in Mahboula near the beach".
  if (intent === 'report_incident') return place && firm > 1;
  return QUESTIONS.has(intent) ? firm > 1 && (place || evidence.cues.has('crime')) : place && firm > 2;
}

function freeTextExplained(intent: Intent, evidence: Evidence, firm: number): boolean {
  const unread = evidence.unread.length;
  if (intent === 'feedback')
    return (
      unread <= (evidence.contentWords > 5 ? 1 : 0) ||
      givesFeedback(evidence.reading) ||
      evidence.reading.wording('complaint').test(evidence.reading.source.text)
    );
  if (intent === 'task_decline')
    return (
      firm > 0 ||
      evidence.numbers.length > 0 ||
      unread === 0 ||
      evidence.pieces.some(({ kind }) => kind === 'bareId')
    );
  if (intent === 'task_list')
    return (
      unread <=
      (evidence.contentWords <= 4 || nameAfter(evidence.reading, ['taskNoun', 'assignedTo']) !== null
        ? FEW_WORDS
        : firm > 1 || evidence.hints.status
          ? 1
          : 0)
    );
  // What somebody shall do is in the sender's own words: «كلف عبير بمتابعة الكاميرات بالشامية».
  if (intent === 'task_assign' && beginsWithOrder(evidence) && evidence.places.length > 0) return true;
  if (unread > FEW_WORDS && unread > evidence.contentWords / 2) return false;
  // What to do is in the sender's own words; where and by when make it an order.
  const bounded = intent === 'task_assign' && (evidence.whens.length > 0 || firm > 1) ? 1 : 0;
  return firm + bounded > (intent === 'report_incident' ? 2 : 1) || unread <= FEW_WORDS;
}

/** The verb that hands out work stands before all that nothing explains. */
const beginsWithOrder = ({ opening, reading, unread }: Evidence): boolean =>
  opening.has('assign') &&
  reading.cover.some(
    (node) =>
      node.symbol === 'cue' && node.value === 'assign' && unread.every(({ start }) => start > node.start),
  );
