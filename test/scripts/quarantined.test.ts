import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { type QuarantineForm, writeQuarantined } from '../../scripts/etl/quarantined.js';
import { openBatch } from '../../src/store/batches.js';
import { inTransaction, rowsOf } from '../../src/store/database.js';
import { packChunk, type RawRow, storeRows } from '../../src/store/incident-writes.js';
import { useDatabase } from '../support/database.js';

const refused = (line: number, payload: string, reasons: RawRow['reasons']): RawRow => ({
  ...{ line, payload, reasons, sourceId: null, status: 'quarantined', incident: null, replaces: false },
});
const ODD = '7,"he said ""now""\nand left",x';

describe('the list of refused rows', () => {
  const database = useDatabase();
  let batchId = 0;
  const written = async (form: QuarantineForm): Promise<string[]> => {
    const lines: string[] = [];
    await writeQuarantined(database.db, batchId, form, (line) => lines.push(line));
    return lines;
  };

  it('says that there is no such batch, before there is any', async () => {
    await expect(writeQuarantined(database.db, 1, 'text', () => undefined)).rejects.toThrow(
      'there is no batch 1: nothing was imported from a file yet',
    );
  });

  describe('of a batch', () => {
    const MANY = 2500;
    beforeAll(async () => {
      const batch = await openBatch(database.db, {
        ...{ source: 'police', fileName: 'march.csv', sha256: 'a'.repeat(64), mapping: {} },
        ...{ header: ['id', 'text', 'more'], delimiter: ',', startedAt: new Date('2026-03-18T07:15:00Z') },
      });
      batchId = batch.id;
      const many = Array.from({ length: MANY }, (_, i) => refused(i + 10, `${i},a,b`, ['bad_date']));
      const rows = [refused(2, ODD, ['bad_position', 'future_date']), ...many];
      await inTransaction(database.db, (tx) => storeRows(tx, packChunk(tx, batchId, rows)));
    });

    it('is whole and in the order of the file, however many pages it takes', async () => {
      const lines = await written('text');
      expect(lines).toHaveLength(MANY + 1);
      const numbers = lines.map((line) => Number(line.slice(0, 9)));
      expect(numbers).toEqual([2, ...Array.from({ length: MANY }, (_, i) => i + 10)]);
    });

    it('keeps a row of several lines on one line for people, with all its reasons', async () => {
      const [first] = await written('text');
      expect(first).toContain('bad_position, future_date');
      expect(first).toContain('he said ""now""\u21b5and left');
    });

    it('is a CSV that gives every row back as it came', async () => {
      const records: string[][] = parse((await written('csv')).join('\n'));
      expect(records).toHaveLength(MANY + 2);
      expect(records.slice(0, 2)).toEqual([
        ['line', 'reasons', 'row'],
        ['2', 'bad_position future_date', ODD],
      ]);
    });

    it('says so where nothing was refused, and is a table without rows for programs', async () => {
      const clean = await openBatch(database.db, {
        ...{ source: 'police', fileName: 'april.csv', sha256: 'b'.repeat(64), mapping: {} },
        ...{ header: ['id', 'text'], delimiter: ',', startedAt: new Date('2026-04-18T07:15:00Z') },
      });
      const said: string[] = [];
      await writeQuarantined(database.db, clean.id, 'text', (line) => said.push(line));
      await writeQuarantined(database.db, clean.id, 'csv', (line) => said.push(line));
      expect(said).toEqual([`no row of batch ${clean.id} was refused`, 'line,reasons,row']);
      await rowsOf(database.db, `DELETE FROM ingest_batches WHERE id = ${clean.id}`);
    });

    it('names the latest batches when there is none of that number', async () => {
      await expect(writeQuarantined(database.db, 99, 'csv', () => undefined)).rejects.toThrow(
        `there is no batch 99: the latest are ${batchId} (march.csv)`,
      );
    });
  });
});
