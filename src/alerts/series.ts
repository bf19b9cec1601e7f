import { type DailySeries, markHoles, sum, withHolesOf } from '../analytics/series.js';
import type { OffenceCatalogue } from '../domain/offence.js';
import { dateOfDay, dayOfDate } from '../domain/period.js';
import type { IncidentColumns } from '../store/incident-blocks.js';
import type { PredictionSubject } from '../store/predictions.js';

/** A dense daily series of one place, and of one offence where it is not of all. */
export type PlaceSeries = SeriesSubject & { series: DailySeries; total: number };

/** What a series is about; `rest`: what no smaller place of another series (its key is `scopeId`) holds. */
export type SeriesSubject = Omit<PredictionSubject, 'scope'> & { scope: PredictionSubject['scope'] | 'rest' };

/** Days `[from, to)` by local day number. */
export type DaySpan = { from: number; to: number };

/** The name of the series of the whole country. */
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

/**
 * One series for each place of a scope that had an incident in the span, busiest first. @param offences those that are counted; all without.
 */
export function placeSeries(
  scope: PredictionSubject['scope'],
  columns: IncidentColumns,
  span: DaySpan,
  offences?: readonly string[],
): PlaceSeries[] {
  const counted = offences && columns.offences.map((id) => offences.includes(id));
  const places = scope === 'country' ? null : columns[scope];
  const names = { country: [COUNTRY], governorate: columns.governorates, area: columns.areas }[scope];
  const found = tally(columns, span, names.length, (i) => {
    if (counted && !counted[columns.offence[i] as number]) return -1;
    return places ? (places[i] as number) : 0;
  });
  return found
    .flatMap((series, code) => {
      const total = sum(series.counts);
      const about = { scope, scopeId: names[code] as string, offenceId: null };
      return total === 0 ? [] : [{ ...about, series, total }];
    })
    .sort((a, b) => b.total - a.total || (a.scopeId < b.scopeId ? -1 : 1));
}

/** One series for each governorate and canonical offence; finer offences count under their parents. */
export function offenceSeries(
  columns: IncidentColumns,
  span: DaySpan,
  catalogue: OffenceCatalogue,
): PlaceSeries[] {
  const parents = new Map(catalogue.offences.map((o) => [o.id, o.canonical ? o.id : o.parent]));
  const canonical = columns.offences.map((id) => parents.get(id) ?? id);
  const kinds = [...new Set(canonical)].sort();
  const kindOf = Int32Array.from(canonical, (id) => kinds.indexOf(id));
  const { governorate, offence, governorates } = columns;
  const found = tally(columns, span, governorates.length * kinds.length, (i) => {
    const place = governorate[i] as number;
    return place < 0 ? -1 : place * kinds.length + (kindOf[offence[i] as number] as number);
  });
  return found.flatMap((series, at): PlaceSeries[] => {
    const total = sum(series.counts);
    const scopeId = governorates[Math.floor(at / kinds.length)] as string;
    const offenceId = kinds[at % kinds.length] as string;
    return total === 0 ? [] : [{ scope: 'governorate', scopeId, offenceId, series, total }];
  });
}

/** Daily counts of `groups` groups over the span; -1 is in no group. */
function tally(
  { day }: IncidentColumns,
  { from, to }: DaySpan,
  groups: number,
  groupOf: (i: number) => number,
): DailySeries[] {
  const found = Array.from({ length: groups }, () => ({
    startDay: from,
    counts: new Float64Array(to - from),
  }));
  for (let i = 0; i < day.length; i++) {
    const at = (day[i] as number) - from;
    const counts = found[groupOf(i)]?.counts;
    if (counts && at >= 0 && at < counts.length) counts[at] = (counts[at] as number) + 1;
  }
  return found;
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
