import { AppError } from '../domain/errors.js';

type BatchOptions = {
  /** Things that one call of `work` takes on. */
  largest: number;
  /** Calls of `work` that are under way at once. */
  atOnce: number;
  /** Things that may wait; more are turned away. */
  mostWaiting: number;
};

type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (error: unknown) => void };

/**
 * Does alike things together when they come faster than one by one could be done: the first is begun at once, and what
 * arrives meanwhile is taken on together as soon as there is room. A batch that fails is tried thing by thing, so that
 * none fails for another's sake; without a database all of it fails at once.
 *
 * @param work resolves to a result for each item, in their order.
 * @returns does one thing. It throws what `work` throws, or AppError `database_unavailable` when too much waits.
 */
export function inBatches<T, R>(
  work: (items: readonly T[]) => Promise<readonly R[]>,
  { largest, atOnce, mostWaiting }: BatchOptions,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let underWay = 0;

  const perform = async (batch: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      for (const [i, { resolve }] of batch.entries()) resolve(results[i] as R);
    } catch (error) {
      const alone =
        batch.length === 1 || (error instanceof AppError && error.code === 'database_unavailable');
      if (alone) for (const { reject } of batch) reject(error);
      else for (const one of batch) await perform([one]);
    }
  };
  const lane = async () => {
    underWay += 1;
    while (waiting.length > 0) await perform(waiting.splice(0, largest));
    underWay -= 1;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= mostWaiting) {
        reject(new AppError('database_unavailable', `${mostWaiting} wait for the database already`));
        return;
      }
      waiting.push({ item, resolve, reject });
      if (underWay < atOnce) void lane();
    });
}
