import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpus as arabic } from '../../src/nlu/ar/corpus.js';
import { NODE_CAP } from '../../src/nlu/chart/chart.js';
import { corpus as english } from '../../src/nlu/en/corpus.js';
import { INTENTS } from '../../src/nlu/frame.js';
import { engine, NOW, parser, understand } from './parser.js';
import { SPELLINGS } from './spelling.js';

const messages = [...arabic.must, ...english.must];
const intents = new Set<string>([...INTENTS, 'clarify']);

describe('any text', () => {
  it('never throws and always answers with a known intent', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc
        .tuple(
          fc.constantFrom(...messages.map((row) => row.text)),
          fc.nat(60),
          fc.string({ unit: 'binary', maxLength: 5 }),
        )
        .map(([text, at, noise]) => text.slice(0, at) + noise + text.slice(at)),
    );
    fc.assert(
      fc.property(anything, (text) => intents.has(understand(text).intent)),
      { numRuns: 300 },
    );
  });

  it('gives the same answer twice', () => {
    for (const { text, after } of messages.slice(0, 40)) {
      expect(understand(text, after ?? [])).toEqual(understand(text, after ?? []));
    }
  });

  it.each([
    ['repeated months', 'may '.repeat(200)],
    ['repeated numbers', 'twenty '.repeat(100)],
    ['repeated areas', 'Salmiya and '.repeat(60)],
    ['nested ranges', 'from 1 to 2 to 3 - 4 to '.repeat(40)],
    ['Arabic conjunctions', 'و من ال '.repeat(80)],
    ['ten thousand characters', 'سرقة '.repeat(2000)],
  ])('keeps %s within the node cap', (_name, text) => {
    const { nodes } = engine.read(text, { dateOrder: 'dmy', repair: true });
    expect(nodes.length).toBeLessThanOrEqual(NODE_CAP);
  });
});

const ACTS: ReadonlySet<string> = new Set([
  'report_incident',
  'task_assign',
  'task_accept',
  'task_start',
  'task_complete',
  'task_decline',
  'alert_ack',
  'subscribe',
  'unsubscribe',
  'undo',
]);

describe.each(SPELLINGS.map(({ name, write }) => [name, write] as const))(
  'spelling with %s',
  (name, write) => {
    it('leaves every message of the corpora as it was understood', () => {
      const changed = messages.filter(({ text, after = [] }) => {
        const plain = understand(text, after);
        // Whoever asks orders nothing.
        if (name === 'question marks' && ACTS.has(plain.intent)) return false;
        const written = understand(write(text), after);
        const names = ({ assignee, ...slots }: typeof plain.slots) => slots;
        return (
          JSON.stringify([plain.intent, names(plain.slots)]) !==
          JSON.stringify([written.intent, names(written.slots)])
        );
      });
      expect(changed.map(({ text }) => text)).toEqual([]);
    });
  },
);

describe('memory', () => {
  it('is plain JSON that carries a conversation on', () => {
    const first = parser.parse({ text: 'how many thefts in Salmiya yesterday', now: NOW });
    const stored = JSON.parse(JSON.stringify(first.memory));
    const { frame } = parser.parse({ text: 'and in Jahra?', now: NOW, memory: stored });
    expect(frame).toMatchObject({ intent: 'count', slots: { offence: ['theft'], areas: ['jahra'] } });
  });

  it('inherits nothing into a complete new command', () => {
    const first = parser.parse({ text: 'how many thefts in Salmiya yesterday', now: NOW });
    const { frame } = parser.parse({ text: 'how many fights in Jahra', now: NOW, memory: first.memory });
    expect(frame.slots).toEqual({ offence: ['fight'], areas: ['jahra'] });
  });
});
