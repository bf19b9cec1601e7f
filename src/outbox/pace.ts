/** Keeps the messages of one process apart that fall under one rate, however bunched their timers fire. */
export type Pacer = {
  /** How many milliseconds after `nowMs` the next message may leave at the earliest; 0: at once. */
  waitMs(key: string, nowMs: number): number;
  /** Notes that a message leaves at this moment: the next one of its key leaves a gap later at the earliest. */
  note(key: string, leavesAtMs: number, gapMs: number): void;
};

/** Conversations have a rate each; those that are long over need not be remembered. */
const MOST_KEYS = 1000;

/** A pacer that knows of no message yet. Moments are on any one clock that only runs forward. */
export function createPacer(): Pacer {
  const freeAtMs = new Map<string, number>();
  return {
    waitMs: (key, nowMs) => Math.max(0, (freeAtMs.get(key) ?? nowMs) - nowMs),
    note(key, leavesAtMs, gapMs) {
      if (freeAtMs.size >= MOST_KEYS) {
        for (const [old, at] of freeAtMs) if (at <= leavesAtMs) freeAtMs.delete(old);
      }
      freeAtMs.set(key, leavesAtMs + gapMs);
    },
  };
}
