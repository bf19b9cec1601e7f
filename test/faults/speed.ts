import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../../scripts/bench/load.js';
import type { TwilioServer } from '../support/twilio-server.js';
import { check, drained, inWords, until } from './checker.js';
import { bulletin, numberIn, phone, phones, populate, postAll } from './crowd.js';
import type { FaultTest } from './fault-test.js';
import type { Kit } from './kit.js';

const MPS = 80;

async function sender(kit: Kit, people: number, workers: number) {
  const database = await kit.database();
  const twilio = await kit.twilio();
  const settings = { ...kit.settings(database, { twilio }), TWILIO_WHATSAPP_MPS: String(MPS) };
  await populate(database.db, phones(people));
  const runtime = kit.runtime(database, settings);
  for (let i = 0; i < workers; i++) await kit.program('worker', settings);
  return { database, twilio, runtime };
}

/** Milliseconds from the commit of each critical message to its arrival at the provider, one after another. */
async function handOffs(
  runtime: Parameters<typeof postAll>[0],
  twilio: TwilioServer,
  first: number,
  n: number,
) {
  const millis: number[] = [];
  for (let i = first; i < first + n; i++) {
    const seen = twilio.calls.length;
    await postAll(runtime, [bulletin(i, phone(i % 50), 'critical')]);
    const committedAt = Date.now();
    const arrival = () => twilio.calls.slice(seen).find(({ form }) => numberIn(form.get('Body') ?? '') === i);
    await waitFor(() => arrival() !== undefined);
    millis.push(Math.max(0, (arrival()?.at ?? Number.NaN) - committedAt));
    await delay(20);
  }
  return millis;
}

async function waitFor(isSo: () => boolean): Promise<void> {
  for (let ms = 0; ms < 60_000; ms += 2) {
    if (isSo()) return;
    await delay(2);
  }
}

const figureOf = (millis: readonly number[]) =>
  `p50 ${quantile(millis, 0.5).toFixed(0)} ms, p99 ${quantile(millis, 0.99).toFixed(0)} ms, max ${Math.max(...millis).toFixed(0)} ms`;

/** A critical alert while nothing else is on. */
export const criticalIdle: FaultTest = {
  name: 'S1',
  title: 'critical alert, idle: commit to provider',
  bar: 'p50 <= 150 ms, p99 <= 1 s',
  needs: 'server',
  n: { short: 100, full: 1000 },
  async run(kit, n) {
    const { twilio, runtime } = await sender(kit, 50, 1);
    await handOffs(runtime, twilio, 0, 3);
    const millis = await handOffs(runtime, twilio, 3, n);
    const inTime = quantile(millis, 0.5) <= 150 && quantile(millis, 0.99) <= 1000;
    return { figure: figureOf(millis), met: millis.length === n, inTime };
  },
};

/** A critical alert while a digest goes out to everybody. */
export const criticalInFanOut: FaultTest = {
  name: 'S2',
  title: 'critical alerts during a fan-out of 10,000 at the provider’s rate',
  bar: 'p99 <= 5 s',
  needs: 'server',
  n: { short: 30, full: 1000 },
  fullMinutes: 4,
  async run(kit, n) {
    const bulk = Math.min(10_000, n * 20);
    const { database, twilio, runtime } = await sender(kit, bulk, 1);
    await postAll(
      runtime,
      phones(bulk).map((to, i) => bulletin(100_000 + i, to, 'bulk')),
    );
    await until(60, 'the fan-out is on its way', () => twilio.accepted.length > 20);
    const millis = await handOffs(runtime, twilio, 0, n);
    const left = bulk + n - twilio.accepted.length;
    await drained(database.db, 300);
    return {
      figure: `${figureOf(millis)}; ${left} of ${bulk} bulk messages still waited at the end`,
      met: millis.length === n,
      inTime: quantile(millis, 0.99) <= 5000,
    };
  },
};

/** Ten thousand people at the provider's rate, by two workers. */
export const fanOut: FaultTest = {
  name: 'S3',
  title: `fan-out at ${MPS} a second by two workers`,
  bar: 'within 1.15 × N / rate, never more than the rate in a second, 0 lost, one each',
  needs: 'server',
  n: { short: 800, full: 10_000 },
  fullMinutes: 3,
  async run(kit, n) {
    const { database, twilio, runtime } = await sender(kit, n, 2);
    twilio.temper.delayMs = () => 5 + Math.random() * 95;
    await postAll(
      runtime,
      phones(n).map((to, i) => bulletin(i, to, 'bulk')),
    );
    const telling = setInterval(() => kit.progress(`${twilio.accepted.length} of ${n} sent`), 1000);
    await drained(database.db, 60 + n / 20).finally(() => clearInterval(telling));
    const moments = twilio.calls.filter(({ method }) => method === 'POST').map(({ at }) => at);
    const seconds = ((moments.at(-1) ?? 0) - (moments[0] ?? 0)) / 1000;
    const most = mostWithin(moments, 1000);
    const verdict = await check(database.db, twilio);
    return {
      figure: `${seconds.toFixed(1)} s (allowed ${((1.15 * n) / MPS).toFixed(1)}), at most ${most} in a second; ${inWords(verdict)}`,
      met: verdict.lost + verdict.doubled === 0,
      inTime: seconds <= (1.15 * n) / MPS && most <= MPS,
    };
  },
};

/** The most moments that any window of so many milliseconds holds. */
export function mostWithin(moments: readonly number[], windowMs: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [to, moment] of sorted.entries()) {
    while (moment - (sorted[from] ?? moment) >= windowMs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** Slack takes one message a second into a channel, and says when that was too much. */
export const slackRate: FaultTest = {
  name: 'S4',
  title: 'messages over 5 Slack channels, some answered 429',
  bar: 'at most 1 a second and channel, Retry-After kept, none dropped',
  needs: 'server',
  n: { short: 25, full: 500 },
  fullMinutes: 3,
  async run(kit, n) {
    const database = await kit.database();
    const slack = await kit.slack();
    const settings = kit.settings(database, { slack });
    const channels = [1, 2, 3, 4, 5].map((i) => `C000${i}`);
    const waits = new Map<string, number>();
    let tooSoon = 0;
    slack.temper.fault = ({ path, form, at }) => {
      const channel = form.get('channel') ?? '';
      if (!path.endsWith('chat.postMessage')) return null;
      if (at < (waits.get(channel) ?? 0) - 50) tooSoon += 1;
      if (Math.random() > 0.06) return null;
      waits.set(channel, at + 3000);
      return {
        kind: 'reply',
        accept: false,
        reply: { status: 429, body: '', headers: { 'retry-after': '3' } },
      };
    };
    await kit.program('worker', settings);
    await postAll(
      kit.runtime(database, settings),
      Array.from({ length: n }, (_, i) => {
        const channelId = channels[i % channels.length] ?? '';
        const to = { channel: 'slack', value: channelId } as const;
        return { ...bulletin(i, to), conversation: { channelId, threadId: null, private: false } };
      }),
    );
    const telling = setInterval(() => kit.progress(`${slack.posted.length} of ${n} posted`), 1000);
    await drained(database.db, 60 + n).finally(() => clearInterval(telling));
    const posts = slack.calls.filter(({ path }) => path.endsWith('chat.postMessage'));
    const most = Math.max(
      ...channels.map((id) =>
        mostWithin(
          posts.filter(({ form }) => form.get('channel') === id).map(({ at }) => at),
          1000,
        ),
      ),
    );
    return {
      figure: `${slack.posted.length} of ${n} posted, at most ${most} in a second and channel, ${waits.size} channels asked to wait, ${tooSoon} calls before Retry-After`,
      met: slack.posted.length === n && tooSoon === 0,
      inTime: most <= 1,
    };
  },
};
