import { databaseGone, rolledBack, rollingRestart } from './database-trouble.js';
import type { FaultTest } from './fault-test.js';
import { forged, proxies, recut, replayed, rotation } from './forged.js';
import { late, repeated, slackRepeats } from './inbound.js';
import { namedKills, randomKills } from './kills.js';
import { badDays, poison, takenThenFailed } from './provider-trouble.js';
import { allOrders, earlyReceipts } from './receipts.js';
import { criticalIdle, criticalInFanOut, fanOut, slackRate } from './speed.js';
import { burst, steadyWebhooks } from './webhook-load.js';

/** All tests, in the order in which they run. */
export const FAULT_TESTS: readonly FaultTest[] = [
  ...[randomKills, namedKills, databaseGone, badDays, takenThenFailed, rolledBack, rollingRestart, poison],
  ...[criticalIdle, criticalInFanOut, fanOut, slackRate, steadyWebhooks, burst],
  ...[repeated, allOrders, earlyReceipts, late, slackRepeats],
  ...[forged, replayed, recut, proxies, rotation],
];
