import densityClustering from 'density-clustering';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dbscan } from '../../src/analytics/dbscan.js';
import { seededRandom } from '../../src/analytics/random.js';
import { bruteForceDbscan, corePartition, noiseOf } from './oracle.js';

const clusterOf = (points: readonly (readonly [number, number])[], epsMetres: number, minPoints: number) =>
  dbscan(
    Float64Array.from(points, ([x]) => x),
    Float64Array.from(points, ([, y]) => y),
    { epsMetres, minPoints },
  );

/** Whole coordinates in a small square: distances tie, points coincide, cell borders are hit. */
const lattice = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
  maxLength: 60,
});
const scatter = fc.array(
  fc.tuple(fc.double({ min: -500, max: 500, noNaN: true }), fc.double({ min: -500, max: 500, noNaN: true })),
  { maxLength: 80 },
);
const parameters = fc.record({
  epsMetres: fc.constantFrom(0.5, 1, Math.SQRT2, 2, 2.5, 5, 60, 150),
  minPoints: fc.integer({ min: 1, max: 7 }),
});

describe('dbscan', () => {
  it('equals brute force on lattices with ties and duplicates', () => {
    fc.assert(
      fc.property(lattice, parameters, (points, { epsMetres, minPoints }) => {
        expect(clusterOf(points, epsMetres, minPoints).labels).toEqual(
          bruteForceDbscan(points, epsMetres, minPoints),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('equals brute force on scattered points', () => {
    fc.assert(
      fc.property(scatter, parameters, (points, { epsMetres, minPoints }) => {
        expect(clusterOf(points, epsMetres, minPoints).labels).toEqual(
          bruteForceDbscan(points, epsMetres, minPoints),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('gives every point the same label in whatever order the points come', () => {
    fc.assert(
      fc.property(lattice, parameters, fc.integer(), (points, { epsMetres, minPoints }, seed) => {
        const random = seededRandom(seed);
        const order = points.map((_, i) => ({ i, key: random() })).sort((a, b) => a.key - b.key);
        const straight = clusterOf(points, epsMetres, minPoints).labels;
        const shuffled = clusterOf(
          order.map(({ i }) => points[i] ?? [0, 0]),
          epsMetres,
          minPoints,
        ).labels;
        expect(Array.from(shuffled)).toEqual(order.map(({ i }) => straight[i]));
      }),
    );
  });

  it('counts a neighbour at exactly eps, where density-clustering does not', () => {
    const line = [0, 1, 2, 3].map((x): [number, number] => [x, 0]);
    expect(clusterOf(line, 1, 3)).toMatchObject({ clusterCount: 1, largestShare: 1 });
    const strict = new densityClustering.DBSCAN();
    expect(
      strict.run(
        line.map(([x, y]) => [x, y]),
        1,
        3,
      ),
    ).toEqual([]);
    const closed = new densityClustering.DBSCAN();
    expect(
      closed.run(
        line.map(([x, y]) => [x, y]),
        1 + 1e-12,
        3,
      ),
    ).toHaveLength(1);
  });

  it('agrees with density-clustering on noise and core points once its traps are handled', () => {
    fc.assert(
      fc.property(lattice, parameters, (points, { epsMetres, minPoints }) => {
        const clusters = new densityClustering.DBSCAN().run(
          points.map(([x, y]) => [x, y]),
          epsMetres * (1 + 1e-12),
          minPoints,
        );
        const theirs = new Int32Array(points.length).fill(-1);
        clusters.forEach((members, label) => {
          for (const i of members) theirs[i] = label;
        });
        const ours = clusterOf(points, epsMetres, minPoints).labels;
        expect(noiseOf(ours)).toEqual(noiseOf(theirs));
        expect(corePartition(points, ours, epsMetres, minPoints)).toEqual(
          corePartition(points, theirs, epsMetres, minPoints),
        );
      }),
    );
  });

  it('answers for no points, one point and a pile of coincident points', () => {
    expect(clusterOf([], 1, 3)).toEqual({ labels: new Int32Array(0), clusterCount: 0, largestShare: 0 });
    expect(Array.from(clusterOf([[5, 5]], 1, 2).labels)).toEqual([-1]);
    expect(Array.from(clusterOf([[5, 5]], 1, 1).labels)).toEqual([0]);
    const pile = Array.from({ length: 5000 }, (): [number, number] => [47.98, 29.37]);
    expect(clusterOf(pile, 0.001, 5000)).toMatchObject({ clusterCount: 1, largestShare: 1 });
    expect(clusterOf(pile, 0.001, 5001)).toMatchObject({ clusterCount: 0, largestShare: 0 });
  });

  it('keeps two large piles just beyond eps apart without comparing all their pairs', () => {
    const piles = Array.from({ length: 200_000 }, (_, i): [number, number] => [i % 2 === 0 ? 0 : 100.001, 0]);
    expect(clusterOf(piles, 100, 5)).toMatchObject({ clusterCount: 2, largestShare: 0.5 });
    expect(clusterOf(piles, 100.001, 5)).toMatchObject({ clusterCount: 1 });
  });

  it('numbers clusters by size', () => {
    const points: [number, number][] = [
      ...Array.from({ length: 3 }, (_, i): [number, number] => [i, 0]),
      ...Array.from({ length: 5 }, (_, i): [number, number] => [i, 100]),
    ];
    expect(Array.from(clusterOf(points, 1, 2).labels)).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
  });

  it('refuses what is not a point or a radius, saying which', () => {
    expect(() => clusterOf([[Number.NaN, 1]], 1, 2)).toThrow('point 0 has no finite position');
    expect(() => clusterOf([[1, 1]], 0, 2)).toThrow('epsMetres must be above 0');
    expect(() => clusterOf([[1, 1]], 1, 0)).toThrow('minPoints must be at least 1');
    expect(() => dbscan(new Float64Array(2), new Float64Array(1), { epsMetres: 1, minPoints: 1 })).toThrow(
      '2 x but 1 y',
    );
    expect(() =>
      clusterOf(
        [
          [0, 0],
          [1e9, 0],
        ],
        1e-6,
        2,
      ),
    ).toThrow('too small for the extent');
  });
});
