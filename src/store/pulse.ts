import type { Bell, BellTopic } from './bell.js';

/** A loop that works when the bell rings, and looks for itself every `pollMs` in case a ring was missed. */
export type Pulse = {
  /** Asks for another beat as soon as the present one is over. */
  kick(): void;
  /** Resolves when a whole beat since this call has found nothing to do and heard of nothing. */
  idle(): Promise<void>;
  /** No further beats; resolves when the present one is over. */
  stop(): Promise<void>;
};

/** What a pulse does, how often, and what wakes it before its time. */
export type PulseOptions = {
  bell: Bell;
  topic: BellTopic;
  pollMs: number;
  /** One look for work; true when it took some, so that there may be more. Beats never overlap. */
  beat: () => Promise<boolean>;
  onTrouble: (error: unknown) => void;
};

/** Starts a loop. Its first beat comes at once. */
export function startPulse(options: PulseOptions): Pulse {
  let stopped = false;
  let asked = true;
  let wake: () => void = () => undefined;
  let waiting: (() => void)[] = [];

  const kick = () => {
    asked = true;
    wake();
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (asked || stopped) wake();
    });
  const beat = async () => {
    const idlers = waiting;
    waiting = [];
    try {
      const worked = await options.beat();
      if (worked) {
        asked = true;
        waiting.push(...idlers);
      } else if (asked) waiting.push(...idlers);
      else for (const idler of idlers) idler();
    } catch (error) {
      waiting.push(...idlers);
      options.onTrouble(error);
    }
  };
  const run = async () => {
    while (!stopped) {
      asked = false;
      await beat();
      await pause();
    }
  };

  const silence = options.bell.on(options.topic, kick);
  const ended = run();
  return {
    kick,
    idle: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        kick();
      }),
    async stop() {
      stopped = true;
      silence();
      wake();
      await ended;
    },
  };
}

/** Waits for all of them, but not longer than `ms`. */
export async function within(ms: number, ended: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.all(ended), late]);
  clearTimeout(timer);
}
