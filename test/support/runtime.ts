import type { Channel } from '../../src/channels/channel.js';
import { loadConfig } from '../../src/config.js';
import { createRuntime, loadKnowledge, type Runtime } from '../../src/runtime.js';
import type { Db } from '../../src/store/database.js';
import { silent } from './silent.js';

/** A Wednesday morning in Ramadan: the instant at which tests happen unless they say otherwise. */
export const TEST_NOW = new Date('2026-03-18T10:15:00+03:00');

let knowledge: Runtime['knowledge'] | null = null;

/** A whole runtime over a test database, with a clock that the test sets and the channels that it hands in. */
export function testRuntime(
  db: Db,
  { environment = {}, channels = [] }: { environment?: Record<string, string>; channels?: Channel[] } = {},
): Runtime & { clock: { now(): Date; set(at: Date): void } } {
  let now = TEST_NOW;
  const clock = {
    now: () => now,
    set: (at: Date) => {
      now = at;
    },
  };
  knowledge ??= loadKnowledge();
  const config = loadConfig({ DEMO_INCIDENTS: '0', ...environment });
  const live = new Map(channels.map((channel) => [channel.name, channel]));
  return { ...createRuntime(config, db, { log: silent, knowledge, channels: live }), clock };
}
