import { describe, expect, it } from 'vitest';
import { createLoginThrottle } from '../../src/api/throttle.js';

function bench() {
  let now = 0;
  const throttle = createLoginThrottle(() => now);
  return {
    throttle,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    /** Waits out every delay and fails once more; returns the seconds that the following attempt has to wait. */
    failAgain(account: string, ip: string): number {
      now += throttle.attempt(account, ip) * 1000;
      throttle.attempt(account, ip);
      return throttle.attempt(account, ip);
    },
  };
}

describe('the login throttle', () => {
  it('lets five failures pass, then doubles the wait up to a quarter of an hour', () => {
    const { throttle, pass } = bench();
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      const wait = throttle.attempt('a@x', '10.0.0.1');
      waits.push(wait);
      if (wait > 0) {
        pass(wait);
        expect(throttle.attempt('a@x', '10.0.0.1')).toBe(0);
      }
    }
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(waits.slice(5, 12)).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(Math.max(...waits)).toBe(900);
  });

  it('does not lengthen the wait of those who knock while it lasts', () => {
    const { throttle } = bench();
    for (let i = 0; i < 5; i++) throttle.attempt('a@x', '10.0.0.1');
    for (let i = 0; i < 100; i++) expect(throttle.attempt('a@x', '10.0.0.1')).toBe(1);
  });

  it('lets no more than the free attempts of a thousand at once reach the password', () => {
    const { throttle } = bench();
    const passed = Array.from({ length: 1000 }, () => throttle.attempt('a@x', '10.0.0.1'));
    expect(passed.filter((wait) => wait === 0)).toHaveLength(5);
  });

  it('stops an attack on one account from a thousand addresses, and its owner still comes in from home', () => {
    const { throttle } = bench();
    expect(throttle.attempt('victim@x', '192.0.2.7')).toBe(0);
    throttle.succeeded('victim@x', '192.0.2.7');
    let reached = 0;
    for (let i = 0; i < 10_000; i++) {
      if (throttle.attempt('victim@x', `10.1.${i % 250}.${Math.floor(i / 250) % 4}`) === 0) reached++;
    }
    expect(reached).toBeLessThanOrEqual(50);
    expect(throttle.attempt('victim@x', '192.0.2.7')).toBe(0);
  });

  it('stops an address that tries one password on many accounts', () => {
    const { throttle } = bench();
    const waits = Array.from({ length: 100 }, (_, i) => throttle.attempt(`user${i}@x`, '10.0.0.1'));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
  });

  it('does not give new tries for a success on an account of their own', () => {
    const { throttle, pass } = bench();
    let reached = 0;
    for (let i = 0; i < 200; i++) {
      if (throttle.attempt(`user${i}@x`, '10.0.0.1') === 0) reached++;
      if (throttle.attempt('own@x', '10.0.0.1') === 0) throttle.succeeded('own@x', '10.0.0.1');
    }
    expect(reached).toBeLessThanOrEqual(20);
    pass(3600);
    expect(throttle.attempt('user1@x', '10.0.0.1')).toBe(0);
  });

  it('takes the 64-bit network of IPv6 for one address, and a mapped IPv4 for itself', () => {
    const { throttle } = bench();
    for (let i = 0; i < 5; i++) throttle.attempt('a@x', `2001:db8:0:1::${i}`);
    expect(throttle.attempt('a@x', '2001:db8:0:1:ffff::1')).toBe(1);
    expect(throttle.attempt('a@x', '2001:db8:0:2::1')).toBe(0);
    for (let i = 0; i < 5; i++) throttle.attempt('b@x', '::ffff:10.0.0.9');
    expect(throttle.attempt('b@x', '10.0.0.9')).toBe(1);
  });
});
