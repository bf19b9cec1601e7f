import type { ChartNode } from '../chart/chart.js';
import type { Candidate, Intent } from '../frame.js';
import type { Evidence } from '../intent/evidence.js';
import { plainDigits } from '../text/normalise.js';
import type { Phrasebook, Wording } from '../wording.js';
import { besidesOrdinals } from './ordinals.js';

type Listed = { ids: number[]; noun: 'task' | 'alert' };

/** "Alert 17 …, alert 19 …", "#12 and #15", «التنبيه ١٧»: what a question lists by number, in its order. */
const named = (wording: Phrasebook): RegExp =>
  new RegExp(`(?:${wording('listedNoun').source}|#)(\\d{1,9})(?!\\d)`, 'giu');

/** What the question wants done with one of them; the first that it names. */
const STEPS: readonly { asks: Wording; task: Intent | null; alert: Intent | null }[] = [
  { asks: 'asksAcknowledge', task: null, alert: 'alert_ack' },
  { asks: 'asksDecline', task: 'task_decline', alert: null },
  { asks: 'asksComplete', task: 'task_complete', alert: null },
  { asks: 'asksStart', task: 'task_start', alert: null },
  { asks: 'asksAccept', task: 'task_accept', alert: 'alert_ack' },
];

const NUMBERED: Partial<Record<Intent, Listed['noun']>> = {
  task_accept: 'task',
  task_start: 'task',
  task_complete: 'task',
  task_decline: 'task',
  alert_ack: 'alert',
};

function listedIn(question: string, wording: Phrasebook): Listed | null {
  const found = [...question.matchAll(named(wording))];
  if (found.length === 0) return null;
  return {
    ids: [...new Set(found.map(([, id]) => Number(id)))],
    noun: found.some(([words]) => wording('namesAlert').test(words)) ? 'alert' : 'task',
  };
}

/** The ids among those listed that a message picks: by their numbers, by their place in the list, or all of them. */
export function picked(evidence: Evidence, ids: number[]): number[] {
  const { numbers, pieces, reading, contentWords, places, offences } = evidence;
  if (besidesOrdinals(evidence).length + places.length + offences.length > 0 || contentWords > 3) return [];
  const said = [...pieces.flatMap(({ slots }) => slots.task_id ?? slots.alert_id ?? []).flat(), ...numbers];
  if (said.length > 0) {
    if (said.every((number) => ids.includes(number))) return said;
    const [place] = said;
    return said.length === 1 && place !== undefined && contentWords === 0 ? ids.slice(place - 1, place) : [];
  }
  if (reading.wording('allOfThem').test(reading.source.text)) return [...ids];
  if (reading.wording('lastOfThem').test(reading.source.text)) return ids.slice(-1);
  const ordinal = reading.nodes.find((node): node is ChartNode<'ord'> => node.symbol === 'ord');
  return ordinal && ordinal.value >= 1 ? ids.slice(ordinal.value - 1, ordinal.value) : [];
}

/**
 * The step that picks from a list of tasks or alerts in the bot's question: "17", "14 and 15", "the second one", after
 * "alert 17 Bayan, alert 19 Salwa. Acknowledge which?". What is done is what the last command or else the question says.
 */
export function pickedFromList(
  evidence: Evidence,
  last: Candidate | null,
  question: string,
): Candidate | null {
  const { wording } = evidence.reading;
  const listed = listedIn(plainDigits(question), wording);
  if (!listed) return null;
  const going = last && NUMBERED[last.intent] === listed.noun ? last.intent : null;
  const intent = going ?? STEPS.find(({ asks }) => wording(asks).test(question))?.[listed.noun] ?? null;
  const [first, ...more] = intent ? picked(evidence, listed.ids) : [];
  if (!intent || first === undefined) return null;
  const ids = more.length > 0 ? [first, ...more] : first;
  return { intent, slots: listed.noun === 'alert' ? { alert_id: ids } : { task_id: ids } };
}
