import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../domain/errors.js';

/** Encodings that exports of the region come in, the first four of which are told by themselves; the rest a mapping names. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1256',
  'windows-1252',
  'iso-8859-1',
  'latin1',
] as const;
/** One of them. */
export type Encoding = (typeof ENCODINGS)[number];

/** What the bytes of a file tell before a single row is read. */
export type FileFacts = { sha256: string; bytes: number; encoding: Encoding; gzip: boolean };

const GZIP = [0x1f, 0x8b];
const FOREIGN: readonly { starts: readonly number[]; what: string; instead: string }[] = [
  {
    starts: [0x50, 0x4b, 3, 4],
    what: 'an Excel workbook or a ZIP archive',
    instead: 'save it as "CSV UTF-8"',
  },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook', instead: 'save it as "CSV UTF-8"' },
  { starts: [0x25, 0x50, 0x44, 0x46], what: 'a PDF', instead: 'ask the source for the table itself' },
  { starts: [0x89, 0x50, 0x4e, 0x47], what: 'a picture', instead: 'ask the source for the table itself' },
  { starts: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', instead: 'export it as CSV' },
];

/**
 * Reads a file once, byte by byte: its fingerprint, its encoding, and whether it can be a CSV at all.
 *
 * @param given the encoding stated by the mapping, which overrides what the bytes suggest.
 * @throws AppError bad_request that says what the file is instead and what to do; not_found when it is not there.
 */
export async function inspectFile(path: string, given: Encoding | null = null): Promise<FileFacts> {
  const bytes = await sizeOf(path);
  const head = await firstBytes(path);
  const gzip = startsWith(head, GZIP);
  if (!gzip) refuseForeign(head, path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { sha256: hash.digest('hex'), bytes, encoding: given ?? (await detectEncoding(path, gzip)), gzip };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new AppError('not_found', `there is no file ${path}: check the path`);
  if (!found.isFile()) throw new AppError('bad_request', `${path} is not a file: name one CSV file`);
  if (found.size === 0) throw new AppError('bad_request', `${path} is empty: export it again`);
  return found.size;
}

async function firstBytes(path: string): Promise<Buffer> {
  for await (const chunk of createReadStream(path, { end: 4095 })) return chunk as Buffer;
  return Buffer.alloc(0);
}

const startsWith = (bytes: Buffer, starts: readonly number[]) => starts.every((byte, i) => bytes[i] === byte);

function refuseForeign(head: Buffer, path: string): void {
  const foreign = FOREIGN.find(({ starts }) => startsWith(head, starts));
  if (foreign) {
    throw new AppError('bad_request', `${path} is ${foreign.what}, not a CSV: ${foreign.instead}`);
  }
  const text = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^(<\?xml|<!doctype|<html)/i.test(text)) {
    throw new AppError('bad_request', `${path} is a web page or XML, not a CSV: download the table as CSV`);
  }
  if (/^(\{\s*["}]|\[\s*[[{])/.test(text)) {
    throw new AppError(
      'bad_request',
      `${path} is JSON, not a CSV: export it as CSV with one incident a line`,
    );
  }
}

/** The bytes of the file, unpacked where it is packed. */
export function openBytes(path: string, gzip: boolean): Readable {
  const bytes = createReadStream(path, { highWaterMark: 262_144 });
  if (!gzip) return bytes;
  return pipeline(bytes, createGunzip(), createBombGuard(path, bytes), () => undefined);
}

/** Tables shrink to a tenth, hardly ever to a fiftieth: what is small and unpacks without end is meant to fill a machine. */
const MOST_UNPACKED = { times: 100, fromBytes: 16_000_000 };

function createBombGuard(path: string, packed: { bytesRead: number }): Transform {
  let unpacked = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      unpacked += chunk.length;
      const most = Math.max(MOST_UNPACKED.fromBytes, MOST_UNPACKED.times * packed.bytesRead);
      if (unpacked <= most) return done(null, chunk);
      done(
        new AppError(
          'bad_request',
          `${path} unpacks to more than ${MOST_UNPACKED.times} times its size: unpack it and look at what it holds`,
        ),
      );
    },
  });
}

/** UTF-8 unless a mark or the bytes say otherwise; Arabic Windows where the bytes are no UTF-8. */
async function detectEncoding(path: string, gzip: boolean): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8');
  let first = true;
  let suspect = false;
  for await (const chunk of openBytes(path, gzip)) {
    const bytes = chunk as Buffer;
    const wide = first ? wideEncoding(bytes, path) : null;
    if (wide) return wide;
    first = false;
    suspect ||= utf8.decode(bytes, { stream: true }).includes(REPLACED);
  }
  return suspect && (await isHardlyUtf8(path, gzip)) ? 'windows-1256' : 'utf-8';
}

/** What a decoder writes for bytes that are no UTF-8. */
const REPLACED = '\ufffd';

/** True when more than one in twenty of the foreign letters cannot be read: then it is not a slip, but the encoding. */
async function isHardlyUtf8(path: string, gzip: boolean): Promise<boolean> {
  const utf8 = new TextDecoder('utf-8');
  let replaced = 0;
  let foreign = 0;
  for await (const chunk of openBytes(path, gzip)) {
    const text = utf8.decode(chunk as Buffer, { stream: true });
    replaced += text.match(/\ufffd/g)?.length ?? 0;
    foreign += text.match(/[^\0-\x7f]/g)?.length ?? 0;
  }
  return replaced > 0.05 * foreign;
}

/** @throws AppError bad_request when there are zero bytes all over the beginning: no encoding writes text so. */
function wideEncoding(bytes: Buffer, path: string): Encoding | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const sample = bytes.subarray(0, 2000);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, i) => {
    if (byte === 0) i % 2 === 0 ? even++ : odd++;
  });
  const many = sample.length / 8;
  if (odd > many && even > many) {
    throw new AppError(
      'bad_request',
      `${path} is no text, but bytes that only a program reads: export it as CSV`,
    );
  }
  if (odd > many) return 'utf-16le';
  return even > many ? 'utf-16be' : null;
}
