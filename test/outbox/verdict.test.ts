import { describe, expect, it } from 'vitest';
import { statesBefore } from '../../src/domain/delivery.js';
import { verdictOn } from '../../src/outbox/verdict.js';
import type { ClaimedMessage } from '../../src/store/outbox-claims.js';
import { ambiguous, busy } from '../support/fake-channel.js';

const message = (tries: number): ClaimedMessage => ({
  id: 1,
  key: 'alert:7/3/0',
  owner: 'me',
  number: tries,
  tries,
  to: { channel: 'whatsapp', value: '+96550000001' },
  conversation: null,
  locale: 'en',
  purpose: 'alert',
  urgency: 2,
  reply: { blocks: [] },
  validSeconds: 600,
  doubtfulSince: null,
  lastInboundAt: null,
  optedOut: false,
  useTemplate: false,
  userId: null,
  tellingId: null,
});

const delayAfter = (tries: number, afterSeconds: number | null = null) => {
  const { settlement } = verdictOn(message(tries), busy(afterSeconds), 'x');
  return settlement.state === 'queued' ? settlement.delaySeconds : null;
};

describe('what follows from an attempt', () => {
  it('never lets more than five tries fall into a minute', () => {
    const starts = [0];
    for (let tries = 1; tries < 12; tries++) starts.push((starts.at(-1) ?? 0) + (delayAfter(tries) ?? 0));
    for (const start of starts) {
      expect(starts.filter((other) => other >= start && other < start + 60).length).toBeLessThanOrEqual(5);
    }
  });

  it('waits at least as long as the provider asks, and leaves it alone for that time', () => {
    expect(delayAfter(1, 45)).toBe(45);
    expect(verdictOn(message(1), busy(45), 'x')).toMatchObject({ health: 'throttles', pauseSeconds: 45 });
    expect(delayAfter(4, 1)).toBeGreaterThanOrEqual(16);
  });

  it('gives up after twelve tries, and says whether the message may have arrived', () => {
    expect(verdictOn(message(12), busy(null), 'x').settlement).toMatchObject({
      state: 'dead',
      outcome: 'retry',
    });
    expect(verdictOn(message(12), ambiguous, 'x').settlement).toMatchObject({
      state: 'dead',
      outcome: 'ambiguous',
    });
  });

  it('keeps a message whose sender is refused, and calls for an operator', () => {
    const refused = { outcome: 'refused', code: '20003', detail: 'authenticate', flag: 'operator' } as const;
    expect(verdictOn(message(1), refused, 'x')).toMatchObject({
      settlement: { state: 'queued' },
      health: 'broken',
    });
  });

  it('only leads where a message under way may go', () => {
    const results = [
      { outcome: 'accepted', providerId: 'SM1' },
      busy(null),
      ambiguous,
      { outcome: 'hold', reason: 'needs_template', detail: '' },
      { outcome: 'refused', code: '63003', detail: '', flag: 'bad_address' },
    ] as const;
    for (const result of results) {
      const { settlement } = verdictOn(message(12), result, 'x');
      expect(statesBefore(settlement.state)).toContain('sending');
    }
  });

  it('keeps no one-tap link that works in the text that it stores', () => {
    const body = `Take it: https://bot.example.kw/a/${'x'.repeat(43)}`;
    const { settlement } = verdictOn(message(1), { outcome: 'accepted', providerId: 'SM1' }, body);
    expect(settlement).toMatchObject({ body: 'Take it: https://bot.example.kw/a/…' });
  });

  it('lets a filtered message fail without stopping its channel, and has an operator look', () => {
    const refused = { outcome: 'refused', code: '30007', detail: '', fault: 'blocked' } as const;
    expect(verdictOn(message(1), refused, 'x')).toMatchObject({
      settlement: { state: 'failed' },
      health: 'works',
      alarm: true,
    });
    const ours = { outcome: 'refused', code: '21617', detail: '', fault: 'our_mistake' } as const;
    expect(verdictOn(message(1), ours, 'x').settlement.state).toBe('dead');
  });
});
