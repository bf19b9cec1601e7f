import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type IncidentPoints, UNKNOWN_HOUR } from '../../src/analytics/points.js';
import { weekdayOf } from '../../src/analytics/series.js';
import { occurredStamp } from '../../src/ingest/clean.js';
import { type CsvFile, openCsv, readRecords } from '../../src/ingest/csv/read.js';
import type { CsvRecord } from '../../src/ingest/csv/records.js';
import {
  createEvidence,
  decideOrders,
  type OrderDecision,
  settleStamp,
} from '../../src/ingest/date-order.js';
import type { Stamp } from '../../src/ingest/dates.js';
import { type Columns, type Field, guessColumns } from '../../src/ingest/mapping.js';
import { orderNote } from '../../src/ingest/notes.js';
import { readCoordinate } from '../../src/ingest/position.js';
import { createStampReader } from '../../src/ingest/stamp-reader.js';
import { sieveDays } from './days.js';
import { dateOf } from './report.js';

/** What a column is called here, and the field of an import that it is. */
const FIELD_OF = {
  id: 'id',
  occurred_at: 'occurred_at',
  category: 'offence',
  latitude: 'latitude',
  longitude: 'longitude',
  district: 'area',
} as const satisfies Record<string, Field>;
type Name = keyof typeof FIELD_OF;
const NAMES = ['id', 'occurred_at', 'category', 'latitude', 'longitude', 'district'] as const;

/** Which column of the file holds what, where neither its own name nor its header says it. */
const columnMap = z.partialRecord(z.enum(NAMES), z.string());
type ColumnMap = z.infer<typeof columnMap>;

/** A file's incidents: all of them for counts, the placed ones for maps. */
export type Incidents = {
  dayNumber: Int32Array;
  category: string[];
  district: string[];
  /** Only incidents with a position. */
  placed: IncidentPoints;
  rows: number;
  /** Rows left out, by reason. */
  skipped: Record<'no_date' | 'repeated_id' | 'malformed' | 'cut_off' | 'far_date', number>;
  unplaced: number;
  /** What a person should know of the file, one sentence each. */
  notes: string[];
};

/** Reads the mapping file; without one, the headers say what the columns are. */
export async function readColumnMap(path: string | undefined): Promise<ColumnMap> {
  if (path === undefined) return {};
  try {
    return columnMap.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new Error(
      `${path} names no columns; it should look like {"occurred_at":"DATE"}, with any of ${NAMES.join(', ')}`,
      { cause: error },
    );
  }
}

/**
 * Streams a CSV (also .gz) of incidents, in any separator, encoding and writing of dates that imports read. Rows without a readable
 * date or with one that no calendar has, rows dated far from all others, repeated ids and broken rows are skipped and counted, and so is
 * a last line that was cut off; rows without a position count in series but not on maps.
 *
 * @throws AppError bad_request or not_found when the file cannot be read as a table or a named column is missing; Error when none holds
 *   the date.
 */
export async function readIncidents(path: string, named: ColumnMap, now: Date): Promise<Incidents> {
  const file = await openCsv(path);
  const columns = columnsIn(path, file.header, named);
  const rows: Row[] = [];
  const skipped = { no_date: 0, repeated_id: 0, malformed: 0, cut_off: 0, far_date: 0 };
  const readStamp = createStampReader();
  const evidence = createEvidence(now);
  for await (const records of readRecords(file)) {
    for (const record of records) {
      const cells = record.cells ?? shortRow(record, file);
      if (!cells) {
        skipped[record.truncated ? 'cut_off' : 'malformed']++;
        continue;
      }
      const row = readRow(cells, columns, readStamp);
      if (row.stamp) evidence.add(row.stamp);
      rows.push(row);
    }
  }
  const orders = decideOrders(evidence.shapes, null);
  const { known, dated } = datedRows(rows, orders, now, skipped);
  return {
    ...columnsOf(known),
    rows: rows.length + skipped.malformed + skipped.cut_off,
    skipped,
    notes: [
      ...columnNotes(file.header, columns, named),
      ...[...orders].map(([shape, decision]) => orderNote(shape, decision)),
      ...dated,
    ],
  };
}

/** The columns that are named, those of our own names, and those whose header says what they are. */
function columnsIn(path: string, header: readonly string[], named: ColumnMap): Columns {
  const titles = NAMES.flatMap((name) => {
    const title = named[name] ?? (header.includes(name) ? name : undefined);
    return title === undefined ? [] : [[FIELD_OF[name], title] as const];
  });
  const columns = guessColumns(header, Object.fromEntries(titles));
  // Rows with an id that came before are left out: a column that only looks like ids must not cost any.
  if (titles.every(([field]) => field !== 'id')) delete columns.id;
  if (columns.occurred_at === undefined && (columns.year === undefined || columns.month === undefined))
    throw new Error(
      `${path} has no column "occurred_at"; name the date column with --map FILE.json, e.g. {"occurred_at":"${header[0] ?? ''}"}`,
    );
  return columns;
}

/** A row whose last cells, being empty, were not written. Null for any other that has not as many cells as the header. */
function shortRow({ text, truncated }: CsvRecord, { delimiter, header }: CsvFile): string[] | null {
  if (truncated || text.includes('"')) return null;
  const cells = text.split(delimiter);
  return cells.length > 1 && cells.length < header.length ? cells : null;
}

/** A row as it was read, and as it counts once its day is known. */
type Row = {
  id: string;
  stamp: Stamp | null;
  category: string;
  district: string;
  latitude: number;
  longitude: number;
};
type DatedRow = Row & { day: number };

function readRow(cells: readonly string[], columns: Columns, readStamp: (text: string) => Stamp | null): Row {
  const cell = (field: Field): string => cells[columns[field] ?? -1] ?? '';
  return {
    id: cell('id'),
    stamp: occurredStamp(cell, readStamp),
    category: cell('offence'),
    district: cell('area'),
    latitude: degrees(cell('latitude'), 90),
    longitude: degrees(cell('longitude'), 180),
  };
}

/** The rows that count, and a sentence on those that are dated far from all others. */
function datedRows(
  rows: readonly Row[],
  orders: ReadonlyMap<string, OrderDecision>,
  now: Date,
  skipped: Incidents['skipped'],
): { known: DatedRow[]; dated: string[] } {
  const dated = rows.flatMap((row): DatedRow[] => {
    const settled = row.stamp ? settleStamp(row.stamp, orders) : 'bad_date';
    return typeof settled === 'string' ? [] : [{ ...row, day: Math.floor(settled.wallMs / DAY_MS) }];
  });
  skipped.no_date = rows.length - dated.length;
  const sieve = sieveDays(
    dated.map(({ day }) => day),
    Math.floor(now.getTime() / DAY_MS),
  );
  skipped.far_date = sieve.left;
  const seen = new Set<string>();
  const known = dated.filter(({ id, day }) => {
    if (!sieve.keep(day)) return false;
    if (id === '') return true;
    if (seen.has(id)) skipped.repeated_id++;
    return !seen.has(id) && seen.add(id);
  });
  const note =
    sieve.example === null
      ? []
      : [
          `${sieve.left} row${sieve.left === 1 ? '' : 's'} left out: dated far from all others or in the future, e.g. ${dateOf(sieve.example)}`,
        ];
  return { known, dated: note };
}

function columnsOf(
  rows: readonly DatedRow[],
): Pick<Incidents, 'dayNumber' | 'category' | 'district' | 'placed' | 'unplaced'> {
  const placed = rows.filter(isPlaced);
  return {
    dayNumber: Int32Array.from(rows, ({ day }) => day),
    category: rows.map(({ category }) => category),
    district: rows.map(({ district }) => district),
    placed: {
      latitude: Float64Array.from(placed, ({ latitude }) => latitude),
      longitude: Float64Array.from(placed, ({ longitude }) => longitude),
      dayNumber: Int32Array.from(placed, ({ day }) => day),
      offence: placed.map(({ category }) => category),
      hourOfWeek: Uint8Array.from(placed, hourOfWeek),
    },
    unplaced: rows.length - placed.length,
  };
}

const hourOfWeek = ({ stamp, day }: DatedRow): number =>
  stamp?.time ? weekdayOf(day) * 24 + stamp.time.hour : UNKNOWN_HOUR;

/** What cannot be judged without a column. */
const NEEDED_FOR = {
  latitude: 'maps are not judged',
  longitude: 'maps are not judged',
  category: 'categories are not forecast',
  district: 'districts are not forecast',
} as const;

/** Columns that a date may be spread over. */
const PARTS_OF_DATE = (['time', 'year', 'month', 'day', 'hour', 'minute'] as const).map(
  (field) => [`its ${field}`, field] as const,
);

/** What cannot be judged for want of a column, and which columns were known by their headers alone. */
function columnNotes(header: readonly string[], columns: Columns, named: ColumnMap): string[] {
  const missing = Object.entries(NEEDED_FOR).flatMap(([name, lost]) =>
    columns[FIELD_OF[name as Name]] !== undefined
      ? []
      : [
          `${lost}, because the column "${name}" is missing; name it with --map FILE.json, e.g. {"${name}":"${header.at(-1) ?? ''}"}`,
        ],
  );
  const guessed = [...NAMES.map((name) => [name, FIELD_OF[name]] as const), ...PARTS_OF_DATE].flatMap(
    ([name, field]) => {
      const title = header[columns[field] ?? -1];
      return title === undefined || title === name || Object.values(named).includes(title)
        ? []
        : [`"${title}" as ${name}`];
    },
  );
  return guessed.length === 0
    ? missing
    : [...missing, `columns known by their headers: ${guessed.join(', ')}`];
}

const DAY_MS = 86_400_000;

function degrees(text: string, most: number): number {
  const value = readCoordinate(text)?.value ?? Number.NaN;
  return Math.abs(value) <= most ? value : Number.NaN;
}

function isPlaced({ latitude, longitude }: Row): boolean {
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return false;
  return latitude !== 0 || longitude !== 0;
}
