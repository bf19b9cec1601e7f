import { networkOf } from './throttle.js';

/**
 * Turns away addresses that send the webhooks requests which nobody signed. Only refused requests count. A request that
 * bears a signature is verified all the same, up to 50 a second from an address over its limit, so that a provider is heard
 * when a proxy that was not told of (`TRUSTED_PROXIES`) makes all look like one address; after the first true one the
 * address is not turned away for a day. Not held: a flood of more than 50 well-formed forgeries a second through the same
 * address before that. Kept in the memory of one process.
 */
export type RefusalLimit = {
  /** Seconds that this address has to wait; 0: it may ask. `bearsSignature`: the request has a signature that may be true. */
  waitSeconds(ip: string, bearsSignature: boolean): number;
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

/** Requests with a signature that are verified in a second for an address over its limit. */
const MOST_VERIFIED_A_SECOND = 50;

const REFUSED: ReadonlySet<number> = new Set([401, 403, 413, 415]);

type Tally = { since: number; refused: number; second: number; verified: number };

/** @param nowMs a clock that never runs backwards, in milliseconds. */
export function createRefusalLimit(nowMs: () => number): RefusalLimit {
  const tallies = new Map<string, Tally>();
  const trustedUntil = new Map<string, number>();
  return {
    waitSeconds(ip, bearsSignature) {
      const network = networkOf(ip);
      const now = nowMs();
      const tally = tallies.get(network);
      const left = tally ? tally.since + MINUTE_MS - now : 0;
      if (!tally || left <= 0 || tally.refused < FREE_REFUSALS) return 0;
      if ((trustedUntil.get(network) ?? 0) > now) return 0;
      if (!bearsSignature) return Math.ceil(left / 1000);
      // A provider that is put off tries again soon: the next second is another one.
      return takesVerification(tally, now) ? 0 : 1;
    },
    note(ip, status) {
      const network = networkOf(ip);
      const now = nowMs();
      if (status === 200) remember(trustedUntil, network, now + TRUSTED_MS);
      if (!REFUSED.has(status)) return;
      const known = tallies.get(network);
      const isFresh = known !== undefined && now - known.since < MINUTE_MS;
      const tally = isFresh ? known : { since: now, refused: 0, second: 0, verified: 0 };
      tally.refused += 1;
      if (!isFresh) remember(tallies, network, tally);
    },
  };
}

/** Counts one more verification in this second; false when it has had all of them. */
function takesVerification(tally: Tally, nowMs: number): boolean {
  const second = Math.floor(nowMs / 1000);
  if (tally.second !== second) Object.assign(tally, { second, verified: 0 });
  tally.verified += 1;
  return tally.verified <= MOST_VERIFIED_A_SECOND;
}

/** The one remembered longest ago makes room. */
function remember<V>(entries: Map<string, V>, key: string, value: V): void {
  entries.delete(key);
  entries.set(key, value);
  if (entries.size <= MOST_ADDRESSES) return;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}
