import { AppError } from '../domain/errors.js';
import type { Locale, Role, User } from '../domain/user.js';
import { type Queryable, rowsOf, type Tx } from './database.js';
import { hashPassword, matchesPassword } from './passwords.js';

/** A person to be created. `password` absent: they cannot log in until they set one. */
export type NewUser = {
  email: string;
  name: string;
  role: Role;
  governorates?: readonly string[] | null;
  locale?: Locale | null;
  demo?: boolean;
  password?: string;
};

/** What may be changed of a person; absent keys stay. */
export type UserChange = Partial<Pick<User, 'name' | 'role' | 'governorates' | 'locale' | 'active'>>;

type UserRow = {
  id: number;
  email: string;
  name: string;
  role: Role;
  governorates: string[] | null;
  locale: string | null;
  active: boolean;
  demo: boolean;
  token_version: number;
};

const COLUMNS = 'id, email, name, role, governorates, locale, active, demo, token_version';

const userOf = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  governorates: row.governorates,
  locale: row.locale,
  active: row.active,
  demo: row.demo,
  tokenVersion: row.token_version,
});

/** E-mail addresses are compared without regard to case and surrounding space. */
const canonicalEmail = (email: string) => email.trim().toLowerCase();

/**
 * Creates a person.
 *
 * @throws AppError `conflict` when the e-mail address is taken; `bad_request` for a password that cannot be hashed.
 */
export async function createUser(on: Queryable, user: NewUser): Promise<User> {
  const hash = user.password === undefined ? null : await hashPassword(user.password);
  const [row] = await rowsOf<UserRow>(
    on,
    `INSERT INTO system_users (email, name, role, governorates, locale, demo, password_hash)
     VALUES (?, ?, ?, ?::text[], ?, ?, ?) ON CONFLICT (email) DO NOTHING RETURNING ${COLUMNS}`,
    [
      canonicalEmail(user.email),
      user.name,
      user.role,
      user.governorates ? [...user.governorates] : null,
      user.locale ?? null,
      user.demo ?? false,
      hash,
    ],
  );
  if (!row)
    throw new AppError('conflict', 'a user with this e-mail address exists', { params: { field: 'email' } });
  return userOf(row);
}

/** The person with this id, or null. */
export async function userById(on: Queryable, id: number): Promise<User | null> {
  const [row] = await rowsOf<UserRow>(on, `SELECT ${COLUMNS} FROM system_users WHERE id = ?`, [id]);
  return row ? userOf(row) : null;
}

/** The person with this e-mail address, or null. */
export async function userByEmail(on: Queryable, email: string): Promise<User | null> {
  const [row] = await rowsOf<UserRow>(on, `SELECT ${COLUMNS} FROM system_users WHERE email = ?`, [
    canonicalEmail(email),
  ]);
  return row ? userOf(row) : null;
}

/** People by id, lowest first; `afterId` pages on. Default: everybody, active or not, at most 500. */
export async function listUsers(
  on: Queryable,
  filter: { active?: boolean; roles?: readonly Role[]; afterId?: number; limit?: number } = {},
): Promise<User[]> {
  const rows = await rowsOf<UserRow>(
    on,
    `SELECT ${COLUMNS} FROM system_users
     WHERE id > ? AND (?::boolean IS NULL OR active = ?::boolean) AND (?::text[] IS NULL OR role = ANY(?::text[]))
     ORDER BY id LIMIT ?`,
    [
      filter.afterId ?? 0,
      ...twice(filter.active ?? null),
      ...twice(filter.roles ? [...filter.roles] : null),
      filter.limit ?? 500,
    ],
  );
  return rows.map(userOf);
}

const twice = <T>(value: T): [T, T] => [value, value];

/**
 * Changes a person. A change of role, area scope or activity makes their tokens invalid at once.
 *
 * @returns the changed person, or null when there is none with this id.
 */
export async function updateUser(tx: Tx, id: number, change: UserChange): Promise<User | null> {
  const [before] = await rowsOf<UserRow>(tx, `SELECT ${COLUMNS} FROM system_users WHERE id = ? FOR UPDATE`, [
    id,
  ]);
  if (!before) return null;
  const after = { ...userOf(before), ...change };
  const [row] = await rowsOf<UserRow>(
    tx,
    `UPDATE system_users SET name = ?, role = ?, governorates = ?::text[], locale = ?, active = ?,
       token_version = token_version + ?
     WHERE id = ? RETURNING ${COLUMNS}`,
    [
      after.name,
      after.role,
      after.governorates ? [...after.governorates] : null,
      after.locale,
      after.active,
      changesAccess(userOf(before), after) ? 1 : 0,
      id,
    ],
  );
  return row ? userOf(row) : null;
}

function changesAccess(before: User, after: User): boolean {
  const scope = (user: User) => JSON.stringify(user.governorates && [...user.governorates].sort());
  return before.role !== after.role || before.active !== after.active || scope(before) !== scope(after);
}

/** Ends a person's access: their tokens stop working with the next request. */
export function deactivateUser(tx: Tx, id: number): Promise<User | null> {
  return updateUser(tx, id, { active: false });
}

/** Remembers the language a person chose. */
export async function setLocale(on: Queryable, id: number, locale: Locale | null): Promise<void> {
  await rowsOf(on, 'UPDATE system_users SET locale = ? WHERE id = ?', [locale, id]);
}

/**
 * Gives a person a new password; tokens issued before stop working.
 *
 * @throws AppError `bad_request` when the password cannot be hashed whole.
 */
export async function setPassword(on: Queryable, id: number, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await rowsOf(
    on,
    'UPDATE system_users SET password_hash = ?, token_version = token_version + 1 WHERE id = ?',
    [hash, id],
  );
}

/**
 * The active person with this e-mail address and password, or null. An unknown address, a person without a password,
 * an inactive one and a wrong password all take one bcrypt comparison and look the same from outside.
 */
export async function userByPassword(on: Queryable, email: string, password: string): Promise<User | null> {
  const [row] = await rowsOf<UserRow & { password_hash: string | null }>(
    on,
    `SELECT ${COLUMNS}, password_hash FROM system_users WHERE email = ?`,
    [canonicalEmail(email)],
  );
  const matches = await matchesPassword(password, row?.password_hash ?? null);
  return row && matches && row.active ? userOf(row) : null;
}
