import type { QuarantineReason } from '../domain/incident.js';
import { arrayLiteral } from './array-literal.js';
import { type Queryable, rowOf, rowsOf } from './database.js';

/** One file of one source, imported or on its way. */
export type Batch = {
  id: number;
  source: string;
  fileName: string;
  sha256: string;
  status: 'running' | 'finished' | 'failed';
  /** Rows of the file that are safely stored; a resumed import goes on after them. */
  rowsRead: number;
  /** What was counted so far, as the importer wrote it; null before the first chunk. */
  report: unknown;
  startedAt: Date;
  finishedAt: Date | null;
};

type BatchRow = {
  id: number;
  source: string;
  file_name: string;
  sha256: string;
  status: Batch['status'];
  rows_read: number;
  report: unknown;
  started_at: Date;
  finished_at: Date | null;
};

const toBatch = (row: BatchRow): Batch => ({
  id: row.id,
  source: row.source,
  fileName: row.file_name,
  sha256: row.sha256,
  status: row.status,
  rowsRead: row.rows_read,
  report: row.report,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});

const COLUMNS = 'id, source, file_name, sha256, status, rows_read, report, started_at, finished_at';

/** The batch of a file's content, whether it is finished or was broken off; null when this content is new. */
export async function findBatch(on: Queryable, source: string, sha256: string): Promise<Batch | null> {
  const [row] = await rowsOf<BatchRow>(
    on,
    `SELECT ${COLUMNS} FROM ingest_batches WHERE source = ? AND sha256 = ?`,
    [source, sha256],
  );
  return row ? toBatch(row) : null;
}

/** The batch of a number; null when there is none. */
export async function batchOfId(on: Queryable, id: number): Promise<Batch | null> {
  const [row] = await rowsOf<BatchRow>(on, `SELECT ${COLUMNS} FROM ingest_batches WHERE id = ?`, [id]);
  return row ? toBatch(row) : null;
}

/** Starts a batch, or takes up again the one of the same content. */
export async function openBatch(
  on: Queryable,
  batch: {
    source: string;
    fileName: string;
    sha256: string;
    mapping: object;
    /** Needed to take the stored rows apart again. */
    header: readonly string[];
    delimiter: string;
    startedAt: Date;
  },
): Promise<Batch> {
  const row = await rowOf<BatchRow>(
    on,
    `INSERT INTO ingest_batches (source, file_name, sha256, mapping, header, delimiter, status, started_at)
     VALUES (?, ?, ?, ?, ?::text[], ?, 'running', ?)
     ON CONFLICT (source, sha256) DO UPDATE SET status = 'running', mapping = excluded.mapping
     RETURNING ${COLUMNS}`,
    [
      ...[batch.source, batch.fileName, batch.sha256, JSON.stringify(batch.mapping)],
      ...[arrayLiteral(batch.header), batch.delimiter, batch.startedAt],
    ],
  );
  return toBatch(row);
}

/**
 * Records how far a batch came. Meant for the transaction that stores the rows.
 *
 * @param from rows that were stored before; another importer of the same file makes this wrong.
 * @returns false when the batch is no longer where `from` says: somebody else is importing it.
 */
export async function advanceBatch(
  on: Queryable,
  id: number,
  from: number,
  to: number,
  report: object,
): Promise<boolean> {
  const rows = await rowsOf(
    on,
    'UPDATE ingest_batches SET rows_read = ?, report = ? WHERE id = ? AND rows_read = ? RETURNING id',
    [to, JSON.stringify(report), id, from],
  );
  return rows.length === 1;
}

/** Ends a batch: finished with its report, or failed so that it can be taken up again. What is finished stays so. */
export async function closeBatch(
  on: Queryable,
  id: number,
  end: { status: 'finished' | 'failed'; report: object | null; at: Date },
): Promise<void> {
  await rowsOf(
    on,
    `UPDATE ingest_batches SET status = ?, report = coalesce(?::jsonb, report), finished_at = ?
     WHERE id = ? AND status <> 'finished'`,
    [end.status, end.report ? JSON.stringify(end.report) : null, end.at, id],
  );
}

/** The latest batches, newest first. */
export async function listBatches(on: Queryable, limit: number): Promise<Batch[]> {
  const rows = await rowsOf<BatchRow>(
    on,
    `SELECT ${COLUMNS} FROM ingest_batches ORDER BY started_at DESC, id DESC LIMIT ?`,
    [limit],
  );
  return rows.map(toBatch);
}

/** A refused row: where it stood, why it was refused (the first reason is the one counted), and the row as it came. */
export type QuarantinedRow = { line: number; reasons: QuarantineReason[]; payload: string };

/** Some refused rows of a batch in the order of the file: the first `limit` of those behind line `after`. */
export async function listQuarantined(
  on: Queryable,
  batchId: number,
  limit: number,
  after = 0,
): Promise<QuarantinedRow[]> {
  return rowsOf<QuarantinedRow>(
    on,
    `SELECT line, reasons, payload FROM incidents_raw
     WHERE batch_id = ? AND line > ? AND status = 'quarantined' ORDER BY line LIMIT ?`,
    [batchId, after, limit],
  );
}
