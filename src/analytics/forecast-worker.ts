import { parentPort } from 'node:worker_threads';
import { type ForecastTask, runForecastTask } from './forecast-task.js';

/**
 * Entry of a worker thread that makes forecasts: `new Worker(new URL('./forecast-worker.js', import.meta.url))`, wait for its first
 * message, post a `ForecastTask`, get `{ answer: ForecastAnswer }`. A task that cannot be done ends the worker with its error.
 */
parentPort?.on('message', (task: ForecastTask) => {
  parentPort?.postMessage({ answer: runForecastTask(task) });
});
parentPort?.postMessage('ready');
