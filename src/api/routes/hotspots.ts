import { z } from 'zod';
import { loadMapQuality } from '../../briefings/map-lines.js';
import { can, hiddenOffences } from '../../domain/access.js';
import { AppError } from '../../domain/errors.js';
import { dateOfDay, dayOfDate } from '../../domain/period.js';
import { latestMap, listExams } from '../../store/hotspot-maps.js';
import { hotspotById, hotspotsNear, latestHotspots } from '../../store/hotspots.js';
import { idInCursor, pageFrom } from '../cursor.js';
import { examView, mapView, qualityView, viewExam, viewMap, viewQuality } from '../map-views.js';
import { defineRoute } from '../route.js';
import { idParam, pageOf, pageQuery, slugList } from '../schemas.js';
import { placesFor } from '../scope.js';
import { hotspotView, viewHotspot } from '../views.js';

/** A point in Kuwait and around: `29.33,48.02`. */
const point = z
  .string()
  .regex(/^\d{2}(\.\d{1,9})?,\d{2}(\.\d{1,9})?$/)
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([z.number().min(28).max(31), z.number().min(46).max(49)]));

const radius = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((metres) => metres >= 50 && metres <= 20_000)
  .default(1000)
  .meta({ type: 'integer', minimum: 50, maximum: 20_000, default: 1000 });

const list = defineRoute({
  name: 'list_hotspots',
  method: 'get',
  path: '/hotspots',
  tag: 'hotspots',
  action: 'hotspots.read',
  query: z.strictObject({
    areas: slugList.optional(),
    governorates: slugList.optional(),
    limit: pageQuery.limit,
  }),
  response: z.strictObject({ items: z.array(hotspotView) }),
  errors: ['out_of_scope_area'],
  async handler(api, { user, query }) {
    const places = placesFor(user, api.knowledge.gazetteer, query);
    const found = await latestHotspots(api.db, { ...places, limit: query.limit });
    const hidden = hiddenOffences(user, api.knowledge.offences);
    return { items: found.map((hotspot) => viewHotspot(user, hotspot, hidden)) };
  },
});

const near = defineRoute({
  name: 'list_hotspots_near',
  method: 'get',
  path: '/hotspots/near',
  tag: 'hotspots',
  action: 'hotspots.read',
  query: z.strictObject({ point, radiusMetres: radius }),
  response: z.strictObject({
    items: z.array(z.strictObject({ distanceMetres: z.number(), hotspot: hotspotView })),
  }),
  async handler(api, { user, query: { point: at, radiusMetres } }) {
    const asked = { latitude: at[0], longitude: at[1], radiusMetres, governorateIds: user.governorates };
    const hidden = hiddenOffences(user, api.knowledge.offences);
    const found = await hotspotsNear(api.db, asked);
    return {
      items: found.map(({ hotspot, distanceMetres }) => ({
        distanceMetres: Math.round(distanceMetres),
        hotspot: viewHotspot(user, hotspot, hidden),
      })),
    };
  },
});

const show = defineRoute({
  name: 'show_hotspot',
  method: 'get',
  path: '/hotspots/:id',
  tag: 'hotspots',
  action: 'hotspots.read',
  params: idParam,
  response: hotspotView,
  errors: ['not_found'],
  async handler(api, { user, params }) {
    const hotspot = await hotspotById(api.db, params.id);
    const governorates = hotspot?.governorateId ? { governorates: [hotspot.governorateId] } : {};
    // Absent and forbidden look the same, so that numbers cannot be probed.
    if (!hotspot || !can(user, 'hotspots.read', governorates)) {
      throw new AppError('not_found', `hotspot ${params.id} is absent or not for user ${user.id}`);
    }
    return viewHotspot(user, hotspot, hiddenOffences(user, api.knowledge.offences));
  },
});

const map = defineRoute({
  name: 'show_hotspot_map',
  method: 'get',
  path: '/hotspots/map',
  tag: 'hotspots',
  action: 'hotspots.read',
  response: mapView,
  errors: ['not_found'],
  async handler(api, { user }) {
    const latest = await latestMap(api.db);
    if (!latest) throw new AppError('not_found', 'no map has been made yet');
    return viewMap(latest, hiddenOffences(user, api.knowledge.offences));
  },
});

/** 2099-12-31: no map is for a later day, whatever number a cursor claims. */
const LAST_DAY = 47_481;

const scores = defineRoute({
  name: 'list_hotspot_scores',
  method: 'get',
  path: '/hotspots/scores',
  tag: 'hotspots',
  action: 'hotspots.read',
  query: z.strictObject({
    days: z.enum(['1', '7']).default('7').meta({ description: 'Length of the exam' }),
    ...pageQuery,
  }),
  response: pageOf(examView).extend({ summary: qualityView }),
  async handler(api, { user, query: { days, limit, cursor } }) {
    const before = idInCursor(cursor);
    const read = await listExams(api.db, {
      days: Number(days),
      before: before === undefined ? null : dateOfDay(Math.min(before, LAST_DAY)),
      limit: limit + 1,
    });
    const { feedback, ...quality } = await loadMapQuality(api.db);
    return {
      ...pageFrom(read, limit, ({ asOf }) => dayOfDate(asOf), viewExam),
      // Whether the recording follows the map is for those who weigh the evidence.
      summary: viewQuality({ ...quality, feedback: can(user, 'hotspots.evaluate') ? feedback : null }),
    };
  },
});

/** The endpoints of hotspots; the named ones before those by number. */
export const hotspotRoutes = [list, near, map, scores, show];
