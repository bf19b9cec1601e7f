import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { type IncidentPoints, UNKNOWN_HOUR } from '../../src/analytics/points.js';
import { weekdayOf } from '../../src/analytics/series.js';
import {
  createEvidence,
  decideOrders,
  type OrderDecision,
  settleStamp,
} from '../../src/ingest/date-order.js';
import type { Stamp } from '../../src/ingest/dates.js';
import { orderNote } from '../../src/ingest/notes.js';
import { createStampReader } from '../../src/ingest/stamp-reader.js';
import { sieveDays } from './days.js';
import { dateOf } from './report.js';

/** Which column of the file holds what. */
const columnMap = z
  .object({
    id: z.string().default('id'),
    occurred_at: z.string().default('occurred_at'),
    category: z.string().default('category'),
    latitude: z.string().default('latitude'),
    longitude: z.string().default('longitude'),
    district: z.string().default('district'),
  })
  .strict();
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
  skipped: Record<'no_date' | 'repeated_id' | 'cut_off' | 'far_date', number>;
  unplaced: number;
  /** What a person should know of the file, one sentence each. */
  notes: string[];
};

/** Reads the mapping file; without one, the columns have their own names. */
export async function readColumnMap(path: string | undefined): Promise<ColumnMap> {
  return columnMap.parse(path ? JSON.parse(await readFile(path, 'utf8')) : {});
}

/**
 * Streams a CSV (also .gz) of incidents. Rows without a readable date or with one that no calendar has, rows dated far from all
 * others and repeated ids are skipped and counted, and so is a last line that was cut off within quotes; rows without a position count
 * in series but not on maps. Dates are read as imports read them.
 *
 * @throws Error naming the missing column when the header has no date column.
 */
export async function readIncidents(path: string, columns: ColumnMap, now: Date): Promise<Incidents> {
  const rows: Row[] = [];
  const skipped = { no_date: 0, repeated_id: 0, cut_off: 0, far_date: 0 };
  const notes: string[] = [];
  const readStamp = createStampReader();
  const evidence = createEvidence(now);
  const csv = csvRows(path, columns, {
    onHeader: (header) => notes.push(...missingColumns(header, columns)),
    onCutOff: () => {
      skipped.cut_off += 1;
    },
  });
  for await (const row of csv) {
    const stamp = readStamp(row[columns.occurred_at] ?? '');
    if (stamp) evidence.add(stamp);
    rows.push(readRow(row, columns, stamp));
  }
  const orders = decideOrders(evidence.shapes, null);
  const { known, dated } = datedRows(rows, orders, now, skipped);
  return {
    ...columnsOf(known),
    rows: rows.length,
    skipped,
    notes: [...notes, ...[...orders].map(([shape, decision]) => orderNote(shape, decision)), ...dated],
  };
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

function readRow(row: Record<string, string>, columns: ColumnMap, stamp: Stamp | null): Row {
  return {
    id: row[columns.id] ?? '',
    stamp,
    category: row[columns.category] ?? '',
    district: row[columns.district] ?? '',
    latitude: degrees(row[columns.latitude], 90),
    longitude: degrees(row[columns.longitude], 180),
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

function missingColumns(header: readonly string[], columns: ColumnMap): string[] {
  return Object.entries(NEEDED_FOR).flatMap(([field, lost]) => {
    const title = columns[field as keyof typeof NEEDED_FOR];
    return header.includes(title)
      ? []
      : [
          `${lost}, because the column "${title}" is missing; name it with --map FILE.json, e.g. {"${field}":"${header.at(-1) ?? ''}"}`,
        ];
  });
}

const LINE_FEED = 10;

async function* csvRows(
  path: string,
  columns: ColumnMap,
  { onHeader, onCutOff }: { onHeader: (header: readonly string[]) => void; onCutOff: () => void },
): AsyncGenerator<Record<string, string>> {
  const file = createReadStream(path);
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  const parser = text.pipe(
    parse({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      columns: (header: string[]) => {
        if (!header.includes(columns.occurred_at)) {
          throw new Error(
            `${path} has no column "${columns.occurred_at}"; name the date column with --map FILE.json, e.g. {"occurred_at":"${header[0] ?? ''}"}`,
          );
        }
        onHeader(header);
        return header;
      },
    }),
  );
  text.on('error', (error: Error) => parser.destroy(error));
  file.on('error', (error: Error) => parser.destroy(error));
  let lines = 1;
  let read = 0;
  text.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === LINE_FEED) lines += 1;
  });
  try {
    for await (const row of parser) {
      read += 1;
      yield row;
    }
  } catch (error) {
    if (!endsCutOff(error, path, { opened: read + 2, lines })) throw readable(error, path);
    onCutOff();
  }
}

/** True where the last line of the file ends within quotes. @throws Error naming the line of any other open quote. */
function endsCutOff(
  error: unknown,
  path: string,
  { opened, lines }: { opened: number; lines: number },
): boolean {
  if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') return false;
  // The line feed of the last line counts as one more.
  if (lines - opened <= 1) return true;
  throw new Error(
    `${path}: the quote that opens on line ${opened} is never closed, and takes in all that follows`,
  );
}

function readable(error: unknown, path: string): unknown {
  const absent = error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
  return absent ? new Error(`there is no file ${path}`) : error;
}

const DAY_MS = 86_400_000;

function degrees(text: string | undefined, most: number): number {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Math.abs(value) <= most ? value : Number.NaN;
}

function isPlaced({ latitude, longitude }: Row): boolean {
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return false;
  return latitude !== 0 || longitude !== 0;
}
