import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEvidence, type DateOrder, decideOrders, settleStamp } from '../../src/ingest/date-order.js';
import { readClock, readStamp } from '../../src/ingest/dates.js';
import { writeDate } from '../../src/ingest/demo/dirty-cells.js';
import { createZone } from '../../src/ingest/zone.js';

const NOW = new Date('2026-03-18T10:15:00+03:00');

/** Reads a whole column as the importer does and returns each row's wall clock, or why there is none. */
function readColumn(column: readonly string[], given: DateOrder | null = null): string[] {
  const evidence = createEvidence(NOW);
  const stamps = column.map(readStamp);
  for (const stamp of stamps) if (stamp) evidence.add(stamp);
  const orders = decideOrders(evidence.shapes, given);
  return stamps.map((stamp) => {
    const settled = stamp ? settleStamp(stamp, orders) : 'bad_date';
    if (typeof settled === 'string') return settled;
    return new Date(settled.wallMs).toISOString().slice(0, 16) + (settled.assumed ? '?' : '');
  });
}

describe('one date', () => {
  it.each([
    ['2026-03-04T15:30:00', '2026-03-04T15:30'],
    ['2026/3/4 5:07', '2026-03-04T05:07'],
    ['25/12/2025 14:30', '2025-12-25T14:30'],
    ['12/25/2025 02:30 PM', '2025-12-25T14:30'],
    ['12/25/2025 12:05 AM', '2025-12-25T00:05'],
    ['٢٥/١٢/٢٠٢٥ ٠٢:٣٠ م', '2025-12-25T14:30'],
    ['٢٥/١٢/٢٠٢٥ ١١:٣٠ ص', '2025-12-25T11:30'],
    ['\u200f٢٥/١٢/٢٠٢٥\u200e', '2025-12-25T00:00'],
    ['4 مارس 2026 21:05', '2026-03-04T21:05'],
    ['الأربعاء، 4 مارس 2026', '2026-03-04T00:00'],
    ['04-Mar-2026 09:05 PM', '2026-03-04T21:05'],
    ['March 4, 2026', '2026-03-04T00:00'],
    ['Wed, 4 Mar 2026', '2026-03-04T00:00'],
    ['20260304', '2026-03-04T00:00'],
    ['20260304T211500', '2026-03-04T21:15'],
    ['46085.5', '2026-03-04T12:00'],
    ['25.12.25', '2025-12-25T00:00'],
    ['7/19/2017 13:45', '2017-07-19T13:45'],
  ])('reads %s', (text, wall) => {
    expect(readColumn([text])).toEqual([wall]);
  });

  it.each([
    '31/02/2025',
    '2025-13-40',
    '00/00/0000',
    '29/02/2025',
    'غير معروف',
    '',
    '12345',
    '13:45',
    '4/5',
    'Mar 2026',
  ])('refuses %s', (text) => {
    expect(readColumn([text])).toEqual(['bad_date']);
  });

  it.each([
    ['2026-03-04T15:30:00Z', 0],
    ['2019/09/27 01:14:27+00', 0],
    ['2026-03-04 15:30 UTC', 0],
    ['2026-03-04T15:30:00.123+03:00', 180],
    ['2026-03-04T15:30:00-0430', -270],
    ['2026-03-04T15:30:00', null],
  ])('knows the offset of %s', (text, minutes) => {
    expect(readStamp(text)?.offsetMinutes).toBe(minutes);
  });

  it('reads clock times in a column of their own', () => {
    expect(readClock('2114')).toEqual({ hour: 21, minute: 14, second: 0 });
    expect(readClock('914')).toEqual({ hour: 9, minute: 14, second: 0 });
    expect(readClock('٩:١٤ م')).toEqual({ hour: 21, minute: 14, second: 0 });
    expect(readClock('7')).toEqual({ hour: 0, minute: 7, second: 0 });
    expect(readClock('2460')).toBeNull();
    expect(readClock('25:00')).toBeNull();
  });

  it('reads back whatever the demo city writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (minutes, choice) => {
          const instant = Date.UTC(1995, 0, 1) + minutes * 60_000;
          const wall = instant + 3 * 3_600_000;
          const { text, utc } = writeDate(wall, instant, () => choice);
          const shown = utc ? instant : wall;
          const [read] = readColumn([text], 'dmy');
          expect(read).toBe(new Date(shown).toISOString().slice(0, 16));
        },
      ),
    );
  });
});

describe('the order of day and month', () => {
  it('is proven by the whole column, also for rows that come before the proof', () => {
    expect(readColumn(['03/04/2025', '25/04/2025'])).toEqual(['2025-04-03T00:00', '2025-04-25T00:00']);
    expect(readColumn(['03/04/2025', '04/25/2025'])).toEqual(['2025-03-04T00:00', '2025-04-25T00:00']);
  });

  it('of a shape without proof follows the shapes that have one: a spreadsheet rewrote only what it could misread', () => {
    const column = ['12/21/2016 12:00:00 AM', '01-05-2016 00:00'];
    expect(readColumn(column)).toEqual(['2016-12-21T00:00', '2016-01-05T00:00?']);
  });

  it('is what does not lie in the future when nothing else tells', () => {
    expect(readColumn(['01/12/2026', '02/03/2026'])).toEqual(['2026-01-12T00:00?', '2026-02-03T00:00?']);
  });

  it("is the country's custom when nothing tells at all, and says so", () => {
    expect(readColumn(['03/04/2025'])).toEqual(['2025-04-03T00:00?']);
  });

  it('is left open when the column proves both, except for rows that read one way only', () => {
    const column = ['03/04/2025', ...Array(10).fill('25/04/2025'), ...Array(10).fill('04/25/2025')];
    const read = readColumn(column);
    expect(read[0]).toBe('ambiguous_date');
    expect(new Set(read.slice(1))).toEqual(new Set(['2025-04-25T00:00']));
  });

  it('survives a few typing errors', () => {
    const column = ['03/04/2025', ...Array(200).fill('25/04/2025'), '04/25/2025'];
    expect(readColumn(column)[0]).toBe('2025-04-03T00:00');
  });

  it('does not matter when day and month are equal', () => {
    expect(readColumn(['03/03/2025'])).toEqual(['2025-03-03T00:00']);
  });

  it('is the one that the mapping states', () => {
    expect(readColumn(['03/04/2025'], 'mdy')).toEqual(['2025-03-04T00:00']);
  });
});

describe('the place of a year of two digits', () => {
  const month = Array.from({ length: 30 }, (_, i) => String(i + 1).padStart(2, '0'));

  it('is first where the last number reaches days that no year has reached', () => {
    const read = readColumn(month.map((day) => `25-09-${day} 10:00`));
    expect(read).toEqual(month.map((day) => `2025-09-${day}T10:00`));
  });

  it('is last where the first number does', () => {
    const read = readColumn(month.map((day) => `${day}/09/25`));
    expect(read).toEqual(month.map((day) => `2025-09-${day}T00:00`));
  });

  it('is the number that hardly varies where no row proves it, and that is said', () => {
    const early = month.slice(0, 12);
    expect(readColumn(early.map((day) => `${day}.09.25`))[2]).toBe('2025-09-03T00:00?');
    expect(readColumn(early.map((day) => `25.09.${day}`))[2]).toBe('2025-09-03T00:00?');
  });

  it('is left open where nothing tells, or rows tell both', () => {
    expect(readColumn(['24-09-25', '25-10-24'])).toEqual(['ambiguous_date', 'ambiguous_date']);
    expect(readColumn(['25-09-29', '29-09-25'])).toEqual(['ambiguous_date', 'ambiguous_date']);
    expect(readColumn(['24-09-25'], 'ymd')).toEqual(['2024-09-25T00:00']);
    expect(readColumn(['24-09-25'], 'dmy')).toEqual(['2025-09-24T00:00']);
  });

  it('survives a few typing errors', () => {
    const column = [
      ...Array(20)
        .fill(month)
        .flat()
        .map((day) => `${day}-03-25`),
      '25-03-29',
    ];
    expect(readColumn(column)[2]).toBe('2025-03-03T00:00');
  });

  it('is in the century that has passed: 99 is no 2099', () => {
    expect(readColumn(['18/03/99'])).toEqual(['1999-03-18T00:00']);
    expect(readColumn(['18-Mar-99'])).toEqual(['1999-03-18T00:00']);
  });
});

describe('a zone', () => {
  it('gives back the instant of every wall clock it showed, across clock changes', () => {
    for (const name of ['Asia/Kuwait', 'America/Chicago', 'Africa/Cairo']) {
      const zone = createZone(name);
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 500_000 }), (hours) => {
          const instant = Date.UTC(1990, 0, 1) + hours * 3_600_000;
          const wall = zone.wallAt(instant);
          // In the hour that comes twice either reading is right.
          expect([0, 3_600_000, -3_600_000]).toContain(zone.instantOf(wall) - instant);
          expect(zone.wallAt(zone.instantOf(wall))).toBe(wall);
        }),
      );
    }
  });

  it('knows that Kuwait is three hours ahead', () => {
    expect(createZone('Asia/Kuwait').instantOf(Date.UTC(2026, 2, 4, 15))).toBe(Date.UTC(2026, 2, 4, 12));
  });
});
