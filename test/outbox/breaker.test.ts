import { describe, expect, it } from 'vitest';
import { createBreaker } from '../../src/outbox/breaker.js';

describe('the breaker', () => {
  it('opens after five failures in a row and not before', () => {
    const breaker = createBreaker();
    for (let n = 0; n < 4; n++) expect(breaker.note('sms', 'fails', false)).toBe(0);
    breaker.note('sms', 'works', false);
    for (let n = 0; n < 4; n++) expect(breaker.note('sms', 'fails', false)).toBe(0);
    expect(breaker.note('sms', 'fails', false)).toBe(5);
    expect(breaker.isOpen('sms')).toBe(true);
    expect(breaker.isOpen('whatsapp')).toBe(false);
  });

  it('waits longer with every failed probe, up to a minute, and closes with the first that works', () => {
    const breaker = createBreaker();
    for (let n = 0; n < 20; n++) breaker.note('sms', 'fails', false);
    expect([1, 2, 3, 4, 5].map(() => breaker.note('sms', 'fails', true))).toEqual([10, 20, 40, 60, 60]);
    expect(breaker.note('sms', 'works', true)).toBe(0);
    expect(breaker.isOpen('sms')).toBe(false);
  });

  it('opens at once when the account is refused', () => {
    expect(createBreaker().note('sms', 'broken', false)).toBe(5);
  });

  it('takes a request to slow down, and our own mistakes, for no failure of the provider', () => {
    const breaker = createBreaker();
    for (let n = 0; n < 50; n++) {
      expect(breaker.note('sms', 'throttles', false)).toBe(0);
      expect(breaker.note('sms', 'silent', false)).toBe(0);
    }
    expect(breaker.isOpen('sms')).toBe(false);
  });
});
