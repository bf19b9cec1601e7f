import { describe, expect, it } from 'vitest';
import { createRefusalLimit } from '../../src/api/refusals.js';

function bench() {
  let now = 1_000_000;
  const limit = createRefusalLimit(() => now);
  return {
    limit,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    /** So many requests at once that are refused; returns how many were let in. */
    forge(ip: string, times: number, bearsSignature = false): number {
      let letIn = 0;
      for (let i = 0; i < times; i++) {
        if (limit.waitSeconds(ip, bearsSignature) > 0) continue;
        letIn += 1;
        limit.note(ip, 403);
      }
      return letIn;
    },
  };
}

describe('the limit of refused requests', () => {
  it('turns an address away for the rest of the minute after 120 of them', () => {
    const { limit, pass, forge } = bench();
    expect(forge('10.0.0.1', 10_000)).toBe(120);
    expect(limit.waitSeconds('10.0.0.1', false)).toBe(60);
    pass(2);
    expect(forge('10.0.0.1', 100)).toBe(0);
    pass(58);
    expect(limit.waitSeconds('10.0.0.1', false)).toBe(0);
  });

  it('lets what bears a signature be verified all the same, 50 a second, also after a restart', () => {
    const { limit, pass, forge } = bench();
    forge('10.0.0.9', 5000);
    expect(forge('10.0.0.9', 200, true)).toBe(50);
    expect(limit.waitSeconds('10.0.0.9', true)).toBe(1);
    pass(1);
    expect(forge('10.0.0.9', 200, true)).toBe(50);
  });

  it('lets others in meanwhile', () => {
    const { limit, forge } = bench();
    forge('10.0.0.1', 1000);
    expect(limit.waitSeconds('10.0.0.2', false)).toBe(0);
  });

  it('takes the addresses of one IPv6 customer for one', () => {
    const { forge } = bench();
    expect(forge('2001:db8:1:2::1', 1000)).toBe(120);
    expect(forge('2001:db8:1:2::2', 1000)).toBe(0);
    expect(forge('2001:db8:1:3::1', 1000)).toBe(120);
  });

  it('never turns an address away from which a signed request came, behind a shared proxy too', () => {
    const { limit, forge } = bench();
    limit.note('10.0.0.9', 200);
    expect(forge('10.0.0.9', 5000)).toBe(5000);
  });

  it('lets a provider prove itself while another behind the same proxy floods', () => {
    const { limit, pass, forge } = bench();
    forge('10.0.0.9', 5000);
    expect(limit.waitSeconds('10.0.0.9', true)).toBe(0);
    limit.note('10.0.0.9', 200);
    pass(1);
    expect(limit.waitSeconds('10.0.0.9', false)).toBe(0);
  });

  it('does not count what was malformed under a true signature, or failed on our side', () => {
    const { limit } = bench();
    for (let i = 0; i < 1000; i++) limit.note('10.0.0.1', i % 2 === 0 ? 400 : 503);
    expect(limit.waitSeconds('10.0.0.1', false)).toBe(0);
  });
});
