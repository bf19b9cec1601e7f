import { describe, expect, it } from 'vitest';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { createLink, type Link, useLink, viewLink } from '../../src/store/links.js';
import { useDatabase } from '../support/database.js';

const database = useDatabase();
const link: Link = { kind: 'task', userId: null, payload: { taskId: 7, to: 'accepted' } };
let made = 0;
async function aToken(lifetimeSeconds = 60) {
  const token = `token-${++made}-with-plenty-of-randomness`;
  await createLink(database.db, token, link, lifetimeSeconds);
  return token;
}

describe('a one-time link', () => {
  it('can be looked at without being used, works once, and then says that it was used', async () => {
    const token = await aToken();
    expect(await viewLink(database.db, token)).toEqual({ ...link, state: 'open' });
    expect(await useLink(database.db, token, 'task')).toEqual(link);
    expect(await useLink(database.db, token, 'task')).toBeNull();
    expect(await viewLink(database.db, token)).toEqual({ ...link, state: 'used' });
  });

  it('works for exactly one of many at once', async () => {
    const token = await aToken();
    const uses = await Promise.all(Array.from({ length: 8 }, () => useLink(database.db, token, 'task')));
    expect(uses.filter((use) => use !== null)).toHaveLength(1);
  });

  it('stays usable when what it does fails', async () => {
    const token = await aToken();
    const failing = inTransaction(database.db, async (tx) => {
      await useLink(tx, token, 'task');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await useLink(database.db, token, 'task')).toEqual(link);
  });

  it('does not work after its time, for another kind, or when never given out', async () => {
    const late = await aToken(-1);
    expect(await viewLink(database.db, late)).toMatchObject({ state: 'expired' });
    expect(await useLink(database.db, late, 'task')).toBeNull();
    expect(await useLink(database.db, await aToken(), 'invite')).toBeNull();
    expect(await viewLink(database.db, 'never given out')).toBeNull();
  });

  it('cannot be made from what is stored', async () => {
    const token = await aToken();
    const stored = await rowsOf(database.db, 'SELECT * FROM one_time_links');
    expect(JSON.stringify(stored)).not.toContain(token);
  });
});
