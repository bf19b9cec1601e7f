import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { FaultTest, Outcome } from './fault-test.js';
import { type Ground, openGround } from './ground.js';
import { createKit } from './kit.js';
import { FAULT_TESTS } from './registry.js';

const HELP = `Faults and abuse, against real processes, a real database and local providers.

  npm run test:faults [-- [NAME...] [--full] [--json]]

Without names all run. --full tries each as often as its promise says (an hour or more); else as often as CI bears.
TEST_DATABASE_URL names a PostgreSQL server; without it one is started in a temporary folder when PostgreSQL is installed,
else what can runs on the embedded database and the rest is said to have been left out.

${FAULT_TESTS.map(({ name, title, n }) => `  ${name.padEnd(5)}${title} (${n.short}; full ${n.full})`).join('\n')}
`;

type Row = Pick<FaultTest, 'name' | 'title' | 'bar'> & Outcome & { n: number; seconds: number };

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
  const ground = await openGround();
  // Whoever breaks off leaves no server behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void ground.close().finally(() => process.exit(130)));
  }
  const rows: Row[] = [];
  try {
    for (const test of chosen) {
      if (!ground.offers.has(test.needs)) say(`${test.name}: left out, it needs a PostgreSQL server`);
      else rows.push(await attempt(ground, test, values.full ? test.n.full : test.n.short));
    }
  } finally {
    await ground.close();
  }
  process.stdout.write(values.json ? `${JSON.stringify(rows)}\n` : asTable(rows));
  const failed = rows.filter(({ met }) => !met).length;
  process.stdout.write(`${rows.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

async function attempt(ground: Ground, test: FaultTest, n: number): Promise<Row> {
  const { name, title, bar } = test;
  say(`${name}: ${title}, n = ${n}, load ${loadavg()[0]?.toFixed(1)} …`);
  const began = performance.now();
  const kit = createKit(ground);
  const outcome = await test.run(kit, n).catch((error: unknown) => ({
    figure: `broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    met: false,
  }));
  await kit.close();
  const seconds = (performance.now() - began) / 1000;
  say(`${name}: ${outcome.met ? 'met' : 'MISSED'} after ${seconds.toFixed(1)} s: ${outcome.figure}`);
  return { name, title, bar, n, seconds, ...outcome };
}

const say = (text: string) => process.stderr.write(`${text}\n`);

function asTable(rows: readonly Row[]): string {
  const lines = rows.map(({ name, title, n, figure, bar, met }) =>
    [`${name} ${title}`, n, figure.replaceAll('\n', ' '), bar, met ? 'yes' : 'NO'].join(' | '),
  );
  return `${['test | n | figure | pass bar | met', '--- | --- | --- | --- | ---', ...lines].join('\n')}\n`;
}
