import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { FaultTest, Outcome } from './fault-test.js';
import { type Ground, openGround } from './ground.js';
import { inLanes } from './inbound.js';
import { createKit } from './kit.js';
import { FAULT_TESTS } from './registry.js';

const minutesOf = (minutes = 1) => (minutes <= 1 ? 'up to a minute' : `about ${minutes} min`);

const HELP = `Faults and abuse, against real processes, a real database and local providers.

  npm run test:faults [-- [NAME...] [--full] [--json]]

Without names all run. --full tries each as often as its promise says (an hour or more); else as often as CI bears: then
tests that mostly wait run several at a time. Times are not judged of those, nor when the machine is busy with other things.
TEST_DATABASE_URL names a PostgreSQL server; without it one is started in a temporary folder when PostgreSQL is installed,
else what can runs on the embedded database and the rest is said to have been left out.

${FAULT_TESTS.map(({ name, title, n, fullMinutes }) => `  ${name.padEnd(5)}${title} (${n.short}; full ${n.full}, ${minutesOf(fullMinutes)})`).join('\n')}
`;

type Row = Pick<FaultTest, 'name' | 'title' | 'bar'> &
  Omit<Outcome, 'inTime'> & { n: number; seconds: number; load: number; judged: boolean };

/** When the machine is that busy before we begin (its load, a minute's mean), short runs say nothing about times. */
const BUSY = 2;
/** How often a test that takes long says how far it has come. */
const PROGRESS_EVERY_MS = 30_000;
/** Tests that mostly wait share the machine, so many at a time. */
const LANES = 3;

/** Runs the named tests. @returns 0 when every bar was reached, 1 when one was missed, 2 on a wrong call. */
export async function main(argv: string[]): Promise<number> {
  const options = {
    full: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  const unknown = positionals.filter((wanted) => !FAULT_TESTS.some(({ name }) => name === wanted));
  if (values.help || unknown.length > 0) {
    process.stdout.write(unknown.length > 0 ? `there is no test ${unknown.join(', ')}\n\n${HELP}` : HELP);
    return unknown.length > 0 ? 2 : 0;
  }
  const chosen = FAULT_TESTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const busy = (loadavg()[0] ?? 0) >= BUSY;
  const ground = await openGround();
  // Whoever breaks off leaves no server behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void ground.close().finally(() => process.exit(130)));
  }
  const rows: Row[] = [];
  const runOne = async (test: FaultTest) => {
    if (!ground.offers.has(test.needs)) say(`${test.name}: left out, it needs a PostgreSQL server`);
    else rows.push(await attempt(ground, test, { full: values.full ?? false, busy }));
  };
  try {
    const waits = (test: FaultTest) => !values.full && test.pace === 'waits';
    for (const test of chosen.filter((one) => !waits(one))) await runOne(test);
    await inLanes(LANES, chosen.filter(waits), runOne);
  } finally {
    await ground.close();
  }
  rows.sort((a, b) => placeOf(a) - placeOf(b));
  process.stdout.write(values.json ? `${JSON.stringify(rows)}\n` : asTable(rows));
  const failed = rows.filter(({ met }) => !met).length;
  const unjudged = rows.filter(({ met, judged }) => met && !judged).length;
  const but = unjudged > 0 ? `, ${unjudged} kept all but their times, which are not judged here` : '';
  process.stdout.write(`${rows.length - failed - unjudged} passed, ${failed} failed${but}\n`);
  return rows.every(({ met }) => met) ? 0 : 1;
}

const placeOf = ({ name }: Row) => FAULT_TESTS.findIndex((test) => test.name === name);

type How = { full: boolean; busy: boolean };

async function attempt(ground: Ground, test: FaultTest, { full, busy }: How): Promise<Row> {
  const { name, title, bar } = test;
  const n = full ? test.n.full : test.n.short;
  const load = loadavg()[0] ?? 0;
  const lasts = full ? `, ${minutesOf(test.fullMinutes)}` : '';
  say(`${name}: ${title}, n = ${n}, load ${load.toFixed(1)}${lasts} …`);
  const began = performance.now();
  const kit = createKit(ground);
  const telling = setInterval(() => {
    const minutes = ((performance.now() - began) / 60_000).toFixed(1);
    say(`${name}: ${minutes} min${lasts && ` of ${lasts.slice(2)}`}: ${kit.progressed() || 'under way'}`);
  }, PROGRESS_EVERY_MS);
  const outcome = await test.run(kit, n).catch((error: unknown) => ({
    figure: `broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    met: false,
  }));
  clearInterval(telling);
  await kit.close();
  const { inTime = true, met, figure } = outcome as Outcome;
  const seconds = (performance.now() - began) / 1000;
  const judged = full || inTime || (!busy && !test.pace);
  const told = judged
    ? figure
    : `${figure} (${test.pace ? 'others ran beside it' : 'machine busy'}: times not judged)`;
  const row = { name, title, bar, n, seconds, load, judged, figure: told, met: met && (inTime || !judged) };
  say(`${name}: ${verdictOf(row)} after ${seconds.toFixed(1)} s: ${told}`);
  return row;
}

const verdictOf = ({ met, judged }: Row) => (!met ? 'MISSED' : judged ? 'met' : 'met but for times');

const say = (text: string) => process.stderr.write(`${text}\n`);

function asTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { name, title, n, figure, bar, seconds, load } = row;
    return [
      `${name} ${title}`,
      n,
      figure.replaceAll('\n', ' '),
      bar,
      verdictOf(row),
      seconds.toFixed(0),
      load.toFixed(1),
    ].join(' | ');
  });
  const head = [
    'test | n | figure | pass bar | verdict | seconds | load',
    '--- | --- | --- | --- | --- | --- | ---',
  ];
  return `${[...head, ...lines].join('\n')}\n`;
}
