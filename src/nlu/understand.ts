import { refine, relate } from './dialogue.js';
import type { Engine, Reading } from './engine.js';
import type {
  Candidate,
  DialogueMemory,
  Frame,
  MessageLanguage,
  ParseInput,
  ParseResult,
  TraceStep,
} from './frame.js';
import { decide } from './intent/decide.js';
import { gather } from './intent/evidence.js';
import { fill } from './intent/fill.js';
import { explained } from './intent/gate.js';
import type { Zone } from './slots/moment.js';
import { originalSpan } from './text/normalise.js';
import type { TimeContext } from './time/values.js';

/** What understanding needs besides the message. */
export type Setting = { read: (text: string) => Reading; context: TimeContext; zone: Zone; engine: Engine };

const BOT = /^\s*BOT:/i;

/** Understands a message after the ones before it. */
export function converse(setting: Setting, input: ParseInput, memory: DialogueMemory): ParseResult {
  let known = memory;
  for (const turn of input.prior ?? []) {
    if (!BOT.test(turn)) known = understand(setting, turn, input, known).memory;
  }
  return understand(setting, input.text, input, known);
}

function understand(setting: Setting, text: string, input: ParseInput, memory: DialogueMemory): ParseResult {
  const reading = setting.read(text);
  const evidence = gather(reading);
  const wish = decide(evidence);
  const decision = wish && explained(wish.intent, evidence) ? wish : null;
  const related = relate(evidence, memory);
  let candidate: Candidate = { intent: decision?.intent ?? 'out_of_scope', slots: {} };
  if (related === 'refine' && memory.last) {
    const kind = decision && CHANGES_INTENT.has(decision.intent) ? decision.intent : null;
    const intent = kind ?? memory.last.intent;
    candidate = refine(memory.last, intent, fill(intent, evidence, setting.context, setting.zone));
  } else if (decision) {
    candidate.slots = fill(decision.intent, evidence, setting.context, setting.zone);
  }
  const frame: Frame = {
    lang: languageOf(reading, input.lang),
    ...candidate,
    confidence: confidenceOf(reading),
    candidates: [],
    guessed: Object.keys(candidate.slots).filter((slot) => [...evidence.guessed].some((one) => one === slot)),
    trace: traceOf(reading),
  };
  const keep = frame.intent !== 'out_of_scope' && frame.intent !== 'thanks' && frame.intent !== 'greeting';
  return {
    frame,
    memory: keep ? { last: candidate, pending: null, when: input.now.toISOString() } : memory,
  };
}

const CHANGES_INTENT = new Set([
  'breakdown',
  'trend',
  'hotspots',
  'forecast',
  'top_areas',
  'compare',
  'list_recent',
]);

function confidenceOf(reading: Reading): number {
  const words = reading.pieces.filter((piece) => piece.kind !== 'mark').length;
  return words === 0 ? 0 : Math.round((1 - reading.unread.length / words) * 100) / 100;
}

function languageOf(reading: Reading, hint: 'en' | 'ar' | undefined): MessageLanguage {
  const arabic = reading.pieces.some((piece) => piece.kind === 'arabic');
  const latin = reading.pieces.some((piece) => piece.kind === 'latin');
  if (arabic && latin) return 'mixed';
  if (arabic) return 'ar';
  if (latin) return reading.cover.some((node) => node.how === 'arabizi') ? 'arabizi' : 'en';
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
