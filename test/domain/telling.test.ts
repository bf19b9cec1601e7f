import { describe, expect, it } from 'vitest';
import { DELIVERY_STATES, type DeliveryState } from '../../src/domain/delivery.js';
import type { ChannelName } from '../../src/domain/message.js';
import { nextMove, PATIENCE, type Rung, waysFor } from '../../src/domain/telling.js';

const T0 = new Date('2026-03-18T10:00:00Z');
const at = (seconds: number) => new Date(T0.getTime() + seconds * 1000);
const rung = (channel: ChannelName, state: DeliveryState, acceptedAt: number | null = null): Rung => ({
  channel,
  state,
  postedAt: T0,
  acceptedAt: acceptedAt === null ? null : at(acceptedAt),
});
const critical = (rungs: Rung[], seconds: number, more = true) =>
  nextMove(rungs, { rank: 0, more, now: at(seconds) });

describe('the next move of a telling', () => {
  const early: Record<DeliveryState, string> = {
    queued: 'wait',
    sending: 'wait',
    accepted: 'wait',
    sent: 'wait',
    delivered: 'reached',
    read: 'reached',
    held: 'climb',
    failed: 'climb',
    dead: 'climb',
    cancelled: 'climb',
    expired: 'climb',
  };
  it.each(DELIVERY_STATES)(
    'with a WhatsApp message that is %s, at once and when patience is over',
    (state) => {
      expect(critical([rung('whatsapp', state, 1)], 5).kind).toBe(early[state]);
      const late = early[state] === 'wait' ? 'climb' : early[state];
      expect(critical([rung('whatsapp', state, 1)], 600).kind).toBe(late);
      const lateAndLast = late === 'climb' ? 'exhausted' : late;
      expect(critical([rung('whatsapp', state, 1)], 600, false).kind).toBe(lateAndLast);
    },
  );

  it('waits for the receipt from when the provider took the message, to the second', () => {
    const { deliverSeconds, acceptSeconds } = PATIENCE.critical;
    const taken = [rung('whatsapp', 'accepted', 10)];
    expect(critical(taken, 10 + deliverSeconds - 1)).toEqual({
      kind: 'wait',
      until: at(10 + deliverSeconds),
    });
    expect(critical(taken, 10 + deliverSeconds).kind).toBe('climb');
    expect(critical([rung('whatsapp', 'queued')], acceptSeconds - 1).kind).toBe('wait');
    expect(critical([rung('whatsapp', 'queued')], acceptSeconds).kind).toBe('climb');
  });

  it('moves on from a critical message that no provider takes within 30 seconds', () => {
    expect(PATIENCE.critical.acceptSeconds).toBeLessThan(30);
  });

  it('is content when a channel without receipts has taken it, and calls that handed over, not reached', () => {
    expect(critical([rung('whatsapp', 'failed'), rung('email', 'accepted', 1)], 2).kind).toBe('handed');
    expect(critical([rung('slack', 'accepted', 1)], 2).kind).toBe('handed');
  });

  it('is done when any of its messages arrived, also one that was given up', () => {
    expect(critical([rung('whatsapp', 'delivered', 1), rung('sms', 'queued')], 200).kind).toBe('reached');
  });
});

describe('the ways to a person', () => {
  const way = (channel: ChannelName) => ({ channel, address: channel });
  const all = [way('whatsapp'), way('sms'), way('email')];
  const on = new Set<ChannelName>(['whatsapp', 'sms', 'email']);
  const names = (ways: { channel: ChannelName }[]) => ways.map(({ channel }) => channel);

  it('are taken in the order of preference, switched-off channels left out', () => {
    expect(names(waysFor(all, { on, rank: 0, avoid: [] }))).toEqual(['whatsapp', 'sms', 'email']);
    expect(names(waysFor(all, { on: new Set(['sms']), rank: 0, avoid: [] }))).toEqual(['sms']);
  });

  it('leave SMS out for a digest, unless there is nothing else', () => {
    expect(names(waysFor(all, { on, rank: 3, avoid: [] }))).toEqual(['whatsapp', 'email']);
    expect(names(waysFor([way('sms')], { on, rank: 3, avoid: [] }))).toEqual(['sms']);
  });

  it('put the channel that the message complains of last', () => {
    expect(names(waysFor(all, { on, rank: 2, avoid: ['whatsapp'] }))).toEqual(['sms', 'email', 'whatsapp']);
  });
});
