import { z } from 'zod';
import { can } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import { type Period, WEEKDAYS } from '../domain/period.js';
import type { User } from '../domain/user.js';
import type { Queryable } from '../store/database.js';
import { freshness, type IncidentFilter } from '../store/incidents.js';
import type { Api } from './api.js';
import { instantInput, slugList } from './schemas.js';
import { offencesFor, placesFor } from './scope.js';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
/** The longest period of one question: five years and a bit. */
const MOST_DAYS = 2000;

const hour = z
  .string()
  .regex(/^([01]?\d|2[0-3])$/)
  .transform(Number)
  .meta({ type: 'integer', minimum: 0, maximum: 23 });

const weekdays = z
  .string()
  .max(40)
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(WEEKDAYS)).min(1).max(7));

/** What incidents can be asked by. Without a period: the last seven days. */
export const incidentQuery = {
  from: instantInput.optional(),
  to: instantInput.optional(),
  areas: slugList.optional(),
  governorates: slugList.optional(),
  offences: slugList.optional(),
  block: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .optional()
    .meta({ type: 'integer' }),
  weekdays: weekdays.optional(),
  /** Local hours, from inside, to outside; across midnight when `hourTo` is not larger. Both or none. */
  hourFrom: hour.optional(),
  hourTo: hour.optional(),
};

const querySchema = z.strictObject(incidentQuery);
/** A question about incidents, validated. */
export type IncidentQuery = z.output<typeof querySchema>;

/** What every figure carries: over which time, what was left out, how fresh and how real the data are. */
export const smallPrint = {
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Offences that this reader may not see; no figure contains them. */
  leftOut: z.array(z.string()),
  data: z.strictObject({
    latestOccurredAt: z.iso.datetime().nullable(),
    /** Share of invented incidents in all data, 0 to 1. */
    syntheticShare: z.number(),
  }),
};

/**
 * The filter that a request asks for, within what the person may see.
 *
 * @throws AppError `bad_request`, `forbidden`, `out_of_scope_area` or `future_period`.
 */
export function filterFor(
  api: Pick<Api, 'clock' | 'knowledge'>,
  user: User,
  query: IncidentQuery,
): IncidentFilter {
  const { gazetteer, offences: catalogue } = api.knowledge;
  const places = placesFor(user, gazetteer, query);
  const { offences, offencesNot } = offencesFor(user, catalogue, query.offences);
  if (query.block !== undefined && !can(user, 'incidents.position')) {
    throw new AppError('forbidden', `${user.role} may not ask by block`);
  }
  return {
    period: periodOf(query, api.clock.now()),
    offencesNot,
    ...(offences && { offences }),
    ...(places.areaIds && { areaIds: places.areaIds }),
    ...(places.governorateIds && { governorateIds: places.governorateIds }),
    ...(query.block !== undefined && { block: query.block }),
    ...(query.weekdays && { weekdays: query.weekdays.map((day) => WEEKDAYS.indexOf(day)) }),
    ...hoursOf(query),
  };
}

/** The period asked for, cut at now: what has not happened cannot be counted. */
function periodOf({ from, to }: IncidentQuery, now: Date): Period {
  const end = to && to < now ? to : now;
  const begin = from ?? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS);
  if (begin >= now)
    throw new AppError('future_period', `a question about the past begins ${begin.toISOString()}`);
  const days = (end.getTime() - begin.getTime()) / DAY_MS;
  if (days <= 0 || days > MOST_DAYS) {
    throw new AppError('bad_request', 'the period is empty or too long', {
      params: { field: 'to', mostDays: MOST_DAYS },
    });
  }
  return { from: begin, to: end };
}

function hoursOf({ hourFrom, hourTo }: IncidentQuery): Pick<IncidentFilter, 'hours'> {
  if (hourFrom === undefined && hourTo === undefined) return {};
  if (hourFrom === undefined || hourTo === undefined) {
    throw new AppError('bad_request', 'hourFrom and hourTo belong together', { params: { field: 'hourTo' } });
  }
  return { hours: { from: hourFrom, to: hourTo } };
}

/** The small print of an answer to this filter. */
export async function smallPrintOf(on: Queryable, filter: IncidentFilter) {
  const data = await freshness(on);
  return {
    from: filter.period.from.toISOString(),
    to: filter.period.to.toISOString(),
    leftOut: [...(filter.offencesNot ?? [])],
    data: {
      latestOccurredAt: data.latestOccurredAt?.toISOString() ?? null,
      syntheticShare: data.syntheticShare,
    },
  };
}
