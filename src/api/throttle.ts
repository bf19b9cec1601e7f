/**
 * Slows down guessing of passwords. Failures are counted for an account from one address, for an address over all
 * accounts, and for an account over all addresses; after some free ones each further failure doubles the wait.
 *
 * Nobody can lock others out: an address from which an account was opened before is judged by its own failures alone.
 * It is kept in the memory of one process: several web processes multiply the free attempts by their number, and a
 * restart forgets.
 */
export type LoginThrottle = {
  /**
   * Asks for an attempt, and counts it as failed until `succeeded` says otherwise: of many at once, no more than the
   * free ones pass.
   *
   * @returns 0 when it may go ahead, else the seconds to wait.
   */
  attempt(account: string, ip: string): number;
  /** Takes the attempt back and remembers the address as one of the account's owner. */
  succeeded(account: string, ip: string): void;
};

type Limit = { free: number; baseMs: number; capMs: number };
type Tally = { failures: number; lockedUntil: number; lastAt: number };

const MINUTE = 60_000;
const PAIR: Limit = { free: 5, baseMs: 1000, capMs: 15 * MINUTE };
const ADDRESS: Limit = { free: 20, baseMs: 1000, capMs: 15 * MINUTE };
const ACCOUNT: Limit = { free: 50, baseMs: 1000, capMs: 15 * MINUTE };
const FORGET_MS = 60 * MINUTE;
/** Most entries of each kind: the oldest are forgotten first, so that an attack cannot fill the memory. */
const MOST_ENTRIES = 20_000;

/** @param nowMs a clock that never runs backwards, in milliseconds. */
export function createLoginThrottle(nowMs: () => number): LoginThrottle {
  const pairs = createTallies(PAIR);
  const addresses = createTallies(ADDRESS);
  const accounts = createTallies(ACCOUNT);
  const owners = new Set<string>();
  const pairOf = (account: string, ip: string) => `${account}\n${networkOf(ip)}`;

  return {
    attempt(account, ip) {
      const now = nowMs();
      const pair = pairOf(account, ip);
      const counted: [Tallies, string][] = [
        [pairs, pair],
        [addresses, networkOf(ip)],
      ];
      if (!owners.has(pair)) counted.push([accounts, account]);
      const waitMs = Math.max(...counted.map(([tallies, key]) => tallies.waitMs(key, now)));
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      for (const [tallies, key] of counted) tallies.fail(key, now);
      return 0;
    },
    succeeded(account, ip) {
      const pair = pairOf(account, ip);
      pairs.forget(pair);
      addresses.takeBack(networkOf(ip));
      if (!owners.has(pair)) accounts.takeBack(account);
      owners.add(pair);
      dropOldest(owners);
    },
  };
}

type Tallies = ReturnType<typeof createTallies>;

function createTallies(limit: Limit) {
  const tallies = new Map<string, Tally>();
  return {
    waitMs(key: string, now: number): number {
      const tally = tallies.get(key);
      return tally ? Math.max(0, tally.lockedUntil - now) : 0;
    },
    fail(key: string, now: number): void {
      const known = tallies.get(key);
      const failures = known && now - known.lastAt < FORGET_MS ? known.failures + 1 : 1;
      const over = failures - limit.free;
      const delay = over >= 0 ? Math.min(limit.capMs, limit.baseMs * 2 ** Math.min(over, 30)) : 0;
      tallies.delete(key);
      tallies.set(key, { failures, lockedUntil: now + delay, lastAt: now });
      dropOldest(tallies);
    },
    takeBack(key: string): void {
      const known = tallies.get(key);
      if (known) tallies.set(key, { ...known, failures: known.failures - 1, lockedUntil: 0 });
    },
    forget: (key: string) => void tallies.delete(key),
  };
}

function dropOldest(entries: Map<string, unknown> | Set<string>): void {
  if (entries.size <= MOST_ENTRIES) return;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}

/** IPv4 addresses as they are; of IPv6 the first 64 bits, because one customer has all the others. */
export function networkOf(ip: string): string {
  const v4 = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!v4.includes(':')) return v4;
  const [head = '', tail = ''] = v4.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...(v4.includes('::') ? zeros : []), ...right].slice(0, 4).join(':').toLowerCase();
}
