import { z } from 'zod';
import { intervalOf, kindFor, type OutlookDay, outlook } from '../../alerts/outlook.js';
import { AppError } from '../../domain/errors.js';
import {
  dateOfDay,
  dayOfDate,
  type LocalDate,
  localTime,
  PART_HOURS,
  PARTS_OF_DAY,
  type PartOfDay,
} from '../../domain/period.js';
import { PREDICTION_SCOPES } from '../../domain/prediction.js';
import type { Api } from '../api.js';
import { defineRoute } from '../route.js';
import { inOrder, localDate, slug } from '../schemas.js';
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

const total = z
  .strictObject({ days: z.number().int(), mean: z.number(), low80: z.number(), high80: z.number() })
  .meta({ description: 'The days together. Its interval is narrower than the sum of theirs.' });

const score = z
  .strictObject({
    days: z.number().int(),
    inside80: z.number().int(),
    inside95: z.number().int(),
    meanAbsoluteError: z.number(),
    mase: z.number().nullable(),
  })
  .meta({
    description:
      'The last four weeks of promises for this place, each made before its day began: days whose count fell inside the intervals, the mean error in incidents a day, and that error over the one of repeating the week before.',
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
    /** The figures are a share of the place's forecast: of an offence, of hours, or less what the reader may not see. */
    byShare: z.boolean(),
    days: z.array(day),
    /** Null without days. */
    total: total.nullable(),
    /** Null before any truth is known. */
    score: score.nullable(),
  })
  .meta({ id: 'Forecast' });

const COUNTRY = 'kuwait';

const show = defineRoute({
  name: 'show_forecast',
  method: 'get',
  path: '/forecasts',
  tag: 'forecasts',
  action: 'forecasts.read',
  query: inOrder(
    z.strictObject({
      scope: z.enum(PREDICTION_SCOPES).default('country'),
      scopeId: slug.default(COUNTRY),
      offence: slug.optional(),
      /** Only these hours of each day. */
      partOfDay: z.enum(PARTS_OF_DAY).optional(),
      from: localDate.optional().meta({ description: 'First day; today when absent' }),
      to: localDate.optional().meta({ description: 'Last day; a usual forecast from the first when absent' }),
    }),
    'days',
  ),
  response: forecastView,
  errors: ['forbidden', 'out_of_scope_area'],
  async handler(api, { user, query }) {
    const { scope, scopeId, offence } = query;
    checkScope(scope, scopeId);
    const places = { country: {}, governorate: { governorates: [scopeId] }, area: { areas: [scopeId] } }[
      scope
    ];
    const { governorateIds } = placesFor(user, api.knowledge.gazetteer, places);
    // Naming no place means all of one's own; a forecast is for one, and the country's is not theirs.
    if (scope === 'country' && governorateIds !== null) {
      throw new AppError('out_of_scope_area', `the country is outside the governorates of user ${user.id}`);
    }
    if (offence !== undefined) offencesFor(user, api.knowledge.offences, [offence]);
    const found = await outlook(api.db, api.knowledge, {
      place: { scope, scopeId },
      kind: kindFor(user, api.knowledge.offences, {
        offences: offence === undefined ? undefined : [offence],
        hours: hoursOf(query),
      }),
      range: rangeOf(api, query),
    });
    const [first] = found.days;
    return {
      ...{ scope, scopeId, offenceId: offence ?? null },
      model: first?.model ?? null,
      trainedFrom: first?.trainedFrom ?? null,
      trainedTo: first?.trainedTo ?? null,
      byShare: found.byShare,
      days: found.days.map(viewDay),
      total: first ? { days: found.days.length, ...intervalOf(found.days) } : null,
      score: found.score,
    };
  },
});

/** From today, though the forecast may have begun before it; without an end, as many days as are usual. */
function rangeOf(
  { clock, config }: Pick<Api, 'clock' | 'config'>,
  { from, to }: { from?: LocalDate | undefined; to?: LocalDate | undefined },
) {
  const first = from ?? localTime(clock.now(), config.timeZone).date;
  const last = to ?? dateOfDay(dayOfDate(first) + config.forecast.horizonDays - 1);
  return { from: first, to: last };
}

function hoursOf({ partOfDay }: { partOfDay?: PartOfDay | undefined }) {
  return partOfDay && { from: PART_HOURS[partOfDay][0], to: PART_HOURS[partOfDay][1] % 24 };
}

function checkScope(scope: string, scopeId: string): void {
  if ((scope === 'country') === (scopeId === COUNTRY)) return;
  throw new AppError('bad_request', `${scopeId} is no ${scope}`, {
    params: { field: 'scopeId', value: scopeId },
  });
}

const viewDay = (p: OutlookDay): z.input<typeof day> => ({
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
