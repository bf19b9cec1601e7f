import { beforeEach, describe, expect, it } from 'vitest';
import { choices, reply, text } from '../../src/domain/reply.js';
import { deliverDue } from '../../src/outbox/deliver.js';
import type { Render } from '../../src/outbox/ready.js';
import { tapToken } from '../../src/outbox/tap-links.js';
import { tell } from '../../src/outbox/tell.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { viewLink } from '../../src/store/links.js';
import { useDatabase } from '../support/database.js';
import { ambiguous, type FakeChannel, fakeChannel } from '../support/fake-channel.js';
import { deskFor, emptyOutbox, outboxRuntime } from '../support/outbox.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const NOON = new Date('2026-03-18T12:00:00+03:00');

beforeEach(() => emptyOutbox(database.db));

const showLinks: Render = ({ blocks }) => ({
  text: blocks.map((block) => (block.kind === 'link' ? block.url : block.kind)).join('\n'),
  buttons: [],
  direction: 'ltr',
});

/** A task for an officer who has SMS alone, on its way over this channel. */
async function tasked(sms: FakeChannel) {
  const runtime = outboxRuntime(database.db, [sms], NOON);
  const officer = await aPerson(database.db, 'officer');
  const address = { channel: 'sms', value: '+96550000001' } as const;
  await linkAddress(database.db, { userId: officer.id, address, verifiedAt: NOON });
  const buttons = [
    { label: text('test.accept'), payload: 'accept:7' },
    { label: text('test.decline'), payload: 'decline:7' },
  ];
  const told = { cause: 'task:7', step: 'given', purpose: 'task', urgency: 'critical' } as const;
  await inTransaction(database.db, (tx) =>
    tell(runtime, tx, { ...told, user: officer, reply: reply([choices(buttons)]) }),
  );
  return { officer, desk: deskFor(runtime, { render: showLinks }) };
}

const oneWay = () => {
  const sms = fakeChannel('sms');
  return Object.assign(sms, { limits: { ...sms.limits, oneWay: true } });
};

describe('a message that cannot be answered', () => {
  it('carries a link for its first choice, the same on every try', async () => {
    const sms = oneWay();
    const tried: string[] = [];
    sms.fault = ({ rendered }, call) => {
      tried.push(rendered.text);
      return call === 1 ? { takes: false, answers: ambiguous } : null;
    };
    const { desk, officer } = await tasked(sms);
    await deliverDue(desk);
    await rowsOf(database.db, 'UPDATE outbox SET available_at = now()');
    await deliverDue(desk);
    expect(tried).toHaveLength(2);
    expect(tried[1]).toBe(tried[0]);
    const token = /\/a\/([\w-]{43})$/.exec(tried[0] ?? '')?.[1] ?? '';
    expect(await viewLink(database.db, token)).toEqual({
      kind: 'action',
      userId: officer.id,
      payload: { button: 'accept:7' },
      state: 'open',
    });
  });

  it('leaves no working link in the database: who reads all of it can press nothing', async () => {
    const sms = oneWay();
    const { desk } = await tasked(sms);
    await deliverDue(desk);
    const token = /\/a\/([\w-]{43})$/.exec(sms.taken[0]?.message.rendered.text ?? '')?.[1] ?? '';
    expect(await viewLink(database.db, token)).not.toBeNull();
    const tables = await rowsOf<{ name: string }>(
      database.db,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    for (const { name } of tables) {
      expect(
        await rowsOf(database.db, `SELECT 1 FROM ${name} t WHERE strpos(t::text, ?) > 0`, [token]),
      ).toEqual([]);
    }
  });

  it('has a link that nobody can work out without the secret, and no two the same', () => {
    const tokens = [
      tapToken('secret', 'task:7/1/given#2', 'accept:7'),
      tapToken('another', 'task:7/1/given#2', 'accept:7'),
      tapToken('secret', 'task:7/1/given#3', 'accept:7'),
      tapToken('secret', 'task:7/1/given#2', 'accept:8'),
    ];
    expect(new Set(tokens).size).toBe(4);
  });
});
