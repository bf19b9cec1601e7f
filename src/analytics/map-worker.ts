import { parentPort } from 'node:worker_threads';
import { drawMaps, type MapTask } from './map-task.js';

/**
 * Entry of a worker thread that draws maps: wait for its first message, post a `MapTask`, get `{ progress: [done, of] }` and
 * then `{ answer: MapAnswer }`. A task that cannot be done ends the worker with its error.
 */
parentPort?.on('message', (task: MapTask) => {
  const answer = drawMaps(task, (done, of) => parentPort?.postMessage({ progress: [done, of] }));
  parentPort?.postMessage({ answer });
});
parentPort?.postMessage('ready');
