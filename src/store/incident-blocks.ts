import { endianness } from 'node:os';
import { dayOfDate, type LocalDate } from '../domain/period.js';
import { type Db, inTransaction, type Queryable, rowsOf, type Tx } from './database.js';
import { TIME_KNOWN } from './incident-filter.js';

/** All incidents of some local days as columns of equal length, in the order of occurrence. */
export type IncidentColumns = {
  /** Degrees, WGS 84; NaN without a position. */
  latitude: Float64Array;
  longitude: Float64Array;
  /** Local day number, 0 = 1970-01-01. */
  day: Int32Array;
  /** 0 = Sunday 00:00-01:00 local time .. 167; 255 where the time of day is not known. */
  hourOfWeek: Uint8Array;
  /** Positions in `offences`. */
  offence: Int16Array;
  /** Positions in `areas` and `governorates`; -1 where it is not known. */
  area: Int16Array;
  governorate: Int16Array;
  /** Sum of `DISCOVERED` and `PILED`. */
  flags: Uint8Array;
  offences: readonly string[];
  areas: readonly string[];
  governorates: readonly string[];
};

/** A patrol found it. */
export const DISCOVERED = 1;
/** Its position is a default of the source or the middle of an area. */
export const PILED = 2;

const LOCK = 7_310_442;

/**
 * Packs anew the months in which incidents have changed since they were packed, each month in a transaction of its own. A change that
 * commits meanwhile leaves its mark for the next time.
 *
 * @returns how many months were packed.
 */
export async function packChangedMonths(
  db: Db,
  options: { signal?: AbortSignal; onProgress?: (done: number, of: number) => void } = {},
): Promise<number> {
  const marked = await rowsOf<{ month: LocalDate }>(
    db,
    'SELECT DISTINCT month FROM incident_block_marks ORDER BY month',
  );
  for (const [i, { month }] of marked.entries()) {
    options.signal?.throwIfAborted();
    await inTransaction(db, (tx) => packMonth(tx, month));
    options.onProgress?.(i + 1, marked.length);
  }
  return marked.length;
}

async function packMonth(tx: Tx, month: LocalDate): Promise<void> {
  // Two at once could keep the older look of the two; the marks go before the look, so that none is lost.
  await rowsOf(tx, 'SELECT pg_advisory_xact_lock(?)', [LOCK]);
  await rowsOf(tx, 'DELETE FROM incident_block_marks WHERE month = ?::date', [month]);
  await rowsOf(tx, 'DELETE FROM incident_blocks WHERE month = ?::date', [month]);
  await rowsOf(tx, PACK, [month, month, month]);
}

const code = (table: string) =>
  `(SELECT id, (row_number() OVER (ORDER BY id) - 1)::smallint AS code FROM ${table})`;
const names = (table: string) => `(SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM ${table})`;
const packed = (bytes: string) => `coalesce(string_agg(${bytes}, ''::bytea), ''::bytea)`;

const PACK = `
  INSERT INTO incident_blocks (month, n, offences, areas, governorates, latitude, longitude, day, hour, offence, area,
    governorate, flags)
  SELECT ?::date, count(*), ${names('offences')}, ${names('areas')}, ${names('governorates')},
    ${packed('float8send(latitude)')}, ${packed('float8send(longitude)')}, ${packed('int4send(day)')},
    ${packed('int2send(hour)')}, ${packed('int2send(offence)')}, ${packed('int2send(area)')},
    ${packed('int2send(governorate)')}, ${packed('int2send(flags)')}
  FROM (
    SELECT coalesce(ST_Y(c.geom), 'NaN') AS latitude, coalesce(ST_X(c.geom), 'NaN') AS longitude,
      c.local_date - DATE '1970-01-01' AS day,
      (CASE WHEN ${TIME_KNOWN} THEN c.weekday * 24 + c.hour ELSE 255 END)::smallint AS hour,
      coalesce(o.code, -1::smallint) AS offence, coalesce(a.code, -1::smallint) AS area,
      coalesce(g.code, -1::smallint) AS governorate,
      (c.discovered::integer * ${DISCOVERED}
        + (c.quality && '{coordinate_pile,position_from_area}')::integer * ${PILED})::smallint AS flags
    FROM incidents_clean c LEFT JOIN ${code('offences')} o ON o.id = c.offence_id
      LEFT JOIN ${code('areas')} a ON a.id = c.area_id LEFT JOIN ${code('governorates')} g ON g.id = c.governorate_id
    WHERE c.local_date >= ?::date AND c.local_date < (?::date + interval '1 month')::date
    ORDER BY c.occurred_at, c.id
  ) AS points
  HAVING count(*) > 0`;

type BlockRow = {
  n: number;
  offences: string[];
  areas: string[];
  governorates: string[];
} & Record<'latitude' | 'longitude' | 'day' | 'hour' | 'offence' | 'area' | 'governorate' | 'flags', Buffer>;

/**
 * The incidents of the local days `[from, to)`, as they were when their months were packed last: call `packChangedMonths` before. Months
 * are read one by one, all of one moment; a million incidents take about a second and 30 MB.
 */
export function incidentColumns(db: Db, days: { from: LocalDate; to: LocalDate }): Promise<IncidentColumns> {
  return inTransaction(db, async (tx) => {
    await rowsOf(tx, 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    return readBlocks(tx, days);
  });
}

async function readBlocks(
  on: Queryable,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<IncidentColumns> {
  const months = await rowsOf<{ month: LocalDate; n: number }>(
    on,
    `SELECT month, n FROM incident_blocks
     WHERE month >= date_trunc('month', ?::date)::date AND month < ?::date ORDER BY month`,
    [from, to],
  );
  const columns = emptyColumns(months.reduce((total, { n }) => total + n, 0));
  const [offences, areas, governorates] = [nameList(), nameList(), nameList()];
  let at = 0;
  for (const { month } of months) {
    const [row] = await rowsOf<BlockRow>(on, 'SELECT * FROM incident_blocks WHERE month = ?::date', [month]);
    if (!row) continue;
    const codes = {
      offence: offences.codesOf(row.offences),
      area: areas.codesOf(row.areas),
      governorate: governorates.codesOf(row.governorates),
    };
    at = append(columns, at, row, codes, { fromDay: dayOfDate(from), toDay: dayOfDate(to) });
  }
  const lists = { offences: offences.names, areas: areas.names, governorates: governorates.names };
  return { ...firstOf(columns, at), ...lists };
}

type Columns = Omit<IncidentColumns, 'offences' | 'areas' | 'governorates'>;

function emptyColumns(count: number): Columns {
  return {
    latitude: new Float64Array(count),
    longitude: new Float64Array(count),
    day: new Int32Array(count),
    hourOfWeek: new Uint8Array(count),
    offence: new Int16Array(count),
    area: new Int16Array(count),
    governorate: new Int16Array(count),
    flags: new Uint8Array(count),
  };
}

function firstOf(columns: Columns, count: number): Columns {
  return {
    latitude: columns.latitude.subarray(0, count),
    longitude: columns.longitude.subarray(0, count),
    day: columns.day.subarray(0, count),
    hourOfWeek: columns.hourOfWeek.subarray(0, count),
    offence: columns.offence.subarray(0, count),
    area: columns.area.subarray(0, count),
    governorate: columns.governorate.subarray(0, count),
    flags: columns.flags.subarray(0, count),
  };
}

/** Names as they are met in the months' lists, which grow and shrink over the years. */
function nameList() {
  const names: string[] = [];
  const known = new Map<string, number>();
  const codeOf = (name: string) => {
    const code = known.get(name) ?? names.length;
    if (code === names.length) {
      names.push(name);
      known.set(name, code);
    }
    return code;
  };
  return { names, codesOf: (list: readonly string[]) => Int16Array.from(list, codeOf) };
}

type Codes = Record<'offence' | 'area' | 'governorate', Int16Array>;

/** Appends a month's incidents of the days that are wanted. @returns where the next ones go */
function append(
  columns: Columns,
  start: number,
  row: BlockRow,
  codes: Codes,
  { fromDay, toDay }: { fromDay: number; toDay: number },
): number {
  const day = new Int32Array(nativeBytes(row.day, 4));
  const month: Columns = {
    day,
    latitude: new Float64Array(nativeBytes(row.latitude, 8)),
    longitude: new Float64Array(nativeBytes(row.longitude, 8)),
    hourOfWeek: Uint8Array.from(new Int16Array(nativeBytes(row.hour, 2))),
    offence: coded(row.offence, codes.offence),
    area: coded(row.area, codes.area),
    governorate: coded(row.governorate, codes.governorate),
    flags: Uint8Array.from(new Int16Array(nativeBytes(row.flags, 2))),
  };
  if (day.every((one) => one >= fromDay && one < toDay)) {
    for (const name of COLUMN_NAMES) columns[name].set(month[name], start);
    return start + row.n;
  }
  let at = start;
  for (let i = 0; i < row.n; i++) {
    const one = day[i] as number;
    if (one < fromDay || one >= toDay) continue;
    for (const name of COLUMN_NAMES) columns[name][at] = month[name][i] as number;
    at += 1;
  }
  return at;
}

const COLUMN_NAMES = Object.keys(emptyColumns(0)) as (keyof Columns)[];

const coded = (bytes: Buffer, codes: Int16Array): Int16Array =>
  new Int16Array(nativeBytes(bytes, 2)).map((code) => codes[code] ?? -1);

/** PostgreSQL sends numbers with the most significant byte first; this machine may keep them the other way round. */
function nativeBytes(bytes: Buffer, width: 2 | 4 | 8): ArrayBuffer {
  const { buffer } = new Uint8Array(bytes);
  if (IS_LITTLE_ENDIAN) {
    const own = Buffer.from(buffer);
    if (width === 2) own.swap16();
    else if (width === 4) own.swap32();
    else own.swap64();
  }
  return buffer;
}

const IS_LITTLE_ENDIAN = endianness() === 'LE';
