import { describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/domain/message.js';
import { rowsOf } from '../../src/store/database.js';
import {
  closeInbound,
  echoesUpTo,
  loadInbound,
  storeInbound,
  storeToAnswer,
} from '../../src/store/inbound.js';
import { useDatabase } from '../support/database.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const at = new Date('2026-03-18T10:15:00Z');

const inbound = (change: Partial<Inbound> = {}): Inbound => ({
  channel: 'whatsapp',
  providerId: 'SM1',
  from: '+96550000001',
  text: 'كم سرقة في حولي؟',
  location: { latitude: 29.33, longitude: 48.02, label: null },
  button: null,
  media: [],
  sentAt: at,
  conversation: null,
  ...change,
});

const stored = async (message: Inbound) => {
  const result = await storeInbound(database.db, message, at);
  if (result === 'duplicate') throw new Error('expected a new message');
  return result.id;
};

describe('messages stored to be answered', () => {
  it('are new once, however often they come in one batch or later, and are answered in the order of arrival', async () => {
    const arrivals = ['SM9', 'SM8', 'SM9', 'SM7'].map((providerId) => ({
      inbound: inbound({ providerId }),
      receivedAt: at,
    }));
    const job = { name: 'answer-inbound', priority: 0, maxAttempts: 5 };
    expect(await storeToAnswer(database.db, arrivals, job)).toEqual([true, true, false, true]);
    expect(await storeToAnswer(database.db, arrivals, job)).toEqual([false, false, false, false]);
    const jobs = await rowsOf<{ providerId: string; sequence: string }>(
      database.db,
      `SELECT i.provider_id AS "providerId", j.sequence FROM jobs j JOIN inbound i ON j.key = 'inbound:' || i.id
       WHERE i.provider_id = ANY(?::text[]) ORDER BY j.id`,
      [['SM7', 'SM8', 'SM9']],
    );
    const sequence = 'whatsapp:+96550000001';
    expect(jobs).toEqual(['SM9', 'SM8', 'SM7'].map((providerId) => ({ providerId, sequence })));
  });
});

describe('inbound messages', () => {
  it('come back as they were', async () => {
    const id = await stored(inbound());
    expect(await loadInbound(database.db, id)).toEqual({
      id,
      message: inbound(),
      state: 'received',
      userId: null,
      receivedAt: at,
      handledAt: null,
    });
    expect(await loadInbound(database.db, id + 1)).toBeNull();
  });

  it('are stored once for a channel and provider id, however many deliver them at once', async () => {
    const deliveries = Array.from({ length: 20 }, () =>
      storeInbound(database.db, inbound({ providerId: 'SM2' }), at),
    );
    const results = await Promise.all(deliveries);
    expect(results.filter((result) => result !== 'duplicate')).toHaveLength(1);
    expect(await storeInbound(database.db, inbound({ providerId: 'SM2', channel: 'sms' }), at)).not.toBe(
      'duplicate',
    );
  });

  it('keep text that the database would refuse, its impossible characters marked', async () => {
    const id = await stored(inbound({ providerId: 'SM3', text: 'a\0b \ud83d c \ud83d\ude00' }));
    expect((await loadInbound(database.db, id))?.message.text).toBe('a\ufffdb \ufffd c \ud83d\ude00');
  });

  it('are closed by the first who answers, and by nobody after', async () => {
    const id = await stored(inbound({ providerId: 'SM4' }));
    const end = { state: 'handled', userId: null, frame: { intent: 'count' }, at } as const;
    expect(await closeInbound(database.db, id, end)).toBe(true);
    expect(await closeInbound(database.db, id, { ...end, state: 'failed' })).toBe(false);
    expect(
      await rowsOf(database.db, 'SELECT state, frame, handled_at FROM inbound WHERE id = ?', [id]),
    ).toEqual([{ state: 'handled', frame: { intent: 'count' }, handled_at: at }]);
  });
});

describe('our own words coming back', () => {
  it('are counted per person, with or without the marks around values, and nothing else is', async () => {
    const { id: userId } = await aPerson(database.db, 'officer');
    await rowsOf(
      database.db,
      `INSERT INTO outbox (idempotency_key, cause, user_id, channel, address, locale, purpose, urgency, reply, body,
         available_at, expires_at)
       VALUES ('echo', 'test', ?, 'whatsapp', '+96550000009', 'en', 'reply', 1, '{"blocks":[]}', ?, now(), now())`,
      [userId, 'You have \u20682\u2069 tasks'],
    );
    const say = async (providerId: string, text: string) => {
      const message = inbound({ providerId, text, from: '+96550000009' });
      const id = await stored(message);
      const loaded = await loadInbound(database.db, id);
      if (!loaded) throw new Error('the message is gone');
      return echoesUpTo(database.db, loaded, userId);
    };
    expect(await say('E1', 'You have 2 tasks')).toBe(1);
    expect(await say('E2', 'my tasks')).toBe(0);
    expect(await say('E3', 'You have \u20682\u2069 tasks')).toBe(2);
  });
});
