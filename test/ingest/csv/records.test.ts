import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextLine } from '../../../src/ingest/csv/lines.js';
import { createAssembler, sniffDelimiter, splitQuoted } from '../../../src/ingest/csv/records.js';
import { csvCell } from '../../../src/ingest/demo/dirty-cells.js';

const linesOf = (text: string): TextLine[] => {
  const parts = text.split('\n');
  const whole = text.endsWith('\n') ? parts.slice(0, -1) : parts;
  return whole.map((line, i) => ({
    number: i + 1,
    text: line,
    unfinished: !text.endsWith('\n') && i === whole.length - 1,
  }));
};

function assemble(text: string, columns: number, delimiter = ',') {
  const assembler = createAssembler(delimiter, columns);
  return [...assembler.push(linesOf(text)), ...assembler.end()];
}

describe('CSV records', () => {
  it('read back every table that is written by the rules, whatever its cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'س', '"', ',', '\n', ' ', ';'), maxLength: 6 });
    const row = fc.tuple(fc.constantFrom('1', '2'), cell, cell).map((cells) => [...cells]);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const text = rows.map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
        expect(assemble(text, 3).map((r) => r.cells)).toEqual(rows);
      }),
    );
  });

  it('lose only the broken line to a quote that never closes', () => {
    const text = '1,a,b\n2,"open,b\n3,c,d\n4,e,f\n5,g,"h"\n';
    expect(assemble(text, 3).map((r) => [r.line, r.cells?.[0] ?? null])).toEqual([
      [1, '1'],
      [2, null],
      [3, '3'],
      [4, '4'],
      [5, '5'],
    ]);
  });

  it('lose only the broken lines when two of them could close each other', () => {
    const text = '1,"open,b\n2,a,b\n3,"open,b\n4,a,b\n';
    expect(assemble(text, 3).map((r) => r.cells?.[0] ?? null)).toEqual([null, '2', null, '4']);
  });

  it('find their way back behind an open quote in a long file', () => {
    const text = `0,"open,b\n${Array.from({ length: 200 }, (_, i) => `${i + 1},a,b\n`).join('')}`;
    const records = assemble(text, 3);
    expect(records).toHaveLength(201);
    expect(records.filter((r) => r.cells === null)).toHaveLength(1);
  });

  it('keep a stray quote inside a cell', () => {
    expect(assemble('1,5" pipe,b\n', 3)[0]?.cells).toEqual(['1', '5" pipe', 'b']);
  });

  it('keep a cell over several lines together, and its line number', () => {
    const [first, second] = assemble('1,"a\nb",c\n2,x,y\n', 3);
    expect(first).toMatchObject({ line: 1, cells: ['1', 'a\nb', 'c'] });
    expect(second?.line).toBe(3);
  });

  it('are malformed with too many or too few cells, but not with empty ones too many', () => {
    expect(assemble('1,a\n2,a,b,c\n3,a,b,,\n', 3).map((r) => r.cells)).toEqual([null, null, ['3', 'a', 'b']]);
  });

  it('say when the file ends in the middle of one', () => {
    expect(assemble('1,a,b\n2,a', 3).at(-1)).toMatchObject({ cells: null, truncated: true });
    expect(assemble('1,a,b\n2,a,"no en', 3).at(-1)).toMatchObject({ cells: null, truncated: true });
    expect(assemble('1,a,b\n2,a,b', 3).at(-1)).toMatchObject({ cells: ['2', 'a', 'b'], truncated: false });
    expect(assemble('1,a\n2,a,b\n', 3)[0]).toMatchObject({ cells: null, truncated: false });
  });

  it('skip blank lines', () => {
    expect(assemble('1,a,b\n\n  \n2,a,b\n', 3)).toHaveLength(2);
  });

  it('are taken apart at the delimiter that the header uses', () => {
    expect(sniffDelimiter('id;date;"type, kind"')).toBe(';');
    expect(sniffDelimiter('id\tdate\ttype')).toBe('\t');
    expect(sniffDelimiter('id')).toBe(',');
  });

  it('are split fast only when their quoting is clean', () => {
    expect(splitQuoted('"a ""b""",,"c,d"', ',')).toEqual(['a "b"', '', 'c,d']);
    expect(splitQuoted('a,"b"c', ',')).toBeNull();
    expect(splitQuoted('a,"b', ',')).toBeNull();
    expect(splitQuoted('a,b"c', ',')).toBeNull();
    expect(splitQuoted('"a",', ',')).toEqual(['a', '']);
  });

  it('are split as the full parser splits them, or left to it', () => {
    const parsed = (text: string): string[] | null => {
      try {
        const records: string[][] = parse(text, { relax_column_count: true, skip_empty_lines: true });
        return records.length === 1 ? (records[0] ?? null) : null;
      } catch {
        return null;
      }
    };
    const unit = fc.constantFrom('a', '"', '""', ',', '\n', ' ', '",', ',"');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 12 }), (text) => {
        fc.pre(text.trim() !== '' && !text.endsWith('\n') && !text.startsWith('\n'));
        expect(splitQuoted(text, ',')).toEqual(parsed(text));
      }),
      { numRuns: 2000 },
    );
  });
});
