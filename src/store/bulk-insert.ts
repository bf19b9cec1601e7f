import type { Submittable } from 'pg';
import { type ArrayElement, arrayLiteral } from './array-literal.js';
import { type Queryable, rowsOf, type Tx, translated } from './database.js';

/** A column to be filled, with the type that its text is read as. */
export type BulkColumn = { name: string; type: string };

/** One row, a cell for each column: text that the type reads, numbers, booleans, null. */
export type BulkRow = readonly ArrayElement[];

/** Rows made ready to be stored; how depends on the database. */
export type PackedRows = { kind: 'copy'; bytes: Buffer } | { kind: 'arrays'; rows: readonly BulkRow[] };

/**
 * Makes rows ready for `bulkInsert`, which then only sends them: COPY on a server, which takes half the time of anything
 * else, and arrays on the embedded database, whose socket cannot carry COPY.
 */
export function packRows({ embedded }: Pick<Tx, 'embedded'>, rows: readonly BulkRow[]): PackedRows {
  return embedded ? { kind: 'arrays', rows } : { kind: 'copy', bytes: Buffer.from(copyText(rows)) };
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
    if (packed.bytes.length === 0) return;
    await copyIn(tx, `COPY ${table} (${namesOf(columns)}) FROM STDIN`, packed.bytes);
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
    columns.map((_, i) => arrayLiteral(rows.map((row) => row[i] ?? null))),
  );
}

const namesOf = (columns: readonly BulkColumn[]) => columns.map(({ name }) => name).join(', ');

/** Rows in the text format of COPY. Joined, not added up: the text is then one piece of memory, ready to be sent. */
function copyText(rows: readonly BulkRow[]): string {
  return rows.map((row) => `${row.map(copyCell).join('\t')}\n`).join('');
}

function copyCell(cell: ArrayElement): string {
  if (cell === null) return '\\N';
  if (typeof cell !== 'string') return String(cell);
  return NEEDS_ESCAPE.test(cell) ? escaped(cell) : cell;
}

const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char);

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
