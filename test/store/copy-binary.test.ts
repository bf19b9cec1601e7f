import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyBinary } from '../../src/store/copy-binary.js';

const HEAD_BYTES = 19;

/** The cells of rows in the binary format, as bytes; null for NULL. */
function cellsOf(bytes: Buffer): (Buffer | null)[][] {
  const rows: (Buffer | null)[][] = [];
  let at = HEAD_BYTES;
  for (let columns = bytes.readInt16BE(at); columns >= 0; columns = bytes.readInt16BE(at)) {
    at += 2;
    const row: (Buffer | null)[] = [];
    for (let i = 0; i < columns; i++) {
      const length = bytes.readInt32BE(at);
      at += 4 + Math.max(0, length);
      row.push(length < 0 ? null : bytes.subarray(at - length, at));
    }
    rows.push(row);
  }
  expect(at + 2, 'nothing behind the end').toBe(bytes.length);
  return rows;
}

const only = (bytes: Buffer): Buffer | null | undefined => cellsOf(bytes)[0]?.[0];

describe('rows in the binary format of COPY', () => {
  it('begin with the signature and end with the mark, also when there are none', () => {
    const bytes = copyBinary(['integer'], []);
    expect(bytes.subarray(0, 11).toString('latin1')).toBe('PGCOPY\n\xff\r\n\0');
    expect(cellsOf(bytes)).toEqual([]);
  });

  it('carry any text, however long, in UTF-8', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 120 }), { maxLength: 40 });
    fc.assert(
      fc.property(texts, (given) => {
        const rows = cellsOf(
          copyBinary(
            ['text'],
            given.map((text) => [text]),
          ),
        );
        expect(rows.map(([cell]) => cell?.toString('utf8'))).toEqual(given);
      }),
    );
  });

  it('count instants in microseconds and days from the year 2000, before it as after it', () => {
    const instant = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (at) => {
        const [stamp, day] =
          cellsOf(copyBinary(['timestamptz', 'date'], [[at, at.toISOString().slice(0, 10)]]))[0] ?? [];
        expect(Number(stamp?.readBigInt64BE() ?? 0n) / 1000 + Date.UTC(2000, 0, 1)).toBe(at.getTime());
        expect(day?.readInt32BE()).toBe(Math.floor((at.getTime() - Date.UTC(2000, 0, 1)) / 86_400_000));
      }),
    );
  });

  it('write numbers, truths and nothing', () => {
    const row = [-7, 300, true, false, null];
    const [cells] = cellsOf(copyBinary(['integer', 'smallint', 'boolean', 'boolean', 'text'], [row]));
    expect(cells?.map((cell) => cell?.toString('hex') ?? null)).toEqual([
      'fffffff9',
      '012c',
      '01',
      '00',
      null,
    ]);
  });

  it('write a position as the point that PostGIS writes', () => {
    // SELECT encode(ST_AsEWKB(ST_SetSRID(ST_MakePoint(48.02, 29.33), 4326)), 'hex')
    const expected = '0101000020e6100000c3f5285c8f02484014ae47e17a543d40';
    expect(only(copyBinary(['geometry'], [[{ latitude: 29.33, longitude: 48.02 }]]))?.toString('hex')).toBe(
      expected,
    );
  });

  it('write lists of words, and the empty list without a dimension', () => {
    // SELECT encode(array_send('{ab,ج}'::text[]), 'hex'), encode(array_send('{}'::text[]), 'hex')
    expect(only(copyBinary(['text[]'], [[['ab', 'ج']]]))?.toString('hex')).toBe(
      '000000010000000000000019000000020000000100000002616200000002d8ac',
    );
    expect(only(copyBinary(['text[]'], [[[]]]))?.toString('hex')).toBe('000000000000000000000019');
  });

  it('refuse a cell that its column cannot hold', () => {
    expect(() => copyBinary(['integer'], [['7']])).toThrow('a column of type integer cannot hold a string');
    expect(() => copyBinary(['text'], [[new Date(0)]])).toThrow(TypeError);
    expect(() => copyBinary(['boolean'], [[1]])).toThrow(TypeError);
  });

  it.each([
    ['smallint', 32_768],
    ['smallint', -32_769],
    ['smallint', 1.5],
    ['integer', 2 ** 31],
    ['integer', -(2 ** 31) - 1],
    ['integer', 0.1],
    ['integer', Number.NaN],
    ['integer', Number.POSITIVE_INFINITY],
    ['timestamptz', new Date(Number.NaN)],
    ['date', 'tomorrow'],
  ] as const)('refuse for %s what would become another value: %s', (type, cell) => {
    expect(() => copyBinary([type], [[cell]])).toThrow(TypeError);
  });

  it('take the least and the greatest number of each type', () => {
    const row = [-32_768, 32_767, -(2 ** 31), 2 ** 31 - 1];
    const [cells] = cellsOf(copyBinary(['smallint', 'smallint', 'integer', 'integer'], [row]));
    expect(cells?.map((cell) => cell?.toString('hex'))).toEqual(['8000', '7fff', '80000000', '7fffffff']);
  });
});
