import { dayForecast, totalOf } from '../analytics/forecast.js';
import { type CountDistribution, smoothQuantile } from '../analytics/negative-binomial.js';
import { sum, weekdayOf } from '../analytics/series.js';
import { thinned, weekdayShares } from '../analytics/share.js';
import { hiddenOffences } from '../domain/access.js';
import { type Gazetteer, governorateOfArea } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import { type OffenceCatalogue, withFinerOffences } from '../domain/offence.js';
import { dateOfDay, dayOfDate, type LocalDate } from '../domain/period.js';
import { type Prediction, type PredictionScore, scorePromises } from '../domain/prediction.js';
import type { User } from '../domain/user.js';
import type { Queryable } from '../store/database.js';
import { keptPromises } from '../store/prediction-scores.js';
import { latestPredictions, type PredictionSubject } from '../store/predictions.js';
import { type KindFilter, kindCounts } from '../store/shares.js';

/** What is asked of the forecasts. */
export type OutlookQuestion = {
  place: Pick<PredictionSubject, 'scope' | 'scopeId'>;
  /** What of all incidents is asked about; what the reader may not see is among `offencesNot`. */
  kind: KindFilter;
  /** Local days, both inside. */
  range: { from?: LocalDate; to?: LocalDate };
};

/** What is expected of one day: of the days' incidents, those of the kind. */
export type OutlookDay = Omit<Prediction, 'runId' | 'scope' | 'scopeId' | 'offenceId'>;

/** The answer; without days when there is no forecast of the place or of these days. */
export type Outlook = {
  days: OutlookDay[];
  /** True when the figures are a share of the place's forecast, learnt from the last year. */
  byShare: boolean;
  /** How good the place's forecasts of all offences were lately; null before any truth is known. */
  score: PredictionScore | null;
};

/** The year before: shares of offences and hours change with the seasons. */
const SHARE_DAYS = 364;
/** Promises of the last four weeks are scored, and the week before serves to repeat. */
const SCORED_DAYS = 28;

/** What is expected in a place: the stored forecast, or the share of it that the question asks about. */
export async function outlook(
  on: Queryable,
  { gazetteer }: { gazetteer: Gazetteer },
  { place, kind, range }: OutlookQuestion,
): Promise<Outlook> {
  const subject = { ...place, offenceId: null };
  const predictions = await latestPredictions(on, subject, range);
  const [first] = predictions;
  if (!first) return { days: [], byShare: false, score: null };
  const byShare =
    kind.offences !== undefined || kind.hours !== undefined || Boolean(kind.offencesNot?.length);
  const shares = byShare ? await sharesOf(on, gazetteer, place, { kind, until: first.trainedTo }) : null;
  // A share of nothing is unknown, which is not zero.
  const days = shares === 'unknown' ? [] : predictions.map((prediction) => dayOf(prediction, shares));
  return { days, byShare, score: await scoreOf(on, subject, first.trainedTo) };
}

/** The share of each weekday; a small place borrows from the governorate around it. Unknown where neither had any incident. */
async function sharesOf(
  on: Queryable,
  gazetteer: Gazetteer,
  { scope, scopeId }: OutlookQuestion['place'],
  { kind, until }: { kind: KindFilter; until: LocalDate },
): Promise<Float64Array | 'unknown'> {
  const to = dayOfDate(until) + 1;
  const span = { from: dateOfDay(to - SHARE_DAYS), to: dateOfDay(to) };
  const own = await kindCounts(on, { scope, id: scopeId }, kind, span);
  const governorateId = scope === 'area' ? governorateOfArea(gazetteer, scopeId) : null;
  const around =
    governorateId === null
      ? own
      : await kindCounts(on, { scope: 'governorate', id: governorateId }, kind, span);
  return sum(around.all) + sum(own.all) === 0 ? 'unknown' : weekdayShares(own, around);
}

function dayOf(
  { runId, scope, scopeId, offenceId, ...prediction }: Prediction,
  shares: Float64Array | null,
): OutlookDay {
  if (!shares) return prediction;
  const day = dayOfDate(prediction.day);
  const part = dayForecast(day, thinned(prediction, shares[weekdayOf(day)] ?? 0));
  // What was counted of a kind is not kept: it can be asked for as a count.
  return { ...prediction, ...part, day: prediction.day, actual: null };
}

/** What is expected of several days together. */
export type OutlookTotal = { mean: number; low80: number; high80: number };

/** All days together, with an interval of its own: days err together, but not wholly. */
export function intervalOf(days: readonly OutlookDay[]): OutlookTotal {
  const weight = days.reduce((total, { mean }) => total + mean, 0);
  const dispersion =
    days.reduce((total, day) => total + day.dispersion * day.mean, 0) / Math.max(weight, 1e-9);
  const together: CountDistribution = totalOf({
    days: days.map((day) => ({ ...day, day: dayOfDate(day.day) })),
    dispersion: Math.max(1, dispersion),
    correlation: days[0]?.correlation ?? 0,
  });
  const at = (probability: number) => smoothQuantile(probability, together);
  return { mean: together.mean, low80: at(0.1), high80: at(0.9) };
}

async function scoreOf(
  on: Queryable,
  subject: PredictionSubject,
  trainedTo: LocalDate,
): Promise<PredictionScore | null> {
  const to = dayOfDate(trainedTo) + 1;
  const from = dateOfDay(to - SCORED_DAYS);
  const kept = await keptPromises(on, subject, { from: dateOfDay(to - SCORED_DAYS - 7), to: dateOfDay(to) });
  return scorePromises(kept, from);
}

/** What a question names of offences and hours. */
export type AskedKind = {
  offences?: readonly string[] | undefined;
  offencesNot?: readonly string[] | undefined;
  hours?: KindFilter['hours'] | undefined;
};

/**
 * The kind of incident that a person's words ask about, within what they may see: offences that are restricted by role are left out of
 * totals too, or the difference of two totals would tell what was withheld.
 *
 * @throws AppError `forbidden` when nothing is left of what was named.
 */
export function kindFor(
  user: User,
  catalogue: OffenceCatalogue,
  { offences, offencesNot, hours }: AskedKind,
): KindFilter {
  const hidden = hiddenOffences(user, catalogue);
  const wanted = offences?.length ? withFinerOffences(catalogue, offences) : null;
  if (wanted?.every((id) => hidden.has(id))) {
    throw new AppError('forbidden', `${user.role} may not see ${offences?.join(', ')}`);
  }
  const without = [...withFinerOffences(catalogue, offencesNot ?? []), ...hidden];
  return {
    ...(wanted && { offences: wanted }),
    ...(without.length > 0 && { offencesNot: without }),
    ...(hours && { hours }),
  };
}
