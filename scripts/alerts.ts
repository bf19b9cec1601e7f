import { runStages } from './pipeline.js';

/** `npm run alerts`: one stage of the night, on its own. */
export function main(argv: string[]): Promise<number> {
  return runStages(argv, 'alerts', 'Judges the last seven days and raises alerts.', ['alerts']);
}
