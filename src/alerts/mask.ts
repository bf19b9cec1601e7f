import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Mask } from '../analytics/risk.js';
import type { LatLon } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import type { Runtime } from '../runtime.js';
import { populatedRings } from '../store/boundaries.js';

const position = z.tuple([z.number(), z.number()]).rest(z.number());
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(position))) }),
]);
const geoJson = z.union([
  geometry.transform((one) => [one]),
  z.object({ geometry }).transform((feature) => [feature.geometry]),
  z
    .object({ features: z.array(z.object({ geometry })) })
    .transform(({ features }) => features.map((feature) => feature.geometry)),
]);

/** Outer rings of the polygons of a GeoJSON text, degrees; holes are filled. @throws AppError bad_request */
export function ringsOfGeoJson(text: string): LatLon[][] {
  const parsed = geoJson.safeParse(parseJson(text));
  if (!parsed.success) throw new AppError('bad_request', 'no GeoJSON of Polygons or MultiPolygons');
  const polygons = parsed.data.flatMap((shape) =>
    shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates,
  );
  return polygons.flatMap(([outer]) =>
    outer ? [outer.map(([longitude, latitude]): LatLon => [latitude, longitude])] : [],
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const NEAR_INCIDENTS_METRES = 500;

/**
 * Where people are: the operator's own polygons when there is a file of them, else the areas above the set population density and
 * whatever lies within 500 m of a past incident.
 *
 * @throws AppError bad_request when the file cannot be read or is no GeoJSON of polygons.
 */
export async function inhabitedMask({ db, config }: Pick<Runtime, 'db' | 'config'>): Promise<Mask> {
  const { maskFile, maskDensity } = config.hotspot;
  if (maskFile === null)
    return { rings: await populatedRings(db, maskDensity), nearIncidentsMetres: NEAR_INCIDENTS_METRES };
  try {
    return { rings: ringsOfGeoJson(await readFile(maskFile, 'utf8')), nearIncidentsMetres: 0 };
  } catch (error) {
    throw new AppError('bad_request', `HOTSPOT_MASK_FILE ${maskFile}: ${String(error)}`);
  }
}
