import { drawMaps, type MapAnswer, type MapTask } from '../analytics/map-task.js';
import type { Runtime } from '../runtime.js';
import { startThread, type Thread } from './thread.js';

const WORKER = new URL('../analytics/map-worker.js', import.meta.url);

/** What stops the drawing, and who hears how far it is. */
export type DrawOptions = { signal: AbortSignal; onDrawn: (done: number, of: number) => void };

/**
 * Draws the maps of a night in a thread of their own, so that people are answered meanwhile. Where no thread can start, the
 * main one draws, and the log says so. @throws the signal's reason when the night is called off
 */
export async function drawInThread(
  { log }: Pick<Runtime, 'log'>,
  task: MapTask,
  { signal, onDrawn }: DrawOptions,
): Promise<MapAnswer> {
  signal.throwIfAborted();
  const thread = await threadOr(log);
  if (!thread) return drawMaps(task, onDrawn);
  const stop = () => void thread.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await thread.make(task, onDrawn);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await thread.close();
  }
}

async function threadOr(log: Runtime['log']): Promise<Thread<MapTask, MapAnswer> | null> {
  try {
    return await startThread<MapTask, MapAnswer>(WORKER);
  } catch (error) {
    log.warn({ error: String(error) }, 'the thread for maps could not start; the main one draws them');
    return null;
  }
}
