import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DayForecast } from '../../src/analytics/forecast.js';
import { type DailySeries, lastDays } from '../../src/analytics/series.js';
import type { ForecastMethod } from './forecast-methods.js';

const DAY_SECONDS = 86_400;
const TRAINING_DAYS = 730;

type Bounds = { point: number[]; intervals?: { lower: number[]; upper: number[] } };
type ProphetClass = new (options: object) => {
  fit(data: { ds: number[]; y: number[] }): void;
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
