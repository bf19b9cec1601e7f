import { Worker } from 'node:worker_threads';

/** A worker thread that does one task at a time. */
export type Thread<Task, Answer> = {
  /** @throws Error when the thread dies over it: such a thread answers nothing any more. */
  make(task: Task, onProgress?: (done: number, of: number) => void): Promise<Answer>;
  close(): Promise<void>;
};

/** What the file of a thread posts: once that it has loaded, then progress as it likes and one answer for each task. */
export type ThreadWord<Answer> = 'ready' | { progress: readonly [number, number] } | { answer: Answer };

/**
 * Starts a file as a worker thread, so that the program goes on answering while it calculates.
 *
 * @throws Error when the thread does not come up, such as where its file was not shipped.
 */
export async function startThread<Task, Answer>(file: URL): Promise<Thread<Task, Answer>> {
  const worker = new Worker(file);
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
  // It may end between two tasks, when nobody is asking: the next task finds out.
  ended.catch(() => {});
  let hear: (word: ThreadWord<Answer>) => void = () => {};
  worker.on('message', (word: ThreadWord<Answer>) => hear(word));
  const heard = <T>(listen: (tell: (value: T) => void) => typeof hear): Promise<T> =>
    Promise.race([
      new Promise<T>((resolve) => {
        hear = listen(resolve);
      }),
      ended,
    ]);
  // Its first word says that it has loaded: a thread is "online" before it knows whether its file is there.
  await heard<void>((tell) => () => tell());
  return {
    make(task, onProgress = () => {}) {
      const answer = heard<Answer>((tell) => (word) => {
        if (word === 'ready') return;
        if ('progress' in word) onProgress(...word.progress);
        else tell(word.answer);
      });
      worker.postMessage(task);
      return answer;
    },
    close: async () => void (await worker.terminate()),
  };
}
