import { z } from 'zod';
import { type Undo, undoSchema } from '../commands/undo.js';
import type { ChannelName, SharedLocation } from '../domain/message.js';
import type { Locale } from '../domain/user.js';
import { type Candidate, type DialogueMemory, EMPTY_MEMORY } from '../nlu/frame.js';
import { loadConversation, saveConversation } from '../store/conversations.js';
import type { Queryable } from '../store/database.js';

/** An action that waits for a yes, and the message that asked: an old button must not confirm a new question. */
export type Unconfirmed = Candidate & { question: number };

/** What the bot remembers of a talk with one person on one channel. */
export type Memory = {
  dialogue: DialogueMemory;
  /** An action that was understood with a guess and waits for a yes. */
  unconfirmed: Unconfirmed | null;
  location: SharedLocation | null;
  /** The language that the person wrote in last; it outlives the talk. */
  language: Locale | null;
  /** How the last question was read, for "why?". */
  reading: ReadingNote | null;
  /** What the person did last, for "undo". */
  undo: Undo | null;
  /** What was last done, once it is done: words may be about it, but nothing is added to it any more. */
  acted: Candidate | null;
  /** The talk that ended by itself: a word that leans on it is told so instead of being misread. */
  ended: Pick<Memory, 'dialogue' | 'unconfirmed'> | null;
};

/** What is kept of how a message was read: the words that told something, the slots that were guessed, and those taken over. */
export type ReadingNote = { words: string[]; guessed: string[]; inherited: string[] };

/** What one message changes in the memory of a talk. */
export type Remembered = Pick<Memory, 'dialogue' | 'unconfirmed' | 'language' | 'reading' | 'undo' | 'acted'>;

/** After this long without a word a follow-up is no longer one. */
export const DIALOGUE_MINUTES = 30;
/** A shared position is forgotten after a shift. */
const LOCATION_MINUTES = 8 * 60;

const storedSchema = z.object({
  dialogue: z.custom<DialogueMemory>((value) => typeof value === 'object' && value !== null),
  unconfirmed: z.custom<Unconfirmed>((value) => typeof value === 'object' && value !== null).nullable(),
  language: z.string().nullable(),
  reading: z
    .object({
      words: z.array(z.string()),
      guessed: z.array(z.string()),
      inherited: z.array(z.string()).default([]),
    })
    .nullable(),
  undo: undoSchema.nullable(),
  acted: z.custom<Candidate>((value) => typeof value === 'object' && value !== null).nullable(),
});
const locationSchema = z.object({
  latitude: z.number(),
  longitude: z.number(),
  label: z.string().nullable(),
  until: z.iso.datetime(),
});

/** The memory of somebody who never talked with us. */
export const NOTHING: Memory = {
  dialogue: EMPTY_MEMORY,
  unconfirmed: null,
  location: null,
  language: null,
  reading: null,
  undo: null,
  acted: null,
  ended: null,
};

/** What is still remembered; memory of an older shape or past its time is nothing. */
export async function recall(
  on: Queryable,
  userId: number,
  channel: ChannelName,
  now: Date,
): Promise<Memory> {
  const stored = await loadConversation(on, userId, channel);
  if (!stored) return NOTHING;
  const kept = storedSchema.safeParse(stored.memory).data;
  const lives = stored.expiresAt > now;
  const talk = lives ? kept : undefined;
  const position = locationSchema.safeParse(stored.location);
  const location = position.success && new Date(position.data.until) > now ? position.data : null;
  return {
    dialogue: talk?.dialogue ?? EMPTY_MEMORY,
    unconfirmed: talk?.unconfirmed ?? null,
    location: location && {
      latitude: location.latitude,
      longitude: location.longitude,
      label: location.label,
    },
    language: kept?.language ?? null,
    reading: talk?.reading ?? null,
    undo: kept?.undo ?? null,
    acted: talk?.acted ?? null,
    ended: lives || !kept ? null : { dialogue: kept.dialogue, unconfirmed: kept.unconfirmed },
  };
}

/** Remembers the talk for half an hour. A newly shared position is kept, coarsened to some 100 m, for a shift. */
export async function remember(
  on: Queryable,
  { userId, channel, now }: { userId: number; channel: ChannelName; now: Date },
  remembered: Remembered,
  shared: SharedLocation | null,
): Promise<void> {
  await saveConversation(on, {
    userId,
    channel,
    memory: remembered,
    location: shared && coarse(shared, now),
    updatedAt: now,
    expiresAt: new Date(now.getTime() + DIALOGUE_MINUTES * 60_000),
  });
}

function coarse(location: SharedLocation, now: Date) {
  return {
    latitude: Math.round(location.latitude * 1000) / 1000,
    longitude: Math.round(location.longitude * 1000) / 1000,
    label: null,
    until: new Date(now.getTime() + LOCATION_MINUTES * 60_000).toISOString(),
  };
}
