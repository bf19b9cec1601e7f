import { racingAcks, storm } from './alerts.js';
import { databaseGone, rolledBack, rollingRestart } from './database-trouble.js';
import { dependencies } from './dependencies.js';
import type { FaultTest } from './fault-test.js';
import { hostileFiles, inwardMedia } from './files.js';
import { forged, proxies, recut, replayed, rotation } from './forged.js';
import { fuzzed, parserFuzz } from './fuzz.js';
import { late, repeated, slackRepeats } from './inbound.js';
import { namedKills, randomKills } from './kills.js';
import { everyDayOnce, killedNight, oddClocks } from './night.js';
import { costly, injections, oddMessages, optOut, windowEdge } from './people.js';
import { badDays, poison, takenThenFailed } from './provider-trouble.js';
import { allOrders, earlyReceipts } from './receipts.js';
import { foreignIds, matrix } from './roles.js';
import { secrets } from './secrets.js';
import { bruteForce, longPasswords, tokens } from './sessions.js';
import { slowCallers } from './slow-callers.js';
import { criticalIdle, criticalInFanOut, fanOut, slackRate } from './speed.js';
import { fits, inert } from './texts.js';
import { burst, steadyWebhooks } from './webhook-load.js';

/** All tests, in the order in which they run. */
export const FAULT_TESTS: readonly FaultTest[] = [
  ...[randomKills, namedKills, databaseGone, badDays, takenThenFailed, rolledBack, rollingRestart, poison],
  ...[everyDayOnce, oddClocks, killedNight],
  ...[criticalIdle, criticalInFanOut, fanOut, slackRate, steadyWebhooks, burst, storm, racingAcks],
  ...[repeated, allOrders, earlyReceipts, late, windowEdge, optOut, slackRepeats, fits, oddMessages],
  ...[forged, replayed, recut, proxies, rotation, fuzzed, parserFuzz, slowCallers],
  ...[matrix, foreignIds, tokens, bruteForce, longPasswords, inwardMedia, hostileFiles, inert, secrets],
  ...[dependencies, injections, costly],
];
