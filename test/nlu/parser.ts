import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { compileWords, createEngine } from '../../src/nlu/engine.js';
import type { Frame, Slots } from '../../src/nlu/frame.js';
import { LANGUAGES } from '../../src/nlu/languages.js';
import { createParser } from '../../src/nlu/parse.js';

const data = { gazetteer: loadGazetteer(), offences: loadOffences() };

const words = compileWords(data, LANGUAGES);

/** One parser and one engine for all tests of a file: they hold no state between messages. */
export const parser = createParser(data, LANGUAGES, words);
export const engine = createEngine(LANGUAGES, words);

export const NOW = new Date('2026-03-18T10:15:00+03:00');

/** Reads a message on Wednesday 18 March 2026, 10:15 in Kuwait. */
export const understand = (text: string, prior: readonly string[] = []): Frame =>
  parser.parse({ text, now: NOW, prior }).frame;

const short = (iso: string): string => iso.replace('+03:00', '').replace('T00:00:00', '').replace(/:00$/, '');

const shortPeriod = (period: { from: string; to: string }): string =>
  `${short(period.from)}/${short(period.to)}`;

/** Slots with periods written short, as the corpora write them. */
export function shortSlots({ period, compare_period, ...slots }: Slots): Record<string, unknown> {
  return {
    ...slots,
    ...(period ? { period: shortPeriod(period) } : {}),
    ...(compare_period ? { compare_period: shortPeriod(compare_period) } : {}),
  };
}
