import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStamp } from '../../src/ingest/dates.js';
import { writeDate } from '../../src/ingest/demo/dirty-cells.js';
import { createStampReader } from '../../src/ingest/stamp-reader.js';

const DAYS = [
  '18/03/2026',
  '2026-03-18',
  '1 2 2024',
  '5.6.24',
  '20260318',
  '45000',
  '18 مارس 2026',
  '18-Mar-26',
];
const MORE_DAYS = [
  'Mar 5, 2026',
  '١٨/٠٣/٢٠٢٦',
  'Wed 18/03/2026',
  '18/03',
  '2026-03-18, 1',
  '31/12/2026 ',
  '',
];
const GAPS = [' ', 'T', '  ', ' T', ', ', ',', 't', '', '\u200f ', ' \u200f'];
const TIMES = [
  '10:15',
  '٩:٠٥',
  '7:05 PM',
  '٦:٠٥ م',
  '10:15:33',
  '10:15:33.250Z',
  '10:15+03:00',
  '24:00',
  '9:75',
];
const MORE_TIMES = ['1015', '10:15 x', ':15', '', '10:15:00 AM', '110:15', '10:15\u200f'];

describe('a reader that remembers days and times', () => {
  const read = createStampReader();

  it('says what the plain reader says of every mixture of days, gaps and times', () => {
    for (const day of [...DAYS, ...MORE_DAYS]) {
      for (const gap of GAPS) {
        for (const time of [...TIMES, ...MORE_TIMES]) {
          const text = `${day}${gap}${time}`;
          expect(read(text), JSON.stringify(text)).toEqual(readStamp(text));
        }
      }
    }
  });

  it('says what the plain reader says of all ways in which clerks and programs write', () => {
    const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(instant, fc.double({ min: 0, max: 0.999, noNaN: true }), (at, choice) => {
        const { text } = writeDate(at, at, () => choice);
        expect(read(text)).toEqual(readStamp(text));
      }),
    );
  });

  it('says what the plain reader says of any letters, digits and marks', () => {
    const unit = fc.constantFrom(...'012359٣٧:/-. ,TZpm', '\u200f', 'مارس', 'AM');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 24 }), (text) => {
        expect(read(text)).toEqual(readStamp(text));
      }),
      { numRuns: 3000 },
    );
  });
});
