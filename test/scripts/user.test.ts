import { beforeAll, describe, expect, it } from 'vitest';
import { manageUsers } from '../../scripts/user.js';
import { loadConfig } from '../../src/config.js';
import { systemIds } from '../../src/runtime.js';
import { listAudit } from '../../src/store/audit.js';
import { addressesOf, findIdentity } from '../../src/store/identities.js';
import { viewLink } from '../../src/store/links.js';
import { userByEmail } from '../../src/store/users.js';
import { NOW, testKnowledge } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';

const database = useDatabase();
const EMAIL = 'sara@example.test';

const manage = (words: string[], values: Parameters<typeof manageUsers>[2] = {}) =>
  manageUsers(
    {
      db: database.db,
      clock: { now: () => NOW },
      ids: systemIds,
      config: loadConfig({ DATA_DIR: '/nowhere', PUBLIC_URL: 'https://bot.example' }),
      knowledge: testKnowledge(),
    },
    words,
    values,
  );
const given = {
  name: 'Sara',
  role: 'officer',
  governorates: 'jahra,hawalli',
  phone: '+96550000033',
  lang: 'ar',
};

beforeAll(async () => {
  await manage(['add', EMAIL], given);
});

describe('npm run user', () => {
  it('adds a person with role, governorates, language and verified addresses, and writes it down', async () => {
    const user = await userByEmail(database.db, EMAIL);
    expect(user).toMatchObject({ role: 'officer', governorates: ['jahra', 'hawalli'], locale: 'ar' });
    const addresses = await addressesOf(database.db, user?.id ?? 0);
    expect(addresses.map((a) => [a.channel, a.address])).toEqual([
      ['whatsapp', '+96550000033'],
      ['sms', '+96550000033'],
    ]);
    const [line] = await listAudit(database.db, { limit: 1 });
    expect(line).toMatchObject({ channel: 'terminal', action: 'users.manage', detail: { email: EMAIL } });
  });

  it('sets the order in which a person is tried, and nothing when a channel is unknown', async () => {
    const user = await userByEmail(database.db, EMAIL);
    const order = async () => (await addressesOf(database.db, user?.id ?? 0)).map(({ channel }) => channel);
    await manage(['prefer', EMAIL], { channels: 'sms,whatsapp' });
    expect(await order()).toEqual(['sms', 'whatsapp']);
    for (const channels of ['pigeon', 'terminal']) {
      await expect(manage(['prefer', EMAIL], { channels })).rejects.toThrow(channels);
    }
    await manage(['prefer', EMAIL], { channels: 'whatsapp' });
    expect(await order()).toEqual(['whatsapp', 'sms']);
  });

  it('does not add somebody twice', async () => {
    await expect(manage(['add', EMAIL], given)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('invites by a link that works once', async () => {
    const [address = ''] = await manage(['invite', EMAIL]);
    expect(address).toMatch(/^https:\/\/bot\.example\/invite\/[\w-]{43}$/);
    const token = address.split('/').at(-1) ?? '';
    expect(await viewLink(database.db, token)).toMatchObject({ kind: 'invitation', state: 'open' });
  });

  it('lists everybody and revokes one', async () => {
    await manage(['link', EMAIL], { slack: 'U0SARA' });
    expect(await manage(['revoke', EMAIL])).toEqual([`${EMAIL} has no access any more`]);
    expect((await manage(['list'])).join('\n')).toMatch(
      /Sara.* sara@example\.test +officer +jahra,hawalli +.*slack.* +\(revoked\)/,
    );
    await expect(manage(['invite', EMAIL])).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each(['99112233', '٩٩١١٢٢٣٣', '9911 2233', '0096599112233'])(
    'takes %s for a number of Kuwait',
    async (phone) => {
      await manage(['link', EMAIL], { phone });
      expect(await findIdentity(database.db, 'sms', '+96599112233')).not.toBeNull();
    },
  );

  it.each([
    ['no action', [], {}],
    ['an unknown action', ['destroy', EMAIL], {}],
    ['two people', ['revoke', EMAIL, 'b@example.test'], {}],
    ['no role', ['add', 'a@example.test'], { name: 'A' }],
    ['no name', ['add', 'a@example.test'], { role: 'viewer' }],
    ['an unknown governorate', ['add', 'a@example.test'], { ...given, governorates: 'atlantis' }],
    ['a phone that is none', ['add', 'a@example.test'], { ...given, phone: '5000' }],
    ['no address to link', ['link', EMAIL], {}],
  ])('says how it is called when given %s', async (_, words, values) => {
    await expect(manage(words, values)).rejects.toMatchObject({ name: 'UsageError' });
  });

  it('says that there is no such person', async () => {
    await expect(manage(['revoke', 'nobody@example.test'])).rejects.toMatchObject({ code: 'not_found' });
  });
});
