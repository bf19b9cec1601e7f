import type { User } from '../domain/user.js';
import type { Queryable, Tx } from './database.js';
import { ensureAddress } from './identities.js';
import { createUser, type NewUser, userByEmail } from './users.js';

/** What the default users depend on. */
export type DefaultUserSettings = {
  production: boolean;
  /** The first admin's password; null: a random one is made. */
  adminPassword: string | null;
  demo: { incidents: number; officerPhone: string; commanderPhone: string; commanderSlack: string };
};

const ADMIN: NewUser = { email: 'admin@khareetaty.ai', name: 'Administrator', role: 'superadmin' };
const OTHERS: readonly NewUser[] = [
  { email: 'analyst@khareetaty.ai', name: 'Analyst', role: 'analyst' },
  { email: 'viewer@khareetaty.ai', name: 'Viewer', role: 'viewer' },
];
const OFFICER: NewUser = {
  email: 'officer@khareetaty.ai',
  name: 'Salem Al-Demo',
  role: 'officer',
  demo: true,
};
const COMMANDER: NewUser = {
  email: 'commander@khareetaty.ai',
  name: 'Maryam Al-Demo',
  role: 'commander',
  demo: true,
};

/**
 * Makes sure that the three default users exist and, only beside demo data and never in production, the demo officer and
 * commander with their verified addresses. Only the admin gets a password; the others need an invitation.
 *
 * @param newPassword makes a random password of 12 to 72 bytes.
 * @returns the admin's random password, once, when it was made now; null when the admin existed or it was given.
 */
export async function ensureDefaultUsers(
  tx: Tx,
  settings: DefaultUserSettings,
  newPassword: () => string,
): Promise<{ adminPassword: string | null }> {
  const adminPassword = await ensureAdmin(tx, settings.adminPassword, newPassword);
  for (const user of OTHERS) await ensureUser(tx, user);
  if (settings.demo.incidents > 0 && !settings.production) await ensureDemoUsers(tx, settings.demo);
  return { adminPassword };
}

async function ensureAdmin(tx: Tx, given: string | null, newPassword: () => string): Promise<string | null> {
  if (await userByEmail(tx, ADMIN.email)) return null;
  const password = given ?? newPassword();
  await createUser(tx, { ...ADMIN, password });
  return given === null ? password : null;
}

async function ensureUser(on: Queryable, user: NewUser): Promise<User> {
  return (await userByEmail(on, user.email)) ?? (await createUser(on, user));
}

async function ensureDemoUsers(tx: Tx, demo: DefaultUserSettings['demo']): Promise<void> {
  const officer = await ensureUser(tx, OFFICER);
  const commander = await ensureUser(tx, COMMANDER);
  await ensureAddress(tx, officer.id, { channel: 'whatsapp', value: demo.officerPhone });
  await ensureAddress(tx, officer.id, { channel: 'sms', value: demo.officerPhone });
  await ensureAddress(tx, commander.id, { channel: 'whatsapp', value: demo.commanderPhone });
  await ensureAddress(tx, commander.id, { channel: 'sms', value: demo.commanderPhone });
  await ensureAddress(tx, commander.id, { channel: 'slack', value: demo.commanderSlack });
}
