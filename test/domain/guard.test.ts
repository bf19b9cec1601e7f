import { describe, expect, it } from 'vitest';
import { admit, COMMANDS_A_MINUTE, lateness } from '../../src/domain/guard.js';

const calm = { answered: 0, unread: 0, sameUnread: 0 };
const SENT = new Date('2026-03-18T10:00:00Z');
const HOUR = 3_600_000;

describe('the guard at the door', () => {
  it('answers twenty commands a minute and not one more', () => {
    expect(admit({ ...calm, answered: COMMANDS_A_MINUTE - 1 })).toBe('welcome');
    expect(admit({ ...calm, answered: COMMANDS_A_MINUTE })).toBe('too_fast');
  });

  it('cuts a talk between two machines within three messages, whether or not the words change', () => {
    expect(admit({ ...calm, sameUnread: 1, unread: 1 })).toBe('welcome');
    expect(admit({ ...calm, sameUnread: 2, unread: 2 })).toBe('loop');
    expect(admit({ ...calm, unread: 2 })).toBe('welcome');
    expect(admit({ ...calm, unread: 3 })).toBe('loop');
  });

  it.each([
    [0, true, 'in_time'],
    [HOUR, true, 'in_time'],
    [HOUR + 1, true, 'late_order'],
    [7 * 24 * HOUR, true, 'late_order'],
    [HOUR + 1, false, 'late_question'],
    [-60_000, true, 'in_time'],
  ])('after %s ms, an order: %s, is %s', (ageMs, acts, expected) => {
    expect(lateness({ sentAt: SENT, now: new Date(SENT.getTime() + ageMs) }, acts)).toBe(expected);
  });
});
