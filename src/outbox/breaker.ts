import type { ChannelName } from '../domain/message.js';

/** What an attempt says about its provider. `silent`: nothing, the attempt never got there or failed by our own fault. */
export type Health = 'works' | 'fails' | 'broken' | 'throttles' | 'silent';

const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 60;

/** Counts each provider's failures in a row, so that one that is out of order is left alone and then tried gently. */
export type Breaker = {
  /** True since the provider was found out of order: one message at a time then finds out whether it works again. */
  isOpen(channel: ChannelName): boolean;
  /**
   * Takes in what an attempt said. `probe`: the attempt began when the breaker was open.
   *
   * @returns seconds to leave the channel alone from now; 0: go on.
   */
  note(channel: ChannelName, health: Health, probe: boolean): number;
};

/** A breaker with every channel in order. `broken` (the account is refused) opens it at once. */
export function createBreaker(): Breaker {
  const failures = new Map<ChannelName, number>();
  const failedProbes = new Map<ChannelName, number>();
  const isOpen = (channel: ChannelName) => (failures.get(channel) ?? 0) >= FAILURES_TO_OPEN;
  return {
    isOpen,
    note(channel, health, probe) {
      if (health === 'works' || health === 'throttles') {
        failures.delete(channel);
        failedProbes.delete(channel);
      }
      if (health !== 'fails' && health !== 'broken') return 0;
      const step = health === 'broken' ? FAILURES_TO_OPEN : 1;
      failures.set(channel, (failures.get(channel) ?? 0) + step);
      if (!isOpen(channel)) return 0;
      // What was under way when the breaker opened fails too and says nothing new: only probes lengthen the pause.
      const probes = (failedProbes.get(channel) ?? 0) + (probe ? 1 : 0);
      failedProbes.set(channel, probes);
      return Math.min(FIRST_PAUSE_SECONDS * 2 ** probes, LONGEST_PAUSE_SECONDS);
    },
  };
}
