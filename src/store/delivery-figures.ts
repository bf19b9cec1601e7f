import type { DeliveryState } from '../domain/delivery.js';
import type { ChannelName } from '../domain/message.js';
import { type Queryable, rowOf, rowsOf } from './database.js';

/** Messages that wait, by channel, urgency and state, and the age of the oldest in seconds. */
export type QueueFigure = {
  channel: ChannelName;
  urgency: number;
  state: DeliveryState;
  count: number;
  oldestSeconds: number;
};

/** Messages that are not at their end: queued, held, being sent. */
export function queueFigures(on: Queryable): Promise<QueueFigure[]> {
  return rowsOf<QueueFigure>(
    on,
    `SELECT channel, urgency, state, count(*)::integer AS count,
       extract(epoch FROM clock_timestamp() - min(available_at))::float8 AS "oldestSeconds"
     FROM outbox WHERE state IN ('queued', 'sending', 'held') GROUP BY channel, urgency, state`,
  );
}

/** Seconds from a message's cause to its provider's word that it was taken, over the last minutes. */
export type HandoffFigure = { urgency: number; count: number; p50: number; p99: number };

/** How quickly messages were handed over in the last `minutes`, by urgency. */
export function handoffFigures(on: Queryable, minutes: number): Promise<HandoffFigure[]> {
  const seconds = 'extract(epoch FROM accepted_at - created_at)';
  return rowsOf<HandoffFigure>(
    on,
    `SELECT urgency, count(*)::integer AS count,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds})::float8 AS p50,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY ${seconds})::float8 AS p99
     FROM outbox WHERE accepted_at > clock_timestamp() - make_interval(mins => ?) GROUP BY urgency`,
    [minutes],
  );
}

/** Attempts that ended in the last `minutes`, by channel and outcome. */
export function attemptFigures(
  on: Queryable,
  minutes: number,
): Promise<{ channel: ChannelName; outcome: string; count: number }[]> {
  return rowsOf(
    on,
    `SELECT o.channel, a.outcome, count(*)::integer AS count
     FROM outbox_attempts a JOIN outbox o ON o.id = a.outbox_id
     WHERE a.finished_at > clock_timestamp() - make_interval(mins => ?) AND a.outcome IS NOT NULL
     GROUP BY o.channel, a.outcome`,
    [minutes],
  );
}

/**
 * Channels that are left alone now, by a provider's wish or because it is out of order, and for how many seconds yet; a
 * moment of a rate whose places are all taken is not meant.
 */
export function pausedChannels(on: Queryable): Promise<{ key: string; seconds: number }[]> {
  return rowsOf(
    on,
    `SELECT key, extract(epoch FROM next_at - clock_timestamp())::float8 AS seconds FROM send_slots
     WHERE next_at > clock_timestamp() + interval '2 seconds' AND position(':' IN key) = 0`,
  );
}

/** Attempts on channels with a session window that ended in the last `minutes`, by how it stood when they chose their way. */
export function windowFigures(
  on: Queryable,
  minutes: number,
): Promise<{ channel: ChannelName; open: boolean; outcome: string; count: number }[]> {
  return rowsOf(
    on,
    `SELECT o.channel, a.window_open AS open, a.outcome, count(*)::integer AS count
     FROM outbox_attempts a JOIN outbox o ON o.id = a.outbox_id
     WHERE a.finished_at > clock_timestamp() - make_interval(mins => ?) AND a.outcome IS NOT NULL
       AND a.window_open IS NOT NULL
     GROUP BY o.channel, a.window_open, a.outcome`,
    [minutes],
  );
}

/** What comes in and what is promised, in one row. */
export type PromiseFigures = {
  inboundWaiting: number;
  inboundOldestSeconds: number;
  /** Accepted by a provider more than 15 minutes ago, without a word since. */
  unconfirmed: number;
  tellingsOpen: number;
  /** How late the tellings are that something should have been done about, in seconds. */
  tellingsLateSeconds: number;
  /** People whose WhatsApp window is open, and those who are on WhatsApp and whose is not. */
  windowsOpen: number;
  windowsClosed: number;
};

/** @param windowSince people who wrote after this have an open WhatsApp window: on the program's clock. */
export function promiseFigures(on: Queryable, windowSince: Date): Promise<PromiseFigures> {
  return rowOf<PromiseFigures>(
    on,
    `SELECT w.count::integer AS "inboundWaiting",
       coalesce(extract(epoch FROM clock_timestamp() - w.oldest), 0)::float8 AS "inboundOldestSeconds",
       (SELECT count(*)::integer FROM outbox WHERE state IN ('accepted', 'sent') AND poll_at IS NOT NULL
         AND accepted_at < clock_timestamp() - interval '15 minutes') AS unconfirmed,
       (SELECT count(*)::integer FROM tellings WHERE next_at IS NOT NULL) AS "tellingsOpen",
       (SELECT coalesce(greatest(0, extract(epoch FROM clock_timestamp() - min(next_at))), 0)::float8
         FROM tellings WHERE next_at IS NOT NULL) AS "tellingsLateSeconds",
       (SELECT count(*)::integer FROM identities
         WHERE channel = 'whatsapp' AND last_inbound_at > ?) AS "windowsOpen",
       (SELECT count(*)::integer FROM identities
         WHERE channel = 'whatsapp' AND verified_at IS NOT NULL AND opted_out_at IS NULL
           AND coalesce(last_inbound_at <= ?, true)) AS "windowsClosed"
     FROM (SELECT count(*) AS count, min(received_at) AS oldest FROM inbound WHERE state = 'received') AS w`,
    [windowSince, windowSince],
  );
}

/** Promises of the last so many minutes that came to nothing, by purpose; `sent`: whether any message was made of them. */
export function brokenFigures(
  on: Queryable,
  minutes: number,
): Promise<{ purpose: string; sent: boolean; count: number }[]> {
  return rowsOf(
    on,
    `SELECT purpose, sent, count(*)::integer AS count
     FROM (SELECT purpose, EXISTS (SELECT 1 FROM outbox WHERE telling_id = tellings.id) AS sent FROM tellings
       WHERE state = 'exhausted' AND updated_at > clock_timestamp() - make_interval(mins => ?)) AS broken
     GROUP BY purpose, sent ORDER BY purpose, sent`,
    [minutes],
  );
}
