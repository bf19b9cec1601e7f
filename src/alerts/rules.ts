import { forecastSeries, totalOf } from '../analytics/forecast.js';
import { type Completeness, completenessAt, nowcast, unfinishedDays } from '../analytics/reporting-lag.js';
import { sum, withoutTail } from '../analytics/series.js';
import { type Promised, type SurgeResult, surges } from '../analytics/surge.js';
import type { AlertTier } from '../domain/alert.js';
import type { Calendar } from '../domain/calendar.js';
import type { Hotspot } from '../domain/hotspot.js';
import { regressorsOf } from './forecasts.js';
import { keyOf, type PlaceSeries } from './series.js';

/** What a rule found worth telling; not yet an alert. */
export type Finding = {
  rule: 'surge' | 'new_hotspot';
  tier: AlertTier;
  scope: 'governorate' | 'area' | 'hotspot';
  scopeId: string;
  areaId: string | null;
  governorateId: string | null;
  offenceId: string | null;
  detail: Record<string, unknown>;
};

const WINDOW_DAYS = 7;
/** Less history than this promises nothing. */
const FEWEST_TRAINING_DAYS = 56;
/** A new hotspot further down the list is told in the briefing, not as an alert. */
const ALERTED_RANKS = 10;

/**
 * Counts of the last seven full days against what the days before them promised, over all given series at once.
 *
 * The forecast ends where the week begins, so that a surge cannot hide in its own training data.
 */
export function findSurges(
  series: readonly PlaceSeries[],
  options: SurgeRuleOptions,
): { findings: Finding[]; result: SurgeResult } {
  const { minimumCount, completeness, daysAgo } = options;
  const unfinished = completeness ? Math.max(0, unfinishedDays(completeness) - daysAgo) : 0;
  const judged = series
    .map((one) => ({ ...one, series: withoutTail(one.series, unfinished) }))
    .filter(({ series: { counts } }) => counts.length >= FEWEST_TRAINING_DAYS + WINDOW_DAYS)
    // A week with missing days can be compared with nothing.
    .filter(({ series: { counts } }) => !counts.subarray(-WINDOW_DAYS).some(Number.isNaN));
  const promised = judged.map((one) => promiseOf(one, { ...options, daysAgo: daysAgo + unfinished }));
  const observed = judged.map((one) => ({
    key: keyOf(one),
    count: sum(one.series.counts.slice(-WINDOW_DAYS)),
  }));
  const result = surges(observed, promised, { minimumCount });
  const byKey = new Map(judged.map((one) => [keyOf(one), one]));
  const findings = result.surges.flatMap(({ key, count, expected, probability, tier }) => {
    const one = byKey.get(key);
    if (!one || one.scope === 'country') return [];
    return [
      {
        ...placeOfSeries(one),
        rule: 'surge' as const,
        tier,
        detail: { count, expected, probability, days: WINDOW_DAYS },
      },
    ];
  });
  return { findings, result };
}

/** What surges are looked for with. */
export type SurgeRuleOptions = {
  calendar: Calendar;
  minimumCount: number;
  /** How complete the last days are by now; null when nobody knows. */
  completeness: Completeness | null;
  /** 0 when the series end last midnight. */
  daysAgo: number;
};

/** What the days before the week led one to expect of it, less the reports that are still to come. */
function promiseOf(one: PlaceSeries, { calendar, completeness, daysAgo }: SurgeRuleOptions): Promised {
  const { counts, startDay } = one.series;
  const before = { counts: counts.subarray(0, counts.length - WINDOW_DAYS), startDay };
  const forecast = forecastSeries(nowcast(before, completeness, daysAgo + WINDOW_DAYS), {
    horizonDays: WINDOW_DAYS,
    model: 'ewma',
    calendar: regressorsOf(calendar),
  });
  const days = forecast.days.map((day, i) => ({
    ...day,
    mean: day.mean * completenessAt(completeness, daysAgo + WINDOW_DAYS - 1 - i),
  }));
  return { key: keyOf(one), ...totalOf({ ...forecast, days }) };
}

function placeOfSeries({ scope, scopeId, offenceId }: PlaceSeries) {
  const isArea = scope === 'area';
  return {
    scope: isArea ? ('area' as const) : ('governorate' as const),
    scopeId,
    areaId: isArea ? scopeId : null,
    governorateId: isArea ? null : scopeId,
    offenceId,
  };
}

/** Hotspots where the map of the night before had none. */
export function findNewHotspots(hotspots: readonly Hotspot[]): Finding[] {
  return hotspots
    .filter((hotspot) => hotspot.change === 'new' && hotspot.rank <= ALERTED_RANKS)
    .map((hotspot) => ({
      rule: 'new_hotspot',
      tier: 'watch',
      scope: 'hotspot',
      scopeId: `${hotspot.areaId ?? 'unplaced'}/${hotspot.cells[0] ?? hotspot.rank}`,
      areaId: hotspot.areaId,
      governorateId: hotspot.governorateId,
      offenceId: null,
      detail: { incidents: hotspot.incidentCount, hotspotId: hotspot.id, rank: hotspot.rank },
    }));
}
