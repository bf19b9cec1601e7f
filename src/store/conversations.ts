import type { ChannelName } from '../domain/message.js';
import { type Queryable, rowsOf } from './database.js';

/** A talk as stored: its shape belongs to `chat/memory`. */
export type StoredConversation = { memory: unknown; location: unknown; expiresAt: Date };

/** The stored talk of a person on a channel, or null when there never was one. */
export async function loadConversation(
  on: Queryable,
  userId: number,
  channel: ChannelName,
): Promise<StoredConversation | null> {
  const [row] = await rowsOf<StoredConversation>(
    on,
    `SELECT memory, location, expires_at AS "expiresAt" FROM conversations WHERE user_id = ? AND channel = ?`,
    [userId, channel],
  );
  return row ?? null;
}

/** Replaces the stored talk; a null location keeps the one that is there. */
export async function saveConversation(
  on: Queryable,
  talk: {
    userId: number;
    channel: ChannelName;
    memory: unknown;
    location: unknown;
    updatedAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await rowsOf(
    on,
    `INSERT INTO conversations (user_id, channel, memory, location, updated_at, expires_at)
     VALUES (?, ?, ?::jsonb, ?::jsonb, ?, ?)
     ON CONFLICT (user_id, channel) DO UPDATE SET
       memory = excluded.memory,
       location = coalesce(excluded.location, conversations.location),
       updated_at = excluded.updated_at,
       expires_at = excluded.expires_at`,
    [
      talk.userId,
      talk.channel,
      JSON.stringify(talk.memory),
      talk.location === null ? null : JSON.stringify(talk.location),
      talk.updatedAt,
      talk.expiresAt,
    ],
  );
}

/** The language in which a person wrote last, on whatever channel; null when they never did. */
export async function lastLanguage(on: Queryable, userId: number): Promise<string | null> {
  const [row] = await rowsOf<{ language: string | null }>(
    on,
    `SELECT memory ->> 'language' AS language FROM conversations
     WHERE user_id = ? AND memory ->> 'language' IS NOT NULL ORDER BY updated_at DESC LIMIT 1`,
    [userId],
  );
  return row?.language ?? null;
}

/**
 * Notes that an unknown address wrote today. Returns true for the first time that day: then it may be refused once.
 */
export async function noteUnknownSender(
  on: Queryable,
  { channel, address, localDate }: { channel: ChannelName; address: string; localDate: string },
): Promise<boolean> {
  const [row] = await rowsOf<{ messages: number }>(
    on,
    `INSERT INTO unknown_senders (channel, address, refused_on) VALUES (?, ?, ?)
     ON CONFLICT (channel, address, refused_on) DO UPDATE SET messages = unknown_senders.messages + 1
     RETURNING messages`,
    [channel, address, localDate],
  );
  return row?.messages === 1;
}
