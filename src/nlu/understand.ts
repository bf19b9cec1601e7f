import type { ChartNode } from './chart/chart.js';
import type { Danger } from './danger.js';
import { chosenFrom } from './dialogue/answer.js';
import { slotAnswered } from './dialogue/asked-slot.js';
import { readKept } from './dialogue/correction.js';
import { NUMBERED } from './dialogue/turn.js';
import type { Reading } from './engine.js';
import type {
  Candidate,
  DialogueMemory,
  Frame,
  Intent,
  MessageLanguage,
  ParseInput,
  ParseResult,
  SlotName,
  Slots,
  TraceStep,
} from './frame.js';
import { type Evidence, gather } from './intent/evidence.js';
import { excused } from './intent/excuse.js';
import { fill } from './intent/fill.js';
import { strangeWords } from './intent/gate.js';
import { hedged, looselyOrdered, VERBS } from './intent/hedged.js';
import { interpret } from './interpret.js';
import {
  blocksBeside,
  boundsLeftOut,
  hoursLeftOut,
  notUnderstood,
  numbersLeftOut,
  periodsLeftOut,
} from './not-understood.js';
import { offered, refusal } from './refusal.js';
import { anchored, type Setting } from './setting.js';
import { barelyOrdered } from './slots/assignee.js';
import { correctedNumbers, rangesTooFar } from './slots/numbered-steps.js';
import { originalSpan } from './text/normalise.js';
import type { TimeContext } from './time/values.js';

const BOT = /^\s*BOT:\s*/i;

/** Understands a message after the ones before it. */
export function converse(setting: Setting, input: ParseInput, memory: DialogueMemory): ParseResult {
  let known = memory;
  let question: string | null = memory.pending?.slot === 'choice' ? '' : null;
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
  const reading = memory.last
    ? readKept({ ...setting.engine, read: setting.read }, text)
    : setting.read(text);
  const evidence = gather(reading);
  const chosen = answering(evidence, memory);
  const meant = chosen ?? interpret(setting, evidence, memory, question);
  const danger = chosen ? null : setting.danger(evidence, meant);
  const candidate = danger === null ? meant : endangered(setting, evidence, meant, danger);
  const told = memory.last ? anchored(memory.last, setting.zone) : {};
  const unknown =
    chosen || (danger && danger !== 'possible')
      ? []
      : [...notUnderstood(evidence, { ...setting.context, ...told }), ...boundsLeftOut(evidence, candidate)];
  const missing = unknown.filter(({ kind }) => kind !== 'place' || !IN_OWN_WORDS.has(candidate.intent));
  const leftOut = [
    ...periodsLeftOut(evidence, candidate, setting.context, setting.zone),
    ...hoursLeftOut(evidence, candidate),
    ...blocksBeside(evidence, candidate),
    ...(chosen || question !== null ? [] : numbersLeftOut(evidence, candidate)),
  ];
  const choices = candidate.intent === 'clarify' ? offered(setting, evidence) : [];
  const frame: Frame = {
    lang: languageOf(reading, input.lang),
    ...candidate,
    confidence: confidenceOf(reading),
    candidates: choices,
    guessed: guessedParts(candidate, evidence, setting.context),
    ...inheritance(setting, evidence, candidate, memory),
    ...(missing.length > 0 ? { notUnderstood: missing } : {}),
    ...(leftOut.length > 0 ? { leftOut } : {}),
    ...(danger && !(danger === 'possible' && memory.last && candidate.intent !== 'out_of_scope')
      ? { danger }
      : {}),
    trace: [...traceOf(reading), ...refusal(candidate.intent, evidence)],
  };
  return { frame, memory: remember(frame, candidate, memory, input.now) };
}

/** The slots that a message takes over from the command before it as they were. */
function inheritance(
  { context, zone }: Setting,
  evidence: Evidence,
  { intent, slots }: Candidate,
  { last }: DialogueMemory,
): Pick<Frame, 'inherited'> {
  if (!last) return {};
  const alike = slotNames(slots).filter(
    (key) => JSON.stringify(slots[key]) === JSON.stringify(last.slots[key]),
  );
  if (alike.length === 0) return {};
  const own = fill(intent, evidence, context, zone);
  const inherited = alike.filter((key) => JSON.stringify(own[key]) !== JSON.stringify(slots[key]));
  return inherited.length > 0 ? { inherited } : {};
}

// The keys of slots that are there are names of slots.
const slotNames = (slots: Slots): SlotName[] => Object.keys(slots) as SlotName[];

/** What is left to do of a message that tells of danger: an incident told with its place is a report, the rest nothing. */
function endangered(
  { context, zone }: Setting,
  evidence: Evidence,
  meant: Candidate,
  danger: Danger,
): Candidate {
  if (danger === 'possible')
    return meant.intent === 'clarify' ? { intent: 'out_of_scope', slots: {} } : meant;
  const offences = evidence.offences.length + evidence.weakOffences.length;
  const told = danger === 'told' && offences > 0 && evidence.places.length > 0;
  return told
    ? { intent: 'report_incident', slots: fill('report_incident', evidence, context, zone) }
    : { intent: 'out_of_scope', slots: {} };
}

/** What a message answers to the bot's own question: one of its choices, or the one thing that was missing. */
function answering(evidence: Evidence, { pending, last }: DialogueMemory): Candidate | null {
  if (!pending) return null;
  return pending.slot === 'choice'
    ? chosenFrom(evidence, pending.choices)
    : slotAnswered(evidence, pending, last);
}

/** What these say beside their numbers is in the sender's own words: «أرفض ١٥ لأني في إجازة». */
const IN_OWN_WORDS: ReadonlySet<Intent> = new Set<Intent>(['task_list', 'task_decline', 'feedback']);

/** "Done with 12 tomorrow": what is still to come is not done. Its 12 is no hour: the day stands behind it. */
function doneLater(intent: Intent, { whens, reading }: Evidence, context: TimeContext): boolean {
  if (intent !== 'task_complete') return false;
  const numbers = new Map(
    reading.nodes.filter(({ symbol }) => symbol === 'num').map((node) => [node.start, node]),
  );
  const told = whens.flatMap(({ when, start, end }) => {
    const number = numbers.get(start);
    if (!number) return [when];
    return reading.nodes
      .filter((node): node is ChartNode<'when'> => node.symbol === 'when')
      .filter((node) => node.start > number.end && node.end === end)
      .map(({ value }) => value);
  });
  return told.some((when) => (when.span(context)?.from ?? 0) > context.ref);
}

/** "Mute alerts for 2 hours", "alerts only at night", "daily except Friday": what is sent or stopped knows no such bounds. */
function boundInTime(intent: Intent, { whens, numbers, reading }: Evidence): boolean {
  const excepts = reading.cover.some(({ symbol }) => symbol === 'except');
  if (intent === 'unsubscribe') return whens.length + numbers.length > 0 || excepts;
  return (
    intent === 'subscribe' &&
    (excepts ||
      whens.some(
        ({ when }) =>
          when.denied || when.bound || (when.weekdays?.length ?? 0) > 0 || when.clock?.kind === 'range',
      ))
  );
}

/** Slots that rest on a corrected word; "intent" when the word of command was corrected, or is no order. */
function guessedParts({ intent, slots }: Candidate, evidence: Evidence, context: TimeContext): string[] {
  const verbs = VERBS[intent] ?? [];
  const unsure =
    verbs.some((cue) => evidence.guessedCues.has(cue)) ||
    hedged(intent, evidence) ||
    looselyOrdered(intent, evidence) ||
    strangeWords(intent, evidence) > 0;
  const bare =
    (intent === 'task_assign' && barelyOrdered(evidence.reading)) ||
    // What stands behind a refused number may be no reason: "can't take 2, bread please".
    (intent === 'task_decline' && evidence.unread.length > 0 && excused(evidence));
  const corrected =
    NUMBERED.has(intent) && (correctedNumbers(evidence.reading).size > 0 || rangesTooFar(evidence.reading));
  const verb =
    unsure || bare || corrected || doneLater(intent, evidence, context) || boundInTime(intent, evidence)
      ? ['intent']
      : [];
  return [...verb, ...Object.keys(slots).filter((slot) => [...evidence.guessed].some((one) => one === slot))];
}

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
    .map((node) => {
      const value = plainValue(node.value);
      return {
        rule: `${node.symbol}: ${node.rule}`,
        ...originalSpan(reading.source, node.start, node.end),
        ...(value === null ? {} : { value }),
      };
    });
}

/** What a word was read as, where it can be said in a word: the name of a cue, the ids of places and offences, a number. */
function plainValue(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  const ids = ['offences', 'areas', 'governorates', 'landmarks'].flatMap(
    (key) => Reflect.get(value, key) ?? [],
  );
  return ids.length > 0 ? [...new Set(ids)].join(', ') : null;
}
