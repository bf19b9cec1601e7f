import { parseArgs } from 'node:util';
import { BENCHES } from './bench/registry.js';
import type { Bench, BenchRow } from './bench/row.js';

const HELP = `The benchmarks, each against its rival on the same data in the same run.

  npm run bench -- [--json] [--patience SECONDS] [NAME...]

NAME is <bench>-<argument>; without names the usual ones run:
${BENCHES.map(({ prefix, about, usual }) => `  ${`${prefix}-<${about.argument}>`.padEnd(20)}${about.text} (usual: ${usual.join(', ')})`).join('\n')}

A rival that has not ended after --patience SECONDS (20 without it) is stopped: its time is then a lower bound.
`;

/** Runs the named benchmarks. @returns the exit code: 0, 1 on an unknown name or a failed run. */
export async function main(argv: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        patience: { type: 'string', default: '20' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const patience = Number(values.patience);
    if (!(patience > 0)) throw new Error(`--patience ${values.patience}: give a number of seconds above 0`);
    const names = positionals.length > 0 ? positionals : BENCHES.flatMap(usualNames);
    const rows: BenchRow[] = [];
    for (const name of names) {
      console.error(`${name} ...`);
      rows.push(...(await runNamed(name, patience)));
    }
    console.log(values.json ? JSON.stringify(rows) : asText(rows));
    return 0;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nSee: npm run bench -- --help`);
    return 1;
  }
}

function usualNames({ prefix, usual }: Bench): string[] {
  return usual.map((argument) => `${prefix}-${argument}`);
}

async function runNamed(name: string, patience: number): Promise<BenchRow[]> {
  const bench = BENCHES.find(({ prefix }) => name === prefix || name.startsWith(`${prefix}-`));
  if (!bench)
    throw new Error(
      `there is no benchmark "${name}"; there are ${BENCHES.map(({ prefix }) => prefix).join(', ')}`,
    );
  const argument = name.slice(bench.prefix.length + 1) || bench.usual[0] || '';
  return await bench.run(argument, patience);
}

function asText(rows: readonly BenchRow[]): string {
  const header = `${'name'.padEnd(34)}${'n'.padStart(9)}${'seconds'.padStart(10)}${'peak MB'.padStart(9)}  ${'rival'.padEnd(22)}${'seconds'.padStart(10)}${'ratio'.padStart(9)}`;
  return [header, ...rows.map(rowText)].join('\n');
}

function rowText(row: BenchRow): string {
  const timed = row.rival_timed_out ? '>' : '';
  const number = (value: number | null, digits: number) => (value === null ? '-' : value.toFixed(digits));
  return `${row.name.padEnd(34)}${String(row.n).padStart(9)}${row.seconds.toFixed(3).padStart(10)}${number(row.peak_mb, 0).padStart(9)}  ${(row.rival ?? '-').padEnd(22)}${`${timed}${number(row.rival_seconds, 3)}`.padStart(10)}${`${timed}${number(row.ratio, 1)}`.padStart(9)}`;
}
