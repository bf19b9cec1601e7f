import { runStages } from './pipeline.js';

/** `npm run cluster`: the map and its exams, on their own. */
export function main(argv: string[]): Promise<number> {
  return runStages(argv, 'cluster', 'Finds the hotspots, stores the map and scores earlier maps.', [
    'hotspots',
    'scores',
  ]);
}
