import type { Intent } from '../frame.js';
import type { Evidence } from './evidence.js';
import { QUESTIONS } from './fill.js';

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
const MAY_STAY_UNREAD: readonly number[] = [0, 0.34, 0.5];
const FEW_WORDS = 2;
const MANY_WORDS = 12;

/** Number of firm signs of the bot's own field: sure offences and places, words for incidents, maps, tasks, alerts. */
export function strength(evidence: Evidence): number {
  const sure = evidence.reading.cover.filter((node) => node.how !== 'typo');
  const at = (one: { start: number }): boolean => sure.some((node) => node.start === one.start);
  const offences = evidence.offences.filter(at).length;
  const places = evidence.places.filter((place) => !place.weak && at(place)).length;
  const cues = [
    'crime',
    'hotspot',
    'patrol',
    'alert',
    'task',
    'briefing',
    'report',
    'assign',
    'nearMe',
  ] as const;
  const firmCues = cues.filter((cue) => evidence.cues.has(cue)).length;
  const pieces = evidence.pieces.filter(({ kind }) =>
    ['block', 'taskId', 'alertId', 'groupBy', 'near'].includes(kind),
  ).length;
  return offences + places + firmCues + pieces;
}

/** True when enough of the message is explained to act on the reading; else it is out of scope or needs a question. */
export function explained(intent: Intent, evidence: Evidence): boolean {
  const unread = evidence.unread.length;
  const firm = strength(evidence);
  if (evidence.outside.length > 0 && firm < 2) return false;
  if (FREE_TEXT.has(intent)) return freeTextExplained(intent, evidence, firm);
  if (ACTS.has(intent)) return unread === 0 || (unread <= 1 && evidence.contentWords >= 4);
  if (!QUESTIONS.has(intent)) return unread <= Math.min(FEW_WORDS, evidence.contentWords / 2);
  const allowed = (MAY_STAY_UNREAD[Math.min(firm, MAY_STAY_UNREAD.length - 1)] ?? 0) * evidence.contentWords;
  if (unread > 0 && firm < 2 && evidence.contentWords > MANY_WORDS) return false;
  return unread <= allowed;
}

function freeTextExplained(intent: Intent, evidence: Evidence, firm: number): boolean {
  if (intent === 'feedback' && evidence.opening.has('feedback')) return true;
  if (intent === 'feedback') return evidence.unread.length <= evidence.contentWords / 2;
  if (intent === 'task_decline')
    return firm > 0 || evidence.numbers.length > 0 || evidence.unread.length === 0;
  if (intent === 'task_list') return evidence.unread.length <= FEW_WORDS;
  return firm > 1 || evidence.unread.length <= FEW_WORDS;
}
