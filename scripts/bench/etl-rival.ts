import { type Db, inTransaction, rowsOf } from '../../src/store/database.js';

/**
 * The rival's data: what an import made of a file, raw rows and incidents side by side, as a file that the server itself
 * reads. All the cleaning is given to the rival for nothing.
 */
export async function exportForRival(db: Db): Promise<void> {
  await rowsOf(db, `CREATE TABLE shape AS SELECT ${WIDE} FROM ${JOINED} LIMIT 0`);
  await onFile(db, (file) => `COPY (SELECT ${WIDE} FROM ${JOINED} ORDER BY r.line) TO ${file}`);
}

/** COPY into a bare table, then one set-based insert into each of the same tables. @returns seconds. */
export async function importAsRival(db: Db): Promise<number> {
  await rowsOf(db, 'TRUNCATE incidents_clean, incidents_raw');
  await rowsOf(db, 'CHECKPOINT');
  const started = performance.now();
  await inTransaction(db, async (tx) => {
    await rowsOf(tx, 'CREATE TEMP TABLE staged (LIKE shape) ON COMMIT DROP');
    await onFile(tx, (file) => `COPY staged FROM ${file}`);
    await rowsOf(tx, `INSERT INTO incidents_raw (${RAW}) SELECT ${RAW} FROM staged`);
    await rowsOf(
      tx,
      `INSERT INTO incidents_clean (batch_id, line, ${CLEAN})
       SELECT batch_id, line, ${CLEAN} FROM staged WHERE source IS NOT NULL`,
    );
  });
  return (performance.now() - started) / 1000;
}

const RAW = 'batch_id, line, source_id, payload, status, reasons';
const CLEAN = `source, source_id, occurred_at, reported_at, local_date, hour, weekday, weekend, part_of_day, month,
  ramadan, holiday, offence_id, area_id, governorate_id, block, geom, discovered, synthetic, quality, content_hash`;
const JOINED = 'incidents_raw r LEFT JOIN incidents_clean c USING (batch_id, line)';
const WIDE = [
  'batch_id, line, r.source_id, r.payload, r.status, r.reasons',
  ...CLEAN.split(',')
    .map((column) => column.trim())
    .filter((column) => column !== 'source_id')
    .map((column) => `c.${column}`),
].join(', ');

async function onFile(on: Parameters<typeof rowsOf>[0], sql: (file: string) => string): Promise<void> {
  const [row] = await rowsOf<{ file: string }>(
    on,
    "SELECT quote_literal(current_setting('data_directory') || '/rival.copy') AS file",
  );
  await rowsOf(on, sql(row?.file ?? ''));
}
