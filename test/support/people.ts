import type { Role, User } from '../../src/domain/user.js';
import type { Queryable } from '../../src/store/database.js';
import { createUser, type NewUser } from '../../src/store/users.js';

let made = 0;

/** A person of a role, stored, with an address that no other test has. They have no password unless one is given. */
export function aPerson(on: Queryable, role: Role, more: Partial<NewUser> = {}): Promise<User> {
  made += 1;
  return createUser(on, { email: `${role}${made}@example.test`, name: `${role} ${made}`, role, ...more });
}
