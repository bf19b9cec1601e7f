import { beforeAll, describe, expect, it } from 'vitest';
import type { ChannelName } from '../../src/domain/message.js';
import {
  addressesOf,
  findIdentity,
  linkAddress,
  markUnreachable,
  optIn,
  optOut,
  preferChannels,
  touchInbound,
} from '../../src/store/identities.js';
import { createUser } from '../../src/store/users.js';
import { useDatabase } from '../support/database.js';

const database = useDatabase();
const now = new Date('2026-03-18T10:15:00Z');
let ali = 0;
let sara = 0;

beforeAll(async () => {
  ali = (await createUser(database.db, { email: 'ali@x.kw', name: 'Ali', role: 'officer' })).id;
  sara = (await createUser(database.db, { email: 'sara@x.kw', name: 'Sara', role: 'officer' })).id;
});

const link = (userId: number, channel: ChannelName, value: string, verifiedAt: Date | null = now) =>
  linkAddress(database.db, { userId, address: { channel, value }, verifiedAt });
const addresses = async (userId: number) =>
  (await addressesOf(database.db, userId)).map((identity) => identity.address);

describe('identities', () => {
  it('tell whose an address is, on its own channel only', async () => {
    const identity = await link(ali, 'whatsapp', '+96550000011');
    expect(await findIdentity(database.db, 'whatsapp', '+96550000011')).toEqual(identity);
    expect(identity).toMatchObject({ userId: ali, verifiedAt: now, optedOutAt: null, lastInboundAt: null });
    expect(await findIdentity(database.db, 'sms', '+96550000011')).toBeNull();
  });

  it('are offered best first: where the person wrote last, then by channel; unreachable ones at the end', async () => {
    const user = await createUser(database.db, { email: 'order@x.kw', name: 'Order', role: 'officer' });
    await link(user.id, 'email', 'order@x.kw');
    await link(user.id, 'sms', '+96550000012');
    await link(user.id, 'slack', 'U1');
    await link(user.id, 'whatsapp', '+96550000012', null);
    expect(await addresses(user.id)).toEqual(['+96550000012', 'U1', 'order@x.kw']);
    await touchInbound(database.db, 'email', 'order@x.kw', now);
    await markUnreachable(database.db, 'sms', '+96550000012', now);
    expect(await addresses(user.id)).toEqual(['order@x.kw', 'U1', '+96550000012']);
    await touchInbound(database.db, 'sms', '+96550000012', new Date(now.getTime() + 1000));
    expect(await addresses(user.id)).toEqual(['+96550000012', 'order@x.kw', 'U1']);
  });

  it('are offered in the order of channels that the person chose, also one that is linked later', async () => {
    const user = await createUser(database.db, { email: 'chose@x.kw', name: 'Chose', role: 'officer' });
    await link(user.id, 'whatsapp', '+96550000015');
    await preferChannels(database.db, user.id, ['email', 'slack']);
    await link(user.id, 'email', 'chose@x.kw');
    await link(user.id, 'slack', 'U5');
    await touchInbound(database.db, 'whatsapp', '+96550000015', now);
    expect(await addresses(user.id)).toEqual(['chose@x.kw', 'U5', '+96550000015']);
    const heir = await createUser(database.db, { email: 'heir@x.kw', name: 'Heir', role: 'officer' });
    await link(heir.id, 'whatsapp', '+96550000016');
    await link(heir.id, 'email', 'chose@x.kw');
    expect(await addresses(heir.id)).toEqual(['+96550000016', 'chose@x.kw']);
  });

  it('leave out addresses that were closed, until they are opened again', async () => {
    await link(sara, 'slack', 'U2');
    expect(await optOut(database.db, 'slack', 'U2', now)).toBe(true);
    expect(await addresses(sara)).toEqual([]);
    expect(await optIn(database.db, 'slack', 'U2')).toBe(true);
    expect(await addresses(sara)).toEqual(['U2']);
    expect(await optOut(database.db, 'slack', 'U404', now)).toBe(false);
  });

  it('remember the first moment of an opt-out and the last of an inbound message', async () => {
    const later = new Date(now.getTime() + 60_000);
    await link(ali, 'sms', '+96550000013');
    for (const at of [later, now]) await touchInbound(database.db, 'sms', '+96550000013', at);
    for (const at of [now, later]) await optOut(database.db, 'sms', '+96550000013', at);
    expect(await findIdentity(database.db, 'sms', '+96550000013')).toMatchObject({
      lastInboundAt: later,
      optedOutAt: now,
    });
  });

  it('take nothing of the former owner along when an address changes hands', async () => {
    await link(ali, 'whatsapp', '+96550000014');
    await touchInbound(database.db, 'whatsapp', '+96550000014', now);
    await optOut(database.db, 'whatsapp', '+96550000014', now);
    await link(ali, 'whatsapp', '+96550000014');
    expect(await findIdentity(database.db, 'whatsapp', '+96550000014')).toMatchObject({ optedOutAt: now });
    await link(sara, 'whatsapp', '+96550000014');
    expect(await findIdentity(database.db, 'whatsapp', '+96550000014')).toMatchObject({
      userId: sara,
      optedOutAt: null,
      lastInboundAt: null,
    });
  });
});
