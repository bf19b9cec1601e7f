import { readFileSync } from 'node:fs';
import { type LoadReport, openLoad, quantile } from '../../scripts/bench/load.js';
import type { RunningProcess } from '../../scripts/bench/processes.js';
import { until } from './checker.js';
import { phone, phones, populate } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import { countOf } from './inbound.js';
import type { Kit } from './kit.js';
import { whatsappShot } from './webhooks.js';

const SENDERS = 1500;
const PER_SECOND = 500;
/** A look a second; garbage comes and goes in waves of some ten seconds: over fewer, memory says nothing about growth. */
const LEAST_LOOKS = 120;
/** Messages until code is compiled and memory has its working size. */
const WARM_UP = 2500;

async function receiver(kit: Kit, count: number) {
  const database = await kit.database();
  const twilio = await kit.twilio();
  const settings = kit.settings(database, { twilio });
  await populate(database.db, phones(SENDERS));
  const web = await kit.program('web', settings);
  const shots = Array.from({ length: count }, (_, i) =>
    whatsappShot(i, phone(i % SENDERS).value, { Body: 'how many thefts in Hawalli last week' }),
  );
  // A cold process compiles what it runs: callers meet a warm one.
  const warm = Array.from({ length: WARM_UP }, (_, i) =>
    whatsappShot(1e9 + i, phone(i % SENDERS).value, { Body: 'hi' }),
  );
  await openLoad(web.url, warm, PER_SECOND);
  return { database, twilio, settings, web, shots, warm: warm.length };
}

/** Twilio's messages at a steady rate, answers left for later. */
export const steadyWebhooks: FaultTest = {
  name: 'S5',
  title: `${PER_SECOND} signed webhooks a second from ${SENDERS} senders; replies drain later`,
  bar: 'p99 <= 500 ms, 0 × 5xx, memory growth < 50 MB',
  needs: 'server',
  n: { short: 10 * PER_SECOND, full: 600 * PER_SECOND },
  fullMinutes: 12,
  async run(kit, n) {
    const { database, twilio, settings, web, shots, warm } = await receiver(kit, n);
    const megabytes: number[] = [];
    const sampling = setInterval(() => {
      megabytes.push(residentMegabytes(web));
      kit.progress(`${megabytes.length} s, memory ${megabytes.at(-1)?.toFixed(0)} MB`);
    }, 1000);
    const report = await openLoad(web.url, shots, PER_SECOND).finally(() => clearInterval(sampling));
    const memory = growthOf(megabytes, LEAST_LOOKS);
    const stored = (await countOf(database.db, 'inbound')) - warm;
    await kit.program('worker', settings);
    await until(60, 'replies drain', () => twilio.accepted.length > 50);
    return {
      figure: `${words(report)}; ${stored} of ${n} stored, memory ${memory.words}`,
      met: allOk(report, n) && stored === n,
      // What waits for a busy machine takes memory meanwhile.
      inTime: quantile(report.millis, 0.99) <= 500 && memory.grown < 50,
    };
  },
};

/**
 * How much more memory the last quarter of the looks found than the first, by their medians; in words with the range.
 *
 * @param least fewer looks say nothing: 0.
 */
export function growthOf(megabytes: readonly number[], least: number): { grown: number; words: string } {
  const range = `${Math.min(...megabytes).toFixed(0)}-${Math.max(...megabytes).toFixed(0)} MB`;
  if (megabytes.length < least) return { grown: 0, words: `${range} (growth: only in full)` };
  const quarter = Math.floor(megabytes.length / 4);
  const grown = quantile(megabytes.slice(-quarter), 0.5) - quantile(megabytes.slice(0, quarter), 0.5);
  return {
    grown,
    words: `${range}, last quarter ${grown >= 0 ? '+' : ''}${grown.toFixed(0)} MB on the first`,
  };
}

/** Everybody writes in the same second. */
export const burst: FaultTest = {
  name: 'S6',
  title: 'a burst within one second',
  bar: 'all stored, or 503 and then stored; event-loop lag p99 < 200 ms',
  needs: 'server',
  n: { short: 1000, full: 5000 },
  async run(kit, n) {
    const { database, web, shots, warm } = await receiver(kit, n);
    await lagP99Millis(web);
    const report = await openLoad(web.url, shots, n);
    const lag = await lagP99Millis(web);
    const again = [...report.statuses].some(([status]) => status === 503) || report.failures > 0;
    if (again) await openLoad(web.url, shots, 200);
    const stored = (await countOf(database.db, 'inbound')) - warm;
    const known = [...report.statuses.keys()].every((status) => status === 200 || status === 503);
    return {
      figure: `${words(report)}; ${stored} of ${n} stored${again ? ' after the repeat' : ''}, event-loop lag p99 ${lag.toFixed(0)} ms`,
      met: stored === n && known,
      inTime: lag < 200,
    };
  },
};

function words({ statuses, millis, failures, seconds }: LoadReport): string {
  const told = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
  const answered = `p50 ${quantile(millis, 0.5).toFixed(0)} ms, p99 ${quantile(millis, 0.99).toFixed(0)} ms`;
  return `${told || 'no answers'} in ${seconds.toFixed(1)} s, ${failures} failures, ${answered}`;
}

const allOk = ({ statuses }: LoadReport, n: number) => statuses.get(200) === n;

/** What a process holds in memory, in MB, as the system counts it. */
export function residentMegabytes({ pid }: RunningProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** The event loop's lag since it was asked last. */
async function lagP99Millis({ url }: RunningProcess): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(metrics)?.[1] ?? Number.NaN) * 1000;
}
