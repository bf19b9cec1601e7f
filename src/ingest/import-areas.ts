import { readFile } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import { recomputeIncidentAreas, replaceBoundaries } from '../store/boundaries.js';
import { inTransaction } from '../store/database.js';
import { type JoinedPolygons, joinPolygons } from './area-polygons.js';
import type { IngestRuntime } from './prepare.js';

/** What an import of official polygons did. */
export type AreaImport = Pick<JoinedPolygons, 'unknown' | 'missing'> & {
  replaced: number;
  /** Incidents that lie in another area now. */
  moved: number;
};

/**
 * Puts official polygons in the place of ours, all of them or none, and then moves the incidents to their new areas.
 *
 * @throws AppError not_found or bad_request that says what is wrong with the file; nothing is changed then.
 */
export async function importAreas(
  runtime: Pick<IngestRuntime, 'db' | 'knowledge'>,
  path: string,
  onProgress?: (incidents: number) => void,
): Promise<AreaImport> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new AppError('not_found', `${path} cannot be read: check the path`, { cause: error });
  });
  const { shapes, unknown, missing } = joinPolygons(text, runtime.knowledge.gazetteer.areas);
  const replaced = await inTransaction(runtime.db, (tx) => replaceBoundaries(tx, shapes));
  const moved = await recomputeIncidentAreas(runtime.db, onProgress);
  return { replaced, moved, unknown, missing };
}
