import type { Candidate, Intent } from '../frame.js';
import type { Cue } from '../intent/cue.js';
import type { Evidence } from '../intent/evidence.js';
import { QUESTIONS } from '../intent/fill.js';
import { bareLength } from '../intent/fill-times.js';
import { TASK_STEPS } from '../intent/task-steps.js';
import type { SlotPieceKind } from '../slots/mention.js';
import { says } from '../text/says.js';
import { takenBack } from './correction.js';
import {
  asksWhatAbout,
  correctingWords,
  leansByEnd,
  leansByStart,
  limitsTo,
  pointsAtThings,
} from './words.js';

/** A message beside the last command, as the rules below look at it. */
export type Turn = {
  evidence: Evidence;
  last: Candidate;
  /** The bot's last line was a question. */
  asked: boolean;
  /** What the message would ask for if it stood alone. */
  wish: Intent | null;
  /** Slots that it fills by its own words: places, offences, times, numbers with a noun. */
  parts: number;
  /** Its beginning continues something. */
  follows: boolean;
  /** Its words of command. */
  commands: readonly Cue[];
};

/** A message beside the last command. */
export function turnOf(evidence: Evidence, last: Candidate, asked: boolean, wish: Intent | null): Turn {
  const { reading } = evidence;
  return {
    evidence,
    last,
    asked,
    wish,
    parts: partsOf(evidence) + hintedParts(evidence, last),
    follows: leansByStart(reading) || evidence.cues.has('correction') || takesUp(evidence),
    commands: OWN_COMMAND.filter((cue) => evidence.cues.has(cue) && !isNoCommand(cue, evidence, last)),
  };
}

/** "The same for Salwa", «ابيها حق اليرموك»; an offence with a place or a time is a question of its own. */
function takesUp({ cues, offences, weakOffences, places, whens }: Evidence): boolean {
  const whole = offences.length + weakOffences.length > 0 && places.length + whens.length > 0;
  return (cues.has('goesOn') || cues.has('adds')) && !whole;
}

/** A word of command that is none here: the "about" of "what about", the slip of «غلطت، قطعة ٤». */
function isNoCommand(cue: Cue, evidence: Evidence, last: Candidate): boolean {
  // The «عن» of «زادت عن الشهر الماضي؟» is no "about".
  if (cue === 'profile') return asksWhatAbout(evidence.reading) || says(evidence.reading, 'changedFrom');
  const corrects = evidence.cues.has('correction') && partsOf(evidence) + evidence.numbers.length > 0;
  return cue === 'undo' && corrects && OPEN_ENDED.has(last.intent);
}

/** Cues that make a message a command of its own. */
const OWN_COMMAND: readonly Cue[] = [
  'howMany',
  'happened',
  'hotspot',
  'patrol',
  'forecast',
  'compare',
  'report',
  'assign',
  'accept',
  'start',
  'complete',
  'decline',
  'ack',
  'subscribe',
  'unsubscribe',
  'briefing',
  'help',
  'whoami',
  'undo',
  'taskList',
  'whichArea',
  'profile',
];

/** Commands whose missing parts may come in a message of their own. */
export const OPEN_ENDED: ReadonlySet<Intent> = new Set<Intent>([
  ...QUESTIONS,
  'report_incident',
  'task_assign',
  'task_list',
  'subscribe',
  'unsubscribe',
]);

/** Commands about one task or alert that its number makes complete. */
export const NUMBERED: ReadonlySet<Intent> = new Set<Intent>([...TASK_STEPS, 'alert_ack']);

/** It asks about incidents. */
export const isQuestion = ({ intent }: Candidate): boolean => QUESTIONS.has(intent);

/** True for a message about what the bot does not do. */
export function isForeign({ outside, cues, reading }: Evidence, last: Candidate | null = null): boolean {
  // «الموعد» of a task is when it is due.
  const due = last?.intent === 'task_assign' && reading.nodes.some(({ symbol }) => symbol === 'dueWord');
  return (
    outside.length > (due ? 1 : 0) ||
    cues.has('personal') ||
    cues.has('kindOfPeople') ||
    cues.has('destructive')
  );
}

const partsOf = (evidence: Evidence): number =>
  evidence.offences.length +
  evidence.weakOffences.length +
  evidence.places.length +
  evidence.whens.length +
  evidence.pieces.length +
  evidence.excluded.areas.length +
  evidence.excluded.offences.length;

/** What the last command takes besides places, times and offences. */
function hintedParts(evidence: Evidence, { intent }: Candidate): number {
  const { hints, whens } = evidence;
  if (intent === 'task_assign') return hints.priority ? 1 : 0;
  if (intent === 'subscribe') return hints.frequency ? 1 : 0;
  if (!QUESTIONS.has(intent)) return 0;
  return evidence.cues.has('series') || (whens.length === 0 && bareLength(evidence)) ? 1 : 0;
}

/** It narrows a list of tasks by their state, priority or holder. */
export function narrowsTasks(evidence: Evidence, { intent }: Candidate): boolean {
  const { hints, cues, unread, numbers, contentWords } = evidence;
  const tells = hints.status !== undefined || hints.priority !== undefined || cues.has('mine');
  if (intent !== 'task_list' || !tells || cues.has('task')) return false;
  return partsOf(evidence) + numbers.length + unread.length === 0 && contentWords <= 4;
}

/** It takes a part of the question back, in a few words. */
export const takesBack = ({ unread, contentWords, reading }: Evidence): boolean =>
  contentWords <= 4 && unread.length <= 1 && takenBack(reading).length > 0;

/** The level of the place already said, and nothing else: «المحافظة كلها», «أقصد المحافظة». */
export const levelOnly = (evidence: Evidence, { slots }: Candidate): boolean =>
  slots.areas !== undefined &&
  evidence.contentWords -
    (evidence.hints.topic === 'all' ? 1 : 0) -
    (evidence.cues.has('no') ? 1 : 0) -
    correctingWords(evidence) <=
    1 &&
  evidence.unread.length === 0 &&
  partsOf(evidence) === 0 &&
  evidence.reading.nodes.some((node) => node.symbol === 'governorateNoun');

/** It asks the same of another place, and of what is for the question before to say: "how many in Jahra?". */
export const sameElsewhere = ({ evidence, last, wish, parts }: Turn): boolean =>
  (wish === 'count' || wish === 'trend') &&
  wish === last.intent &&
  last.slots.offence !== undefined &&
  parts === 1 &&
  evidence.places.length === 1 &&
  evidence.unread.length === 0 &&
  evidence.contentWords <= 8 &&
  !evidence.cues.has('crime');

/** It says how many of a list. */
export const limits = (evidence: Evidence, { intent }: Candidate): boolean =>
  QUESTIONS.has(intent) &&
  evidence.pieces.some(({ kind, slots }) => kind === 'limit' && slots.offence === undefined) &&
  evidence.unread.length === 0 &&
  evidence.offences.length + evidence.places.length + evidence.whens.length === 0;

/** How a command word may still lean on the last question; any other word of command needs a start that does. */
const LEANING_COMMANDS: Partial<Record<Cue, (turn: Turn, leans: boolean) => boolean>> = {
  compare: ({ evidence }) => evidence.places.length + evidence.whens.length <= 1,
  // "Where are they concentrated?", «ووين تتركز؟»: the place and the offence are those of the question before.
  hotspot: ({ evidence, parts }, leans) =>
    parts === 0 &&
    evidence.unread.length === 0 &&
    (leans || (evidence.cues.has('anything') && evidence.contentWords <= 2)),
  // "And which areas had the most?"
  whichArea: ({ evidence, parts }, leans) =>
    parts === 0 && evidence.unread.length === 0 && evidence.contentWords <= (leans ? 7 : 4),
  howMany: ({ evidence, parts }, leans) => countsOn(evidence, leans, parts),
  // After hotspots: there.
  patrol: ({ evidence, parts, last }, leans) =>
    (leans || last.intent === 'hotspots') && parts === 0 && evidence.unread.length === 0,
  forecast: ({ evidence, parts }, leans) => forecastsOn(evidence, leans, parts),
  // «والمنقف شلونها؟»
  profile: ({ evidence, parts, follows }) =>
    follows && parts <= 1 && evidence.unread.length === 0 && evidence.contentWords <= 4,
  assign: ({ evidence, parts }, leans) => leans && parts === 0 && evidence.unread.length > 0,
};

/** A word of command that leans on the last question. */
export function continues(turn: Turn): boolean {
  const { evidence, commands, parts, follows } = turn;
  const leans = follows || pointsAtThings(evidence.reading) || leansByEnd(evidence.reading);
  const rules = commands.flatMap((cue) => LEANING_COMMANDS[cue] ?? []);
  return rules.length === commands.length
    ? rules.every((rule) => rule(turn, leans))
    : leans && parts === 1 && evidence.contentWords <= 2;
}

/** "And how many robberies?", "how many in block 2?": nothing says what is counted but the last question. */
function countsOn(evidence: Evidence, leans: boolean, parts: number): boolean {
  if (leans && parts <= 1) return true;
  const named = evidence.offences.length + evidence.weakOffences.length + evidence.places.length;
  const bare = named === 0 && !evidence.cues.has('crime') && evidence.unread.length === 0;
  return bare && parts <= 1 && evidence.contentWords <= 4;
}

/** "And the forecast?", "forecast for next week": of what was asked about. */
function forecastsOn(evidence: Evidence, leans: boolean, parts: number): boolean {
  const named = evidence.places.length + evidence.offences.length > 0 || evidence.cues.has('crime');
  if (evidence.unread.length > 0 || parts > 1 || evidence.contentWords > (named ? 4 : 8)) return false;
  return leans || (parts === 1 && evidence.whens.length === 1);
}

const MOST_TURNING_WORDS = 5;
const TURNING: readonly Cue[] = [
  'howMany',
  'trend',
  'change',
  'hotspot',
  'map',
  'show',
  'forecast',
  'most',
  'least',
  'whichArea',
  'patrol',
];

/** Its words only turn the question another way. */
export function turns({ evidence, last, parts }: Turn): boolean {
  if (
    !isQuestion(last) ||
    parts > 0 ||
    evidence.unread.length > 0 ||
    evidence.contentWords > MOST_TURNING_WORDS
  )
    return false;
  return TURNING.some((cue) => evidence.cues.has(cue)) && !evidence.cues.has('crime');
}

/** It points at what was shown. */
export const pointsBack = (evidence: Evidence): boolean =>
  pointsAtThings(evidence.reading) &&
  (evidence.cues.has('show') || evidence.cues.has('breakdown')) &&
  evidence.offences.length + evidence.places.length === 0;

/** A few words that only fill slots; an offence with a place or a time is a question of its own. */
export function fragment(evidence: Evidence, lastIntent: Intent, parts: number): boolean {
  if (evidence.unread.length > 0 || evidence.cues.has('crime') || evidence.cues.has('show')) return false;
  if (lastIntent === 'task_list' && evidence.hints.status !== undefined) return true;
  const offences = evidence.offences.length + evidence.weakOffences.length;
  if (offences > 0 && evidence.places.length + evidence.whens.length > 0) return false;
  return parts >= 1 && parts <= 2;
}

/** Strange words among the few that go on. */
const MOST_STRANGE = 2;
const FEW_WORDS = 5;

/** Questions whose answer a bare number changes: how many, how far, how long. */
const NUMBERED_ANSWERS: ReadonlySet<Intent> = new Set<Intent>([
  'list_recent',
  'top_areas',
  'hotspots',
  'near_me',
  'forecast',
]);

/** "Make it ten" changes nothing of a count. */
export const takesNumber = (last: Candidate): boolean =>
  !QUESTIONS.has(last.intent) || NUMBERED_ANSWERS.has(last.intent);

/** Parts that change only some answers: a count knows no distance from anybody. */
const PARTS_OF_SOME: Partial<Record<SlotPieceKind, ReadonlySet<Intent>>> = {
  radius: new Set<Intent>(['near_me', 'list_recent']),
  limit: NUMBERED_ANSWERS,
};

/**
 * A message that would ask for nothing by itself, of which one part fills a slot whatever its other words say: a distance,
 * a block or a number, or whatever answers a question. A place or a day in chatter asks for nothing.
 */
export const looseFragment = ({ evidence, wish, parts, commands, last, asked }: Turn): boolean =>
  wish === null &&
  (asked || evidence.pieces.length === 1) &&
  !isForeign(evidence) &&
  evidence.pieces.every(({ kind }) => PARTS_OF_SOME[kind]?.has(last.intent) ?? true) &&
  parts === 1 &&
  commands.length === 0 &&
  evidence.contentWords <= FEW_WORDS &&
  evidence.unread.length <= MOST_STRANGE;

/** "Just the drugs", «بالسرقات بس مو كل شي»: one part of the question, by a word that leaves out the rest. */
export const onlyPart = ({ evidence, parts }: Turn): boolean =>
  parts === 1 && evidence.unread.length === 0 && evidence.contentWords <= FEW_WORDS && limitsTo(evidence);
