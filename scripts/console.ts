import { start } from 'node:repl';
import * as database from '../src/store/database.js';
import { command, withRuntime } from './command-line.js';

const HELP = `
npm run console

A prompt over the running database: "runtime" is the program's runtime, "rows" runs SQL: await rows('SELECT 1').
`;

/** `npm run console`: for the engineer on call. */
export function main(argv: string[]): Promise<number> {
  return command(argv, { help: HELP, options: {} }, () =>
    withRuntime(async (runtime) => {
      const repl = start({ prompt: 'khareetaty> ' });
      const rows = (sql: string, bindings: string[] = []) => database.rowsOf(runtime.db, sql, bindings);
      Object.assign(repl.context, { runtime, rows });
      await new Promise((resolve) => repl.once('exit', resolve));
      return 0;
    }),
  );
}
