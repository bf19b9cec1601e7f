import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { type IncidentPoints, UNKNOWN_HOUR } from '../../src/analytics/points.js';
import { weekdayOf } from '../../src/analytics/series.js';

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
  skipped: Record<'no_date' | 'repeated_id' | 'cut_off', number>;
  unplaced: number;
};

/** Reads the mapping file; without one, the columns have their own names. */
export async function readColumnMap(path: string | undefined): Promise<ColumnMap> {
  return columnMap.parse(path ? JSON.parse(await readFile(path, 'utf8')) : {});
}

/**
 * Streams a CSV (also .gz) of incidents. Rows without a readable date and repeated ids are skipped and counted, and so is a
 * last line that was cut off within quotes; rows without a
 * position count in series but not on maps.
 *
 * @throws Error naming the missing column when the header has no date column.
 */
export async function readIncidents(path: string, columns: ColumnMap): Promise<Incidents> {
  const days: number[] = [];
  const hours: number[] = [];
  const latitudes: number[] = [];
  const longitudes: number[] = [];
  const category: string[] = [];
  const district: string[] = [];
  const seen = new Set<string>();
  const skipped = { no_date: 0, repeated_id: 0, cut_off: 0 };
  let rows = 0;
  const onCutOff = () => {
    skipped.cut_off += 1;
  };
  for await (const row of csvRows(path, columns, onCutOff)) {
    rows++;
    const id = row[columns.id];
    const moment = parseLocal(row[columns.occurred_at] ?? '');
    if (!moment) skipped.no_date++;
    else if (id && seen.has(id)) skipped.repeated_id++;
    else {
      if (id) seen.add(id);
      days.push(moment.day);
      hours.push(moment.hour === null ? UNKNOWN_HOUR : weekdayOf(moment.day) * 24 + moment.hour);
      category.push(row[columns.category] ?? '');
      district.push(row[columns.district] ?? '');
      latitudes.push(degrees(row[columns.latitude], 90));
      longitudes.push(degrees(row[columns.longitude], 180));
    }
  }
  const placed = latitudes.flatMap((latitude, i) => (isPlaced(latitude, longitudes[i]) ? [i] : []));
  const pick = <T>(values: readonly T[]) => placed.map((i) => values[i] as T);
  return {
    dayNumber: Int32Array.from(days),
    category,
    district,
    placed: {
      latitude: Float64Array.from(pick(latitudes)),
      longitude: Float64Array.from(pick(longitudes)),
      dayNumber: Int32Array.from(pick(days)),
      offence: pick(category),
      hourOfWeek: Uint8Array.from(pick(hours)),
    },
    rows,
    skipped,
    unplaced: days.length - placed.length,
  };
}

const LINE_FEED = 10;

async function* csvRows(
  path: string,
  columns: ColumnMap,
  onCutOff: () => void,
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

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}))?/;
const DAY_MS = 86_400_000;

/** Day number and hour of a local civil time; the hour is null where the source gives only a date. */
function parseLocal(text: string): { day: number; hour: number | null } | null {
  const [, year, month, date, hour] = LOCAL.exec(text.trim()) ?? [];
  if (!year || !month || !date) return null;
  const day = Date.UTC(Number(year), Number(month) - 1, Number(date)) / DAY_MS;
  return Number.isFinite(day) ? { day, hour: hour === undefined ? null : Number(hour) % 24 } : null;
}

function degrees(text: string | undefined, most: number): number {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Math.abs(value) <= most ? value : Number.NaN;
}

function isPlaced(latitude: number, longitude: number | undefined): boolean {
  if (longitude === undefined || Number.isNaN(latitude) || Number.isNaN(longitude)) return false;
  return latitude !== 0 || longitude !== 0;
}
