import { z } from 'zod';
import type { Area } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import { COUNTRY_BOUNDS } from './position.js';

/** A drawn shape that belongs to one of our areas; several may belong to the same one. */
export type AreaShape = { areaId: string; feature: number; geometry: object };

/** A file of official polygons joined with our areas. */
export type JoinedPolygons = {
  shapes: AreaShape[];
  /** Features that belong to none of our areas, by their place in the file (1 = first) and what they call themselves. */
  unknown: { feature: number; name: string }[];
  /** Our areas for which the file has no shape: they keep the boundary that they have. */
  missing: string[];
};

const position = z.tuple([z.number(), z.number()]).rest(z.number());
const ring = z.array(position).min(4, 'a ring needs four positions');
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
type Shape = z.infer<typeof geometry>;
const featureCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(
      z.object({
        id: z.union([z.string(), z.number()]).optional(),
        properties: z.record(z.string(), z.unknown()).nullable(),
        geometry: z.unknown(),
      }),
    )
    .min(1, 'there are no features'),
});

/** Official numbers that have no area of their own here: a camp and the sea front. */
const ABSORBED: Readonly<Record<number, string>> = { 253: 'bayan', 132: 'sharq' };
const NUMBER_KEYS = ['paci_area_no', 'area_no', 'areano', 'area_number', 'neighborhoodno', 'neighborhood_no'];
const NAME_KEYS = ['name_en', 'name', 'area_name', 'name_ar'];

/**
 * Reads official polygons (GeoJSON, WGS 84) and joins them with our areas by the official area number or by our id.
 *
 * @throws AppError bad_request that lists every malformed feature, or says that nothing fits.
 */
export function joinPolygons(text: string, areas: readonly Area[]): JoinedPolygons {
  const { features } = parseCollection(text);
  const byNumber = new Map(areas.flatMap((a) => a.paciAreaNo.map((no) => [no, a.id] as const)));
  const ids = new Set(areas.map((a) => a.id));
  const joined: JoinedPolygons = { shapes: [], unknown: [], missing: [] };
  const problems: string[] = [];
  features.forEach(({ id, properties, geometry: drawn }, i) => {
    const own = lowerKeys({ id, ...properties });
    const areaId = areaOf(own, byNumber, ids);
    const feature = i + 1;
    if (!areaId) {
      joined.unknown.push({ feature, name: nameOf(own) });
      return;
    }
    const shape = geometry.safeParse(drawn);
    const problem = shape.success ? misplaced(shape.data) : 'it is no Polygon or MultiPolygon';
    if (problem) problems.push(`feature ${feature} (${areaId}): ${problem}`);
    else if (shape.success) joined.shapes.push({ areaId, feature, geometry: shape.data });
  });
  if (problems.length > 0) throw new AppError('bad_request', `nothing was changed: ${problems.join('; ')}`);
  if (joined.shapes.length === 0) {
    throw new AppError(
      'bad_request',
      'no feature of this file carries an area number that we know (property "paci_area_no") or one of our area ids ' +
        '(property "id"): add one of them',
    );
  }
  const drawnIds = new Set(joined.shapes.map((s) => s.areaId));
  joined.missing = [...ids].filter((id) => !drawnIds.has(id));
  return joined;
}

function parseCollection(text: string): z.infer<typeof featureCollection> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AppError('bad_request', `the file is not JSON: ${String(error)}`, { cause: error });
  }
  const parsed = featureCollection.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    'bad_request',
    `the file is no GeoJSON feature collection: ${issue?.path.join('.') || 'top level'}: ${issue?.message}`,
  );
}

function lowerKeys(properties: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(Object.entries(properties).map(([key, value]) => [key.toLowerCase(), value]));
}

function areaOf(
  own: ReadonlyMap<string, unknown>,
  byNumber: ReadonlyMap<number, string>,
  ids: ReadonlySet<string>,
): string | null {
  for (const key of NUMBER_KEYS) {
    // One of our own exports lists all numbers of an area; any of them names it.
    const value = own.get(key);
    const number = Number(Array.isArray(value) ? value[0] : (value ?? Number.NaN));
    const found = byNumber.get(number) ?? ABSORBED[number];
    if (found) return found;
  }
  const id = String(own.get('id') ?? '');
  return ids.has(id) ? id : null;
}

function nameOf(own: ReadonlyMap<string, unknown>): string {
  for (const key of NAME_KEYS) {
    const name = own.get(key);
    if (typeof name === 'string' && name !== '') return name;
  }
  return '(no name)';
}

function misplaced(shape: Shape): string | null {
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
  const { south, north, west, east } = COUNTRY_BOUNDS;
  const outside = rings.flat().find(([x, y]) => x < west || x > east || y < south || y > north);
  return outside
    ? `it reaches ${outside[0]}, ${outside[1]}, outside Kuwait: coordinates must be degrees, longitude first (EPSG:4326)`
    : null;
}
