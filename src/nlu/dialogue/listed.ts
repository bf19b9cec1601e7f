import type { ChartNode } from '../chart/chart.js';
import type { Candidate, Intent } from '../frame.js';
import type { Evidence } from '../intent/evidence.js';
import { plainDigits } from '../text/normalise.js';

type Listed = { ids: number[]; noun: 'task' | 'alert' };

/** "Alert 17 …, alert 19 …", "#12 and #15", «التنبيه ١٧»: what a question lists by number, in its order. */
const NAMED =
  /(?:\b(alerts?|tasks?)\s*#?|(تنبيه|إنذار|انذار|مهمة|المهمة|مهمه)\s*(?:رقم\s*)?#?|#)(\d{1,9})(?!\d)/giu;

const ALERT = /alert|تنبيه|إنذار|انذار/iu;

/** What the question wants done with one of them; the first that it names. */
const STEPS: readonly { asks: RegExp; task: Intent | null; alert: Intent | null }[] = [
  { asks: /acknowledg|\back\b|استلام|استلم|اطلعت|أؤكد|تأكيد/iu, task: null, alert: 'alert_ack' },
  { asks: /\bdecline|\breject|ترفض|أرفض|رفض/iu, task: 'task_decline', alert: null },
  {
    asks: /\bcomplete|\bfinish|\bclose|\bdone\b|تنهي|إنهاء|أنهي|أكملت|إكمال/iu,
    task: 'task_complete',
    alert: null,
  },
  { asks: /\bstart|\bbegin|تبدأ|بدء|أبدأ/iu, task: 'task_start', alert: null },
  { asks: /\baccept|\btake\b|تقبل|قبول|أقبل/iu, task: 'task_accept', alert: 'alert_ack' },
];

const NUMBERED: Partial<Record<Intent, Listed['noun']>> = {
  task_accept: 'task',
  task_start: 'task',
  task_complete: 'task',
  task_decline: 'task',
  alert_ack: 'alert',
};

function listedIn(question: string): Listed | null {
  const found = [...question.matchAll(NAMED)];
  if (found.length === 0) return null;
  return {
    ids: [...new Set(found.map(([, , , id]) => Number(id)))],
    noun: found.some(([words]) => ALERT.test(words)) ? 'alert' : 'task',
  };
}

/** The ids among those listed that a message picks: by their numbers, by their place in the list, or all of them. */
export function picked(
  { numbers, pieces, unread, reading, contentWords, places, offences }: Evidence,
  ids: number[],
): number[] {
  if (unread.length + places.length + offences.length > 0 || contentWords > 3) return [];
  const said = [...pieces.flatMap(({ slots }) => slots.task_id ?? slots.alert_id ?? []).flat(), ...numbers];
  if (said.length > 0) {
    if (said.every((number) => ids.includes(number))) return said;
    const [place] = said;
    return said.length === 1 && place !== undefined && contentWords === 0 ? ids.slice(place - 1, place) : [];
  }
  if (ALL.test(reading.source.text)) return [...ids];
  if (LAST.test(reading.source.text)) return ids.slice(-1);
  const ordinal = reading.nodes.find((node): node is ChartNode<'ord'> => node.symbol === 'ord');
  return ordinal && ordinal.value >= 1 ? ids.slice(ordinal.value - 1, ordinal.value) : [];
}

const ALL =
  /^\W*(?:both|all|all of them|both of them|them all|the two|كلها|كلهم|الاثنين|كلاهما|الثنتين)\W*$/u;
const LAST = /^\W*the last(?: one)?\W*$/u;

/**
 * The step that picks from a list of tasks or alerts in the bot's question: "17", "14 and 15", "the second one", after
 * "alert 17 Bayan, alert 19 Salwa. Acknowledge which?". What is done is what the last command or else the question says.
 */
export function pickedFromList(
  evidence: Evidence,
  last: Candidate | null,
  question: string,
): Candidate | null {
  const listed = listedIn(plainDigits(question));
  if (!listed) return null;
  const going = last && NUMBERED[last.intent] === listed.noun ? last.intent : null;
  const intent = going ?? STEPS.find(({ asks }) => asks.test(question))?.[listed.noun] ?? null;
  const [first, ...more] = intent ? picked(evidence, listed.ids) : [];
  if (!intent || first === undefined) return null;
  const ids = more.length > 0 ? [first, ...more] : first;
  return { intent, slots: listed.noun === 'alert' ? { alert_id: ids } : { task_id: ids } };
}
