import type { Inbound } from '../domain/message.js';
import type { Identity, User } from '../domain/user.js';
import type { Queryable } from '../store/database.js';
import { findIdentity } from '../store/identities.js';
import { userById } from '../store/users.js';

/** The person behind an address. */
export type Sender = { user: User; identity: Identity };

/** Who wrote, by verified address alone: nothing inside a message can say who its sender is. */
export async function identify(
  on: Queryable,
  inbound: Pick<Inbound, 'channel' | 'from'>,
): Promise<Sender | null> {
  const identity = await findIdentity(on, inbound.channel, inbound.from);
  if (!identity?.verifiedAt) return null;
  const user = await userById(on, identity.userId);
  return user?.active ? { user, identity } : null;
}
