import { dbscanBench } from './dbscan.js';
import { deliverBench } from './deliver.js';
import { etlBench } from './etl.js';
import { forecastBench } from './forecast.js';
import { parseBench } from './parse.js';
import { pipelineBench } from './pipeline.js';
import type { Bench } from './row.js';
import { webhookBench } from './webhook.js';

/** All benchmarks, in the order in which they run. */
export const BENCHES: readonly Bench[] = [
  dbscanBench,
  deliverBench,
  etlBench,
  forecastBench,
  parseBench,
  pipelineBench,
  webhookBench,
];
