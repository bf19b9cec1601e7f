import { type Queryable, rowsOf } from './database.js';

/** Notes that a part of the program is alive. */
export async function beat(on: Queryable, name: string): Promise<void> {
  await rowsOf(
    on,
    `INSERT INTO heartbeats (name, beat_at) VALUES (?, clock_timestamp())
     ON CONFLICT (name) DO UPDATE SET beat_at = excluded.beat_at`,
    [name],
  );
}

/** When a part of the program was last heard of, and how many seconds ago; null when it never was. */
export async function lastBeat(
  on: Queryable,
  name: string,
): Promise<{ at: Date; secondsAgo: number } | null> {
  const [row] = await rowsOf<{ at: Date; secondsAgo: number }>(
    on,
    `SELECT beat_at AS at, extract(epoch FROM clock_timestamp() - beat_at)::float8 AS "secondsAgo"
     FROM heartbeats WHERE name = ?`,
    [name],
  );
  return row ?? null;
}
