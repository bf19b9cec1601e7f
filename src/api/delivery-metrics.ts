import { Gauge, type Registry } from 'prom-client';
import { URGENCIES } from '../domain/delivery.js';
import { isUsable } from '../domain/template.js';
import { WORKER_BEAT } from '../outbox/watch.js';
import type { Runtime } from '../runtime.js';
import {
  attemptFigures,
  brokenFigures,
  handoffFigures,
  type PromiseFigures,
  pausedChannels,
  promiseFigures,
  queueFigures,
  windowFigures,
} from '../store/delivery-figures.js';
import { lastBeat } from '../store/heartbeats.js';
import { listTemplates } from '../store/templates.js';

const LATELY_MINUTES = 5;
const DAY_MINUTES = 24 * 60;
const WINDOW_MS = 24 * 3_600_000;

type MetricsRuntime = Pick<Runtime, 'db' | 'clock' | 'log'>;
type Sample = { labels?: Readonly<Record<string, string>>; value: number };
type Figure = { name: string; help: string; labels?: readonly string[]; read: () => Promise<Sample[]> };

/**
 * Shows how delivery does, as the database knows it, so that any web process speaks for all workers. The figures are read
 * when somebody asks for them; while the database is away they keep their last values.
 */
export function showDelivery(registry: Registry, runtime: MetricsRuntime): void {
  for (const { name, help, labels = [], read } of [...queues(runtime), ...promises(runtime)]) {
    new Gauge({
      name: `khareetaty_${name}`,
      help,
      labelNames: [...labels],
      registers: [registry],
      async collect() {
        try {
          const samples = await read();
          this.reset();
          for (const sample of samples) this.set({ ...sample.labels }, sample.value);
        } catch (error) {
          runtime.log.warn({ metric: name, err: error }, 'a figure of delivery could not be read');
        }
      },
    });
  }
}

const lane = (urgency: number) => URGENCIES[urgency] ?? 'normal';

function queues({ db }: MetricsRuntime): Figure[] {
  const queue = shared(() => queueFigures(db));
  const labels = ['channel', 'urgency', 'state'];
  return [
    {
      name: 'outbox_messages',
      help: 'Messages that are not at their end',
      labels,
      read: async () =>
        (await queue()).map(({ channel, urgency, state, count }) => ({
          labels: { channel, urgency: lane(urgency), state },
          value: count,
        })),
    },
    {
      name: 'outbox_oldest_seconds',
      help: 'How long the oldest of them has been due',
      labels,
      read: async () =>
        (await queue()).map(({ channel, urgency, state, oldestSeconds }) => ({
          labels: { channel, urgency: lane(urgency), state },
          value: Math.max(0, oldestSeconds),
        })),
    },
    {
      name: 'handoff_seconds',
      help: 'From a message’s cause to its acceptance by the provider, over the last 5 minutes',
      labels: ['urgency', 'quantile'],
      read: async () =>
        (await handoffFigures(db, LATELY_MINUTES)).flatMap(({ urgency, p50, p99 }) => [
          { labels: { urgency: lane(urgency), quantile: '0.5' }, value: p50 },
          { labels: { urgency: lane(urgency), quantile: '0.99' }, value: p99 },
        ]),
    },
    {
      name: 'attempts_lately',
      help: 'Attempts that ended in the last 5 minutes',
      labels: ['channel', 'outcome'],
      read: async () =>
        (await attemptFigures(db, LATELY_MINUTES)).map(({ channel, outcome, count }) => ({
          labels: { channel, outcome },
          value: count,
        })),
    },
    {
      name: 'attempts_by_window_lately',
      help: 'Of those, by whether the 24-hour window was open when the way was chosen: closed ones go by template',
      labels: ['channel', 'window', 'outcome'],
      read: async () =>
        (await windowFigures(db, LATELY_MINUTES)).map(({ channel, open, outcome, count }) => ({
          labels: { channel, window: open ? 'open' : 'closed', outcome },
          value: count,
        })),
    },
    {
      name: 'channel_paused_seconds',
      help: 'For how long a provider is left alone yet: it asked for it, or is out of order',
      labels: ['channel'],
      read: async () =>
        (await pausedChannels(db)).map(({ key, seconds }) => ({ labels: { channel: key }, value: seconds })),
    },
  ];
}

function promises({ db, clock }: MetricsRuntime): Figure[] {
  const all = shared(() => promiseFigures(db, new Date(clock.now().getTime() - WINDOW_MS)));
  const one = (name: string, key: keyof PromiseFigures, help: string): Figure => ({
    name,
    help,
    read: async () => [{ value: (await all())[key] }],
  });
  return [
    one('inbound_waiting', 'inboundWaiting', 'Messages from people that wait for an answer'),
    one('inbound_oldest_seconds', 'inboundOldestSeconds', 'Age of the oldest of them'),
    one('outbox_unconfirmed', 'unconfirmed', 'Accepted over 15 minutes ago, and no final word since'),
    one('tellings_open', 'tellingsOpen', 'Promises to people that are being followed'),
    one('tellings_late_seconds', 'tellingsLateSeconds', 'How late the most overdue of them is'),
    one('whatsapp_windows_open', 'windowsOpen', 'People whose 24-hour window is open'),
    one('whatsapp_windows_closed', 'windowsClosed', 'People on WhatsApp whom only templates reach now'),
    {
      name: 'tellings_broken',
      help: 'Promises to people of the last 24 hours that came to nothing: no address, or every way failed',
      labels: ['purpose', 'why'],
      read: async () =>
        (await brokenFigures(db, DAY_MINUTES)).map(({ purpose, sent, count }) => ({
          labels: { purpose, why: sent ? 'exhausted' : 'unreachable' },
          value: count,
        })),
    },
    {
      name: 'template_usable',
      help: '1 when messages may use an approved template',
      labels: ['name', 'state'],
      read: async () =>
        (await listTemplates(db)).map(({ name, state }) => ({
          labels: { name, state },
          value: isUsable(state) ? 1 : 0,
        })),
    },
    {
      name: 'worker_silent_seconds',
      help: 'Time since the background work said that it lives',
      read: async () => {
        const beat = await lastBeat(db, WORKER_BEAT);
        return beat ? [{ value: beat.secondsAgo }] : [];
      },
    },
  ];
}

/** Several figures of one scrape share one look at the database. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let flight: Promise<T> | null = null;
  return () => {
    flight ??= read().finally(() => {
      flight = null;
    });
    return flight;
  };
}
