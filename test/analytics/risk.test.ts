import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, cellName, gridOver, maskNear, maskRings } from '../../src/analytics/grid.js';
import { bufferedHull, convexHull, isInside, type Point, ringArea } from '../../src/analytics/hull.js';
import { nthSmallest } from '../../src/analytics/quantile.js';
import { layGround, type RiskSurface, riskSurface, topCells } from '../../src/analytics/risk.js';
import { sum } from '../../src/analytics/series.js';
import { cellWeights, createSparseBlur, gaussianBlur } from '../../src/analytics/smooth.js';
import { twoHotCorners } from './incidents.js';

const ORIGIN = [29.4, 48] as const;

describe('riskSurface', () => {
  it('adds up to the incidents a day that the city has', () => {
    const { riskPerDay } = riskSurface(twoHotCorners(400));
    expect(sum(riskPerDay)).toBeCloseTo(6, 0);
  });

  it('remembers recent incidents better than old ones', () => {
    const place = { latitude: Float64Array.of(29.3, 29.4), longitude: Float64Array.of(48, 48) };
    const surface = riskSurface(
      { ...place, dayNumber: Int32Array.of(5, 390) },
      { asOfDay: 400, kernels: [{ weight: 1, sigmaMetres: 50, decayDays: 45 }] },
    );
    const [old = -1, recent = -1] = surface.cellOfPoint;
    expect(surface.riskPerDay[recent]).toBeGreaterThan(100 * (surface.riskPerDay[old] ?? 0));
  });

  it('never flags a cell without any risk, however large the share', () => {
    const surface = riskSurface(twoHotCorners(5), { kernels: [{ weight: 1, sigmaMetres: 0 }] });
    const top = topCells(surface, 1);
    expect(top.length).toBeLessThan(surface.maskCells);
    expect(top.every((cell) => (surface.riskPerDay[cell] ?? 0) > 0)).toBe(true);
    const risks = Array.from(top, (cell) => surface.riskPerDay[cell] ?? 0);
    expect(risks).toEqual([...risks].sort((a, b) => b - a));
  });
});

describe('grid', () => {
  it('names a cell alike whatever else is on the grid', () => {
    const alone = gridOver(Float64Array.of(29.37), Float64Array.of(47.98), ORIGIN, 150);
    const among = gridOver(Float64Array.of(29.37, 29.1), Float64Array.of(47.98, 48.1), ORIGIN, 150);
    expect(cellName(alone.grid, alone.cellOfPoint[0] ?? -1)).toBe(
      cellName(among.grid, among.cellOfPoint[0] ?? -2),
    );
    expect(cellAt(among.grid, 29.37, 47.98)).toBe(among.cellOfPoint[0]);
    expect(cellAt(among.grid, 31, 47.98)).toBe(-1);
  });

  it('takes in the cells within the distance of an incident, as a disc', () => {
    const gridded = gridOver(Float64Array.of(29.37), Float64Array.of(47.98), ORIGIN, 150);
    expect(maskNear(gridded, 0).reduce((a, b) => a + b)).toBe(1);
    expect(maskNear(gridded, 500).reduce((a, b) => a + b)).toBe(29);
  });

  it('fills a drawn area', () => {
    const { grid } = gridOver(Float64Array.of(29.3, 29.4), Float64Array.of(47.9, 48), ORIGIN, 150);
    const mask = new Uint8Array(grid.columns * grid.rows);
    maskRings(grid, mask, [
      [
        [29.32, 47.92],
        [29.32, 47.97],
        [29.36, 47.97],
        [29.36, 47.92],
      ],
    ]);
    const km2 = mask.reduce((a, b) => a + b) * 0.15 ** 2;
    expect(km2).toBeCloseTo(4.856 * 4.435, 0);
    expect(mask[cellAt(grid, 29.34, 47.95)]).toBe(1);
    expect(mask[cellAt(grid, 29.31, 47.95)]).toBe(0);
  });
});

describe('gaussianBlur', () => {
  it('moves mass about but loses none away from the edge', () => {
    const values = new Float64Array(41 * 41);
    values[20 * 41 + 20] = 5;
    expect(sum(gaussianBlur(values, 41, 2))).toBeCloseTo(5, 9);
  });

  it('leaves everything in place for a tiny or zero sigma', () => {
    const values = Float64Array.of(0, 3, 0, 0, 1, 0);
    expect(gaussianBlur(values, 3, 0)).toEqual(values);
    expect(cellWeights(0.01)[0]).toBeCloseTo(1, 6);
  });

  it('spreads as a normal distribution does', () => {
    const weights = cellWeights(3);
    const variance = weights.reduce((total, weight, k) => total + (k === 0 ? 0 : 2 * weight * k * k), 0);
    expect(variance).toBeCloseTo(9, 0);
  });
});

describe('createSparseBlur', () => {
  it('gives the sums of the whole grid to the last bit, blur after blur', () => {
    const columns = 17;
    const rows = 13;
    const blur = createSparseBlur(columns, rows);
    const counts = fc.array(fc.integer({ min: 0, max: 3 }), {
      minLength: columns * rows,
      maxLength: columns * rows,
    });
    fc.assert(
      fc.property(counts, fc.constantFrom(0, 0.33, 2, 9), (given, sigma) => {
        const values = Float64Array.from(given);
        const cells = Int32Array.from(given.keys()).filter((cell) => given[cell] !== 0);
        const blurred = new Float64Array(values.length);
        blur(cells, values, sigma, (cell, value) => {
          blurred[cell] = value;
        });
        expect(blurred).toEqual(gaussianBlur(values, columns, sigma));
      }),
    );
  });
});

describe('layGround', () => {
  const dayNumber = Int32Array.of(1, 1, 2, 5, 9, 9, 14);
  const points = {
    latitude: Float64Array.of(29.37, 29.371, 29.1, 29.37, 45, 29.3, 29.2),
    longitude: Float64Array.of(47.98, 47.981, 48.1, 47.98, 9, 47.9, 47.8),
    dayNumber,
  };

  it('serves the map of every earlier day as well as a ground of its own does', () => {
    const mask = { rings: [[[29.3, 47.9] as const, [29.3, 47.95] as const, [29.35, 47.9] as const]] };
    const ground = layGround(points, { mask, origin: ORIGIN });
    for (const asOfDay of [2, 6, 10, 15]) {
      const options = { asOfDay, mask, origin: ORIGIN };
      const own = riskSurface(points, options);
      const shared = riskSurface(points, { ...options, ...(ground && { ground }) });
      const named = ({ grid, riskPerDay }: RiskSurface) =>
        [...riskPerDay].flatMap((risk, cell) => (risk > 0 ? [`${cellName(grid, cell)} ${risk}`] : [])).sort();
      expect(named(shared)).toEqual(expect.arrayContaining(named(own)));
      expect(shared.maskCells).toBe(own.maskCells);
      expect(shared.farOff).toBe(own.farOff);
    }
  });

  it('is not laid for incidents out of the order of their days', () => {
    expect(layGround({ ...points, dayNumber: dayNumber.slice().reverse() }, {})).toBeNull();
  });
});

describe('nthSmallest', () => {
  it('finds what sorting finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), fc.nat(), (given, n) => {
        const at = n % given.length;
        const sorted = Float64Array.from(given).sort();
        expect(nthSmallest(Float64Array.from(given), at)).toBe(sorted[at]);
      }),
    );
  });
});

describe('hull', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), {
    minLength: 1,
    maxLength: 40,
  });

  it('keeps every point within the buffer', () => {
    fc.assert(
      fc.property(points, (given) => {
        const ring = bufferedHull(given, 5);
        expect(given.every((point) => isInside(ring, point))).toBe(true);
      }),
    );
  });

  it('does not depend on order and turns only left', () => {
    fc.assert(
      fc.property(points, (given) => {
        const hull = convexHull(given);
        expect(convexHull([...given].reverse())).toEqual(hull);
        const turns = hull.map((corner, i): number => {
          const next = hull[(i + 1) % hull.length] as Point;
          const after = hull[(i + 2) % hull.length] as Point;
          return (
            (next[0] - corner[0]) * (after[1] - corner[1]) - (next[1] - corner[1]) * (after[0] - corner[0])
          );
        });
        if (hull.length > 2) expect(Math.min(...turns)).toBeGreaterThan(0);
      }),
    );
  });

  it('knows the area of a square', () => {
    expect(
      ringArea(
        convexHull([
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
          [5, 5],
        ]),
      ),
    ).toBe(100);
  });
});
