import { bootstrap, mapAccuracy } from '../../src/analytics/accuracy.js';
import { type BacktestReport, meanMase, OWN_FORECAST, OWN_MAP } from './report.js';
import type { MapResult } from './score-maps.js';

/** The share of the area at which the verdict is given. */
const JUDGED_SHARE = 0.01;
const RIVALS: Readonly<Record<string, string>> = {
  grid_count: 'counting the incidents of each cell',
  gi_star: 'Gi*',
  seed: 'DBSCAN with 0.02 degrees and 5 points',
};

/** What the figures say, in words: whether this map and this forecast are worth having, and what they were made with. */
export function verdictOf(report: Pick<BacktestReport, 'maps' | 'forecasts' | 'kernels'>): string[] {
  return ['Verdict', ...mapVerdict(report), ...forecastVerdict(report)];
}

function mapVerdict({ maps, kernels }: Pick<BacktestReport, 'maps' | 'kernels'>): string[] {
  const judged = new Map(
    maps.filter(({ areaShare }) => areaShare === JUDGED_SHARE).map((one) => [one.method, one]),
  );
  const own = judged.get(OWN_MAP);
  if (!own || !Number.isFinite(own.accuracy.pai))
    return [
      '  No map could be judged: the area is too small to flag a part of it, or no incident with a position came in the test periods.',
    ];
  const rivals = Object.entries(RIVALS).flatMap(([method, name]) => {
    const rival = judged.get(method);
    return rival ? [`    better than ${name}? ${comparison(own, rival)}`] : [];
  });
  const caught = `${(100 * own.accuracy.hitRate).toFixed(1)} % of what came`;
  return [
    `  Flagging ${JUDGED_SHARE * 100} % of the area, this map (kernels: ${kernels}) caught ${caught}: ${own.accuracy.pai.toFixed(1)} times its share.`,
    ...rivals,
  ];
}

/** How many times the rival's catch, with an interval over the test periods; without one there is nothing to say. */
function comparison(own: MapResult, rival: MapResult): string {
  const pairs = own.folds.flatMap((fold, i) => {
    const other = rival.folds[i];
    return other ? [{ fold, other }] : [];
  });
  const { value, low95, high95 } = bootstrap(
    pairs,
    (sample) =>
      mapAccuracy(sample.map(({ fold }) => fold)).pai / mapAccuracy(sample.map(({ other }) => other)).pai,
  );
  if (Number.isNaN(value)) return 'not shown: neither caught anything';
  if (!Number.isFinite(value)) return 'yes: that one caught nothing';
  const word = low95 > 1 ? 'yes' : high95 < 1 ? 'no' : 'not shown';
  return `${word}: ${value.toFixed(2)} times its catch [${low95.toFixed(2)}-${high95.toFixed(2)}]`;
}

function forecastVerdict({ forecasts }: Pick<BacktestReport, 'forecasts'>): string[] {
  const own = meanMase(forecasts, OWN_FORECAST);
  if (!Number.isFinite(own)) return ['  No forecast could be judged: too few days, or nothing ever changed.'];
  const [best] = [...new Set(forecasts.map(({ method }) => method))]
    .filter((method) => method !== OWN_FORECAST)
    .map((method) => ({ method, mase: meanMase(forecasts, method) }))
    .filter(({ mase }) => Number.isFinite(mase))
    .sort((a, b) => a.mase - b.mase);
  const against = best ? `; the best of the others, ${best.method}: ${best.mase.toFixed(3)}` : '';
  const change = Math.round(Math.abs(1 - own) * 100);
  return [
    `  Forecast (${OWN_FORECAST}): its error is ${change} % ${own < 1 ? 'smaller' : 'larger'} than the usual one of repeating last week (MASE ${own.toFixed(3)}${against}).`,
  ];
}
