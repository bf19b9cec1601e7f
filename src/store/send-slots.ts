import { type Queryable, rowsOf } from './database.js';

/**
 * So many messages under one rate, none later than `lookaheadMs`. `key` names the rate: a sender, a Slack channel.
 * `places`: how many messages any second may hold at the provider.
 */
export type SlotRequest = {
  key: string;
  count: number;
  intervalMs: number;
  lookaheadMs: number;
  places: number;
};

/** Moments in milliseconds from now, each with the place that is taken until it is freed; after `nextMs` more can be had. */
export type SlotGrant = { key: string; slots: Slot[]; nextMs: number };
/** A place of a sender's rate, and how long until it is free. */
export type Slot = { place: number; waitMs: number };

/** A place that can be taken again in so many milliseconds; less than 0: since then. */
export type FreedPlace = { key: string; place: number; inMs: number };

/**
 * A place whose taker says nothing more, because it died, is free again so long after its moment; so is one whose answer
 * took half as long or more (`free` of the desk), whose giving back could reach the next taker's.
 */
export const PLACE_HELD_MS = 5000;

/** What the rates of providers speak of, and a little for clocks that count whole milliseconds. */
export const RATE_WINDOW_MS = 1002;

/**
 * The commit does not wait for the disk: a database that crashes forgets moments of the last instant, no message, and is away
 * for longer than a rate's second.
 */
const UNHURRIED = `set_config('synchronous_commit', 'off', true) AS unhurried`;

/**
 * Reserves moments at which messages may be sent, so that a rate holds over all processes. Moments are an interval apart,
 * and each needs one of the rate's places. A place is taken from its moment until a second after the provider has answered
 * (`freePlaces`): however late a message leaves, it arrives in between, so that no second at the provider holds more messages
 * than there are places, as long as it is answered `RATE_WINDOW_MS` before `PLACE_HELD_MS` are over. Nothing is reserved beyond a request's `lookaheadMs`: who asks
 * for more comes back later.
 */
export async function reserveSlots(on: Queryable, requests: readonly SlotRequest[]): Promise<SlotGrant[]> {
  const keys = requests.map((request) => request.key);
  await rowsOf(
    on,
    `INSERT INTO send_slots (key, next_at) SELECT key, clock_timestamp() FROM unnest(?::text[]) AS wanted(key)
     WHERE NOT EXISTS (SELECT 1 FROM send_slots s WHERE s.key = wanted.key) ORDER BY key ON CONFLICT DO NOTHING`,
    [keys],
  );
  const rows = await rowsOf<{ key: string; places: number[]; waits: number[]; nextMs: number }>(on, RESERVE, [
    keys,
    keys,
    requests.map((request) => request.count),
    requests.map((request) => request.intervalMs),
    requests.map((request) => request.lookaheadMs),
    requests.map((request) => request.places),
    RATE_WINDOW_MS,
    PLACE_HELD_MS,
  ]);
  return rows.map(({ key, places, waits, nextMs }) => ({
    key,
    slots: places.map((place, i) => ({ place, waitMs: waits[i] ?? 0 })),
    nextMs,
  }));
}

/*
 * The clock is read once, and after the rows are ours: two readings a microsecond apart would be a wait. Places are dealt
 * in the order in which they become free; the n-th message leaves when its place is free, and an interval after the one
 * before it. When places are short, the key's next moment is that at which one can be free: none that is taken is so
 * within a second.
 */
const RESERVE = `
  WITH held AS MATERIALIZED (
    SELECT key, next_at, free_at FROM send_slots s, ${UNHURRIED} WHERE key = ANY(?::text[]) ORDER BY key
    FOR UPDATE OF s),
  asked AS MATERIALIZED (
    SELECT h.*, clock_timestamp() AS now, w.count, w.interval_ms, w.lookahead_ms, w.places
    FROM held h JOIN unnest(?::text[], ?::integer[], ?::float8[], ?::float8[], ?::integer[])
      AS w(key, count, interval_ms, lookahead_ms, places) USING (key)),
  places AS (
    SELECT a.key, a.now, place, a.free_at[place] AS free_at, a.count, a.interval_ms, a.lookahead_ms,
      greatest(0, extract(epoch FROM a.next_at - a.now) * 1000)::float8 AS start_ms,
      greatest(0, coalesce(extract(epoch FROM a.free_at[place] - a.now) * 1000, 0))::float8 AS free_ms
    FROM asked a CROSS JOIN LATERAL generate_series(1, a.places) AS place),
  turns AS (
    SELECT p.*, (row_number() OVER (PARTITION BY key ORDER BY free_ms, place) - 1)::integer AS turn FROM places p),
  moments AS (
    SELECT t.*, turn * interval_ms + max(greatest(start_ms, free_ms) - turn * interval_ms)
      OVER (PARTITION BY key ORDER BY turn) AS ms
    FROM turns t),
  dealt AS (
    SELECT m.*, turn < count AND ms <= lookahead_ms AS granted FROM moments m),
  ends AS (
    SELECT key, now,
      coalesce(array_agg(place ORDER BY turn) FILTER (WHERE granted), '{}') AS places,
      coalesce(array_agg(ms ORDER BY turn) FILTER (WHERE granted), '{}') AS waits,
      greatest(coalesce(max(ms + interval_ms) FILTER (WHERE granted), max(start_ms)),
        least(min(free_ms) FILTER (WHERE NOT granted), ?)) AS next_ms,
      array_agg(CASE WHEN granted THEN now + make_interval(secs => (ms + ?) / 1000) ELSE free_at END
        ORDER BY place) AS free_at
    FROM dealt GROUP BY key, now)
  UPDATE send_slots s SET next_at = e.now + make_interval(secs => e.next_ms / 1000), free_at = e.free_at
  FROM ends e WHERE s.key = e.key
  RETURNING e.key, e.places, e.waits, e.next_ms AS "nextMs"`;

/** Gives places back, all of them in one statement. */
export async function freePlaces(on: Queryable, freed: readonly FreedPlace[]): Promise<void> {
  await rowsOf(
    on,
    `WITH held AS MATERIALIZED (
       SELECT key, free_at FROM send_slots s, ${UNHURRIED} WHERE key = ANY(?::text[]) ORDER BY key
       FOR UPDATE OF s),
     freed AS MATERIALIZED (
       SELECT f.key, f.place, clock_timestamp() + make_interval(secs => f.ms / 1000) AS at
       FROM unnest(?::text[], ?::integer[], ?::float8[]) AS f(key, place, ms)),
     fresh AS (
       SELECT h.key, array_agg(coalesce(f.at, old.at) ORDER BY old.place) AS free_at
       FROM held h CROSS JOIN LATERAL unnest(h.free_at) WITH ORDINALITY AS old(at, place)
       LEFT JOIN freed f ON f.key = h.key AND f.place = old.place GROUP BY h.key)
     UPDATE send_slots s SET free_at = fresh.free_at FROM fresh WHERE s.key = fresh.key`,
    [
      freed.map(({ key }) => key),
      freed.map(({ key }) => key),
      freed.map(({ place }) => place),
      freed.map(({ inMs }) => inMs),
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
