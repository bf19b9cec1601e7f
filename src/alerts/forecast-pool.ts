import { availableParallelism } from 'node:os';
import { type ForecastAnswer, type ForecastTask, runForecastTask } from '../analytics/forecast-task.js';
import type { Runtime } from '../runtime.js';
import { startThread, type Thread } from './thread.js';

/** Where forecasts are made, and what to call between them. */
export type PoolOptions = {
  /** Threads beside the main one; 0 makes all on the main thread. Default: one less than the machine's cores, 1 to 4. */
  threads?: number;
  signal: AbortSignal;
  /** Called on the main thread after each forecast. */
  onDone: (done: number, of: number) => Promise<void>;
};

/** The answers in the order of their tasks, and how many threads lived to the end. */
export type PoolResult = { answers: ForecastAnswer[]; threads: number };

const MOST_THREADS = 4;

const WORKER = new URL('../analytics/forecast-worker.js', import.meta.url);

/**
 * Makes forecasts in worker threads, so that the program goes on answering meanwhile. A thread that cannot start or dies is logged, and
 * the main thread does what it left: nothing is lost, only slower.
 */
export async function makeForecasts(
  { log }: Pick<Runtime, 'log'>,
  tasks: readonly ForecastTask[],
  { threads = usualThreads(), signal, onDone }: PoolOptions,
): Promise<PoolResult> {
  const answers: ForecastAnswer[] = [];
  const queue = tasks.entries();
  let done = 0;
  const makers = await startThreads({ log }, Math.min(threads, tasks.length));
  const lanes = makers.length > 0 ? makers : [onMainThread];
  const work = async (maker: Maker) => {
    let make: Maker['make'] = maker.make;
    for (const [i, task] of queue) {
      signal.throwIfAborted();
      try {
        answers[i] = await make(task);
      } catch (error) {
        if (make === onMainThread.make) throw error;
        log.warn({ error: String(error), series: task.key }, 'a forecast thread failed; going on without it');
        make = onMainThread.make;
        answers[i] = await make(task);
      }
      await onDone(++done, tasks.length);
    }
    return make === maker.make;
  };
  try {
    const alive = await Promise.all(lanes.map(work));
    return { answers, threads: makers.length === 0 ? 0 : alive.filter(Boolean).length };
  } finally {
    await Promise.all(makers.map(({ close }) => close()));
  }
}

function usualThreads(): number {
  return Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1));
}

type Maker = Thread<ForecastTask, ForecastAnswer>;

const onMainThread: Maker = {
  make: async (task) => runForecastTask(task),
  close: async () => {},
};

async function startThreads({ log }: Pick<Runtime, 'log'>, count: number): Promise<Maker[]> {
  const started = await Promise.allSettled(
    Array.from({ length: count }, () => startThread<ForecastTask, ForecastAnswer>(WORKER)),
  );
  const failed = started.find((s) => s.status === 'rejected');
  if (failed)
    log.warn(
      { error: String(failed.reason) },
      'forecast threads could not start; the main thread does their work',
    );
  return started.flatMap((s) => (s.status === 'fulfilled' ? [s.value] : []));
}
