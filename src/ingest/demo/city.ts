import { z } from 'zod';
import type { Random } from '../../analytics/random.js';
import type { Area, Gazetteer } from '../../domain/area.js';
import { drawNormal, type WeightedTable, weightedTable } from './draw.js';
import type { Setting } from './offence-profiles.js';
import { layStreets, type Ring, type StreetNet } from './streets.js';

/** The demo city: every area with its streets, and which areas draw which kind of offence. */
export type DemoCity = {
  areas: readonly DemoArea[];
  /** For each setting, the table from which an area's index is drawn. */
  draws: Readonly<Record<Setting, WeightedTable>>;
};
/** One area and its streets. */
export type DemoArea = { id: string; governorateId: string; streets: StreetNet };

const pair = z.tuple([z.number(), z.number()]);
const shapeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(pair)) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(pair))) }),
]);

/**
 * Builds the city from the gazetteer.
 *
 * @throws ZodError when a boundary is no polygon; Error when an area has none.
 */
export function buildCity(
  gazetteer: Gazetteer,
  boundaries: readonly { id: string; geometry: unknown }[],
  random: Random,
): DemoCity {
  const shapes = new Map(boundaries.map((b) => [b.id, ringsOf(b.geometry)]));
  const areas = gazetteer.areas.map((area) => {
    const rings = shapes.get(area.id);
    if (!rings) throw new Error(`the gazetteer has no boundary for ${area.id}`);
    return { id: area.id, governorateId: area.governorate, streets: layStreets(area, rings, random) };
  });
  const table = (pull: (area: Area) => number) =>
    weightedTable(gazetteer.areas.map((area) => pull(area) * Math.exp(0.3 * drawNormal(random))));
  return {
    areas,
    draws: {
      home: table((a) => residents(a)),
      shops: table((a) => 0.4 * residents(a) + 2.5 * visitors(a)),
      street: table((a) => residents(a) * (0.6 + 0.4 * Math.min(2, density(a) / 20_000)) + visitors(a)),
      road: table((a) => 0.6 * residents(a) + 2 * visitors(a) + 400 * Math.sqrt(Math.min(a.drawnKm2, 100))),
      labour: table((a) => residents(a) * Math.min(2.5, density(a) / 15_000) + 2 * industry(a)),
      desert: table((a) => (OPEN_LAND.has(a.kind) ? 20 * Math.sqrt(a.drawnKm2) : 0)),
      sea: table((a) => (a.kind === 'chalets' ? 10 : SEASIDE.has(a.id) ? 6 : 0)),
    },
  };
}

function ringsOf(geometry: unknown): Ring[] {
  const shape = shapeSchema.parse(geometry);
  return shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
}

const OPEN_LAND = new Set(['desert', 'agricultural', 'camp', 'oil']);
const SEASIDE = new Set([
  'salmiya',
  'bneid_al_gar',
  'shaab',
  'messila',
  'fintas',
  'mahboula',
  'fahaheel',
  'anjafa',
]);

/** People who come by day for each km² of an area that is not lived in. */
const VISITORS_PER_KM2: Readonly<Record<string, number>> = {
  commercial: 7000,
  industrial: 900,
  campus: 1500,
  government: 3000,
  park: 1500,
  airport: 250,
  port: 500,
  chalets: 300,
  camp: 20,
  oil: 10,
  border: 3,
  agricultural: 4,
  cemetery: 10,
  desert: 0.2,
  island: 0.5,
};

/** Residents; new towns without a census figure get a modest density. */
function residents(area: Area): number {
  if (area.population !== null) return area.population;
  return area.kind === 'residential' ? 1800 * Math.min(area.drawnKm2, 20) : 0;
}

const visitors = (area: Area) =>
  (VISITORS_PER_KM2[area.kind] ?? 0) * area.drawnKm2 + (density(area) > 15_000 ? 0.15 * residents(area) : 0);
const density = (area: Area) => residents(area) / area.drawnKm2;
const industry = (area: Area) => (area.kind === 'industrial' ? 900 * Math.min(area.drawnKm2, 15) : 0);
