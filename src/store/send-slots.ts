import { type Queryable, rowsOf } from './database.js';

/** So many messages under one rate, none later than `lookaheadMs`. `key` names the rate: a sender, a Slack channel. */
export type SlotRequest = { key: string; count: number; intervalMs: number; lookaheadMs: number };

/** The first `count` may go: the first of them after `waitMs`, each next one an interval later. */
export type SlotGrant = { key: string; count: number; waitMs: number };

/**
 * Reserves moments at which messages may be sent, evenly spaced, so that a rate holds over all processes. Nothing is
 * reserved beyond a request's `lookaheadMs`: who asks for more comes back later.
 */
export async function reserveSlots(on: Queryable, requests: readonly SlotRequest[]): Promise<SlotGrant[]> {
  const keys = requests.map((request) => request.key);
  await rowsOf(
    on,
    `INSERT INTO send_slots (key, next_at) SELECT key, clock_timestamp() FROM unnest(?::text[]) AS wanted(key)
     WHERE NOT EXISTS (SELECT 1 FROM send_slots s WHERE s.key = wanted.key) ORDER BY key ON CONFLICT DO NOTHING`,
    [keys],
  );
  return rowsOf<SlotGrant>(
    on,
    // The clock is read once, and after the rows are ours: two readings a microsecond apart would be a wait.
    `WITH held AS MATERIALIZED (
       SELECT key, next_at FROM send_slots WHERE key = ANY(?::text[]) ORDER BY key FOR UPDATE),
     present AS MATERIALIZED (SELECT key, next_at, clock_timestamp() AS now FROM held),
     start AS (SELECT key, now, greatest(next_at, now) AS start FROM present),
     wait AS (SELECT key, start, (extract(epoch FROM start - now) * 1000)::float8 AS ms FROM start),
     granted AS (
       SELECT wait.*, w.interval_ms,
         least(w.count, greatest(0, floor((w.lookahead_ms - ms) / w.interval_ms) + 1))::integer AS count
       FROM wait JOIN unnest(?::text[], ?::integer[], ?::float8[], ?::float8[])
         AS w(key, count, interval_ms, lookahead_ms) USING (key))
     UPDATE send_slots s SET next_at = g.start + make_interval(secs => g.count * g.interval_ms / 1000)
     FROM granted g WHERE s.key = g.key
     RETURNING g.key, g.count, g.ms AS "waitMs"`,
    [
      keys,
      keys,
      requests.map((request) => request.count),
      requests.map((request) => request.intervalMs),
      requests.map((request) => request.lookaheadMs),
    ],
  );
}

/** Lets nothing out under this key for so many seconds: the provider asked for a pause, or is out of order. */
export async function pauseSlots(on: Queryable, key: string, seconds: number): Promise<void> {
  await rowsOf(
    on,
    `INSERT INTO send_slots AS s (key, next_at) VALUES (?, clock_timestamp() + make_interval(secs => ?))
     ON CONFLICT (key) DO UPDATE SET next_at = greatest(s.next_at, excluded.next_at)`,
    [key, seconds],
  );
}
