import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lastDays } from '../../src/analytics/series.js';
import type { DayPromise, ForecastMethod } from './forecast-methods.js';

const DAY_SECONDS = 86_400;
const TRAINING_DAYS = 730;

type Bounds = { point: number[]; intervals?: { lower: number[]; upper: number[] } };
type ProphetClass = new (options: {
  optimizer: object;
  intervalWidth: number;
}) => {
  fit(data: { ds: number[]; y: number[] }): void;
  free(): void;
  predict(data: { ds: number[] }): { yhat: Bounds };
};
type AugursModule = { initSync(options: { module: Uint8Array }): unknown; Prophet: ProphetClass };
type OptimizerModule = { optimizer: object };

/**
 * Prophet with its defaults, through the optional packages `@bsull/augurs` and `@bsull/augurs-prophet-wasmstan`.
 *
 * @returns null where they are not installed.
 */
export async function loadProphet(): Promise<ForecastMethod | null> {
  const require = createRequire(import.meta.url);
  try {
    const entry = require.resolve('@bsull/augurs/prophet');
    const augurs: AugursModule = await import('@bsull/augurs/prophet' as string);
    const { optimizer }: OptimizerModule = await import('@bsull/augurs-prophet-wasmstan' as string);
    augurs.initSync({ module: await readFile(join(dirname(entry), 'prophet_bg.wasm')) });
    return { name: 'prophet', forecast: byProphet(augurs.Prophet, optimizer) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}

const INTERVAL_WIDTH = 0.8;

/** One interval width per fit: the wider one is the same shape stretched as for a normal distribution. */
const WIDER = 1.959963984540054 / 1.2815515655446004;

function byProphet(Prophet: ProphetClass, optimizer: object): ForecastMethod['forecast'] {
  return (series, horizonDays) => {
    const { counts, startDay } = lastDays(series, TRAINING_DAYS);
    const end = startDay + counts.length;
    const model = new Prophet({ optimizer, intervalWidth: INTERVAL_WIDTH });
    try {
      model.fit({ ds: Array.from(counts, (_, i) => (startDay + i) * DAY_SECONDS), y: Array.from(counts) });
      const days = Array.from({ length: horizonDays }, (_, i) => end + i);
      const { yhat } = model.predict({ ds: days.map((day) => day * DAY_SECONDS) });
      return days.map((day, i) => toDay(day, yhat, i));
    } finally {
      model.free();
    }
  };
}

function toDay(day: number, { point, intervals }: Bounds, i: number): DayPromise {
  const middle = point[i] ?? Number.NaN;
  const low = intervals?.lower[i] ?? Number.NaN;
  const high = intervals?.upper[i] ?? Number.NaN;
  const clipped = (value: number) => Math.max(0, value);
  return {
    day,
    mean: clipped(middle),
    median: clipped(middle),
    low80: clipped(low),
    high80: clipped(high),
    low95: clipped(middle - WIDER * (middle - low)),
    high95: clipped(middle + WIDER * (high - middle)),
  };
}
