import type { Candidate, Intent } from '../frame.js';
import type { Cue } from '../intent/cue.js';
import type { Evidence } from '../intent/evidence.js';
import { QUESTIONS } from '../intent/fill.js';
import { bareNumber, renames } from './answer.js';
import { takenBack } from './correction.js';
import { asksForPart, asksWhatAbout, asksWhere, leansByEnd, leansByStart, pointsAtThings } from './words.js';

/** What a new message has to do with the talk before it: nothing, a change of the last command, a yes, or its end. */
export type Relation = 'new' | 'refine' | 'confirm' | 'stop';

/** A message beside the last command, as the rules below look at it. */
type Turn = {
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

type Rule = { because: string; relation: Relation; when: (turn: Turn) => boolean };

/** Whether a message continues the last one; the first rule that holds decides, and none makes it new. */
const RULES: readonly Rule[] = [
  {
    because: 'it takes back a part: "any type", «شيل القطعة»',
    relation: 'refine',
    when: (t) =>
      isQuestion(t.last) &&
      (t.follows || t.commands.every((cue) => cue === 'unsubscribe')) &&
      takesBack(t.evidence),
  },
  {
    because: 'the weather is no question of ours because one of ours came before it',
    relation: 'new',
    when: (t) => isForeign(t.evidence),
  },
  {
    because: 'a step of a task or an alert with its number is complete: "done 12"',
    relation: 'new',
    when: (t) => t.wish !== null && NUMBERED.has(t.wish) && numbered(t.evidence),
  },
  {
    because: 'it thanks, and no more: "ok thanks, that is all"',
    relation: 'new',
    when: (t) => t.wish === 'thanks' && t.parts + t.evidence.numbers.length === 0,
  },
  {
    because: 'it calls the answer wrong: «هالرقم غلط»',
    relation: 'new',
    when: (t) => t.wish === 'feedback' && t.parts === 0 && (!t.asked || t.evidence.contentWords > 1),
  },
  {
    because: 'it says yes to the question, and no more',
    relation: 'confirm',
    when: (t) => t.asked && t.evidence.cues.has('yes') && t.parts === 0 && t.evidence.contentWords <= 2,
  },
  {
    because: 'it names the level of the place: "the whole governorate"',
    relation: 'refine',
    when: (t) => levelOnly(t.evidence, t.last),
  },
  {
    because: 'it narrows a list of tasks: "only the done ones"',
    relation: 'refine',
    when: (t) => narrowsTasks(t.evidence, t.last),
  },
  {
    because: 'it asks where that was',
    relation: 'refine',
    when: (t) => isQuestion(t.last) && asksWhere(t.evidence.reading),
  },
  {
    because: 'it asks for a part of what was asked about: «كم منها بالليل»',
    relation: 'refine',
    when: (t) => isQuestion(t.last) && asksForPart(t.evidence.reading) && t.evidence.places.length === 0,
  },
  {
    because: 'it refuses to answer',
    relation: 'stop',
    when: (t) =>
      t.asked &&
      (t.evidence.cues.has('cancel') || t.evidence.cues.has('no')) &&
      t.parts + t.evidence.numbers.length === 0 &&
      t.evidence.unread.length === 0,
  },
  {
    because: 'it says which messages, when that was asked: «الموجز»',
    relation: 'refine',
    when: (t) =>
      t.asked &&
      (t.last.intent === 'subscribe' || t.last.intent === 'unsubscribe') &&
      t.evidence.hints.topic !== undefined &&
      t.evidence.contentWords <= 2,
  },
  {
    because: 'it has a command of its own and does not lean on the last one',
    relation: 'new',
    when: (t) => t.commands.length > 0 && !continues(t),
  },
  {
    because: 'a few words after a question answer it',
    relation: 'refine',
    when: (t) => t.asked && t.evidence.contentWords <= 4,
  },
  {
    because: 'it names another person: "and for Khaled?", «لا خلها لفهد»',
    relation: 'refine',
    when: (t) => t.follows && t.parts === 0 && renames(t.evidence, t.last) !== null,
  },
  {
    because: 'it says how many of them: "show me the last 5"',
    relation: 'refine',
    when: (t) => limits(t.evidence, t.last),
  },
  {
    because: 'it is a number after a list of so many: «عشرة»',
    relation: 'refine',
    when: (t) =>
      t.last.slots.limit !== undefined &&
      t.parts === 0 &&
      t.evidence.contentWords <= 1 &&
      bareNumber(t.evidence) !== null,
  },
  {
    because: 'a ranking of places asks about all of them, not about the place asked about before',
    relation: 'new',
    when: (t) => t.wish === 'top_areas' && !t.follows && t.parts > 0,
  },
  {
    because: 'after a command that takes no more parts only a number can change it',
    relation: 'refine',
    when: (t) => !OPEN_ENDED.has(t.last.intent) && t.follows && t.evidence.numbers.length > 0,
  },
  {
    because: 'a command that takes no more parts is over',
    relation: 'new',
    when: (t) => !OPEN_ENDED.has(t.last.intent),
  },
  {
    because: 'its words only turn the question another way: "on a map", «زادت ولا قلت؟»',
    relation: 'refine',
    when: (t) => turns(t),
  },
  {
    because: 'it goes on and fills something, or only goes on',
    relation: 'refine',
    when: (t) => t.follows && (t.parts + t.evidence.numbers.length > 0 || t.evidence.contentWords === 0),
  },
  { because: 'it goes on with words that mean nothing to us', relation: 'new', when: (t) => t.follows },
  {
    because: 'it points back: "list them"',
    relation: 'refine',
    when: (t) => pointsBack(t.evidence),
  },
  {
    because: 'it is a fragment that only fills slots',
    relation: 'refine',
    when: (t) => fragment(t.evidence, t.last.intent, t.parts),
  },
];

/**
 * Whether a message continues the last one.
 *
 * @param asked the bot's last line was a question, so a fragment is its answer.
 * @param wish what the message would ask for if it stood alone.
 */
export function relate(
  evidence: Evidence,
  last: Candidate | null,
  asked: boolean,
  wish: Intent | null,
): Relation {
  if (!last || last.intent === 'out_of_scope') return 'new';
  const { reading } = evidence;
  const turn: Turn = {
    evidence,
    last,
    asked,
    wish,
    parts: partsOf(evidence) + hintedParts(evidence, last),
    follows: leansByStart(reading) || evidence.cues.has('correction'),
    commands: OWN_COMMAND.filter(
      (cue) => evidence.cues.has(cue) && !(cue === 'profile' && asksWhatAbout(reading)),
    ),
  };
  return RULES.find(({ when }) => when(turn))?.relation ?? 'new';
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
const OPEN_ENDED: ReadonlySet<Intent> = new Set<Intent>([
  ...QUESTIONS,
  'report_incident',
  'task_assign',
  'task_list',
  'subscribe',
  'unsubscribe',
]);

/** Commands about one task or alert that its number makes complete. */
const NUMBERED: ReadonlySet<Intent> = new Set<Intent>([
  'task_accept',
  'task_start',
  'task_complete',
  'task_decline',
  'alert_ack',
]);

const isQuestion = ({ intent }: Candidate): boolean => QUESTIONS.has(intent);

/** True for a message about what the bot does not do. */
export function isForeign({ outside, cues }: Evidence): boolean {
  return outside.length > 0 || cues.has('personal') || cues.has('kindOfPeople') || cues.has('destructive');
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
const hintedParts = ({ hints }: Evidence, { intent }: Candidate): number =>
  (intent === 'task_assign' && hints.priority) || (intent === 'subscribe' && hints.frequency) ? 1 : 0;

function narrowsTasks(evidence: Evidence, { intent }: Candidate): boolean {
  const { hints, cues, unread, numbers, contentWords } = evidence;
  const tells = hints.status !== undefined || hints.priority !== undefined || cues.has('mine');
  if (intent !== 'task_list' || !tells || cues.has('task')) return false;
  return partsOf(evidence) + numbers.length + unread.length === 0 && contentWords <= 4;
}

const takesBack = ({ unread, contentWords, reading }: Evidence): boolean =>
  contentWords <= 4 && unread.length <= 1 && takenBack(reading).length > 0;

const numbered = ({ numbers, pieces }: Evidence): boolean =>
  numbers.length > 0 ||
  pieces.some(({ kind }) => kind === 'taskId' || kind === 'alertId' || kind === 'bareId');

/** The level of the place already said, and nothing else: «المحافظة كلها», «أقصد المحافظة». */
const levelOnly = (evidence: Evidence, { slots }: Candidate): boolean =>
  slots.areas !== undefined &&
  evidence.contentWords -
    (evidence.hints.topic === 'all' ? 1 : 0) -
    (evidence.cues.has('correction') ? 1 : 0) <=
    1 &&
  evidence.unread.length === 0 &&
  partsOf(evidence) === 0 &&
  evidence.reading.nodes.some((node) => node.symbol === 'governorateNoun');

const limits = (evidence: Evidence, { intent }: Candidate): boolean =>
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
    parts === 0 && evidence.unread.length === 0 && evidence.contentWords <= (leans ? 7 : 2),
  howMany: ({ evidence, parts }, leans) => countsOn(evidence, leans, parts),
  patrol: ({ evidence, parts }, leans) => leans && parts === 0 && evidence.unread.length === 0,
  forecast: ({ evidence, parts }, leans) => forecastsOn(evidence, leans, parts),
  assign: ({ evidence, parts }, leans) => leans && parts === 0 && evidence.unread.length > 0,
};

function continues(turn: Turn): boolean {
  const { evidence, commands, parts, follows } = turn;
  const leans = follows || pointsAtThings(evidence.reading) || leansByEnd(evidence.reading);
  const [first] = commands;
  const rule = first && commands.length === 1 ? LEANING_COMMANDS[first] : undefined;
  return rule ? rule(turn, leans) : leans && parts === 1 && evidence.contentWords <= 2;
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
  if (evidence.unread.length > 0 || parts > 1 || evidence.contentWords > 4) return false;
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

function turns({ evidence, last, parts }: Turn): boolean {
  if (
    !isQuestion(last) ||
    parts > 0 ||
    evidence.unread.length > 0 ||
    evidence.contentWords > MOST_TURNING_WORDS
  )
    return false;
  return TURNING.some((cue) => evidence.cues.has(cue)) && !evidence.cues.has('crime');
}

const pointsBack = (evidence: Evidence): boolean =>
  pointsAtThings(evidence.reading) &&
  (evidence.cues.has('show') || evidence.cues.has('breakdown')) &&
  evidence.offences.length + evidence.places.length === 0;

/** A few words that only fill slots; an offence with a place or a time is a question of its own. */
function fragment(evidence: Evidence, lastIntent: Intent, parts: number): boolean {
  if (evidence.unread.length > 0 || evidence.cues.has('crime') || evidence.cues.has('show')) return false;
  if (lastIntent === 'task_list' && evidence.hints.status !== undefined) return true;
  const offences = evidence.offences.length + evidence.weakOffences.length;
  if (offences > 0 && evidence.places.length + evidence.whens.length > 0) return false;
  return parts >= 1 && parts <= 2;
}
