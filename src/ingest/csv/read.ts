import { AppError } from '../../domain/errors.js';
import { type Encoding, type FileFacts, inspectFile } from './inspect.js';
import { readLines, type TextLine } from './lines.js';
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
  const { first, separator } = await firstLine(path, facts);
  const delimiter = given.delimiter ?? separator ?? sniffDelimiter(first);
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

/** What Excel puts above a table to name its separator: `sep=;`, also filled up with separators. */
const SEPARATOR_LINE = /^"?sep=([^"\s\w]|\t)"?\1*$/i;

/** True for the line with the titles: the first that is neither empty nor names the separator. */
const isHeader = ({ text }: TextLine): boolean => text.trim() !== '' && !SEPARATOR_LINE.test(text);

async function firstLine(
  path: string,
  facts: FileFacts,
): Promise<{ first: string; separator: string | undefined }> {
  let separator: string | undefined;
  for await (const lines of readLines(path, facts)) {
    const at = lines.findIndex(isHeader);
    for (const { text } of at < 0 ? lines : lines.slice(0, at)) {
      separator ??= SEPARATOR_LINE.exec(text)?.[1];
    }
    const first = lines[at];
    if (first) return { first: first.text, separator };
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
      const at = lines.findIndex(isHeader);
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
