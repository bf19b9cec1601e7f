import { beforeEach, describe, expect, it } from 'vitest';
import {
  lastLanguage,
  loadConversation,
  noteUnknownSender,
  saveConversation,
} from '../../src/store/conversations.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW } from '../support/runtime.js';

const database = useDatabase();
const later = new Date(TEST_NOW.getTime() + 60_000);

beforeEach(() => emptyDatabase(database.db));

describe('a talk', () => {
  it('is kept per person and channel, and keeps the last position that was shared', async () => {
    const { id: userId } = await aPerson(database.db, 'officer');
    const talk = { userId, channel: 'whatsapp', updatedAt: TEST_NOW, expiresAt: later } as const;
    await saveConversation(database.db, { ...talk, memory: { said: 1 }, location: { latitude: 29.3 } });
    await saveConversation(database.db, { ...talk, memory: { said: 2 }, location: null });
    expect(await loadConversation(database.db, userId, 'whatsapp')).toEqual({
      memory: { said: 2 },
      location: { latitude: 29.3 },
      expiresAt: later,
    });
    expect(await loadConversation(database.db, userId, 'slack')).toBeNull();
  });

  it('tells the language in which a person wrote last, wherever that was', async () => {
    const { id: userId } = await aPerson(database.db, 'officer');
    expect(await lastLanguage(database.db, userId)).toBeNull();
    const talk = { userId, location: null, expiresAt: later } as const;
    await saveConversation(database.db, {
      ...talk,
      channel: 'slack',
      memory: { language: 'en' },
      updatedAt: TEST_NOW,
    });
    await saveConversation(database.db, {
      ...talk,
      channel: 'whatsapp',
      memory: { language: 'ar' },
      updatedAt: later,
    });
    expect(await lastLanguage(database.db, userId)).toBe('ar');
  });
});

describe('an unknown sender', () => {
  it('is new once a day', async () => {
    const sender = { channel: 'whatsapp', address: '+96599999999' } as const;
    const note = (localDate: string) => noteUnknownSender(database.db, { ...sender, localDate });
    expect([await note('2026-03-18'), await note('2026-03-18'), await note('2026-03-19')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
