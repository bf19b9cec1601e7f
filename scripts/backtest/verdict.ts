import { bootstrap, mapAccuracy } from '../../src/analytics/accuracy.js';
import { type BacktestReport, meanMase, OWN_FORECAST, OWN_MAP, shown } from './report.js';
import type { ForecastResult } from './score-forecasts.js';
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

/** If one of two maps alone caught n more, chance gives all of them to it at 2 in 2^n: below 1 in 20 from six on (sign test). */
const FEWEST_MORE = 6;

/** How many times the rival's catch, with an interval over the test periods; without one there is nothing to say. */
function comparison(own: MapResult, rival: MapResult): string {
  const pairs = own.folds.flatMap((fold, i) => {
    const other = rival.folds[i];
    return other ? [{ fold, other }] : [];
  });
  const more = (sample: readonly (typeof pairs)[number][]) =>
    sample.reduce((total, { fold, other }) => total + fold.hits - other.hits, 0);
  const { value, low95, high95 } = bootstrap(
    pairs,
    (sample) =>
      mapAccuracy(sample.map(({ fold }) => fold)).pai / mapAccuracy(sample.map(({ other }) => other)).pai,
  );
  const many = Math.abs(more(pairs)) >= FEWEST_MORE;
  if (Number.isNaN(value)) return 'not shown: neither caught anything';
  if (!Number.isFinite(value)) {
    const isShown = many && own.pai.low95 > 1 && bootstrap(pairs, more).low95 > 0;
    return `${isShown ? 'yes' : 'not shown'}: that one caught nothing, this one ${more(pairs)}`;
  }
  const word = many && low95 > 1 ? 'yes' : many && high95 < 1 ? 'no' : 'not shown';
  return `${word}: ${value.toFixed(2)} times its catch [${shown(low95, 2)}-${shown(high95, 2)}]`;
}

const LAST_WEEK = 'seasonal_naive';

function forecastVerdict({ forecasts }: Pick<BacktestReport, 'forecasts'>): string[] {
  const mases = bothScored(forecasts);
  if (!mases) return ['  No forecast could be judged: the file spans too few days.'];
  const { own, lastWeek } = mases;
  const head = `  Forecast (${OWN_FORECAST}):`;
  if (own === 0 && lastWeek === 0)
    return [`${head} it made no error, and neither did repeating last week: nothing ever changed.`];
  const [best] = [...new Set(forecasts.map(({ method }) => method))]
    .filter((method) => method !== OWN_FORECAST && method !== LAST_WEEK)
    .map((method) => ({ method, mase: meanMase(forecasts, method) }))
    .filter(({ mase }) => Number.isFinite(mase))
    .sort((a, b) => a.mase - b.mase);
  const against = best ? `; the best of the others, ${best.method}: ${best.mase.toFixed(3)}` : '';
  const figures = `(MASE ${own.toFixed(3)}, that of repeating last week ${lastWeek.toFixed(3)}${against})`;
  return [`${head} ${setAgainst(own, lastWeek)} ${figures}.`];
}

function setAgainst(own: number, lastWeek: number): string {
  if (lastWeek === 0) return 'its error is larger than that of repeating last week, which made none';
  const percent = Math.round(100 * (own / lastWeek - 1));
  if (percent === 0) return 'no difference to repeating last week';
  return `its error is ${Math.abs(percent)} % ${percent < 0 ? 'smaller' : 'larger'} than that of repeating last week in the same test periods`;
}

/** Mean MASE of our forecast and of repeating last week in the test periods, over the series that both have one of. */
function bothScored(forecasts: readonly ForecastResult[]): { own: number; lastWeek: number } | null {
  const scored = forecasts.filter(({ mase }) => Number.isFinite(mase));
  const seriesOf = (method: string) =>
    new Set(scored.filter((one) => one.method === method).map(({ series }) => series));
  const rival = seriesOf(LAST_WEEK);
  const own = seriesOf(OWN_FORECAST);
  const both = scored.filter(({ series }) => own.has(series) && rival.has(series));
  if (both.length === 0) return null;
  return { own: meanMase(both, OWN_FORECAST), lastWeek: meanMase(both, LAST_WEEK) };
}
