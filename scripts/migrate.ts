import { loadConfig } from '../src/config.js';
import { migrate, rollBack } from '../src/store/migrate.js';
import { openConfigured } from '../src/store/open.js';
import { command } from './command-line.js';

const HELP = `
npm run migrate -- [--roll-back]

Brings the database's schema up to date; --roll-back takes every migration back, AND ALL DATA WITH IT.
`;

/** `npm run migrate`. */
export function main(argv: string[]): Promise<number> {
  const options = { 'roll-back': { type: 'boolean', default: false } } as const;
  return command(argv, { help: HELP, options }, async ({ values }) => {
    const opened = await openConfigured(loadConfig(), 'join');
    try {
      const names = values['roll-back'] ? await rollBack(opened.db) : await migrate(opened.db);
      const what = values['roll-back'] ? 'taken back' : 'applied';
      console.log(
        names.length === 0 ? `nothing to be ${what}` : `${what}:\n${names.map((n) => `  ${n}`).join('\n')}`,
      );
      return 0;
    } finally {
      await opened.close();
    }
  });
}
