import { type ForecastModel, forecastSeries } from '../../src/analytics/forecast.js';
import { quantileOf } from '../../src/analytics/quantile.js';
import { seededRandom } from '../../src/analytics/random.js';
import { type DailySeries, weekdayOf } from '../../src/analytics/series.js';
import { loadProphet } from '../backtest/prophet.js';
import { type Bench, type BenchRow, median } from './row.js';

const LEVELS: Readonly<Record<string, number>> = { area: 3, governorate: 25, country: 180 };
const DAYS = 730;
const HORIZON_DAYS = 7;
const ROUNDS = 41;

/** Fit and forecast of two years of a made-up series, by turns with Prophet where its optional packages are installed. */
export const forecastBench: Bench = {
  prefix: 'forecast',
  about: {
    argument: 'series',
    text: `one series of two years, against Prophet; ${Object.keys(LEVELS).join(', ')}`,
  },
  usual: ['country'],
  async run(argument) {
    const level = LEVELS[argument];
    if (level === undefined)
      throw new Error(`forecast-${argument}: the series are ${Object.keys(LEVELS).join(', ')}`);
    const prophet = await loadProphet();
    const times = { ensemble: [] as number[], ewma: [] as number[], prophet: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      const series = madeUpSeries(level, round);
      times.ensemble.push(timed(() => byProgram(series, 'ensemble')));
      if (prophet) times.prophet.push(timed(() => prophet.forecast(series, HORIZON_DAYS)));
      times.ewma.push(timed(() => byProgram(series, 'ewma')));
    }
    const rival = prophet ? median(times.prophet) : null;
    return [
      row(`forecast-${argument}`, median(times.ensemble), rival),
      row(`forecast-${argument}-p95`, upper(times.ensemble), prophet ? upper(times.prophet) : null),
      row(`forecast-${argument}-ewma`, median(times.ewma), rival),
    ];
  },
};

function byProgram(series: DailySeries, model: ForecastModel): void {
  forecastSeries(series, { horizonDays: HORIZON_DAYS, model });
}

function row(name: string, seconds: number, rivalSeconds: number | null): BenchRow {
  return {
    name,
    n: DAYS,
    seconds,
    peak_mb: null,
    rival: rivalSeconds === null ? null : 'prophet',
    rival_seconds: rivalSeconds,
    ratio: rivalSeconds === null ? null : rivalSeconds / seconds,
  };
}

/** What one in twenty takes longer than. */
function upper(seconds: readonly number[]): number {
  return quantileOf(Float64Array.from(seconds).sort(), 0.95);
}

function timed(action: () => void): number {
  const started = performance.now();
  action();
  return (performance.now() - started) / 1000;
}

function madeUpSeries(level: number, seed: number): DailySeries {
  const random = seededRandom(seed);
  const week = [0.85, 0.95, 1, 1, 1.05, 1.3, 0.85];
  const counts = Float64Array.from({ length: DAYS }, (_, day) => {
    const mean = level * (week[weekdayOf(day)] ?? 1) * (1 + 0.15 * Math.sin((2 * Math.PI * day) / 365));
    return Math.max(0, Math.round(mean + (random() + random() + random() - 1.5) * 2.4 * Math.sqrt(mean)));
  });
  return { counts, startDay: 0 };
}
