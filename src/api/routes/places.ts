import { z } from 'zod';
import type { Area } from '../../domain/area.js';
import { AppError } from '../../domain/errors.js';
import { isSensitiveOffence } from '../../domain/offence.js';
import { defineRoute } from '../route.js';
import { slug, slugList } from '../schemas.js';

const position = z.tuple([z.number(), z.number()]);

const governorateView = z
  .strictObject({
    id: z.string(),
    iso: z.string(),
    nameEn: z.string(),
    nameAr: z.string(),
    population: z.number().int(),
    /** Latitude, longitude. */
    centre: position,
  })
  .meta({ id: 'Governorate' });

const areaView = z
  .strictObject({
    id: z.string(),
    governorateId: z.string(),
    nameEn: z.string(),
    nameAr: z.string(),
    kind: z.string(),
    population: z.number().int().nullable(),
    centre: position,
    /** How far the drawn boundary can be trusted. */
    boundaryConfidence: z.enum(['high', 'medium', 'low']),
  })
  .meta({ id: 'Area' });

const offenceView = z
  .strictObject({
    id: z.string(),
    parentId: z.string().nullable(),
    group: z.string(),
    nameEn: z.string(),
    nameAr: z.string(),
    canonical: z.boolean(),
    sensitive: z.boolean(),
  })
  .meta({ id: 'Offence' });

const listOf = <S extends z.ZodType>(item: S) => z.strictObject({ items: z.array(item) });

const viewArea = (area: Area): z.input<typeof areaView> => ({
  id: area.id,
  governorateId: area.governorate,
  nameEn: area.nameEn,
  nameAr: area.nameAr,
  kind: area.kind,
  population: area.population,
  centre: [...area.centre],
  boundaryConfidence: area.boundaryConfidence,
});

const listGovernorates = defineRoute({
  name: 'list_governorates',
  method: 'get',
  path: '/governorates',
  tag: 'places',
  action: 'profile.manage_own',
  response: listOf(governorateView),
  handler: async ({ knowledge }) => ({
    items: knowledge.gazetteer.governorates.map((g) => ({
      id: g.id,
      iso: g.iso,
      nameEn: g.nameEn,
      nameAr: g.nameAr,
      population: g.population,
      centre: [...g.centre] as [number, number],
    })),
  }),
});

const listAreas = defineRoute({
  name: 'list_areas',
  method: 'get',
  path: '/areas',
  tag: 'places',
  action: 'profile.manage_own',
  query: z.strictObject({ governorates: slugList.optional() }),
  response: listOf(areaView),
  async handler({ knowledge }, { query }) {
    const wanted = knowledge.gazetteer.areas.filter(
      (area) => query.governorates?.includes(area.governorate) ?? true,
    );
    return { items: wanted.map(viewArea) };
  },
});

const showArea = defineRoute({
  name: 'show_area',
  method: 'get',
  path: '/areas/:id',
  tag: 'places',
  action: 'profile.manage_own',
  params: z.strictObject({ id: slug }),
  response: areaView,
  errors: ['not_found'],
  async handler({ knowledge }, { params }) {
    const area = knowledge.gazetteer.areas.find((a) => a.id === params.id);
    if (!area) throw new AppError('not_found', `there is no area ${params.id}`);
    return viewArea(area);
  },
});

const listOffences = defineRoute({
  name: 'list_offences',
  method: 'get',
  path: '/offences',
  tag: 'places',
  action: 'profile.manage_own',
  response: listOf(offenceView),
  handler: async ({ knowledge }) => ({
    items: knowledge.offences.offences.map((offence) => ({
      id: offence.id,
      parentId: offence.parent,
      group: offence.group,
      nameEn: offence.nameEn,
      nameAr: offence.nameAr,
      canonical: offence.canonical,
      sensitive: isSensitiveOffence(offence),
    })),
  }),
});

/** The endpoints of places and offences. */
export const placeRoutes = [listGovernorates, listAreas, showArea, listOffences];
