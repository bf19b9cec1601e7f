import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Slots } from '../../src/nlu/frame.js';
import { parser } from './parser.js';

const answer = z.object({ intent: z.string(), slots: z.record(z.string(), z.unknown()) });
const row = z.object({
  id: z.string(),
  text: z.string(),
  now: z.string(),
  prior: z.array(z.string()).optional(),
  expected: answer,
  alt: z.array(answer).optional(),
});

const rows = readFileSync(new URL('../fixtures/nlu/public-examples.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => row.parse(JSON.parse(line)));

/** Names of the slots that carry meaning; free text and order are not part of the examples. */
const names = (slots: Slots | Record<string, unknown>): string[] =>
  Object.keys(slots)
    .filter((name) => !['note', 'task_text', 'order', 'places'].includes(name))
    .sort();

it.each(rows.map((one) => [one.text, one] as const))(
  'fills the slots of the worked example "%s"',
  (_text, one) => {
    const { frame } = parser.parse({
      text: one.text,
      now: new Date(one.now),
      ...(one.prior ? { prior: one.prior } : {}),
    });
    const accepted = [one.expected, ...(one.alt ?? [])].map(({ intent, slots }) => ({
      intent,
      names: names(slots),
    }));
    expect(accepted).toContainEqual({ intent: frame.intent, names: names(frame.slots) });
  },
);
