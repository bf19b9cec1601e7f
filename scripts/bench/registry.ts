import { dbscanBench } from './dbscan.js';
import { forecastBench } from './forecast.js';
import type { Bench } from './row.js';

/** All benchmarks, in the order in which they run. */
export const BENCHES: readonly Bench[] = [dbscanBench, forecastBench];
