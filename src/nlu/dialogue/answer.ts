import type { ChartNode } from '../chart/chart.js';
import type { Candidate, Intent, Slots } from '../frame.js';
import type { Evidence } from '../intent/evidence.js';
import { QUESTIONS } from '../intent/fill.js';
import { TASK_STEPS } from '../intent/task-steps.js';
import { plainName } from '../slots/assignee.js';
import { isDenied } from '../slots/denied.js';
import { normalise, plainDigits } from '../text/normalise.js';
import type { Wording } from '../wording.js';
import { besidesOrdinals } from './ordinals.js';
import { correctingWords } from './words.js';

/** Longest number of a choice that a question lists. */
const MOST_CHOICES = 9;

/** "2", "the second one", "option two". */
function choiceOf(evidence: Evidence): number | null {
  const { numbers, contentWords, reading, places, offences } = evidence;
  const unread = besidesOrdinals(evidence);
  const [number] = numbers;
  if (number !== undefined) return contentWords > 0 ? null : number;
  const ordinal = reading.nodes.find((node): node is ChartNode<'ord'> => node.symbol === 'ord');
  const plain = contentWords <= 3 && unread.length + places.length + offences.length === 0;
  return plain && ordinal ? ordinal.value : null;
}

/** "2" after "1. the area 2. the governorate", "the second" after "the area or the governorate?": its words; null for none. */
export function optionOf(evidence: Evidence, question: string): string | null {
  const number = choiceOf(evidence);
  if (number === null || number > MOST_CHOICES) return null;
  const choices = plainDigits(question).matchAll(/(?<![\d\p{L}])(\d)[.):-]\s*([^\d]+)/gu);
  for (const [, at, words] of choices) if (Number(at) === number) return (words ?? '').trim();
  return eitherOf(evidence.reading, question)[number - 1] ?? null;
}

/** What stands to both sides of the "or" of a question; nothing where it has none. */
function eitherOf({ wording }: Evidence['reading'], question: string): string[] {
  const { text } = normalise(question);
  const or = /[?؟]/u.test(question) ? wording('or').exec(text) : null;
  return or ? [text.slice(0, or.index), text.slice(or.index + or[0].length)] : [];
}

/** The numbered choice that answers a pending question, if this is one. */
export function chosenFrom(evidence: Evidence, choices: readonly Candidate[]): Candidate | null {
  const number = choiceOf(evidence);
  return number === null ? null : (choices[number - 1] ?? null);
}

/** What a bare number means as the answer to a question, by the words of the question; the first that fits decides. */
const NUMBER_QUESTIONS: readonly {
  asks: Wording;
  intents: ReadonlySet<Intent>;
  slot: (number: number, ids: number | number[]) => Slots;
}[] = [
  { asks: 'asksBlock', intents: QUESTIONS, slot: (block) => ({ block }) },
  {
    asks: 'asksBlock',
    intents: new Set<Intent>(['report_incident', 'task_assign']),
    slot: (block) => ({ block }),
  },
  {
    asks: 'asksDays',
    intents: new Set<Intent>(['forecast']),
    slot: (days) => ({ horizon_days: days }),
  },
  {
    asks: 'asksTask',
    intents: TASK_STEPS,
    slot: (_number, ids) => ({ task_id: ids }),
  },
  {
    asks: 'asksAlert',
    intents: new Set<Intent>(['alert_ack']),
    slot: (_number, ids) => ({ alert_id: ids }),
  },
  {
    asks: 'asksDistance',
    intents: new Set<Intent>(['near_me']),
    slot: (kilometres) => ({ radius_m: kilometres * 1000 }),
  },
  {
    asks: 'asksLimit',
    intents: new Set<Intent>(['list_recent', 'top_areas', 'hotspots']),
    slot: (limit) => ({ limit }),
  },
];

/** What a bare number or name means beside the last command, and as the answer to a question where there was one. */
export function answered(evidence: Evidence, { intent, slots }: Candidate, question: string | null): Slots {
  const number = bareNumber(evidence);
  if (number !== null && question !== null) {
    const asked = NUMBER_QUESTIONS.find(
      ({ asks, intents }) => intents.has(intent) && evidence.reading.wording(asks).test(question),
    );
    if (asked) return asked.slot(number, evidence.numbers.length > 1 ? [...evidence.numbers] : number);
  }
  const limited = slots.limit !== undefined || (intent === 'list_recent' && evidence.cues.has('show'));
  const said = evidence.pieces.some(({ kind }) => kind === 'limit');
  if (number !== null && question === null && limited && !said && number > 0) return { limit: number };
  if (question === null && evidence.hints.status === undefined) {
    const other = renames(evidence, { intent, slots });
    if (other) return { assignee: other };
  }
  if (intent !== 'task_assign' || question === null || !evidence.reading.wording('asksWho').test(question))
    return {};
  if (evidence.reading.wording('myself').test(evidence.reading.source.text)) return { assignee: 'me' };
  const name = plainName(evidence.reading);
  return name ? { assignee: name } : {};
}

/** A number that nothing else claims: in digits, or the whole message in words («عشرة»). */
export function bareNumber(evidence: Evidence): number | null {
  const { numbers, pieces, reading } = evidence;
  const words = evidence.contentWords - correctingWords(evidence);
  const [digits] = numbers;
  if (digits !== undefined) return digits;
  const id = pieces.find(({ kind }) => kind === 'bareId')?.slots.task_id;
  if (typeof id === 'number' && pieces.length === 1 && words <= 2) return id;
  const word = reading.cover.find((node): node is ChartNode<'num'> => node.symbol === 'num');
  if (!word || word.value.digits || words > 2) return null;
  return Number.isInteger(word.value.value) && word.value.value > 0 ? word.value.value : null;
}

/** The other person that a continuation of a talk about tasks names: "and for Khaled?", "to Bader instead". */
export function renames(evidence: Evidence, { intent }: Candidate): string | null {
  if (intent !== 'task_list' && intent !== 'task_assign') return null;
  const { reading, cues } = evidence;
  const meant = evidence.unread.filter(({ start }) => !isDenied(reading, start));
  const [first] = meant;
  if (!first) return evidence.unread.length === 0 ? lonePerson(evidence) : null;
  if (meant.length > 2 || cues.has('thanks')) return null;
  const name = plainName(reading, first.start);
  const [and = ''] = (name && reading.wording('joinedAnd').exec(name)) || [];
  return name?.slice(and.length) ?? null;
}

/** «وهيا؟»: the whole message is one word after an "and", and what it is made of says nothing else. */
function lonePerson({
  cues,
  places,
  offences,
  weakOffences,
  whens,
  pieces,
  hints,
  reading,
}: Evidence): string | null {
  const parts = places.length + offences.length + weakOffences.length + whens.length + pieces.length;
  if (cues.size + parts + Object.keys(hints).length > 0) return null;
  return reading.wording('lonePerson').exec(reading.source.text)?.[1] ?? null;
}
