import { AppError } from '../../domain/errors.js';
import { type FileFacts, openBytes } from './inspect.js';

/** A text line and whether the file ended before its line break. */
export type TextLine = { number: number; text: string; unfinished: boolean };

/** No line of a table is this long; such a file is something else. */
const LONGEST_LINE = 4_000_000;

/**
 * The lines of a file in blocks, numbered from 1, without line breaks or byte order mark; memory stays constant.
 *
 * @throws AppError bad_request when a line has no end.
 */
export async function* readLines(path: string, facts: FileFacts): AsyncGenerator<TextLine[]> {
  const decoder = new TextDecoder(facts.encoding);
  let rest = '';
  let number = 1;
  for await (const chunk of openBytes(path, facts.gzip)) {
    const parts = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > LONGEST_LINE) {
      throw new AppError(
        'bad_request',
        `line ${number + parts.length} of ${path} has no end: this is no CSV`,
      );
    }
    if (parts.length > 0) yield parts.map((text) => line(text, number++, false));
  }
  rest += decoder.decode();
  if (rest !== '') yield [line(rest, number, true)];
}

function line(text: string, number: number, unfinished: boolean): TextLine {
  const start = number === 1 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const end = text.endsWith('\r') ? text.length - 1 : text.length;
  return { number, text: start === 0 && end === text.length ? text : text.slice(start, end), unfinished };
}
