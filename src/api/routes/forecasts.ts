import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { PREDICTION_SCOPES, type Prediction } from '../../domain/prediction.js';
import { latestPredictions } from '../../store/predictions.js';
import { defineRoute } from '../route.js';
import { localDate, slug } from '../schemas.js';
import { offencesFor, placesFor } from '../scope.js';

const day = z.strictObject({
  day: z.iso.date(),
  mean: z.number(),
  low80: z.number(),
  high80: z.number(),
  low95: z.number(),
  high95: z.number(),
  /** What was counted; null until the day is over. */
  actual: z.number().int().nullable(),
});

const forecastView = z
  .strictObject({
    scope: z.enum(PREDICTION_SCOPES),
    scopeId: z.string(),
    /** Null: all offences together. */
    offenceId: z.string().nullable(),
    /** Null when there is no forecast of this yet. */
    model: z.string().nullable(),
    trainedFrom: z.iso.date().nullable(),
    trainedTo: z.iso.date().nullable(),
    days: z.array(day),
  })
  .meta({ id: 'Forecast' });

const COUNTRY = 'kuwait';

const show = defineRoute({
  name: 'show_forecast',
  method: 'get',
  path: '/forecasts',
  tag: 'forecasts',
  action: 'forecasts.read',
  query: z.strictObject({
    scope: z.enum(PREDICTION_SCOPES).default('country'),
    scopeId: slug.default(COUNTRY),
    offence: slug.optional(),
    from: localDate.optional(),
    to: localDate.optional(),
  }),
  response: forecastView,
  errors: ['forbidden', 'out_of_scope_area'],
  async handler(api, { user, query }) {
    const { scope, scopeId, offence, from, to } = query;
    checkScope(scope, scopeId);
    const places = { country: {}, governorate: { governorates: [scopeId] }, area: { areas: [scopeId] } }[
      scope
    ];
    placesFor(user, api.knowledge.gazetteer, places);
    if (offence !== undefined) offencesFor(user, api.knowledge.offences, [offence]);
    const subject = { scope, scopeId, offenceId: offence ?? null };
    const days = await latestPredictions(api.db, subject, { ...(from && { from }), ...(to && { to }) });
    const [first] = days;
    return {
      ...subject,
      model: first?.model ?? null,
      trainedFrom: first?.trainedFrom ?? null,
      trainedTo: first?.trainedTo ?? null,
      days: days.map(viewDay),
    };
  },
});

function checkScope(scope: string, scopeId: string): void {
  if ((scope === 'country') === (scopeId === COUNTRY)) return;
  throw new AppError('bad_request', `${scopeId} is no ${scope}`, {
    params: { field: 'scopeId', value: scopeId },
  });
}

const viewDay = (p: Prediction): z.input<typeof day> => ({
  day: p.day,
  mean: p.mean,
  low80: p.low80,
  high80: p.high80,
  low95: p.low95,
  high95: p.high95,
  actual: p.actual,
});

/** The endpoints of forecasts. */
export const forecastRoutes = [show];
