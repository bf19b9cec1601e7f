import { describe, expect, it } from 'vitest';
import { enqueue } from '../../src/jobs/queue.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { useDatabase } from '../support/database.js';

const database = useDatabase();

const stored = () =>
  rowsOf<{ name: string; key: string | null; payload: unknown }>(
    database.db,
    'SELECT name, key, payload FROM jobs ORDER BY id',
  );

describe('the job queue', () => {
  it('keeps nothing of a transaction that is taken back, a hundred times', async () => {
    for (let i = 0; i < 100; i++) {
      const work = inTransaction(database.db, async (tx) => {
        await enqueue(tx, 'sweep', {});
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow('changed my mind');
    }
    expect(await stored()).toEqual([]);
  });

  it('rings when the transaction commits, not before', async () => {
    let heard = 0;
    const silence = database.db.bell.on('jobs', () => heard++);
    await inTransaction(database.db, async (tx) => {
      await enqueue(tx, 'answer-inbound', { inboundId: 1 });
      expect(heard).toBe(0);
    });
    silence();
    expect(heard).toBe(1);
  });

  it('adds one job for a key while it waits, and another once it is done', async () => {
    const add = () => enqueue(database.db, 'escalate-alert', { alertId: 7, step: 1 }, { key: 'alert:7:1' });
    await add();
    await add();
    expect((await stored()).filter((job) => job.key === 'alert:7:1')).toHaveLength(1);
    await rowsOf(database.db, `UPDATE jobs SET state = 'done' WHERE key = 'alert:7:1'`);
    await add();
    expect((await stored()).filter((job) => job.key === 'alert:7:1')).toHaveLength(2);
  });

  it('refuses a payload that the job does not take', async () => {
    await expect(enqueue(database.db, 'nightly-pipeline', { runId: 0 })).rejects.toThrow('runId');
  });
});
