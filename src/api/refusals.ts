import { networkOf } from './throttle.js';

/**
 * Turns away addresses that send the webhooks requests which nobody signed. Only refused requests count, and an address
 * from which a signed one came lately is never turned away: a provider is not starved, whatever comes from others, nor when
 * a proxy that was not told of (`TRUSTED_PROXIES`) makes all look like one address. Kept in the memory of one process.
 */
export type RefusalLimit = {
  /** Seconds that this address has to wait; 0: it may ask. Of those that wait one a second is let in all the same: it may be genuine. */
  waitSeconds(ip: string): number;
  /** Takes in how a request of this address was answered. */
  note(ip: string, status: number): void;
};

const MINUTE_MS = 60_000;
/** Refused requests of an address within a minute that are answered in full. */
const FREE_REFUSALS = 120;
/** How long an address is trusted after a signed request. */
const TRUSTED_MS = 24 * 60 * MINUTE_MS;
/** Most addresses of each kind that are remembered: an attack cannot fill the memory. */
const MOST_ADDRESSES = 20_000;

const REFUSED: ReadonlySet<number> = new Set([401, 403, 413, 415]);

type Tally = { since: number; refused: number; letInAt: number };

/** @param nowMs a clock that never runs backwards, in milliseconds. */
export function createRefusalLimit(nowMs: () => number): RefusalLimit {
  const tallies = new Map<string, Tally>();
  const trustedUntil = new Map<string, number>();
  return {
    waitSeconds(ip) {
      const network = networkOf(ip);
      const now = nowMs();
      const tally = tallies.get(network);
      const left = tally ? tally.since + MINUTE_MS - now : 0;
      if (!tally || left <= 0 || tally.refused < FREE_REFUSALS) return 0;
      if ((trustedUntil.get(network) ?? 0) > now) return 0;
      if (now - tally.letInAt >= 1000) {
        tally.letInAt = now;
        return 0;
      }
      return Math.ceil(left / 1000);
    },
    note(ip, status) {
      const network = networkOf(ip);
      const now = nowMs();
      if (status === 200) remember(trustedUntil, network, now + TRUSTED_MS);
      if (!REFUSED.has(status)) return;
      const known = tallies.get(network);
      const isFresh = known !== undefined && now - known.since < MINUTE_MS;
      const tally = isFresh ? known : { since: now, refused: 0, letInAt: now };
      tally.refused += 1;
      if (!isFresh) remember(tallies, network, tally);
    },
  };
}

/** The one remembered longest ago makes room. */
function remember<V>(entries: Map<string, V>, key: string, value: V): void {
  entries.delete(key);
  entries.set(key, value);
  if (entries.size <= MOST_ADDRESSES) return;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}
