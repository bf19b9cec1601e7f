import { type DayForecast, type ForecastModel, forecastSeries } from '../../src/analytics/forecast.js';
import { quantile } from '../../src/analytics/negative-binomial.js';
import { type DailySeries, lastDays, sum } from '../../src/analytics/series.js';

/** What a method promises for one day. The median is what absolute errors are least about; the mean is what adds up. */
export type DayPromise = Omit<DayForecast, 'dispersion'> & { median: number };

/** A way to forecast the days after a series' end. It sees nothing else. */
export type ForecastMethod = {
  name: string;
  forecast(training: DailySeries, horizonDays: number): DayPromise[];
};

const Z80 = 1.2815515655446004;
const Z95 = 1.959963984540054;
const MOVING_DAYS = 28;

/** What the program uses, and the plain baselines. */
export const FORECAST_METHODS: readonly ForecastMethod[] = [
  { name: 'ensemble', forecast: byProgram('ensemble') },
  { name: 'ewma', forecast: byProgram('ewma') },
  { name: 'seasonal_naive', forecast: seasonalNaive },
  { name: 'moving_average', forecast: movingAverage },
];

function byProgram(model: ForecastModel): ForecastMethod['forecast'] {
  return (training, horizonDays) =>
    forecastSeries(training, { horizonDays, model }).days.map((day) => ({
      ...day,
      median: quantile(0.5, day),
    }));
}

/** As on the same weekday a week ago; normal intervals from last year's misses. */
function seasonalNaive({ counts, startDay }: DailySeries, horizonDays: number): DayPromise[] {
  const recent = counts.subarray(-365);
  const misses = recent.subarray(7).map((count, i) => count - (recent[i] as number));
  const deviation = rootMeanSquare(misses);
  return Array.from({ length: horizonDays }, (_, i) =>
    normalDay(startDay + counts.length + i, counts[counts.length - 7 + (i % 7)] ?? 0, deviation),
  );
}

/** Mean of the last four weeks; normal intervals from their spread. */
function movingAverage(series: DailySeries, horizonDays: number): DayPromise[] {
  const { counts } = lastDays(series, MOVING_DAYS);
  const mean = sum(counts) / Math.max(1, counts.length);
  const deviation = rootMeanSquare(counts.map((count) => count - mean));
  const end = series.startDay + series.counts.length;
  return Array.from({ length: horizonDays }, (_, i) => normalDay(end + i, mean, deviation));
}

/** A day whose intervals are those of a normal distribution, cut at zero. */
export function normalDay(day: number, mean: number, deviation: number): DayPromise {
  const at = (z: number) => Math.max(0, mean + z * deviation);
  return {
    day,
    mean,
    median: Math.max(0, mean),
    low80: at(-Z80),
    high80: at(Z80),
    low95: at(-Z95),
    high95: at(Z95),
  };
}

function rootMeanSquare(values: Float64Array): number {
  return values.length === 0 ? 0 : Math.sqrt(sum(values.map((value) => value * value)) / values.length);
}
