import type { ChartNode } from './chart/chart.js';
import { adjustNames, asksWhere, takenBack, withoutGivenUp } from './continuation.js';
import { isForeign, leveled, refine, relate, renames } from './dialogue.js';
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
import { fill } from './intent/fill.js';
import { explained } from './intent/gate.js';
import { notUnderstood } from './not-understood.js';
import { plainName } from './slots/assignee.js';
import { localSpan, type Zone } from './slots/moment.js';
import { originalSpan } from './text/normalise.js';
import type { TimeContext } from './time/values.js';

/** What understanding needs besides the message. */
export type Setting = { read: (text: string) => Reading; context: TimeContext; zone: Zone; engine: Engine };

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
  const candidate = chosen(evidence, memory) ?? interpret(setting, evidence, memory, question);
  const told = memory.last ? anchored(memory.last, setting.zone) : {};
  const missing = notUnderstood(evidence, { ...setting.context, ...told }, setting.zone);
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

/** The numbered choice that answers a pending question, if this is one. */
function chosen(evidence: Evidence, { pending }: DialogueMemory): Candidate | null {
  const [number] = evidence.numbers;
  if (!pending || number === undefined || evidence.contentWords > 0) return null;
  return pending.choices[number - 1] ?? null;
}

function interpret(
  setting: Setting,
  evidence: Evidence,
  memory: DialogueMemory,
  question: string | null,
): Candidate {
  const option = question === null ? null : optionOf(evidence, question);
  if (option !== null) return interpret(setting, gather(setting.read(option)), memory, '');
  const wish = decide(evidence);
  const decided = wish && explained(wish.intent, evidence) ? wish.intent : null;
  const relation = relate(evidence, memory, question !== null, decided);
  const { last } = memory;
  if (relation === 'confirm' && last) return last;
  if (relation === 'stop') return { intent: 'cancel', slots: {} };
  if (relation === 'refine' && last) {
    return leveled(last, evidence) ?? continued(setting, evidence, last, decided, question);
  }
  if (!decided) return { intent: worthAsking(evidence) ? 'clarify' : 'out_of_scope', slots: {} };
  return { intent: decided, slots: fill(decided, evidence, setting.context, setting.zone) };
}

/** Longest number of a choice that a question lists. */
const MOST_CHOICES = 9;

/** "2", "the second one", "option two". */
function choiceOf({ numbers, contentWords, unread, reading, places, offences }: Evidence): number | null {
  const [number] = numbers;
  if (number !== undefined) return contentWords > 0 ? null : number;
  const ordinal = reading.nodes.find((node): node is ChartNode<'ord'> => node.symbol === 'ord');
  const plain = contentWords <= 3 && unread.length + places.length + offences.length === 0;
  return plain && ordinal ? ordinal.value : null;
}

/** "2" after "1. the area 2. the governorate": the words of the second choice; null when the question lists none. */
function optionOf(evidence: Evidence, question: string): string | null {
  const number = choiceOf(evidence);
  if (number === null || number > MOST_CHOICES) return null;
  const choices = plainDigits(question).matchAll(/(?<![\d\p{L}])(\d)[.):-]\s*([^\d]+)/gu);
  for (const [, at, words] of choices) if (Number(at) === number) return (words ?? '').trim();
  return null;
}

const plainDigits = (text: string): string =>
  text.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));

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
function turnOf(evidence: Evidence): Intent | null {
  const { cues } = evidence;
  if (evidence.pieces.some(({ kind }) => kind === 'groupBy')) return 'breakdown';
  if (asksWhere(evidence.reading.source.text)) return 'hotspots';
  if (cues.has('whichArea')) return 'top_areas';
  if (cues.has('trend') || cues.has('change')) return 'trend';
  if (cues.has('compare') || cues.has('versus')) return 'compare';
  if (cues.has('hotspot') || cues.has('map')) return 'hotspots';
  if (cues.has('forecast')) return 'forecast';
  if (cues.has('howMany')) return 'count';
  return cues.has('show') ? 'list_recent' : null;
}

function continued(
  setting: Setting,
  evidence: Evidence,
  last: Candidate,
  decided: Intent | null,
  question: string | null,
): Candidate {
  // A bare "fights" would count by itself; here it only fills a slot of the last question.
  const wish = turnOf(evidence) ?? (decided === 'count' ? null : decided);
  const turned = onlyLimits(evidence, last) ? null : wish;
  const intent = turned && TURNS.has(turned) && question === null ? turned : last.intent;
  const context = { ...setting.context, ...anchored(last, setting.zone) };
  const said = {
    ...fill(intent, evidence, context, setting.zone),
    ...answered(evidence, last, question),
  };
  adjustNames(evidence.reading.source.text, said, last.slots);
  // "Last month" after "by hour" names a period; the split stays by hour.
  const splits = evidence.pieces.some(({ kind }) => kind === 'groupBy');
  if (last.slots.group_by && !splits && evidence.whens.length > 0) delete said.group_by;
  const kept: Slots = { ...last.slots };
  for (const key of takenBack(evidence.reading.source.text)) {
    delete kept[key];
    delete said[key];
  }
  return refine({ intent: last.intent, slots: kept }, intent, said, question !== null);
}

/** "Top 3" after a ranking is still a ranking. */
const onlyLimits = ({ pieces, cues }: Evidence, { intent }: Candidate): boolean =>
  intent === 'top_areas' &&
  pieces.some(({ kind, slots }) => kind === 'limit' && slots.offence === undefined) &&
  !cues.has('show');

/** "Me", "I will do it" as the answer to "who?". */
const MYSELF = /^\W*(?:me|myself|i|ill|i will|to me|assign me)(?:\s|\W|$)|^\s*(?:انا|نفسي|لي)(?:\s|$)/u;

const BLOCK_QUESTION = /block|قطع/i;
const WHO_QUESTION =
  /\bwho(?:m)?\b|assign|منو|مَن|لمن|مين|من (?:ال|هو|هي|سيقوم|تريد)|تكليف|أكلف|المكلف|المسؤول/i;

/** The period that was talked about, which "the week before" counts from. */
function anchored({ slots }: Candidate, zone: Zone): Pick<TimeContext, 'anchor'> {
  if (!slots.period) return {};
  return { anchor: localSpan(slots.period, zone) };
}

/** What a bare number or name means as an answer. */
function answered(evidence: Evidence, { intent, slots }: Candidate, question: string | null): Slots {
  const [number] = evidence.numbers;
  if (number !== undefined && question !== null && BLOCK_QUESTION.test(question)) return { block: number };
  const limited = slots.limit !== undefined || (intent === 'list_recent' && evidence.cues.has('show'));
  const said = evidence.pieces.some(({ kind }) => kind === 'limit');
  if (number !== undefined && question === null && limited && !said && number > 0) return { limit: number };
  if (question === null && evidence.hints.status === undefined) {
    const other = renames(evidence, { intent, slots });
    if (other) return { assignee: other };
  }
  if (intent !== 'task_assign' || question === null || !WHO_QUESTION.test(question)) return {};
  if (MYSELF.test(evidence.reading.source.text)) return { assignee: 'me' };
  const name = plainName(evidence.reading);
  return name ? { assignee: name } : {};
}

/** Why a message is declined, for the reply. */
function refusal(intent: Intent, evidence: Evidence): TraceStep[] {
  if (intent !== 'out_of_scope') return [];
  // Greetings and chatter around a topic do not hide the topic.
  const topic = evidence.outside.find((one) => one !== 'small_talk') ?? evidence.outside[0];
  const reason: RefusalReason = evidence.cues.has('destructive')
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
  const sure = [...evidence.places.filter((one) => !one.weak), ...evidence.offences];
  return sure.some((one) =>
    evidence.reading.cover.some((node) => node.start === one.start && node.how !== 'typo'),
  );
}

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
