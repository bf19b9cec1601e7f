import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridMetres, sexagesimal } from '../../src/ingest/demo/dirty-cells.js';
import { readPosition, splitPosition } from '../../src/ingest/position.js';

const salmiya = { kind: 'point', latitude: 29.3339, longitude: 48.0761 };

describe('a position', () => {
  it.each([
    ['29.3339', '48.0761', null],
    ['٢٩٫٣٣٣٩', '٤٨٫٠٧٦١', null],
    ['29,3339', '48,0761', null],
    [' 29.3339° N', '48.0761 E', null],
    ['29.3339 شمالا', '48.0761 شرقا', null],
    ['48.0761', '29.3339', 'position_swapped'],
    ['48.0761E', '29.3339N', null],
  ])('reads %s and %s', (latitude, longitude, flag) => {
    expect(readPosition(latitude, longitude)).toEqual({ ...salmiya, flag });
  });

  it.each([
    ['', '', 'none'],
    ['0', '0.000', 'none'],
    ['NULL', 'n/a', 'none'],
    ['غير معروف', '-', 'none'],
    ['29.33', '', 'bad'],
    ['abc', '48.07', 'bad'],
    ['999', '48.07', 'bad'],
    ['30.51', '47.78', 'outside'],
    ['51.5', '-0.12', 'outside'],
    ['29.33', '-48.07', 'outside'],
    ['0', '48.07', 'outside'],
    ['491059.4824', '5459122.4178', 'bad'],
  ])('of %s and %s is: %s', (latitude, longitude, kind) => {
    expect(readPosition(latitude, longitude).kind).toBe(kind);
  });

  it('in metres of the national grid or in degrees and minutes comes back within a few metres, in either order', () => {
    const inKuwait = fc.tuple(
      fc.double({ min: 28.55, max: 30.05, noNaN: true }),
      fc.double({ min: 46.6, max: 48.4, noNaN: true }),
    );
    fc.assert(
      fc.property(inKuwait, fc.boolean(), ([latitude, longitude], swapped) => {
        const [north, east] = gridMetres(latitude, longitude);
        const [lat, lon] = [sexagesimal(latitude, 'N'), sexagesimal(longitude, 'E')];
        for (const [a, b] of [
          [north, east],
          [lat, lon],
        ] as const) {
          const read = swapped ? readPosition(b, a) : readPosition(a, b);
          if (read.kind !== 'point') throw new Error(`${a} ${b} is ${read.kind}`);
          expect(Math.abs(read.latitude - latitude)).toBeLessThan(3e-5);
          expect(Math.abs(read.longitude - longitude)).toBeLessThan(3e-5);
        }
      }),
    );
  });

  it.each([
    '(29.3339, 48.0761)',
    '29.3339;48.0761',
    '29.3339 48.0761',
    '29.3339، 48.0761',
    'POINT(48.0761 29.3339)',
    'SRID=4326;POINT (48.0761 29.3339)',
  ])('is found in one cell: %s', (text) => {
    expect(splitPosition(text)).toEqual(['29.3339', '48.0761']);
  });

  it('is not found in words', () => {
    expect(splitPosition('Salem Al-Mubarak Street, Salmiya, Kuwait')).toBeNull();
  });
});
