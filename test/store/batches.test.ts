import { beforeEach, describe, expect, it } from 'vitest';
import {
  advanceBatch,
  batchOfId,
  closeBatch,
  findBatch,
  listBatches,
  listQuarantined,
  openBatch,
} from '../../src/store/batches.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { packChunk, type RawRow, storedVersions, storeRows } from '../../src/store/incident-writes.js';
import { listRecent } from '../../src/store/incidents.js';
import { useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';

const AT = new Date('2026-03-18T02:00:00+03:00');
const LATER = new Date('2026-03-18T02:05:00+03:00');

describe('import batches', () => {
  const database = useDatabase();
  const open = (sha256 = 'aa', startedAt = AT) =>
    openBatch(database.db, {
      source: 'police',
      fileName: 'march.csv',
      sha256,
      mapping: {},
      header: ['id', 'say "when", please'],
      delimiter: ';',
      startedAt,
    });

  beforeEach(async () => {
    await rowsOf(database.db, 'TRUNCATE incidents_clean, incidents_raw, ingest_batches RESTART IDENTITY');
  });

  it('are found by source and content', async () => {
    const batch = await open();
    expect(await findBatch(database.db, 'police', 'aa')).toEqual(batch);
    expect(await findBatch(database.db, 'traffic', 'aa')).toBeNull();
    expect(batch).toMatchObject({
      status: 'running',
      rowsRead: 0,
      report: null,
      startedAt: AT,
      finishedAt: null,
    });
  });

  it('are taken up again, with what was counted, after they failed', async () => {
    const { id } = await open();
    await advanceBatch(database.db, id, 0, 2000, { read: 2000 });
    await closeBatch(database.db, id, { status: 'failed', report: null, at: LATER });
    expect(await open()).toMatchObject({ id, status: 'running', rowsRead: 2000, report: { read: 2000 } });
  });

  it('advance only from where they are: a second importer of the same file is told', async () => {
    const { id } = await open();
    expect(await advanceBatch(database.db, id, 0, 2000, {})).toBe(true);
    expect(await advanceBatch(database.db, id, 0, 2000, {})).toBe(false);
    expect(await findBatch(database.db, 'police', 'aa')).toMatchObject({ rowsRead: 2000 });
  });

  it('stay finished once they are', async () => {
    const { id } = await open();
    await closeBatch(database.db, id, { status: 'finished', report: { read: 1 }, at: LATER });
    await closeBatch(database.db, id, { status: 'failed', report: null, at: LATER });
    expect(await findBatch(database.db, 'police', 'aa')).toMatchObject({
      status: 'finished',
      report: { read: 1 },
      finishedAt: LATER,
    });
  });

  it('are listed newest first', async () => {
    await open('aa', AT);
    await open('bb', LATER);
    expect((await listBatches(database.db, 5)).map((b) => b.sha256)).toEqual(['bb', 'aa']);
    expect(await listBatches(database.db, 1)).toHaveLength(1);
  });

  it('keep refused rows with their reasons as they came, whatever characters they hold', async () => {
    await seedTestPlaces(database.db);
    const { id } = await open();
    const payload = '{1,NULL} "quoted" \\ \\N back\\slash,\ttab\r\nbreak, عربي \u{1f6a8}';
    const incident = incidentFactory('police')({
      sourceId: '7',
      contentHash: 'h',
      quality: ['area_nearest'],
    });
    const row = { sourceId: '7', payload: '\\.', reasons: [], incident: null, replaces: false };
    const rows: RawRow[] = [
      {
        ...row,
        line: 3,
        sourceId: null,
        payload,
        status: 'quarantined',
        reasons: ['bad_date', 'missing_id'],
      },
      { ...row, line: 4, status: 'accepted', incident },
      { ...row, line: 5, payload: '', status: 'quarantined', reasons: ['id_conflict'] },
    ];
    await inTransaction(database.db, (tx) => storeRows(tx, packChunk(tx, id, rows)));
    expect(await listQuarantined(database.db, id, 10)).toEqual([
      { line: 3, reasons: ['bad_date', 'missing_id'], payload },
      { line: 5, reasons: ['id_conflict'], payload: '' },
    ]);
    expect((await listQuarantined(database.db, id, 10, 3)).map(({ line }) => line)).toEqual([5]);
    expect(await batchOfId(database.db, id)).toMatchObject({ id });
    expect(await batchOfId(database.db, id + 1)).toBeNull();
    const [stored] = await listRecent(database.db, { period: { from: new Date(0), to: LATER } }, 1);
    expect(stored).toMatchObject({
      occurredAt: incident.occurredAt,
      latitude: incident.latitude,
      longitude: incident.longitude,
      quality: ['area_nearest'],
    });
    expect(await storedVersions(database.db, 'police', ['7', '8'])).toEqual(
      new Map([['7', { contentHash: 'h', batchId: id }]]),
    );
  });
});
