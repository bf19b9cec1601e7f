import { asksWhere, takenBack } from './continuation.js';
import type { Candidate, DialogueMemory, Intent, Slots } from './frame.js';
import type { Cue } from './intent/cue.js';
import type { Evidence } from './intent/evidence.js';
import { QUESTIONS } from './intent/fill.js';
import { plainName } from './slots/assignee.js';

/** What a new message has to do with the talk before it. */
export type Relation = 'new' | 'refine' | 'confirm' | 'stop';

const HOMONYMS = 'governorateNoun';

/** Starts of a message that continues the last one, in folded text. */
const FOLLOWING =
  /^(?:و(?!ين|ش\b|قت|صل|زع|قف|جه|رن|ضع|اجب|ردي)\p{L}|(?:and|also|add|include|plus|as well|what about|how about|wat about|hw about|only|just|but|same|i mean|i meant|vs|versus|instead|make it|make that|for|in|by|except|without|excluding|no|not|nope|ok|okay|then|this time|now|wa|w|bas|la|wel|u|sorry|actually|rather|compare|compared)(?=[\s,?!.]|$)|(?:بس|فقط|طيب|زين|شنو عن|ماذا عن|وماذا عن|شلون عن|نفس|نفسه|نفسها|نفسهم|نفس الشي|نفس الشيء|كذلك|برضه|برضو|ايضا|لا|خلها|خليها|قصدي|اقصد|ما عدا|ماعدا|بدون|حسب|غير|مع|مقابل|مقارنه|قارنها|عفوا|اسف|سوري|اقصد|الحين)(?=[\s,?!.]|$))/u;

/** A message that points back: "list them", «ورنيهم». */
const POINTING = /\b(?:them|those|it|that|these|ones)\b|(?:هم|ها|هذي|هذول|منهم)(?:\s|$)/u;

/** "Where should I patrol then?" */
const LEANING_END = /\b(?:then|too|as well)\W*$/u;

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

const partsOf = (evidence: Evidence): number =>
  evidence.offences.length +
  evidence.weakOffences.length +
  evidence.places.length +
  evidence.whens.length +
  evidence.pieces.length +
  evidence.excluded.areas.length +
  evidence.excluded.offences.length;

/**
 * Whether a message continues the last one.
 *
 * @param asked the bot's last line was a question, so a fragment is its answer.
 * @param wish what the message would ask for if it stood alone.
 */
export function relate(
  evidence: Evidence,
  memory: DialogueMemory,
  asked: boolean,
  wish: Intent | null,
): Relation {
  const { last } = memory;
  if (!last || last.intent === 'out_of_scope') return 'new';
  if (QUESTIONS.has(last.intent) && takesBack(evidence)) return 'refine';
  // The weather does not become a question of ours because one of ours came before it.
  if (isForeign(evidence)) return 'new';
  const parts = partsOf(evidence) + hintedParts(evidence, last);
  const text = evidence.reading.source.text;
  const commands = OWN_COMMAND.filter(
    (cue) => evidence.cues.has(cue) && !(cue === 'profile' && WHAT_ABOUT.test(text)),
  );
  if (wish && NUMBERED.has(wish) && numbered(evidence)) return 'new';
  if (asked && evidence.cues.has('yes') && parts === 0 && evidence.contentWords <= 2) return 'confirm';
  if (levelOnly(evidence, last) || narrowsTasks(evidence, last)) return 'refine';
  if (QUESTIONS.has(last.intent) && asksWhere(text)) return 'refine';
  const refuses = evidence.cues.has('cancel') || evidence.cues.has('no');
  if (asked && refuses && parts + evidence.numbers.length === 0 && evidence.unread.length === 0)
    return 'stop';
  const follows = FOLLOWING.test(text) || evidence.cues.has('correction');
  const leans = follows || POINTING.test(text) || LEANING_END.test(text);
  if (commands.length > 0 && !continues(evidence, leans, commands, parts)) return 'new';
  if (asked && evidence.contentWords <= 4) return 'refine';
  if (follows && parts === 0 && renames(evidence, last) !== null) return 'refine';
  if (limits(evidence, last)) return 'refine';
  // A ranking of places asks about all of them, not about the place that was asked about before.
  if (wish === 'top_areas' && !follows && parts > 0) return 'new';
  if (!OPEN_ENDED.has(last.intent)) return follows && evidence.numbers.length > 0 ? 'refine' : 'new';
  if (turns(evidence, last.intent, parts)) return 'refine';
  if (follows) return parts + evidence.numbers.length > 0 || evidence.contentWords === 0 ? 'refine' : 'new';
  if (pointsBack(evidence, text)) return 'refine';
  return fragment(evidence, last.intent, parts) ? 'refine' : 'new';
}

/** Not a wish to be told about a place. */
const WHAT_ABOUT = /^\W*(?:and |ok |then )?(?:what|how|wat|hw) about\b/u;

/** What the last command takes besides places, times and offences. */
const hintedParts = ({ hints }: Evidence, { intent }: Candidate): number =>
  (intent === 'task_assign' && hints.priority) || (intent === 'subscribe' && hints.frequency) ? 1 : 0;

/** "The done ones", "only mine": of the tasks that were listed. */
function narrowsTasks(evidence: Evidence, { intent }: Candidate): boolean {
  const { hints, cues, unread, numbers, contentWords } = evidence;
  const tells = hints.status !== undefined || cues.has('mine');
  if (intent !== 'task_list' || !tells || cues.has('task')) return false;
  return partsOf(evidence) + numbers.length + unread.length === 0 && contentWords <= 4;
}

const takesBack = ({ unread, contentWords, reading }: Evidence): boolean =>
  contentWords <= 4 && unread.length <= 1 && takenBack(reading.source.text).length > 0;

/** Commands about one task or alert that its number makes complete. */
const NUMBERED: ReadonlySet<Intent> = new Set<Intent>([
  'task_accept',
  'task_start',
  'task_complete',
  'task_decline',
  'alert_ack',
]);

const numbered = ({ numbers, pieces }: Evidence): boolean =>
  numbers.length > 0 ||
  pieces.some(({ kind }) => kind === 'taskId' || kind === 'alertId' || kind === 'bareId');

/** "The whole governorate", «المحافظة كلها»: the level of the place already said, and nothing else. */
const levelOnly = (evidence: Evidence, { slots }: Candidate): boolean =>
  slots.areas !== undefined &&
  evidence.contentWords <= 1 &&
  evidence.unread.length === 0 &&
  partsOf(evidence) === 0 &&
  evidence.reading.nodes.some((node) => node.symbol === HOMONYMS);

/** The other person that a continuation of a talk about tasks names: "and for Khaled?", "to Bader instead". */
export function renames(evidence: Evidence, { intent }: Candidate): string | null {
  if (intent !== 'task_list' && intent !== 'task_assign') return null;
  if (evidence.unread.length === 0 || evidence.unread.length > 2 || evidence.cues.has('thanks')) return null;
  return plainName(evidence.reading);
}

/** "Show me the last 5": so many of what was asked about. */
const limits = (evidence: Evidence, { intent }: Candidate): boolean =>
  QUESTIONS.has(intent) &&
  evidence.pieces.some(({ kind, slots }) => kind === 'limit' && slots.offence === undefined) &&
  evidence.unread.length === 0 &&
  evidence.offences.length + evidence.places.length + evidence.whens.length === 0;

/** True for a message about what the bot does not do. */
export function isForeign({ outside, cues }: Evidence): boolean {
  return outside.length > 0 || cues.has('personal') || cues.has('destructive');
}

/** A command word in a message that still leans on the one before: "and how many robberies?", "compare with Hawalli". */
function continues(evidence: Evidence, follows: boolean, commands: readonly Cue[], parts: number): boolean {
  if (commands.every((cue) => cue === 'compare')) return evidence.places.length + evidence.whens.length <= 1;
  // "Where are they concentrated?", «ووين تتركز؟»: the place and the offence are those of the question before.
  if (commands.every((cue) => cue === 'hotspot'))
    return (
      parts === 0 &&
      evidence.unread.length === 0 &&
      (follows || (evidence.cues.has('anything') && evidence.contentWords <= 2))
    );
  if (commands.every((cue) => cue === 'whichArea'))
    return parts === 0 && evidence.unread.length === 0 && evidence.contentWords <= 2;
  if (commands.every((cue) => cue === 'howMany')) return countsOn(evidence, follows, parts);
  if (commands.every((cue) => cue === 'patrol'))
    return follows && parts === 0 && evidence.unread.length === 0;
  if (commands.every((cue) => cue === 'forecast')) return forecastsOn(evidence, follows, parts);
  if (commands.every((cue) => cue === 'assign')) return follows && parts === 0 && evidence.unread.length > 0;
  return follows && parts === 1 && evidence.contentWords <= 2;
}

/** "And how many robberies?", "how many in total?", "how many in block 2?": nothing says what is counted but the last question. */
function countsOn(evidence: Evidence, follows: boolean, parts: number): boolean {
  if (follows && parts <= 1) return true;
  const named = evidence.offences.length + evidence.weakOffences.length + evidence.places.length;
  const bare = named === 0 && !evidence.cues.has('crime') && evidence.unread.length === 0;
  return bare && parts <= 1 && evidence.contentWords <= 4;
}

/** "And the forecast?", "forecast for next week": of what was asked about. */
function forecastsOn(evidence: Evidence, follows: boolean, parts: number): boolean {
  if (evidence.unread.length > 0 || parts > 1 || evidence.contentWords > 4) return false;
  return follows || (parts === 1 && evidence.whens.length === 1);
}

/** Words that only turn the last question another way: "on a map", "and the trend?", «زادت ولا قلت؟». */
function turns(evidence: Evidence, lastIntent: Intent, parts: number): boolean {
  if (
    !QUESTIONS.has(lastIntent) ||
    parts > 0 ||
    evidence.unread.length > 0 ||
    evidence.contentWords > MOST_TURNING_WORDS
  )
    return false;
  return TURNING.some((cue) => evidence.cues.has(cue)) && !evidence.cues.has('crime');
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

const pointsBack = (evidence: Evidence, text: string): boolean =>
  POINTING.test(text) &&
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

const PLACE_KEYS: readonly (keyof Slots)[] = ['areas', 'governorate', 'places', 'near', 'block', 'radius_m'];
const TIME_KEYS: readonly (keyof Slots)[] = ['period', 'horizon_days', 'compare_period'];

/**
 * The last command with what the new message says in place of what it said before.
 *
 * @param answering the message answers a question of the bot: a comparison that lacked a side gets it.
 */
export function refine(last: Candidate, intent: Intent, said: Slots, answering = false): Candidate {
  // A changed question is shown from its beginning.
  const { skip: _, ...merged }: Slots = last.slots;
  const oneSided = placesOf(merged) < 2 && merged.compare_period === undefined;
  if (intent === 'compare' && (last.intent !== 'compare' || (answering && oneSided)))
    return compared(merged, said);
  // What is to come is not asked for the days gone by.
  if (intent === 'forecast' && last.intent !== 'forecast') drop(merged, TIME_KEYS);
  if (said.areas || said.governorate || said.near) drop(merged, PLACE_KEYS);
  if (said.period || said.horizon_days) drop(merged, TIME_KEYS);
  if (said.offence) drop(merged, ['offence', 'offence_not']);
  if (said.due) drop(merged, ['due']);
  return { intent, slots: { ...merged, ...said } };
}

const placesOf = ({ areas, governorate }: Slots): number => (areas?.length ?? 0) + (governorate?.length ?? 0);

/** "Compare with Hawalli", "vs last month": what was asked about becomes one side. */
function compared(before: Slots, said: Slots): Candidate {
  const { period, areas, governorate, ...rest } = said;
  const slots: Slots = { ...before, ...rest };
  if (areas) slots.areas = [...new Set([...(before.areas ?? []), ...areas])];
  if (governorate) slots.governorate = [...new Set([...(before.governorate ?? []), ...governorate])];
  if (period && before.period && !said.compare_period) slots.compare_period = period;
  else if (period) slots.period = period;
  return { intent: 'compare', slots };
}

/** An answer that names the level of a place already said: "the governorate". */
export function leveled(last: Candidate, evidence: Evidence): Candidate | null {
  const level = evidence.reading.nodes.some((node) => node.symbol === HOMONYMS);
  const { areas, ...rest } = last.slots;
  if (!level || !areas || evidence.places.length > 0) return null;
  return { intent: last.intent, slots: { ...rest, governorate: areas } };
}

function drop(slots: Slots, keys: readonly (keyof Slots)[]): void {
  for (const key of keys) delete slots[key];
}
