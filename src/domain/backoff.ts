/** How long to wait between tries: doubling from `baseSeconds` up to `capSeconds`. */
export type Backoff = { baseSeconds: number; capSeconds: number };

/**
 * Seconds to wait after the given try has failed. Up to a quarter is added, so that what failed together does not come
 * back together; never less than the doubling, so that the bound on tries a minute holds.
 *
 * @param attempt number of the try that failed, from 1.
 * @param seed whatever tells this work from other work; the same seed and attempt give the same wait.
 */
export function backoffSeconds(backoff: Backoff, attempt: number, seed: string): number {
  const doubled = backoff.baseSeconds * 2 ** Math.min(attempt - 1, 30);
  return Math.min(doubled, backoff.capSeconds) * (1 + spread(`${seed}:${attempt}`) / 4);
}

/** A number in [0, 1) that depends on every character of the text (FNV-1a, its upper bits mixed down). */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
