/** A position in degrees, stored as a point of SRID 4326. */
export type PointCell = { longitude: number; latitude: number };

/** What a column holds of one row. */
export type Cell = string | number | boolean | null | Date | PointCell | readonly string[];

/** The types of columns that rows can be sent in. */
export type ColumnType =
  | 'integer'
  | 'smallint'
  | 'boolean'
  | 'text'
  | 'text[]'
  | 'date'
  | 'timestamptz'
  | 'geometry';

/**
 * Rows in the binary format of COPY (PostgreSQL manual, "COPY", binary format): neither side has to write or read digits
 * and escapes.
 *
 * @param types of the columns, in the order of the cells: text for `text` and `date` (YYYY-MM-DD), Date for
 *   `timestamptz`, texts for `text[]`, a position for `geometry`. Null goes everywhere.
 * @throws TypeError for a cell that its column cannot hold.
 */
export function copyBinary(types: readonly ColumnType[], rows: readonly (readonly Cell[])[]): Buffer {
  const sheet = newSheet(64 + rows.length * types.length * USUAL_CELL_BYTES);
  sheet.at += SIGNATURE.copy(sheet.bytes);
  for (const row of rows) {
    putInt16(sheet, types.length);
    for (const [i, type] of types.entries()) putCell(sheet, type, row[i] ?? null);
  }
  putInt16(sheet, END);
  return sheet.bytes.subarray(0, sheet.at);
}

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const END = -1;
const NULL = -1;
const USUAL_CELL_BYTES = 16;

/** Bytes that grow as they are written, and where the next one goes. */
type Sheet = { bytes: Buffer; view: DataView; at: number };

function newSheet(size: number): Sheet {
  const bytes = Buffer.allocUnsafe(size);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, size), at: 0 };
}

function reserve(sheet: Sheet, more: number): void {
  if (sheet.at + more <= sheet.bytes.length) return;
  const larger = newSheet(Math.max(2 * sheet.bytes.length, sheet.at + more));
  sheet.bytes.copy(larger.bytes, 0, 0, sheet.at);
  sheet.bytes = larger.bytes;
  sheet.view = larger.view;
}

function putInt16(sheet: Sheet, value: number): void {
  reserve(sheet, 2);
  sheet.view.setInt16(sheet.at, value);
  sheet.at += 2;
}

function putInt32(sheet: Sheet, value: number): void {
  reserve(sheet, 4);
  sheet.view.setInt32(sheet.at, value);
  sheet.at += 4;
}

/** A cell: its length in bytes, then the bytes. */
function putCell(sheet: Sheet, type: ColumnType, cell: Cell): void {
  if (cell === null) putInt32(sheet, NULL);
  else if (typeof cell === 'string') putString(sheet, type, cell);
  else if (typeof cell === 'number') putNumber(sheet, type, cell);
  else if (typeof cell === 'boolean') putBoolean(sheet, type, cell);
  else putObject(sheet, type, cell);
}

function putString(sheet: Sheet, type: ColumnType, text: string): void {
  if (type === 'text') putText(sheet, text);
  else if (type === 'date') putInt32s(sheet, dayNumber(text));
  else throw misfit(type, text);
}

function putNumber(sheet: Sheet, type: ColumnType, value: number): void {
  if (type === 'integer' && isInt32(value)) putInt32s(sheet, value);
  else if (type === 'smallint' && isInt16(value)) {
    putInt32(sheet, 2);
    putInt16(sheet, value);
  } else throw misfit(type, value);
}

function putBoolean(sheet: Sheet, type: ColumnType, value: boolean): void {
  if (type !== 'boolean') throw misfit(type, value);
  putInt32(sheet, 1);
  reserve(sheet, 1);
  sheet.bytes[sheet.at++] = value ? 1 : 0;
}

function putObject(sheet: Sheet, type: ColumnType, cell: Date | PointCell | readonly string[]): void {
  if (type === 'timestamptz' && cell instanceof Date) putInstant(sheet, cell);
  else if (type === 'geometry' && 'latitude' in cell) putPoint(sheet, cell);
  else if (type === 'text[]' && Array.isArray(cell)) putTexts(sheet, cell);
  else throw misfit(type, cell);
}

const misfit = (type: ColumnType, cell: unknown) =>
  new TypeError(
    `a column of type ${type} cannot hold a ${typeof cell}${typeof cell === 'number' ? `: ${cell}` : ''}`,
  );

// A number without a fraction that the bits of a cell can hold: conversion would silently take another one.
const isInt32 = (value: number) => value === (value | 0);
const isInt16 = (value: number) => value === (value << 16) >> 16;

/** A cell of four bytes. */
function putInt32s(sheet: Sheet, value: number): void {
  putInt32(sheet, 4);
  putInt32(sheet, value);
}

/** Longer texts are written faster by the runtime than letter by letter. */
const SHORT_TEXT = 40;

function putText(sheet: Sheet, text: string): void {
  const { length } = text;
  // A letter of UTF-16 takes three bytes of UTF-8 at most.
  reserve(sheet, 4 + 3 * length);
  const from = sheet.at + 4;
  const written =
    length <= SHORT_TEXT && writeAscii(sheet.bytes, from, text) ? length : sheet.bytes.write(text, from);
  sheet.view.setInt32(sheet.at, written);
  sheet.at = from + written;
}

/** @returns false when there is a letter that ASCII has not; what was written is then void. */
function writeAscii(bytes: Buffer, from: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return false;
    bytes[from + i] = code;
  }
  return true;
}

const TEXT_OID = 25;

/** An array of one dimension, or of none when it is empty. */
function putTexts(sheet: Sheet, texts: readonly string[]): void {
  const lengthAt = sheet.at;
  putInt32(sheet, 0);
  const empty = texts.length === 0;
  for (const head of empty ? [0, 0, TEXT_OID] : [1, 0, TEXT_OID, texts.length, 1]) putInt32(sheet, head);
  for (const text of texts) putText(sheet, text);
  sheet.view.setInt32(lengthAt, sheet.at - lengthAt - 4);
}

/** PostgreSQL counts days and microseconds from the first of January 2000. */
const EPOCH_MS = 946_684_800_000;
const DAY_MS = 86_400_000;
const UINT32 = 2 ** 32;

function dayNumber(date: string): number {
  const midnight = Date.UTC(
    Number(date.slice(0, 4)),
    Number(date.slice(5, 7)) - 1,
    Number(date.slice(8, 10)),
  );
  if (Number.isNaN(midnight)) throw misfit('date', date);
  return (midnight - EPOCH_MS) / DAY_MS;
}

function putInstant(sheet: Sheet, at: Date): void {
  const microseconds = (at.getTime() - EPOCH_MS) * 1000;
  if (Number.isNaN(microseconds)) throw misfit('timestamptz', at);
  const high = Math.floor(microseconds / UINT32);
  putInt32(sheet, 8);
  putInt32(sheet, high);
  putInt32(sheet, (microseconds - high * UINT32) | 0);
}

/** Little endian, a point with an SRID, 4326. */
const POINT_HEAD = [1, 1, 0, 0, 0x20, 0xe6, 0x10, 0, 0] as const;

/** EWKB, the binary form of PostGIS. */
function putPoint(sheet: Sheet, { longitude, latitude }: PointCell): void {
  putInt32(sheet, POINT_HEAD.length + 16);
  reserve(sheet, POINT_HEAD.length + 16);
  for (const byte of POINT_HEAD) sheet.bytes[sheet.at++] = byte;
  sheet.view.setFloat64(sheet.at, longitude, true);
  sheet.view.setFloat64(sheet.at + 8, latitude, true);
  sheet.at += 16;
}
