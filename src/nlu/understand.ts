import { answered, chosenFrom, optionOf } from './dialogue/answer.js';
import { adjustNames, takenBack, withoutGivenUp } from './dialogue/correction.js';
import { type GovernorateOf, keepLevel, leveled, refine, withPlaceOf } from './dialogue/inheritance.js';
import { pickedFromList } from './dialogue/listed.js';
import { isForeign, relate } from './dialogue/relation.js';
import { onlyWeekdays } from './dialogue/weekdays.js';
import { asksWhatAbout, asksWhere, pointsAtPlace } from './dialogue/words.js';
import type { Engine, Reading } from './engine.js';
import type {
  Candidate,
  DialogueMemory,
  Frame,
  Intent,
  MessageLanguage,
  ParseInput,
  ParseResult,
  RefusalReason,
  Slots,
  TraceStep,
} from './frame.js';
import type { Cue } from './intent/cue.js';
import { decide } from './intent/decide.js';
import { type Evidence, gather } from './intent/evidence.js';
import { fill, QUESTIONS } from './intent/fill.js';
import { explained } from './intent/gate.js';
import { notUnderstood } from './not-understood.js';
import { localSpan, type Zone } from './slots/moment.js';
import { originalSpan } from './text/normalise.js';
import type { TimeContext } from './time/values.js';

/** What understanding needs besides the message. */
export type Setting = {
  read: (text: string) => Reading;
  context: TimeContext;
  zone: Zone;
  engine: Engine;
  governorateOf: GovernorateOf;
};

const BOT = /^\s*BOT:\s*/i;

/** Understands a message after the ones before it. */
export function converse(setting: Setting, input: ParseInput, memory: DialogueMemory): ParseResult {
  let known = memory;
  let question: string | null = memory.pending ? '' : null;
  for (const turn of input.prior ?? []) {
    if (BOT.test(turn)) {
      question = turn.replace(BOT, '');
      continue;
    }
    known = understand(setting, turn, input, known, question).memory;
    question = null;
  }
  return understand(setting, input.text, input, known, question);
}

function understand(
  setting: Setting,
  text: string,
  input: ParseInput,
  memory: DialogueMemory,
  question: string | null,
): ParseResult {
  const reading = setting.read(memory.last ? withoutGivenUp(text) : text);
  const evidence = gather(reading);
  const chosen = memory.pending ? chosenFrom(evidence, memory.pending.choices) : null;
  const candidate = chosen ?? interpret(setting, evidence, memory, question);
  const told = memory.last ? anchored(memory.last, setting.zone) : {};
  const missing = notUnderstood(evidence, { ...setting.context, ...told }, setting.zone).filter(
    ({ kind }) => kind !== 'place' || !IN_OWN_WORDS.has(candidate.intent),
  );
  const choices = candidate.intent === 'clarify' ? offered(setting, evidence) : [];
  const frame: Frame = {
    lang: languageOf(reading, input.lang),
    ...candidate,
    confidence: confidenceOf(reading),
    candidates: choices,
    guessed: guessedParts(candidate, evidence),
    ...(missing.length > 0 ? { notUnderstood: missing } : {}),
    trace: [...traceOf(reading), ...refusal(candidate.intent, evidence)],
  };
  return { frame, memory: remember(frame, candidate, memory, input.now) };
}

/** What these say beside their numbers is in the sender's own words: «أرفض ١٥ لأني في إجازة». */
const IN_OWN_WORDS: ReadonlySet<Intent> = new Set<Intent>(['task_list', 'task_decline', 'feedback']);

/** Slots that rest on a corrected word; "intent" when the word of command itself was corrected. */
function guessedParts({ intent, slots }: Candidate, evidence: Evidence): string[] {
  const verbs = VERBS[intent] ?? [];
  const verb = verbs.some((cue) => evidence.guessedCues.has(cue)) ? ['intent'] : [];
  return [...verb, ...Object.keys(slots).filter((slot) => [...evidence.guessed].some((one) => one === slot))];
}

/** Words of command of what acts. */
const VERBS: Partial<Record<Intent, readonly Cue[]>> = {
  report_incident: ['report'],
  task_assign: ['assign', 'order'],
  task_accept: ['accept'],
  task_start: ['start'],
  task_complete: ['complete'],
  task_decline: ['decline'],
  alert_ack: ['ack'],
  subscribe: ['subscribe'],
  unsubscribe: ['unsubscribe'],
  undo: ['undo'],
};

const PASSING: ReadonlySet<Intent> = new Set<Intent>([
  'out_of_scope',
  'thanks',
  'greeting',
  'help',
  'whoami',
  'status',
]);

function remember(frame: Frame, candidate: Candidate, memory: DialogueMemory, now: Date): DialogueMemory {
  if (PASSING.has(frame.intent)) return { ...memory, pending: null };
  if (frame.intent === 'clarify') {
    return {
      ...memory,
      pending: { slot: 'choice', intent: 'clarify', choices: frame.candidates },
      when: now.toISOString(),
    };
  }
  if (frame.intent === 'cancel') return { last: null, pending: null, when: now.toISOString() };
  return { last: candidate, pending: null, when: now.toISOString() };
}

function interpret(
  setting: Setting,
  evidence: Evidence,
  memory: DialogueMemory,
  question: string | null,
): Candidate {
  const listed = question === null ? null : pickedFromList(evidence, memory.last, question);
  if (listed) return listed;
  const option = question === null ? null : optionOf(evidence, question);
  if (option !== null) return interpret(setting, gather(setting.read(option)), memory, '');
  const wish = decide(evidence);
  const decided = wish && explained(wish.intent, evidence) ? wish.intent : null;
  const { last } = memory;
  const relation = relate(evidence, last, question !== null, decided);
  if (relation === 'confirm' && last) return last;
  if (relation === 'stop') return { intent: 'cancel', slots: {} };
  if (relation === 'refine' && last) {
    const next =
      leveled(last, evidence, setting.governorateOf) ?? continued(setting, evidence, last, decided, question);
    return toCome(next, setting, evidence.reading.source.text) ? { ...next, intent: 'forecast' } : next;
  }
  const step = !decided && last ? stepOf(evidence, last) : null;
  if (step) return step;
  if (!decided) return { intent: worthAsking(evidence) ? 'clarify' : 'out_of_scope', slots: {} };
  const filled = (intent: Intent): Candidate => ({
    intent,
    slots: fill(intent, evidence, setting.context, setting.zone),
  });
  const asked = filled(decided);
  const own = toCome(asked, setting, evidence.reading.source.text) ? filled('forecast') : asked;
  return last ? leaning(own, last, evidence) : own;
}

/** Nothing can be counted or listed of days that are still to come: "thefts next week" asks for a forecast. */
const toCome = ({ intent, slots }: Candidate, { context, zone }: Setting, text: string): boolean =>
  (intent === 'count' || intent === 'list_recent') &&
  slots.period !== undefined &&
  localSpan(slots.period, zone).from > context.ref &&
  !TOLD_OF_THE_PAST.test(text);

const TOLD_OF_THE_PAST = /\b(?:was|were|did|had|has|have|happened|occurred|reported|recorded)\b/u;

/** "On my way", "I finished it" after a step of a task: the next step of that one. */
function stepOf(evidence: Evidence, { intent, slots }: Candidate): Candidate | null {
  const { cues, unread, places, offences, outside } = evidence;
  const plain = unread.length + places.length + offences.length + outside.length === 0;
  if (!TASK_STEPS.has(intent) || slots.task_id === undefined || !plain) return null;
  const next = NEXT_STEPS.find(([cue]) => cues.has(cue));
  return next && !cues.has('no') ? { intent: next[1], slots: { task_id: slots.task_id } } : null;
}

const NEXT_STEPS: readonly (readonly [Cue, Intent])[] = [
  ['decline', 'task_decline'],
  ['complete', 'task_complete'],
  ['start', 'task_start'],
];

/** A command of its own that takes one thing from the last one: its place ("there"), or the task that was spoken of. */
function leaning(own: Candidate, last: Candidate, { places, reading }: Evidence): Candidate {
  if (TASK_STEPS.has(own.intent) && own.slots.task_id === undefined && last.slots.task_id !== undefined)
    return { intent: own.intent, slots: { ...own.slots, task_id: last.slots.task_id } };
  const takesPlace = QUESTIONS.has(own.intent) || own.intent === 'task_assign';
  const there = takesPlace && places.length === 0 && own.intent !== 'top_areas';
  return there && pointsAtPlace(reading) ? withPlaceOf(own, last) : own;
}

const TASK_STEPS: ReadonlySet<Intent> = new Set<Intent>([
  'task_accept',
  'task_start',
  'task_complete',
  'task_decline',
]);

/** Wishes that a continuation may turn the last question into. */
const TURNS: ReadonlySet<Intent> = new Set<Intent>([
  'breakdown',
  'trend',
  'hotspots',
  'forecast',
  'top_areas',
  'compare',
  'list_recent',
  'count',
]);

/** What a continuation turns the last question into by its own words alone; null = nothing new. */
function turnOf(evidence: Evidence, last: Candidate): Intent | null {
  const { cues } = evidence;
  // «كل الجرائم» takes the offence back, it splits nothing.
  if (takenBack(evidence.reading).length > 0) return null;
  if (evidence.pieces.some(({ kind }) => kind === 'groupBy'))
    return last.intent === 'trend' && isSeries(evidence) ? 'trend' : 'breakdown';
  if (asksWhere(evidence.reading)) return 'hotspots';
  if (cues.has('whichArea')) return 'top_areas';
  if (cues.has('trend') || cues.has('change')) return 'trend';
  if (cues.has('compare') || (cues.has('versus') && !asksWhatAbout(evidence.reading))) return 'compare';
  if (cues.has('hotspot') || cues.has('map')) return 'hotspots';
  if (cues.has('forecast')) return 'forecast';
  if (cues.has('howMany')) return 'count';
  return cues.has('show') ? 'list_recent' : null;
}

/** "Per week" after a trend: the steps of the series. */
const isSeries = ({ pieces }: Evidence): boolean =>
  pieces.every(({ slots }) => ['day', 'week', 'month'].includes(slots.group_by ?? 'day'));

function continued(
  setting: Setting,
  evidence: Evidence,
  last: Candidate,
  decided: Intent | null,
  question: string | null,
): Candidate {
  // A bare "fights" would count by itself; here it only fills a slot of the last question.
  const silent = decided === 'count' || takenBack(evidence.reading).length > 0;
  const wish = turnOf(evidence, last) ?? (silent ? null : decided);
  const turned = onlyLimits(evidence, last) ? null : wish;
  const intent = turned && TURNS.has(turned) && question === null ? turned : last.intent;
  const context = { ...setting.context, ...anchored(last, setting.zone) };
  const said = {
    ...fill(intent, evidence, context, setting.zone),
    ...answered(evidence, last, question),
  };
  keepLevel(said, last.slots, evidence);
  adjustNames(evidence.reading, said, last.slots);
  const days = onlyWeekdays(evidence, last.slots, setting.zone);
  if (days) delete said.period;
  Object.assign(said, days);
  // "Last month" after "by hour" names a period; the split stays by hour.
  const splits = evidence.pieces.some(({ kind }) => kind === 'groupBy');
  if (last.slots.group_by && !splits && evidence.whens.length > 0) delete said.group_by;
  const kept: Slots = { ...last.slots };
  const back = takenBack(evidence.reading);
  if (back.length > 0) delete said.group_by;
  for (const key of back) {
    delete kept[key];
    delete said[key];
  }
  return refine({ intent: last.intent, slots: kept }, intent, said, question !== null);
}

/** "Top 3" after a ranking is still a ranking. */
const onlyLimits = ({ pieces, cues, reading }: Evidence, { intent }: Candidate): boolean =>
  intent === 'top_areas' &&
  pieces.some(({ kind, slots }) => kind === 'limit' && slots.offence === undefined) &&
  (!cues.has('show') || FIRST_OF_RANKING.test(reading.source.text));

/** "Give me just the top 4", «عطني بس أول ٤»: of the ranking, not of the incidents. */
const FIRST_OF_RANKING =
  /\b(?:top|first|highest|worst|awal)\b|(?:^|\s)(?:ال)?(?:اول|اعلي|اكثر|اسوا)(?:\s|$)/u;

/** The period that was talked about, which "the week before" counts from. */
function anchored({ slots }: Candidate, zone: Zone): Pick<TimeContext, 'anchor'> {
  if (!slots.period) return {};
  return { anchor: localSpan(slots.period, zone) };
}

/** "Cancel task 12", "delete my task", «ألغ المهمة ١٢». */
const changesTask = ({ cues, pieces }: Evidence): boolean =>
  (cues.has('task') || cues.has('taskList') || pieces.some(({ kind }) => kind === 'taskId')) &&
  (cues.has('cancel') || cues.has('destructive') || cues.has('assign') || cues.has('unsubscribe'));

/** Why a message is declined, for the reply. */
function refusal(intent: Intent, evidence: Evidence): TraceStep[] {
  if (intent !== 'out_of_scope') return [];
  // Greetings and chatter around a topic do not hide the topic.
  const topic = evidence.outside.find((one) => one !== 'small_talk') ?? evidence.outside[0];
  const reason: RefusalReason = changesTask(evidence)
    ? 'task_change'
    : evidence.cues.has('destructive')
      ? 'destructive'
      : evidence.cues.has('personal')
        ? 'privacy'
        : (REASONS.find((one) => one === topic) ?? 'unknown');
  return [{ rule: 'refuse', text: '', start: 0, end: 0, value: reason }];
}

const REASONS: readonly RefusalReason[] = ['weather', 'price', 'sport', 'prayer', 'travel', 'small_talk'];

/** A place or an offence of ours is named for sure, nothing foreign is, but no wish was understood. */
function worthAsking(evidence: Evidence): boolean {
  if (isForeign(evidence)) return false;
  if (evidence.offences.length === 0 && AS_CUSTOMER.test(evidence.reading.source.text)) return false;
  const sure = [...evidence.places.filter((one) => !one.weak), ...evidence.offences];
  return sure.some((one) =>
    evidence.reading.cover.some((node) => node.start === one.start && node.how !== 'typo'),
  );
}

/** What one asks about a place as a customer or a traveller: "best biryani in Salmiya", "how do I get to Jahra?". */
const AS_CUSTOMER =
  /\b(?:best|good|nice|cheap(?:er|est)?|decent|famous|recommend(?:ed)?|buy|rent|sell|hire|order|eat|drink|delivery|menu|tickets?|how far|way to|get to|go to|reach)\b|(?:^|\s)(?:احسن|ارخص|افضل|اشتري|ايجار|للايجار|للبيع|توصيل|كم يبعد|شلون اروح|كيف اصل|كيف اذهب)(?:\s|$)/u;

/** What may have been meant, likeliest first. */
function offered({ context, zone }: Setting, evidence: Evidence): Candidate[] {
  const intents: readonly Intent[] =
    evidence.offences.length > 0
      ? ['count', 'list_recent', 'hotspots']
      : ['area_profile', 'list_recent', 'count'];
  return intents.map((intent) => ({ intent, slots: fill(intent, evidence, context, zone) }));
}

function confidenceOf(reading: Reading): number {
  const words = reading.pieces.filter((piece) => piece.kind !== 'mark').length;
  return words === 0 ? 0 : Math.round((1 - reading.unread.length / words) * 100) / 100;
}

function languageOf(reading: Reading, hint: 'en' | 'ar' | undefined): MessageLanguage {
  const arabic = reading.pieces.some((piece) => piece.kind === 'arabic');
  const latin = reading.pieces.some((piece) => piece.kind === 'latin');
  if (arabic && latin) return 'mixed';
  if (arabic) return 'ar';
  if (latin) return reading.arabizi ? 'arabizi' : 'en';
  return hint ?? 'en';
}

function traceOf(reading: Reading): TraceStep[] {
  return reading.cover
    .filter((node) => node.symbol !== 'filler')
    .map((node) => ({
      rule: `${node.symbol}: ${node.rule}`,
      ...originalSpan(reading.source, node.start, node.end),
    }));
}
