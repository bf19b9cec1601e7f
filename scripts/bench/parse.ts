import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { loadLexicon } from '../../src/lexicon.js';
import { corpus as arabic } from '../../src/nlu/ar/corpus.js';
import { CORPUS_NOW, type CorpusRow } from '../../src/nlu/corpus.js';
import { corpus as english } from '../../src/nlu/en/corpus.js';
import { createEngine } from '../../src/nlu/engine.js';
import { LANGUAGES } from '../../src/nlu/languages.js';
import { createParser } from '../../src/nlu/parse.js';
import { readUnit } from '../../src/nlu/unit.js';
import { HOSTILE } from './parse-hostile.js';
import { type Bench, type BenchRow, median } from './row.js';

const RIVAL = 'chrono-node';
const NOW = new Date(CORPUS_NOW);
const WARM_UP_ROUNDS = 5;
const LOADS = 5;

/**
 * English times read beside chrono-node, sentence by sentence in turn; then whole messages of both corpora alone, with
 * their median, 99th percentile and worst case of 500 characters, and the load of a parser in a fresh process.
 */
export const parseBench: Bench = {
  prefix: 'parse',
  about: { argument: 'rounds', text: 'English times against chrono-node; whole messages; load' },
  usual: ['20'],
  async run(argument) {
    const rounds = Number(argument);
    if (!Number.isInteger(rounds) || rounds < 1)
      throw new Error(`parse-${argument}: the argument is a number of rounds over the corpora`);
    const data = { gazetteer: loadGazetteer(), offences: loadOffences() };
    // A development dependency: the other benchmarks run without it.
    const { en: chrono } = await import('chrono-node');
    const rival = (text: string): unknown => chrono.parse(text, { instant: NOW, timezone: 180 });
    const times = timesBesideRival(
      readUnit(createEngine(LANGUAGES, loadLexicon(data)), 'time'),
      rival,
      rounds,
    );
    const messages = messageRows(createParser(data, LANGUAGES, loadLexicon(data)), rounds);
    const load = median(await loadSeconds());
    const rows = [times, ...messages, alone('parse-load', LOADS, load)];
    console.error(rows.map(asMilliseconds).join('\n'));
    return rows;
  },
};

/** Times are too short for the common table. */
const asMilliseconds = ({ name, n, seconds, rival_seconds: other }: BenchRow): string =>
  `${name.padEnd(16)}${String(n).padStart(8)} × ${(seconds * 1000).toFixed(4).padStart(9)} ms${
    other === null ? '' : `   ${RIVAL} ${(other * 1000).toFixed(4)} ms`
  }`;

const alone = (name: string, n: number, seconds: number): BenchRow => ({
  name,
  n,
  seconds,
  peak_mb: null,
  rival: null,
  rival_seconds: null,
  ratio: null,
});

const saysTime = ({ slots = {} }: CorpusRow): boolean =>
  [slots.period, slots.compare_period, slots.due, slots.time_of_day, slots.weekdays].some(
    (slot) => slot !== undefined,
  );

function secondsOf(work: () => unknown): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

function timesBesideRival(
  read: ReturnType<typeof readUnit>,
  rival: (text: string) => unknown,
  rounds: number,
): BenchRow {
  const texts = english.must.filter(saysTime).map(({ text }) => text);
  const reference = CORPUS_NOW.slice(0, 19);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const [index, text] of texts.entries()) {
      const mine = (): unknown => read({ id: index, text, reference_time: reference });
      const other = (): unknown => rival(text);
      // By turns, and neither always first.
      const first = secondsOf((round + index) % 2 === 0 ? mine : other);
      const second = secondsOf((round + index) % 2 === 0 ? other : mine);
      if (round < 0) continue;
      ours.push((round + index) % 2 === 0 ? first : second);
      theirs.push((round + index) % 2 === 0 ? second : first);
    }
  }
  const seconds = median(ours);
  const rivalSeconds = median(theirs);
  return {
    ...alone('parse', texts.length, seconds),
    rival: RIVAL,
    rival_seconds: rivalSeconds,
    ratio: rivalSeconds / seconds,
  };
}

function messageRows(parser: ReturnType<typeof createParser>, rounds: number): BenchRow[] {
  const texts = [...arabic.must, ...english.must].map(({ text }) => text);
  const outside = [...arabic.outside, ...english.outside];
  const seconds = measured(parser, [...texts, ...outside], rounds);
  // The worst text at its fastest: a pause of the machine is not a cost of the text.
  const worst = Math.max(
    ...HOSTILE.map((text) => Math.min(...measured(parser, [text], Math.min(rounds, 10)))),
  );
  return [
    alone('parse-median', seconds.length, median(seconds)),
    alone('parse-p99', seconds.length, quantile(seconds, 0.99)),
    alone('parse-worst', HOSTILE.length, worst),
  ];
}

function measured(
  parser: ReturnType<typeof createParser>,
  texts: readonly string[],
  rounds: number,
): number[] {
  const seconds: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const text of texts) {
      const took = secondsOf(() => parser.parse({ text, now: NOW }));
      if (round >= 0) seconds.push(took);
    }
  }
  return seconds;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const loaded = z.object({ seconds: z.number() });

async function loadSeconds(): Promise<number[]> {
  const script = fileURLToPath(new URL('./parse-once.js', import.meta.url));
  const seconds: number[] = [];
  for (let i = 0; i < LOADS; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    seconds.push(loaded.parse(JSON.parse(stdout)).seconds);
  }
  return seconds;
}
