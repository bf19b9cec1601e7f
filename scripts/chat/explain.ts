import { z } from 'zod';
import { QUESTIONS } from '../../src/nlu/intent/fill.js';

const candidate = z.object({ intent: z.string(), slots: z.record(z.string(), z.unknown()) });
const frame = candidate.extend({
  lang: z.string(),
  confidence: z.number(),
  candidates: z.array(candidate),
  guessed: z.array(z.string()),
  danger: z.string().optional(),
  inherited: z.array(z.string()).default([]),
  leftOut: z.array(z.string()).default([]),
  notUnderstood: z.array(z.object({ kind: z.string(), text: z.string() })).default([]),
  trace: z.array(
    z.object({
      rule: z.string(),
      text: z.string(),
      start: z.number(),
      end: z.number(),
      value: z.string().optional(),
    }),
  ),
});

/** About some stretch of time, said or not; a forecast says how far it looks. */
const hasPeriod = (intent: string): boolean => ABOUT_INCIDENTS.has(intent) && intent !== 'forecast';

/** Stored readings name intents of earlier versions, too. */
const ABOUT_INCIDENTS: ReadonlySet<string> = QUESTIONS;

const DANGERS: Readonly<Record<string, string>> = {
  told: 'told as it happens; the emergency number is the whole answer',
  self_harm: 'somebody may take their own life; help is the whole answer',
  possible: 'perhaps; the emergency number is said first',
};

/**
 * How a message was read, for a person: what it was taken for, which words told what by which rule, what was guessed, and
 * what else it could have meant.
 *
 * @param stored the frame as it is kept with the message; null for carrier words and what was refused unread
 */
export function explainFrame(stored: unknown): string {
  const read = frame.safeParse(stored);
  if (!read.success) return 'not read: a carrier word, or refused before reading';
  const {
    lang,
    intent,
    slots,
    confidence,
    candidates,
    guessed,
    danger,
    inherited,
    leftOut,
    notUnderstood,
    trace,
  } = read.data;
  const declined = trace.find(({ rule }) => rule === 'refuse')?.value;
  const words = trace.filter(({ rule }) => rule !== 'refuse');
  const steps = words.map(
    ({ rule, text, start, end, value }) =>
      `  ${`${start}-${end}`.padEnd(8)}«${text}»  ${rule}${value === undefined ? '' : ` = ${value}`}`,
  );
  return [
    `${intent} (${lang}, ${Math.round(confidence * 100)} % of the words read)`,
    ...Object.entries(slots).map(
      ([slot, value]) =>
        `  ${slot} = ${JSON.stringify(value)}${inherited.includes(slot) ? ' (kept from the messages before)' : ''}`,
    ),
    ...(!hasPeriod(intent) || slots.period || slots.horizon_days
      ? []
      : ['  period: none said; where one is needed, the usual one']),
    ...(danger ? [`  danger: ${DANGERS[danger] ?? danger}`] : []),
    ...(declined ? [`  declined because: ${declined}`] : []),
    ...notUnderstood.map(
      ({ kind, text }) => `  not understood: «${text}» as a ${kind}; the question is sent back`,
    ),
    ...leftOut.map((words) => `  left out: «${words}»; the answer has room for one period`),
    ...(steps.length > 0 ? ['read by:', ...steps] : ['read by: a button, a pin or an answer to a question']),
    ...(guessed.length > 0 ? [`guessed from the spelling: ${guessed.join(', ')}`] : []),
    ...candidates.map((one, i) => `or ${i + 1}: ${one.intent} ${JSON.stringify(one.slots)}`),
  ].join('\n');
}
