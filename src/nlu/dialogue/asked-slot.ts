import type { Candidate, PendingQuestion, Slots } from '../frame.js';
import type { Cue } from '../intent/cue.js';
import type { Evidence } from '../intent/evidence.js';
import { plainName } from '../slots/assignee.js';
import { says } from '../text/says.js';
import type { Phrasebook } from '../wording.js';
import { bareNumber, chosenFrom } from './answer.js';
import { picked } from './listed.js';

/**
 * The whole command once the one thing that the bot asked for is said: "12" after "Which task?", "Salem" after "Who is it
 * for?". Null when the message answers something else; then the question is dropped.
 *
 * @param pending what is missing, and what the question listed
 * @param last the command that lacks it
 */
export function slotAnswered(
  evidence: Evidence,
  pending: PendingQuestion,
  last: Candidate | null,
): Candidate | null {
  if (refuses(evidence)) return { intent: 'cancel', slots: {} };
  const said = ANSWERS[pending.slot]?.(evidence, pending);
  return said ? { intent: pending.intent, slots: { ...last?.slots, ...said } } : null;
}

type Answer = (evidence: Evidence, pending: PendingQuestion) => Slots | null;

const ANSWERS: Partial<Record<PendingQuestion['slot'], Answer>> = {
  task_id: (evidence, { choices }) => {
    const ids = idsSaid(
      evidence,
      choices.flatMap(({ slots }) => slots.task_id ?? []),
    );
    return ids === null ? null : { task_id: ids };
  },
  alert_id: (evidence, { choices }) => {
    const ids = idsSaid(
      evidence,
      choices.flatMap(({ slots }) => slots.alert_id ?? []),
    );
    return ids === null ? null : { alert_id: ids };
  },
  assignee: (evidence, { choices }) => {
    const name = chosenFrom(evidence, choices)?.slots.assignee ?? nameSaid(evidence);
    return name ? { assignee: name } : null;
  },
};

/** "No", "never mind", and no more. */
const refuses = ({ cues, unread, numbers, contentWords }: Evidence): boolean =>
  (cues.has('no') || cues.has('cancel')) && unread.length + numbers.length === 0 && contentWords <= 2;

/** Numbers and nothing else but the noun that was asked for: "12", "task 12 and 14", «رقم ١٢». */
const bareNumbers = (wording: Phrasebook): RegExp =>
  new RegExp(
    `^[\\s#]*(?:(?:${wording('numberLead').source})[\\s.:#]+)*\\d{1,9}(?:(?:[\\s,#&+]|${wording('joining').source})+\\d{1,9})*(?: (?:${wording('politely').source}))?[\\s.!]*$`,
    'u',
  );

function idsSaid(evidence: Evidence, listed: number[]): number | number[] | null {
  const { reading, contentWords } = evidence;
  const digits = bareNumbers(reading.wording).test(reading.source.text)
    ? (reading.source.text.match(/\d+/g) ?? [])
    : [];
  const inWords = contentWords <= 1 ? bareNumber(evidence) : null;
  const numbers = digits.length > 0 ? digits.map(Number) : inWords === null ? [] : [inWords];
  const [first, ...more] = numbers.length > 0 ? [...new Set(numbers)] : picked(evidence, listed);
  if (first === undefined) return null;
  return more.length > 0 ? [first, ...more] : first;
}

/** Words of command that may stand beside the name which answers "who?": "assign Salem", "send it to Salem". */
const BESIDE_NAME: ReadonlySet<Cue> = new Set<Cue>(['assign', 'order', 'yes', 'want', 'correction']);

const MOST_NAME_WORDS = 4;

/** The one who is named, and nothing else with him. */
function nameSaid(evidence: Evidence): string | null {
  const { reading, cues, contentWords, offences, whens, numbers, outside, pieces } = evidence;
  const more = offences.length + whens.length + numbers.length + outside.length + pieces.length;
  const other = [...cues].some((cue) => !BESIDE_NAME.has(cue)) && !says(reading, 'takesIt');
  if (more > 0 || contentWords > MOST_NAME_WORDS) return null;
  if (reading.wording('myself').test(reading.source.text)) return 'me';
  if (other || reading.source.text.includes('?')) return null;
  return plainName(reading);
}
