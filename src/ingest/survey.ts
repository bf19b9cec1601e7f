import { AppError } from '../domain/errors.js';
import { isMangledId, occurredStamp } from './clean.js';
import { type CsvFile, readRecords } from './csv/read.js';
import type { CsvRecord } from './csv/records.js';
import { createEvidence, type DateOrder, decideOrders, type OrderDecision } from './date-order.js';
import type { Columns, Field } from './mapping.js';
import { createStampReader } from './stamp-reader.js';
import { plainDigits } from './text.js';
import { TRIAL_ROWS } from './trial.js';

/** What the first pass over the whole file found out. */
export type Survey = {
  rows: number;
  occurredOrders: Map<string, OrderDecision>;
  reportedOrders: Map<string, OrderDecision>;
  /** The ids cannot be used: there are none, or a spreadsheet destroyed most of them. */
  deriveIds: boolean;
};

const MOST_UNREADABLE = 0.98;

/** What a survey is told: the present, a date order that was named, and who hears how far it is. */
export type SurveyOptions = { now: Date; dateOrder: DateOrder | null; onRows?: (rows: number) => void };

/**
 * Reads the whole file once for what only the whole file can tell: the order of its dates and the state of its ids.
 *
 * @throws AppError bad_request when nearly no row has a date or as many cells as the header, or when there are no rows.
 * @param records the rows to judge by; all of the file unless said otherwise.
 */
export async function surveyFile(
  file: CsvFile,
  columns: Columns,
  options: SurveyOptions,
  records: AsyncIterable<readonly CsvRecord[]> | Iterable<readonly CsvRecord[]> = readRecords(file),
): Promise<Survey> {
  const occurred = createEvidence(options.now);
  const reported = createEvidence(options.now);
  const seen = { rows: 0, malformed: 0, dated: 0, ids: 0, mangled: 0 };
  const readStamp = createStampReader();
  let tried = false;
  for await (const block of records) {
    for (const record of block) surveyRow(record, columns, readStamp, occurred, reported, seen);
    if (!tried && seen.rows >= TRIAL_ROWS) {
      refuseWrongFile(file, columns, seen);
      tried = true;
    }
    options.onRows?.(seen.rows);
  }
  refuseWrongFile(file, columns, seen);
  return {
    rows: seen.rows,
    occurredOrders: decideOrders(occurred.shapes, options.dateOrder),
    reportedOrders: decideOrders(reported.shapes, options.dateOrder),
    deriveIds: columns.id === undefined || seen.mangled > 0.5 * seen.ids,
  };
}

type Evidence = ReturnType<typeof createEvidence>;
type Seen = { rows: number; malformed: number; dated: number; ids: number; mangled: number };

function surveyRow(
  record: CsvRecord,
  columns: Columns,
  readStamp: ReturnType<typeof createStampReader>,
  occurred: Evidence,
  reported: Evidence,
  seen: Seen,
): void {
  seen.rows++;
  const { cells } = record;
  if (!cells) {
    seen.malformed++;
    return;
  }
  const cell = (field: Field) => cells[columns[field] ?? -1] ?? '';
  const stamp = occurredStamp(cell, readStamp);
  if (stamp) {
    seen.dated++;
    occurred.add(stamp);
  }
  const reportedStamp = cell('reported_at') === '' ? null : readStamp(cell('reported_at'));
  if (reportedStamp) reported.add(reportedStamp);
  const id = plainDigits(cell('id'));
  if (id !== '') seen.ids++;
  if (isMangledId(id)) seen.mangled++;
}

function refuseWrongFile(file: CsvFile, columns: Columns, seen: Seen): void {
  if (seen.rows === 0) {
    throw new AppError('bad_request', `${file.path} has a header and no rows: export it again`);
  }
  if (seen.malformed > MOST_UNREADABLE * seen.rows && seen.rows > 1) {
    throw new AppError(
      'bad_request',
      `the first line of ${file.path} has ${file.header.length} cells, but nearly no other line has as many: ` +
        'remove what stands above the table, or name the separator as "delimiter" in the mapping',
    );
  }
  const whole = seen.rows - seen.malformed;
  if (whole > 0 && seen.dated < (1 - MOST_UNREADABLE) * whole) {
    if (columns.occurred_at === undefined && columns.year !== undefined) {
      throw new AppError(
        'bad_request',
        `${file.path} tells year and month, but no day: export it with the day, as any day put in its place would be a false peak; ` +
          'if it has one, name its column with --map, for example {"columns":{"day":"DAY_NO"}}',
      );
    }
    const title = file.header[columns.occurred_at ?? columns.year ?? -1] ?? '';
    throw new AppError(
      'bad_request',
      `the column "${title}" of ${file.path} was taken for the date, but it holds no dates: ` +
        'name the right one with --map, for example {"columns":{"occurred_at":"DATE"}}',
    );
  }
}
