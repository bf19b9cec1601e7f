import type { Submittable } from 'pg';
import { type ArrayElement, arrayLiteral } from './array-literal.js';
import { type Cell, type ColumnType, copyBinary } from './copy-binary.js';
import { type Queryable, rowsOf, type Tx, translated } from './database.js';

/** A column to be filled. */
export type BulkColumn = { name: string; type: ColumnType };

/** One row, a cell for each column; see `copyBinary` for what a type takes. */
export type BulkRow = readonly Cell[];

/** Rows made ready to be stored; how depends on the database. */
export type PackedRows = { kind: 'copy'; bytes: Buffer } | { kind: 'arrays'; rows: readonly BulkRow[] };

/**
 * Makes rows ready for `bulkInsert`, which then only sends them: COPY on a server, which takes half the time of anything
 * else, and arrays on the embedded database, whose socket cannot carry COPY.
 */
export function packRows(
  { embedded }: Pick<Tx, 'embedded'>,
  columns: readonly BulkColumn[],
  rows: readonly BulkRow[],
): PackedRows {
  if (embedded || rows.length === 0) return { kind: 'arrays', rows };
  const types = columns.map(({ type }) => type);
  return { kind: 'copy', bytes: copyBinary(types, rows) };
}

/**
 * Stores packed rows of one table in one statement.
 *
 * @throws DatabaseError when a row breaks a constraint; then none is stored.
 */
export async function bulkInsert(
  tx: Tx,
  table: string,
  columns: readonly BulkColumn[],
  packed: PackedRows,
): Promise<void> {
  if (packed.kind === 'copy') {
    await copyIn(tx, `COPY ${table} (${namesOf(columns)}) FROM STDIN (FORMAT binary)`, packed.bytes);
  } else if (packed.rows.length > 0) {
    await insertArrays(tx, table, columns, packed.rows, '');
  }
}

/**
 * Stores rows from one array for each column: works everywhere, and takes a conflict clause.
 *
 * @param tail what follows the rows: `ON CONFLICT ...`, `RETURNING ...`.
 */
export function insertArrays<R>(
  on: Queryable,
  table: string,
  columns: readonly BulkColumn[],
  rows: readonly BulkRow[],
  tail: string,
): Promise<R[]> {
  const names = namesOf(columns);
  const cells = columns.map(({ name, type }) => `n.${name}::${type}`);
  const arrays = columns.map(() => '?::text[]');
  return rowsOf<R>(
    on,
    `INSERT INTO ${table} (${names}) SELECT ${cells.join(', ')} FROM unnest(${arrays.join(', ')}) AS n (${names}) ${tail}`,
    columns.map((_, i) => arrayLiteral(rows.map((row) => elementOf(row[i] ?? null)))),
  );
}

const namesOf = (columns: readonly BulkColumn[]) => columns.map(({ name }) => name).join(', ');

/** A cell as text that its type reads. */
function elementOf(cell: Cell): ArrayElement {
  if (cell === null || typeof cell !== 'object') return cell;
  if (cell instanceof Date) return cell.toISOString();
  if ('latitude' in cell) return `SRID=4326;POINT(${cell.longitude} ${cell.latitude})`;
  return arrayLiteral(cell);
}

/** What the driver's connection offers beyond its published types. */
type CopyConnection = {
  query(sql: string): void;
  sendCopyFromChunk(bytes: Buffer): void;
  endCopyFrom(): void;
};

/** Sends one COPY whose data are all at hand over the connection of the transaction. */
async function copyIn(tx: Tx, sql: string, bytes: Buffer): Promise<void> {
  const client = (await tx.knex.client.acquireConnection()) as { query(query: Submittable): unknown };
  await translated(
    () =>
      new Promise<void>((resolve, reject) => {
        let failed: unknown = null;
        const copy = {
          submit: (connection: unknown) => (connection as CopyConnection).query(sql),
          handleCopyInResponse(connection: CopyConnection) {
            connection.sendCopyFromChunk(bytes);
            connection.endCopyFrom();
          },
          handleCommandComplete: () => undefined,
          handleReadyForQuery: () => (failed === null ? resolve() : reject(failed)),
          // After an error of the statement the connection becomes ready again; after a lost one it never does.
          handleError(error: unknown) {
            failed = error;
            reject(error);
          },
        };
        client.query(copy);
      }),
  );
}
