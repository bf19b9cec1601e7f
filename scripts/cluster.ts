import { runStages } from './pipeline.js';

/** `npm run cluster`: one stage of the night, on its own. */
export function main(argv: string[]): Promise<number> {
  return runStages(argv, 'cluster', 'Finds the hotspots and stores the map.', ['hotspots']);
}
