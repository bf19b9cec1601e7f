import { runStages } from './pipeline.js';

/** `npm run forecast`: one stage of the night, on its own. */
export function main(argv: string[]): Promise<number> {
  return runStages(argv, 'forecast', 'Makes the forecasts.', ['forecasts']);
}
