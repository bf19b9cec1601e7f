import { type DailySeries, markHoles, sum, withHolesOf } from '../analytics/series.js';
import type { OffenceCatalogue } from '../domain/offence.js';
import { dateOfDay, dayOfDate } from '../domain/period.js';
import type { OffenceDay } from '../store/daily-counts.js';
import type { PredictionSubject } from '../store/predictions.js';

/** A dense daily series of one place, and of one offence where it is not of all. */
export type PlaceSeries = SeriesSubject & { series: DailySeries; total: number };

/** What a series is about; `rest`: what no smaller place of another series (its key is `scopeId`) holds. */
export type SeriesSubject = Omit<PredictionSubject, 'scope'> & { scope: PredictionSubject['scope'] | 'rest' };

/** Days `[from, to)` by local day number. */
export type DaySpan = { from: number; to: number };

export const COUNTRY = 'kuwait';

/**
 * The span that ends before `asOfDay` and is `days` long, within the days on record: a feed that has stopped is no
 * quiet spell.
 */
export function trainingSpan(
  asOfDay: number,
  days: number,
  recorded: { first: string; last: string },
): DaySpan {
  const to = Math.min(asOfDay, dayOfDate(recorded.last) + 1);
  return { from: Math.max(to - days, dayOfDate(recorded.first)), to };
}

/** The span as dates, `to` outside. */
export const datesOf = ({ from, to }: DaySpan) => ({ from: dateOfDay(from), to: dateOfDay(to) });

/** One series for each place of a scope that had an incident in the span, busiest first. */
export function placeSeries(
  scope: PredictionSubject['scope'],
  counted: ReadonlyMap<string, DailySeries>,
): PlaceSeries[] {
  return [...counted]
    .map(([id, series]) => ({
      scope,
      scopeId: scope === 'country' ? COUNTRY : id,
      offenceId: null,
      series,
      total: sum(series.counts),
    }))
    .sort((a, b) => b.total - a.total || (a.scopeId < b.scopeId ? -1 : 1));
}

/** One series for each governorate and canonical offence; finer offences count under their parents. */
export function offenceSeries(
  rows: readonly OffenceDay[],
  span: DaySpan,
  catalogue: OffenceCatalogue,
): PlaceSeries[] {
  const parents = new Map(catalogue.offences.map((o) => [o.id, o.canonical ? o.id : o.parent]));
  const found = new Map<string, PlaceSeries>();
  for (const { governorateId, offenceId, day, count } of rows) {
    const canonical = parents.get(offenceId) ?? offenceId;
    const subject = { scope: 'governorate', scopeId: governorateId, offenceId: canonical } as const;
    add(found, subject, span, dayOfDate(day) - span.from, count);
  }
  return [...found.values()];
}

/**
 * The series with the days missing on which the feed brought nothing at all for longer than chance explains: a month that was never
 * delivered is no quiet month.
 */
export function withoutOutages(
  series: readonly PlaceSeries[],
  country: DailySeries,
): { series: PlaceSeries[]; missingDays: number } {
  const whole = markHoles(country);
  return {
    series: series.map((one) => ({ ...one, series: withHolesOf(one.series, whole) })),
    missingDays: whole.counts.filter(Number.isNaN).length,
  };
}

/** The name under which a series is compared with its forecast. */
export const keyOf = ({ scope, scopeId, offenceId }: SeriesSubject) =>
  `${scope}/${scopeId}/${offenceId ?? '*'}`;

function add(
  found: Map<string, PlaceSeries>,
  subject: PredictionSubject,
  { from, to }: DaySpan,
  at: number,
  count: number,
): void {
  const key = keyOf(subject);
  const known = found.get(key) ?? {
    ...subject,
    series: { counts: new Float64Array(to - from), startDay: from },
    total: 0,
  };
  found.set(key, known);
  known.series.counts[at] = (known.series.counts[at] ?? 0) + count;
  known.total += count;
}
