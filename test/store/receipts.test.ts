import { beforeEach, describe, expect, it } from 'vitest';
import { applyReceipts, insertReceipt, receiptsOf } from '../../src/store/receipts.js';
import { useDatabase } from '../support/database.js';
import { emptyOutbox } from '../support/outbox.js';

const database = useDatabase();
beforeEach(() => emptyOutbox(database.db));

const receipt = { channel: 'sms', providerId: 'SM1', status: 'sent', errorCode: null } as const;

describe('the receipts table', () => {
  it('keeps each word of a provider once, in the order they came', async () => {
    expect(await insertReceipt(database.db, { ...receipt, status: 'undelivered', errorCode: '30003' })).toBe(
      true,
    );
    expect(await insertReceipt(database.db, receipt)).toBe(true);
    expect(await insertReceipt(database.db, receipt)).toBe(false);
    expect(await receiptsOf(database.db, 'sms', 'SM1')).toMatchObject([
      { status: 'undelivered', errorCode: '30003' },
      { status: 'sent', errorCode: null },
    ]);
  });

  it('keeps the same id of another channel apart', async () => {
    await insertReceipt(database.db, receipt);
    expect(await receiptsOf(database.db, 'whatsapp', 'SM1')).toEqual([]);
  });

  it('moves nothing when no message has the id', async () => {
    await insertReceipt(database.db, receipt);
    expect(await applyReceipts(database.db, 'sms', 'SM1')).toBeNull();
    expect(await applyReceipts(database.db, 'sms', 'SM2')).toBeNull();
  });
});
