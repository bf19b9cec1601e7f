import { createHmac } from 'node:crypto';
import type { Block, Reply } from '../domain/message.js';
import type { Queryable } from '../store/database.js';
import { keepLink } from '../store/links.js';
import type { ClaimedMessage } from '../store/outbox-claims.js';

/** What one-tap links are made of: a secret that is not in the database, and where people reach us. */
export type TapOptions = { secret: string; publicUrl: string };

/** A link outlives the shift in which it was sent, and no more. */
const LINK_SECONDS = 12 * 3600;

/**
 * The token of a message's link: 256 bits that follow from the message, so that another try carries the same link, and
 * that nobody can tell who only reads the database.
 */
export function tapToken(secret: string, messageKey: string, button: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['one-tap', messageKey, button]))
    .digest('base64url');
}

/**
 * Nobody can answer a one-way SMS: the first choice becomes a link that does it, once. Made for the attempt and kept
 * nowhere but as a hash; a message that is no promise to a person stays as it is.
 */
export async function withTapLinks(on: Queryable, tap: TapOptions, message: ClaimedMessage): Promise<Reply> {
  const { reply, userId, tellingId, key } = message;
  if (userId === null || tellingId === null) return reply;
  const blocks: Block[] = [];
  for (const block of reply.blocks) {
    const [first] = block.kind === 'choices' ? block.choices : [];
    if (!first) {
      blocks.push(block);
      continue;
    }
    const token = tapToken(tap.secret, key, first.payload);
    await keepLink(on, token, { kind: 'action', userId, payload: { button: first.payload } }, LINK_SECONDS);
    blocks.push({ kind: 'link', label: first.label, url: `${tap.publicUrl}/a/${token}`, rank: 0 });
  }
  return { ...reply, blocks };
}
