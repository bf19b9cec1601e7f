import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type IncidentPoints, UNKNOWN_HOUR } from '../../src/analytics/points.js';
import { weekdayOf } from '../../src/analytics/series.js';
import { occurredStamp } from '../../src/ingest/clean.js';
import { openCsv, readRecords } from '../../src/ingest/csv/read.js';
import {
  createEvidence,
  type DateOrder,
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
  return columnMap.parse(path ? JSON.parse(await readFile(path, 'utf8')) : {});
}

/**
 * Streams a CSV (also .gz) of incidents, in any separator, encoding and writing of dates that imports read. Rows without a readable
 * date or with one that no calendar has, rows dated far from all others, repeated ids and broken rows are skipped and counted, and so is
 * a last line that was cut off; rows without a position count in series but not on maps.
 *
 * @param order which number of a short date stands first, where the column does not tell.
 * @throws AppError bad_request or not_found when the file cannot be read as a table, when a named column is missing, or when none holds
 *   the date.
 */
export async function readIncidents(
  path: string,
  named: ColumnMap,
  now: Date,
  order: DateOrder | null = null,
): Promise<Incidents> {
  const file = await openCsv(path);
  const columns = columnsIn(path, file.header, named);
  const rows: Row[] = [];
  const skipped = { no_date: 0, repeated_id: 0, malformed: 0, cut_off: 0, far_date: 0 };
  const readStamp = createStampReader();
  const evidence = createEvidence(now);
  for await (const records of readRecords(file)) {
    for (const { cells, truncated } of records) {
      if (!cells) skipped[truncated ? 'cut_off' : 'malformed']++;
      else rows.push(readRow(cells, columns, readStamp));
      const stamp = cells ? rows.at(-1)?.stamp : null;
      if (stamp) evidence.add(stamp);
    }
  }
  const orders = decideOrders(evidence.shapes, order);
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
  if (columns.occurred_at === undefined && columns.year === undefined)
    throw new Error(
      `${path} has no column "occurred_at"; name the date column with --map FILE.json, e.g. {"occurred_at":"${header[0] ?? ''}"}`,
    );
  return columns;
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

/** What cannot be judged for want of a column, and which columns were known by their headers alone. */
function columnNotes(header: readonly string[], columns: Columns, named: ColumnMap): string[] {
  const missing = Object.entries(NEEDED_FOR).flatMap(([name, lost]) =>
    columns[FIELD_OF[name as Name]] !== undefined
      ? []
      : [
          `${lost}, because the column "${name}" is missing; name it with --map FILE.json, e.g. {"${name}":"${header.at(-1) ?? ''}"}`,
        ],
  );
  const guessed = NAMES.flatMap((name) => {
    const title = header[columns[FIELD_OF[name]] ?? -1];
    return title === undefined || title === name || named[name] !== undefined
      ? []
      : [`"${title}" as ${name}`];
  });
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
