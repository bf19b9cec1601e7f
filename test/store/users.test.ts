import { describe, expect, it } from 'vitest';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { ensureDefaultUsers } from '../../src/store/default-users.js';
import { hashPassword, matchesPassword } from '../../src/store/passwords.js';
import {
  createUser,
  deactivateUser,
  listUsers,
  setLocale,
  setPassword,
  updateUser,
  userByEmail,
  userById,
  userByPassword,
} from '../../src/store/users.js';
import { useDatabase } from '../support/database.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const PASSWORD = 'a fine long password';
/** The fewest rounds that bcrypt knows: these tests are about bytes, not about time. */
const QUICK = 4;

describe('people', () => {
  it('are found by id and by e-mail address in any case, and not otherwise', async () => {
    const user = await createUser(database.db, {
      email: ' Noura@Example.test ',
      name: 'Noura',
      role: 'analyst',
      governorates: ['hawalli', 'farwaniya'],
    });
    expect(user).toMatchObject({ email: 'noura@example.test', active: true, tokenVersion: 1, locale: null });
    expect(await userById(database.db, user.id)).toEqual(user);
    expect(await userByEmail(database.db, 'NOURA@example.test')).toEqual(user);
    expect(await userById(database.db, 999_999)).toBeNull();
    expect(await userByEmail(database.db, 'nobody@example.test')).toBeNull();
  });

  it('cannot share an e-mail address', async () => {
    const first = await aPerson(database.db, 'viewer');
    await expect(aPerson(database.db, 'viewer', { email: first.email.toUpperCase() })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('are listed in pages, by role and by activity', async () => {
    const officer = await aPerson(database.db, 'officer');
    const gone = await aPerson(database.db, 'officer');
    await inTransaction(database.db, (tx) => deactivateUser(tx, gone.id));
    const active = await listUsers(database.db, { roles: ['officer'], active: true });
    expect(active.map((u) => u.id)).toContain(officer.id);
    expect(active.map((u) => u.id)).not.toContain(gone.id);
    const next = await listUsers(database.db, { afterId: officer.id, limit: 1 });
    expect(next.map((u) => u.id)).toEqual([gone.id]);
  });

  it.each([
    ['role', { role: 'viewer' as const }],
    ['area scope', { governorates: ['jahra'] }],
    ['activity', { active: false }],
  ])('lose their tokens when their %s changes', async (_, change) => {
    const user = await aPerson(database.db, 'commander');
    const changed = await inTransaction(database.db, (tx) => updateUser(tx, user.id, change));
    expect(changed).toEqual({ ...user, ...change, tokenVersion: 2 });
  });

  it('keep their tokens when only name or language changes', async () => {
    const user = await aPerson(database.db, 'officer', { governorates: ['jahra', 'ahmadi'] });
    const changed = await inTransaction(database.db, (tx) =>
      updateUser(tx, user.id, { name: 'New', governorates: ['ahmadi', 'jahra'] }),
    );
    expect(changed?.tokenVersion).toBe(1);
    await setLocale(database.db, user.id, 'ar');
    expect(await userById(database.db, user.id)).toMatchObject({ locale: 'ar', tokenVersion: 1 });
  });

  it('that do not exist are not changed', async () => {
    expect(await inTransaction(database.db, (tx) => deactivateUser(tx, 999_999))).toBeNull();
  });
});

describe('a password', () => {
  it('opens the door to its owner alone, while they are active', async () => {
    const user = await aPerson(database.db, 'analyst', { password: PASSWORD });
    expect(await userByPassword(database.db, user.email, PASSWORD)).toEqual(user);
    expect(await userByPassword(database.db, user.email, `${PASSWORD}!`)).toBeNull();
    expect(await userByPassword(database.db, 'nobody@example.test', PASSWORD)).toBeNull();
    await inTransaction(database.db, (tx) => deactivateUser(tx, user.id));
    expect(await userByPassword(database.db, user.email, PASSWORD)).toBeNull();
  });

  it('never opens the door of somebody who has none', async () => {
    const user = await aPerson(database.db, 'analyst');
    expect(await userByPassword(database.db, user.email, '')).toBeNull();
  });

  it('that is replaced takes the tokens with it', async () => {
    const user = await aPerson(database.db, 'viewer', { password: PASSWORD });
    await setPassword(database.db, user.id, 'another long password');
    expect(await userByPassword(database.db, user.email, PASSWORD)).toBeNull();
    expect((await userById(database.db, user.id))?.tokenVersion).toBe(2);
  });

  it.each([71, 72])('of %i bytes is read to its last byte', async (bytes) => {
    const password = 'a'.repeat(bytes);
    const hash = await hashPassword(password, QUICK);
    expect(await matchesPassword(password, hash)).toBe(true);
    expect(await matchesPassword(`${password.slice(0, -1)}b`, hash)).toBe(false);
  });

  it.each([73, 80])('of %i bytes is refused when set, and never verifies', async (bytes) => {
    await expect(hashPassword('a'.repeat(bytes), QUICK)).rejects.toMatchObject({ code: 'bad_request' });
    const hash = await hashPassword('a'.repeat(72), QUICK);
    expect(await matchesPassword('a'.repeat(bytes), hash)).toBe(false);
  });

  it('in Arabic is limited by its bytes: 36 letters pass, a 37th is refused and not ignored', async () => {
    const letters = 'خ'.repeat(36);
    const hash = await hashPassword(letters, QUICK);
    expect(await matchesPassword(letters, hash)).toBe(true);
    expect(await matchesPassword(`${letters}ر`, hash)).toBe(false);
    await expect(hashPassword(`${letters}ر`, QUICK)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('is not cut at a NUL', async () => {
    await expect(hashPassword(`${PASSWORD}\0tail`, QUICK)).rejects.toMatchObject({ code: 'bad_request' });
    const hash = await hashPassword(PASSWORD, QUICK);
    expect(await matchesPassword(`${PASSWORD}\0tail`, hash)).toBe(false);
  });

  it('is the same composed or decomposed, and its bytes are counted composed', async () => {
    const composed = 'آ'.repeat(36);
    const hash = await hashPassword(composed, QUICK);
    expect(await matchesPassword(composed.normalize('NFD'), hash)).toBe(true);
  });

  it('shorter than twelve characters is refused', async () => {
    await expect(hashPassword('short', QUICK)).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('the default users', () => {
  const demo = {
    incidents: 10,
    officerPhone: '+96550000001',
    commanderPhone: '+96550000002',
    commanderSlack: 'U00DEMO01',
  };
  const newPassword = () => 'random-password-made-now';

  it('exist once; the admin alone has a password, told once', async () => {
    const settings = { production: false, adminPassword: null, demo };
    const ensure = () => inTransaction(database.db, (tx) => ensureDefaultUsers(tx, settings, newPassword));
    expect(await ensure()).toEqual({ adminPassword: 'random-password-made-now' });
    expect(await ensure()).toEqual({ adminPassword: null });
    const admin = await userByPassword(database.db, 'admin@khareetaty.ai', 'random-password-made-now');
    expect(admin?.role).toBe('superadmin');
    const hashes = await rowsOf(
      database.db,
      `SELECT 1 FROM system_users WHERE email LIKE '%@khareetaty.ai' AND password_hash IS NOT NULL`,
    );
    expect(hashes).toHaveLength(1);
  });

  it('give the demo officer and commander their verified addresses', async () => {
    const rows = await rowsOf(
      database.db,
      `SELECT u.role, i.channel, i.address FROM identities i JOIN system_users u ON u.id = i.user_id
       WHERE u.demo AND i.verified_at IS NOT NULL ORDER BY 1, 2`,
    );
    expect(rows).toEqual([
      { role: 'commander', channel: 'slack', address: 'U00DEMO01' },
      { role: 'commander', channel: 'sms', address: '+96550000002' },
      { role: 'commander', channel: 'whatsapp', address: '+96550000002' },
      { role: 'officer', channel: 'sms', address: '+96550000001' },
      { role: 'officer', channel: 'whatsapp', address: '+96550000001' },
    ]);
  });

  it.each([
    ['without demo data', { production: false, adminPassword: null, demo: { ...demo, incidents: 0 } }],
    ['in production', { production: true, adminPassword: null, demo }],
  ])('are without demo people %s', async (_, settings) => {
    const rolledBack = new Error('leave no trace');
    const found = inTransaction(database.db, async (tx) => {
      await rowsOf(tx, `TRUNCATE system_users CASCADE`);
      await ensureDefaultUsers(tx, settings, newPassword);
      expect((await listUsers(tx)).map((u) => u.role)).toEqual(['superadmin', 'analyst', 'viewer']);
      throw rolledBack;
    });
    await expect(found).rejects.toBe(rolledBack);
  });

  it("take the admin's password from the settings when it is given, and do not repeat it", async () => {
    const rolledBack = new Error('leave no trace');
    const found = inTransaction(database.db, async (tx) => {
      await rowsOf(tx, `TRUNCATE system_users CASCADE`);
      const settings = { production: false, adminPassword: PASSWORD, demo };
      expect(await ensureDefaultUsers(tx, settings, newPassword)).toEqual({ adminPassword: null });
      expect(await userByPassword(tx, 'admin@khareetaty.ai', PASSWORD)).not.toBeNull();
      throw rolledBack;
    });
    await expect(found).rejects.toBe(rolledBack);
  });
});
