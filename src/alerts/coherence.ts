import type { Forecast } from '../analytics/forecast.js';
import { reconcile } from '../analytics/reconcile.js';
import { COUNTRY, keyOf, type PlaceSeries } from './series.js';

/** What each series counts under, by key; null for the whole. */
export type Tree = ReadonlyMap<string, string | null>;

const ROOT = keyOf({ scope: 'country', scopeId: COUNTRY, offenceId: null });

/**
 * The series with what no smaller place holds added (incidents without a known area or governorate, as series of their own), and what
 * counts under what: only with them do areas add up to governorates, and governorates to the country.
 *
 * @param governorateOf an area's governorate
 */
export function asTree(
  series: readonly PlaceSeries[],
  governorateOf: (areaId: string) => string | null,
): { series: PlaceSeries[]; tree: Tree } {
  const tree = new Map<string, string | null>();
  const keys = new Set(series.map(keyOf));
  for (const one of series) tree.set(keyOf(one), parentOf(one, governorateOf, keys));
  const rests = series.flatMap((whole) => {
    const parts = series.filter((part) => tree.get(keyOf(part)) === keyOf(whole));
    const rest = restOf(whole, parts);
    return parts.length > 0 && rest.total > 0 ? [rest] : [];
  });
  for (const rest of rests) tree.set(keyOf(rest), rest.scopeId);
  return { series: [...series, ...rests], tree };
}

function parentOf(
  { scope, scopeId }: PlaceSeries,
  governorateOf: (areaId: string) => string | null,
  keys: ReadonlySet<string>,
): string | null {
  if (scope === 'country') return null;
  if (scope === 'governorate') return ROOT;
  const around = keyOf({ scope: 'governorate', scopeId: governorateOf(scopeId) ?? '', offenceId: null });
  return keys.has(around) ? around : ROOT;
}

function restOf(whole: PlaceSeries, parts: readonly PlaceSeries[]): PlaceSeries {
  const { startDay, counts } = whole.series;
  const left = counts.map((count, i) =>
    Math.max(0, count - parts.reduce((total, part) => total + (part.series.counts[i] ?? 0), 0)),
  );
  return {
    scope: 'rest',
    scopeId: keyOf(whole),
    offenceId: null,
    series: { startDay, counts: left },
    total: left.reduce((total, count) => total + count, 0),
  };
}

/** The reconciled mean of each day ahead, by series. Forecasts that are none (no history) are left out. */
export function coherentMeans(
  forecasts: ReadonlyMap<string, Forecast>,
  tree: Tree,
): ReadonlyMap<string, readonly number[]> {
  const means = new Map<string, number[]>();
  const made = [...forecasts].filter(([, { days }]) => days.length > 0);
  const there = new Set(made.map(([key]) => key));
  const steps = Math.min(...made.map(([, { days }]) => days.length));
  for (let step = 0; step < steps && made.length > 0; step++) {
    const nodes = made.map(([key, { days }]) => {
      const { mean = 0, dispersion = 1 } = days[step] ?? {};
      const parent = tree.get(key) ?? null;
      return { key, parent: parent && there.has(parent) ? parent : null, mean, variance: mean * dispersion };
    });
    for (const [key, mean] of reconcile(nodes)) means.set(key, [...(means.get(key) ?? []), mean]);
  }
  return means;
}
