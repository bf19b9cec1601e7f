import { AppError } from '../../domain/errors.js';
import { type Encoding, type FileFacts, inspectFile } from './inspect.js';
import { readLines } from './lines.js';
import { type CsvRecord, createAssembler, parseHeader, sniffDelimiter } from './records.js';

/** A CSV that was opened: what its bytes and its first line say. */
export type CsvFile = FileFacts & { path: string; delimiter: string; header: readonly string[] };

/**
 * Opens a CSV: fingerprint, encoding, delimiter and header.
 *
 * @throws AppError bad_request or not_found that says what is wrong with the file and what to do.
 */
export async function openCsv(
  path: string,
  given: { encoding?: Encoding | undefined; delimiter?: string | undefined } = {},
): Promise<CsvFile> {
  const facts = await inspectFile(path, given.encoding ?? null);
  const first = await firstLine(path, facts);
  const delimiter = given.delimiter ?? sniffDelimiter(first);
  const header = parseHeader(first, delimiter);
  if (header.length < 2) {
    throw new AppError(
      'bad_request',
      `${path} has only one column, "${first.slice(0, 80)}": a CSV of incidents needs several, separated by a comma, ` +
        'semicolon or tab. Name another separator as "delimiter" in the mapping if the file uses one.',
    );
  }
  return { ...facts, path, delimiter, header };
}

async function firstLine(path: string, facts: FileFacts): Promise<string> {
  for await (const lines of readLines(path, facts)) {
    const first = lines.find((line) => line.text.trim() !== '');
    if (first) return first.text;
  }
  throw new AppError('bad_request', `${path} holds no text: export it again`);
}

/** The rows below the header, in blocks, in constant memory. */
export async function* readRecords(file: CsvFile): AsyncGenerator<CsvRecord[]> {
  const assembler = createAssembler(file.delimiter, file.header.length);
  let headerSeen = false;
  for await (const lines of readLines(file.path, file)) {
    let rows = lines;
    if (!headerSeen) {
      const at = lines.findIndex((line) => line.text.trim() !== '');
      if (at < 0) continue;
      headerSeen = true;
      rows = lines.slice(at + 1);
    }
    const records = assembler.push(rows);
    if (records.length > 0) yield records;
  }
  const last = assembler.end();
  if (last.length > 0) yield last;
}
