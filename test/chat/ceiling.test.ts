import { beforeEach, describe, expect, it } from 'vitest';
import { handleInbound } from '../../src/chat/handle.js';
import { createReceiver } from '../../src/chat/receive.js';
import type { ChannelName } from '../../src/domain/message.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import { renderFor } from '../../src/render.js';
import { rowOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { insertIncidents } from '../../src/store/incident-writes.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { fakeChannel } from '../support/fake-channel.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { deskFor } from '../support/outbox.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW, testRuntime } from '../support/runtime.js';

const database = useDatabase();

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
});

/** A commander, an officer with one address, and a program that sends over these channels. */
async function setUp(names: ChannelName[]) {
  const channels = names.map((name) => {
    const channel = fakeChannel(name);
    return Object.assign(channel, { limits: { ...channel.limits, oneWay: name === 'sms' } });
  });
  const runtime = testRuntime(database.db, { channels });
  const commander = await aPerson(database.db, 'commander', { locale: 'en' });
  const officer = await aPerson(database.db, 'officer', { locale: 'en', name: 'Salem' });
  const link = (userId: number, channel: ChannelName) =>
    linkAddress(database.db, {
      userId,
      address: { channel, value: `${channel} of ${userId}` },
      verifiedAt: TEST_NOW,
    });
  const desk = deskFor(runtime, { render: renderFor(runtime.knowledge.translator) });
  const says = async (channel: ChannelName, text: string) => {
    await link(commander.id, channel);
    await createReceiver(runtime)({
      channel,
      providerId: `${channel} ${text}`,
      from: `${channel} of ${commander.id}`,
      text,
      location: null,
      button: null,
      media: [],
      sentAt: null,
      conversation: null,
    });
    const { id } = await rowOf<{ id: number }>(database.db, 'SELECT max(id)::integer AS id FROM inbound');
    await handleInbound(runtime, id);
    await deliverDue(desk);
  };
  const texts = (name: ChannelName) =>
    channels.find((channel) => channel.name === name)?.taken.map(({ message }) => message.rendered.text) ??
    [];
  return { says, texts, link, officer };
}

describe('what leaves the house', () => {
  it.each(['whatsapp', 'slack', 'terminal'] as const)(
    'names the block of a single incident on no channel but the terminal: %s',
    async (channel) => {
      const incident = incidentFactory();
      await insertIncidents(database.db, [
        incident({ areaId: 'salmiya', block: 7, occurredAt: new Date(TEST_NOW.getTime() - 3_600_000) }),
      ]);
      const { says, texts } = await setUp([channel]);
      await says(channel, 'last 5 incidents in Salmiya');
      const [answer = ''] = texts(channel);
      expect(answer).toContain('Salmiya');
      expect(/block\W+7/.test(answer)).toBe(channel === 'terminal');
    },
  );

  it('says by SMS that there is a task and what can be done, and nothing of what people wrote', async () => {
    const { says, texts, link, officer } = await setUp(['sms', 'whatsapp']);
    await link(officer.id, 'sms');
    await says('whatsapp', 'assign Salem to watch the red car in Salmiya');
    const [told = ''] = texts('sms');
    expect(told).toContain('waits for you');
    expect(told).toMatch(/\/a\/[\w-]{43}/);
    expect(told).not.toMatch(/red car|commander/);
    await says('whatsapp', 'undo');
    expect(texts('sms')[1]).toMatch(/was taken back\.$/);
  });
});
