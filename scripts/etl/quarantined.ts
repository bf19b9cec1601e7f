import { AppError } from '../../src/domain/errors.js';
import { batchOfId, listBatches, listQuarantined, type QuarantinedRow } from '../../src/store/batches.js';
import type { Db } from '../../src/store/database.js';

const ROWS_AT_A_TIME = 1000;

/** How a refused row is written: for a person, or as a line of CSV. */
export type QuarantineForm = 'text' | 'csv';

/**
 * Writes every refused row of a batch in the order of its file: its line there, the reasons (the first is the one that
 * the report counts), and the row as it came. Reads a page at a time, so that memory stays constant.
 *
 * @throws AppError not_found when there is no such batch, naming the latest ones.
 */
export async function writeQuarantined(
  db: Db,
  batchId: number,
  form: QuarantineForm,
  write: (text: string) => void,
): Promise<void> {
  if (!(await batchOfId(db, batchId))) throw await unknownBatch(db, batchId);
  if (form === 'csv') write('line,reasons,row');
  let after = 0;
  for (;;) {
    const rows = await listQuarantined(db, batchId, ROWS_AT_A_TIME, after);
    for (const row of rows) write(form === 'csv' ? asCsv(row) : asText(row));
    if (rows.length === 0 && after === 0 && form === 'text') write(`no row of batch ${batchId} was refused`);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_A_TIME) return;
    after = last.line;
  }
}

async function unknownBatch(db: Db, batchId: number): Promise<AppError> {
  const latest = await listBatches(db, 5);
  const known = latest.map(({ id, fileName }) => `${id} (${fileName})`).join(', ');
  return new AppError(
    'not_found',
    `there is no batch ${batchId}: ${known === '' ? 'nothing was imported from a file yet' : `the latest are ${known}`}`,
  );
}

function asText({ line, reasons, payload }: QuarantinedRow): string {
  return `${String(line).padStart(9)}  ${reasons.join(', ').padEnd(24)}  ${payload.replaceAll('\n', '\u21b5')}`;
}

/** What a spreadsheet takes for the beginning of a formula, also behind quotes, spaces and marks that nobody sees. */
const FORMULA = /^["\s\p{Cf}]*[=+\-@\t\0＝＋－＠]/u;

/** The row is one cell: one that begins like a formula gets an apostrophe in front, as OWASP ASVS 1.2.10 asks. */
function asCsv({ line, reasons, payload }: QuarantinedRow): string {
  const cell = FORMULA.test(payload) ? `'${payload}` : payload;
  return `${line},${reasons.join(' ')},"${cell.replaceAll('"', '""')}"`;
}
