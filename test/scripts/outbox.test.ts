import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { list } from '../../scripts/outbox.js';
import { say } from '../../src/domain/reply.js';
import { tell } from '../../src/outbox/tell.js';
import { inTransaction } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { testKnowledge } from '../support/api-bench.js';
import { useDatabase } from '../support/database.js';
import { emptyOutbox, outboxRuntime } from '../support/outbox.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const printed: unknown[] = [];
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(line));
  vi.spyOn(console, 'table').mockImplementation((rows) => void printed.push(...rows));
});
afterEach(async () => {
  vi.restoreAllMocks();
  printed.length = 0;
  await emptyOutbox(database.db);
});

const listed = async (values: Partial<Parameters<typeof list>[1]> = {}) => {
  printed.length = 0;
  const defaults = { limit: '50', promises: false, json: false };
  await list({ db: database.db, knowledge: testKnowledge() }, { ...defaults, ...values });
  return [...printed];
};

/** Tells somebody who can be reached, and somebody who cannot. */
async function tellTwo() {
  const runtime = outboxRuntime(database.db, []);
  const reached = await aPerson(database.db, 'officer', { name: 'Huda' });
  const lost = await aPerson(database.db, 'officer', { name: 'Salem' });
  const address = { channel: 'whatsapp', value: '+96550000061' } as const;
  await linkAddress(database.db, { userId: reached.id, address, verifiedAt: new Date() });
  const telling = { cause: 'alert:7', step: 'raised', purpose: 'alert', urgency: 'critical' } as const;
  await inTransaction(database.db, async (tx) => {
    for (const user of [reached, lost]) {
      await tell(runtime, tx, { ...telling, user, reply: say('commands.alert_list.none') });
    }
  });
  return { reached, lost };
}

describe('npm run outbox -- list', () => {
  it('names who was promised something of which no message was made, and why, beside the messages', async () => {
    const { reached, lost } = await tellTwo();
    const lines = await listed();
    expect(lines).toContainEqual(
      expect.objectContaining({ person: `Huda (user ${reached.id})`, to: 'whatsapp …061', state: 'held' }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        person: `Salem (user ${lost.id})`,
        cause: 'alert:7',
        state: 'exhausted',
        why: 'no address that can be reached',
      }),
    );
    expect(JSON.stringify(lines)).not.toContain('+965');
    expect(await listed({ user: String(reached.id) })).not.toContainEqual(
      expect.objectContaining({ why: expect.anything() }),
    );
  });

  it('prints the messages alone as JSON, as it always has, and the promises when they are asked for', async () => {
    const { reached, lost } = await tellTwo();
    const [messages] = await listed({ json: true });
    expect(JSON.parse(String(messages))).toMatchObject([{ userId: reached.id, to: { value: '…061' } }]);
    const [promises] = await listed({ json: true, promises: true, state: 'exhausted' });
    expect(JSON.parse(String(promises))).toMatchObject([{ userId: lost.id, userName: 'Salem' }]);
    await expect(listed({ promises: true, channel: 'sms' })).rejects.toThrow('no channel');
    await expect(listed({ promises: true, state: 'dead' })).rejects.toThrow('waiting');
  });
});
