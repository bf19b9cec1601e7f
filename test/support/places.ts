import { loadBoundaries, loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import type { Queryable } from '../../src/store/database.js';
import { seedPlaces } from '../../src/store/places.js';

/** Fills the reference tables with Kuwait's governorates, areas and offences. */
export async function withPlaces(on: Queryable): Promise<void> {
  await seedPlaces(on, loadGazetteer(), loadBoundaries(), loadOffences());
}
