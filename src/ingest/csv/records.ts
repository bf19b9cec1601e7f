import { parse } from 'csv-parse/sync';
import type { TextLine } from './lines.js';

/**
 * One row of the file as it came. `cells` is null when the row cannot be taken apart into as many cells as the header
 * has; `truncated` when that is because the file ends in the middle of it.
 */
export type CsvRecord = { line: number; text: string; cells: string[] | null; truncated: boolean };

/** A quoted cell may run over this many lines; a quote that is still open then was never meant as one. */
const MOST_LINES = 25;

/**
 * Cells of one record by RFC 4180, or null when its quoting is not clean or a line ends outside quotes. All but a few
 * records of real files pass here; the rest is left to the full parser, which costs ten times as much.
 */
export function splitQuoted(text: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      const cell = end < 0 ? text.slice(at) : text.slice(at, end);
      if (cell.includes('"') || cell.includes('\n')) return null;
      cells.push(cell);
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    const end = closingQuote(text, at + 1);
    if (end < 0 || (end + 1 < text.length && text[end + 1] !== delimiter)) return null;
    const cell = text.slice(at + 1, end);
    cells.push(cell.includes('""') ? cell.replaceAll('""', '"') : cell);
    if (end + 1 >= text.length) return cells;
    at = end + 2;
  }
  return cells;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function parseRelaxed(text: string, delimiter: string): string[] | null {
  try {
    const rows: string[][] = parse(text, { delimiter, relax_column_count: true, relax_quotes: true });
    return rows.length === 1 ? (rows[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** The cells of a header line. */
export function parseHeader(text: string, delimiter: string): string[] {
  return (parseRelaxed(text, delimiter) ?? text.split(delimiter)).map((title) => title.trim());
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The delimiter that splits the header line into the most cells. */
export function sniffDelimiter(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best), ',');
}

/** How the rows of a file are taken apart. */
type Format = { delimiter: string; columns: number };

const fits = (cells: readonly string[], columns: number) =>
  cells.length === columns || (cells.length > columns && cells.slice(columns).every((cell) => cell === ''));

const cut = (cells: string[], columns: number) =>
  cells.length === columns ? cells : cells.slice(0, columns);

function tolerantCells(text: string, delimiter: string): string[] | null {
  return splitQuoted(text, delimiter) ?? parseRelaxed(text, delimiter);
}

/** A line as a record of its own, whatever its quotes say. */
function recordOfLine(line: TextLine, { delimiter, columns }: Format): CsvRecord {
  const cells = line.text.includes('"') ? tolerantCells(line.text, delimiter) : line.text.split(delimiter);
  const ok = cells !== null && fits(cells, columns);
  return {
    line: line.number,
    text: line.text,
    cells: ok ? cut(cells, columns) : null,
    truncated: !ok && line.unfinished,
  };
}

/** Several lines as one record, or null when they do not make a clean one. */
function recordOfLines(lines: readonly TextLine[], { delimiter, columns }: Format): CsvRecord | null {
  const text = lines.map((l) => l.text).join('\n');
  const cells = splitQuoted(text.endsWith('\r') ? text.slice(0, -1) : text, delimiter);
  if (!cells || !fits(cells, columns)) return null;
  return { line: lines[0]?.number ?? 0, text, cells: cut(cells, columns), truncated: false };
}

/**
 * Turns lines into records. A quote left open does not swallow the file: when the lines that it would join do not make
 * one clean record, its line alone is given up and reading goes on with the next.
 *
 * @param columns cells that a row must have, as the header has.
 */
export function createAssembler(delimiter: string, columns: number) {
  const format = { delimiter, columns };
  let waiting: TextLine[] = [];

  /** Lets the lines that wait behind an open quote go: as one record if they make one, else the first alone. */
  const release = (out: CsvRecord[]): void => {
    const lines = waiting;
    waiting = [];
    const record = lines.length > 1 ? recordOfLines(lines, format) : null;
    if (record) {
      out.push(record);
      return;
    }
    const [first, ...later] = lines;
    if (first) out.push(recordOfLine(first, format));
    for (const line of later) accept(line, out);
  };

  const accept = (line: TextLine, out: CsvRecord[]): void => {
    if (waiting.length > 0) {
      waiting.push(line);
      if (openQuote(line.text) || waiting.length >= MOST_LINES) release(out);
    } else if (openQuote(line.text)) {
      waiting.push(line);
    } else if (line.text.trim() !== '') {
      out.push(recordOfLine(line, format));
    }
  };

  return {
    /** The records that these lines complete. */
    push(lines: readonly TextLine[]): CsvRecord[] {
      const out: CsvRecord[] = [];
      for (const line of lines) accept(line, out);
      return out;
    },
    /** What is left at the end of the file. */
    end(): CsvRecord[] {
      const out: CsvRecord[] = [];
      while (waiting.length > 0) release(out);
      return out;
    },
  };
}

/** True when a line leaves a quote open: an odd number of quotation marks. */
function openQuote(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}
