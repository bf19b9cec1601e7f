import { parentPort, workerData } from 'node:worker_threads';
import { serveEmbedded } from './serve.js';

/** Entry of the thread that runs the embedded database, so that a long query never stops the web server. */
const { folder, socketPath } = workerData as { folder: string; socketPath: string };

const server = await serveEmbedded(folder, socketPath);
parentPort?.on('message', async () => {
  await server.stop();
  parentPort?.postMessage('stopped');
  parentPort?.close();
});
parentPort?.postMessage('listening');
