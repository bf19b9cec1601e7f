import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Gazetteer } from '../domain/area.js';
import type { OffenceCatalogue } from '../domain/offence.js';
import { projectRoot } from '../root.js';

const latLon = z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]);
const named = z.object({
  id: z.string(),
  name_en: z.string(),
  name_ar: z.string(),
  aliases_en: z.array(z.string()),
  aliases_ar: z.array(z.string()),
});
const confidence = z.enum(['high', 'medium', 'low']);

const areaProperties = named.extend({
  governorate: z.string(),
  kind: z.string(),
  population: z.number().nullable(),
  paci_area_no: z.array(z.number()),
  polygon_km2: z.number().positive(),
  centre: latLon,
  approximate: z.boolean(),
  boundary_confidence: confidence,
});
const governorateProperties = named.extend({
  governorate_iso: z.string(),
  population: z.number(),
  centre: latLon,
});
const geometry = z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) });

const collection = <P extends z.ZodType>(properties: P) =>
  z.object({ features: z.array(z.object({ properties, geometry })) });

const placesFile = z.object({
  places: z.array(
    named.extend({
      type: z.string(),
      area_id: z.string().nullable(),
      governorate: z.string().nullable(),
      lat: z.number().nullable(),
      lon: z.number().nullable(),
    }),
  ),
});
const groupsFile = z.object({ groups: z.array(named.extend({ areas: z.array(z.string()) })) });
const ambiguitiesFile = z.object({ similar_names: z.object({ items: z.array(z.array(z.string())) }) });
const offencesFile = z.object({
  groups: z.array(z.object({ id: z.string(), name_en: z.string(), name_ar: z.string() })),
  offences: z.array(
    z.object({
      id: z.string(),
      canonical: z.boolean(),
      parent: z.string().nullable(),
      also_under: z.array(z.string()).default([]),
      group: z.string(),
      name_en: z.string(),
      name_ar: z.string(),
      synonyms_en: z.array(z.string()),
      synonyms_ar: z.array(z.string()),
      dialect: z.array(z.string()),
    }),
  ),
});

function readData<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  return schema.parse(JSON.parse(readFileSync(join(projectRoot(), 'src/gazetteer/data', file), 'utf8')));
}

function names(record: z.infer<typeof named>) {
  const { id, name_en, name_ar, aliases_en, aliases_ar } = record;
  return { id, nameEn: name_en, nameAr: name_ar, aliasesEn: aliases_en, aliasesAr: aliases_ar };
}

/** A drawn boundary: GeoJSON geometry, WGS 84, [longitude, latitude] order. */
export type Boundary = { id: string; geometry: z.infer<typeof geometry> };

/** Reads the gazetteer that ships with the product. @throws ZodError when a data file was damaged. */
export function loadGazetteer(): Gazetteer {
  return {
    governorates: readData('governorates.geojson', collection(governorateProperties)).features.map(
      ({ properties: p }) => ({
        ...names(p),
        iso: p.governorate_iso,
        population: p.population,
        centre: p.centre,
      }),
    ),
    areas: readData('areas.geojson', collection(areaProperties)).features.map(({ properties: p }) => ({
      ...names(p),
      governorate: p.governorate,
      kind: p.kind,
      population: p.population,
      paciAreaNo: p.paci_area_no,
      drawnKm2: p.polygon_km2,
      centre: p.centre,
      approximate: p.approximate,
      boundaryConfidence: p.boundary_confidence,
    })),
    places: readData('places.json', placesFile).places.map((p) => ({
      ...names(p),
      type: p.type,
      area: p.area_id,
      governorate: p.governorate,
      position: p.lat === null || p.lon === null ? null : ([p.lat, p.lon] as const),
    })),
    groups: readData('groups.json', groupsFile).groups.map((g) => ({ ...names(g), areas: g.areas })),
    similarNames: readData('ambiguities.json', ambiguitiesFile).similar_names.items,
  };
}

/** The shipped boundaries of areas and governorates, by canonical id. */
export function loadBoundaries(): { areas: Boundary[]; governorates: Boundary[] } {
  const read = (file: string): Boundary[] =>
    readData(file, collection(z.object({ id: z.string() }))).features.map(
      ({ properties, geometry: shape }) => ({
        id: properties.id,
        geometry: shape,
      }),
    );
  return { areas: read('areas.geojson'), governorates: read('governorates.geojson') };
}

/** Reads the offence list that ships with the product. @throws ZodError when the file was damaged. */
export function loadOffences(): OffenceCatalogue {
  const file = readData('offences.json', offencesFile);
  return {
    groups: file.groups.map((g) => ({ id: g.id, nameEn: g.name_en, nameAr: g.name_ar })),
    offences: file.offences.map((o) => ({
      id: o.id,
      canonical: o.canonical,
      parent: o.parent,
      alsoUnder: o.also_under,
      group: o.group,
      nameEn: o.name_en,
      nameAr: o.name_ar,
      synonymsEn: o.synonyms_en,
      synonymsAr: o.synonyms_ar,
      dialect: o.dialect,
    })),
  };
}
