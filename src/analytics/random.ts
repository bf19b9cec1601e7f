/** A repeatable source of numbers in [0, 1). */
export type Random = () => number;

/**
 * Seeded generator (Mulberry32, public domain, T. Ettinger): equal seeds give equal sequences on every machine.
 * Good for permutations and bootstraps; never for secrets.
 *
 * @param seed any integer; only its lowest 32 bits count.
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Shuffles in place (Fisher-Yates), O(n). */
export function shuffle<T extends Int32Array | Float64Array>(values: T, random: Random): T {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = values[last] as number;
    values[last] = values[other] as number;
    values[other] = kept;
  }
  return values;
}
