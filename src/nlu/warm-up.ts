import { corpus as arabic } from './ar/corpus.js';
import { corpus as english } from './en/corpus.js';
import type { Parser } from './frame.js';

/** One message in so many is read: some 250, of every kind, in half a second. */
const STRIDE = 8;

/** Reads some messages of the corpora, so that the first people who write do not wait for code that has never run. */
export function warmUp(parser: Parser, now: Date): void {
  for (const { must, outside } of [arabic, english]) {
    const messages = [...must, ...outside.map((text) => ({ text, after: [] }))];
    for (const [at, { text, after = [] }] of messages.entries())
      if (at % STRIDE === 0) parser.parse({ text, now, prior: after });
  }
}
