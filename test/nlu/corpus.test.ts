import { describe, expect, it } from 'vitest';
import { corpus as arabic } from '../../src/nlu/ar/corpus.js';
import { corpus as english } from '../../src/nlu/en/corpus.js';
import { shortSlots, understand } from './parser.js';

describe.each([
  ['Arabic', arabic],
  ['English', english],
])('%s corpus', (_language, corpus) => {
  it.each(corpus.must.map((row) => [row.text, row] as const))('understands %s', (text, row) => {
    const frame = understand(text, row.after ?? []);
    expect({ intent: frame.intent, slots: shortSlots(frame.slots) }).toEqual({
      intent: row.intent,
      slots: row.slots ?? {},
    });
  });

  it.each(corpus.outside.map((text) => [text]))('declines %s', (text) => {
    expect(understand(text).intent).toBe('out_of_scope');
  });
});

it('the Arabic corpus is at least as large as the English one', () => {
  expect(arabic.must.length).toBeGreaterThanOrEqual(english.must.length);
});
