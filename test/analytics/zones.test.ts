import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAtSaddles, touchingCells } from '../../src/analytics/zones.js';

const grid = { columns: 100 };
const at = (column: number, row: number) => row * 100 + column;

describe('touchingCells', () => {
  it('groups cells that share a side or a corner, and no others', () => {
    const cells = Int32Array.of(at(5, 5), at(6, 6), at(7, 6), at(9, 6), at(50, 50));
    const groups = touchingCells(grid, cells).map(String).sort();
    expect(groups).toEqual(
      [String([at(5, 5), at(6, 6), at(7, 6)]), String([at(9, 6)]), String([at(50, 50)])].sort(),
    );
  });

  it('groups thousands of cells as it groups few', () => {
    const block = (size: number) =>
      Int32Array.from({ length: size * size }, (_, i) => at(10 + (i % size), 10 + Math.floor(i / size)));
    expect(touchingCells(grid, block(5))).toHaveLength(1);
    const many = Int32Array.of(...block(40), at(90, 90));
    expect(
      touchingCells(grid, many)
        .map(({ length }) => length)
        .sort(),
    ).toEqual([1, 1600]);
  });

  it('has no groups without cells', () => {
    expect(touchingCells(grid, new Int32Array(0))).toEqual([]);
  });
});

describe('splitAtSaddles', () => {
  it('cuts between two peaks rather than through one', () => {
    const risk = new Float64Array(10_000);
    const ridge = Array.from({ length: 9 }, (_, i) => at(10 + i, 10));
    [5, 9, 5, 4, 1, 4, 5, 8, 5].forEach((value, i) => {
      risk[ridge[i] ?? 0] = value;
    });
    const zones = splitAtSaddles(grid, ridge, risk, 5);
    expect(zones.map((zone) => zone[0])).toEqual([at(11, 10), at(17, 10)]);
    expect(zones.map(({ length }) => length).sort()).toEqual([4, 5]);
  });

  it('keeps every cell once and no zone above its size', () => {
    const cells = fc.uniqueArray(fc.tuple(fc.integer({ min: 5, max: 20 }), fc.integer({ min: 5, max: 20 })), {
      selector: ([column, row]) => at(column, row),
      maxLength: 120,
    });
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 25 }), (places, most) => {
        const group = places.map(([column, row]) => at(column, row));
        const risk = new Float64Array(10_000);
        group.forEach((cell, i) => {
          risk[cell] = (i * 7919) % 31;
        });
        const zones = splitAtSaddles(grid, group, risk, most);
        expect(zones.flat().sort()).toEqual([...group].sort());
        expect(Math.max(0, ...zones.map(({ length }) => length))).toBeLessThanOrEqual(most);
      }),
    );
  });
});
