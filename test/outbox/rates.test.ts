import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.js';
import {
  channelIntervalMs,
  dealSlots,
  intervalMs,
  rateKey,
  ratesOf,
  slotRequests,
} from '../../src/outbox/rates.js';

const rates = ratesOf(loadConfig({}));
const to = (channel: 'whatsapp' | 'slack' | 'terminal', value: string, channelId?: string) => ({
  to: { channel, value },
  conversation: channelId ? { channelId, threadId: null, private: false } : null,
});

describe('rates', () => {
  it('bind WhatsApp by sender, Slack by conversation, and the terminal not at all', () => {
    expect(rateKey(rates, to('whatsapp', '+96550000001'))).toBe('whatsapp');
    expect(rateKey(rates, to('slack', 'U1', 'C1'))).toBe('slack:C1');
    expect(rateKey(rates, to('slack', 'U1'))).toBe('slack:U1');
    expect(rateKey(rates, to('terminal', 'ali'))).toBeNull();
  });

  it('space messages evenly, with as many places as a second may hold', () => {
    expect(intervalMs({ perSecond: 80, per: 'channel' })).toBe(10);
    const [request] = slotRequests(rates, [to('whatsapp', '+96550000001')]);
    expect(request).toMatchObject({ intervalMs: 10, places: 80 });
    expect(channelIntervalMs(rates, 'slack')).toBe(0);
  });

  it('ask for one grant a key and deal it out first come first served', () => {
    const messages = [
      to('slack', 'U1', 'C1'),
      to('slack', 'U2', 'C1'),
      to('slack', 'U3', 'C2'),
      to('terminal', 'a'),
    ];
    const requests = slotRequests(rates, messages);
    expect(requests.map(({ key, count }) => [key, count])).toEqual([
      ['slack:C1', 2],
      ['slack:C2', 1],
    ]);
    const grants = [
      { key: 'slack:C1', slots: [{ place: 1, waitMs: 100 }], nextMs: 1100 },
      { key: 'slack:C2', slots: [{ place: 1, waitMs: 0 }], nextMs: 1000 },
    ];
    const dealt = dealSlots(rates, messages, grants);
    expect(dealt.map(({ granted }) => granted)).toEqual([true, false, true, true]);
    expect(dealt.map(({ waitMs }) => waitMs)).toEqual([100, 1100, 0, 0]);
    expect(dealt[0]?.place).toEqual({ key: 'slack:C1', place: 1 });
  });
});
