import type { Inbound, Reply } from './message.js';

/**
 * JSON that PostgreSQL's jsonb keeps: NUL and half characters (lone surrogates), which it refuses and which people can
 * send, become U+FFFD.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

/** Text that a text column keeps. */
export function storable(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
}

/** A reply as it was before it was stored: the instants in its values are dates again. */
export function reviveReply(stored: unknown): Reply {
  return withDates(stored) as Reply;
}

/** An inbound message as it was before it was stored. */
export function reviveInbound(stored: unknown): Inbound {
  const message = stored as Omit<Inbound, 'sentAt'> & { sentAt: string | null };
  return { ...message, sentAt: message.sentAt === null ? null : new Date(message.sentAt) };
}

type Fields = Readonly<Record<string, unknown>>;

function withDates(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withDates);
  if (typeof part !== 'object' || part === null) return part;
  const fields = part as Fields;
  if ((fields.kind === 'instant' || fields.kind === 'clock') && typeof fields.at === 'string') {
    return { ...fields, at: new Date(fields.at) };
  }
  if (fields.kind === 'period') return { ...fields, period: period(fields.period as Fields) };
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, withDates(value)]));
}

const period = (stored: Fields) => ({
  ...stored,
  from: new Date(String(stored.from)),
  to: new Date(String(stored.to)),
});
