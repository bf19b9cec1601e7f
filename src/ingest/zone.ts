import { offsetReader } from '../domain/period.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A time zone whose offsets are remembered by the day: a file asks for the same few thousand days again and again. */
export type Zone = {
  /** Milliseconds that the wall clock shows (as if it were UTC) at an instant. */
  wallAt(instantMs: number): number;
  /** The instant at which the wall clock shows the given time. A time that a clock change skips is read as after it. */
  instantOf(wallMs: number): number;
};

/** @throws RangeError when the zone is unknown. */
export function createZone(timeZone: string): Zone {
  const read = offsetReader(timeZone);
  const offsetAt = (instantMs: number) => read(new Date(instantMs)) * MINUTE_MS;
  const byDay = new Map<number, number | null>();
  const dayOffset = (day: number): number | null => {
    const known = byDay.get(day);
    if (known !== undefined) return known;
    const first = offsetAt(day * DAY_MS);
    const steady = first === offsetAt((day + 1) * DAY_MS) ? first : null;
    byDay.set(day, steady);
    return steady;
  };
  const offset = (instantMs: number) => dayOffset(Math.floor(instantMs / DAY_MS)) ?? offsetAt(instantMs);
  return {
    wallAt: (instantMs) => instantMs + offset(instantMs),
    instantOf: (wallMs) => wallMs - offset(wallMs - offset(wallMs)),
  };
}
