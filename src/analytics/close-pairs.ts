import { type CellGrid, cellGrid } from './dbscan-cells.js';
import { eachNeighbourhood } from './dbscan-neighbours.js';

/** Pairs of points, each pair once, with the distance band of each (0 = nearest band). */
export type ClosePairs = { first: Int32Array; second: Int32Array; band: Uint8Array };

/** All pairs of points within the last of the rising `bandsMetres`, bounds included. O(n + pairs looked at), cells as in DBSCAN. */
export function closePairs(x: Float64Array, y: Float64Array, bandsMetres: readonly number[]): ClosePairs {
  const farthest = bandsMetres.at(-1) ?? 0;
  if (x.length === 0 || farthest <= 0) {
    return { first: new Int32Array(0), second: new Int32Array(0), band: new Uint8Array(0) };
  }
  const grid = cellGrid(x, y, farthest);
  const count = countClosePairs(grid, farthest);
  const pairs = { first: new Int32Array(count), second: new Int32Array(count), band: new Uint8Array(count) };
  const limits = bandsMetres.map((metres) => metres * metres);
  let at = 0;
  eachClosePair(grid, farthest, (s, t, square) => {
    pairs.first[at] = grid.order[s] as number;
    pairs.second[at] = grid.order[t] as number;
    pairs.band[at++] = limits.findIndex((limit) => square <= limit);
  });
  return pairs;
}

/** Number of pairs within `metres`. */
export function countPairsWithin(x: Float64Array, y: Float64Array, metres: number): number {
  return x.length === 0 ? 0 : countClosePairs(cellGrid(x, y, metres), metres);
}

function countClosePairs(grid: CellGrid, metres: number): number {
  let count = 0;
  eachClosePair(grid, metres, () => {
    count++;
  });
  return count;
}

function eachClosePair(
  grid: CellGrid,
  metres: number,
  visit: (s: number, t: number, square: number) => void,
): void {
  const { x, y, start } = grid;
  const limit = metres * metres;
  const visitFrom = (s: number, from: number, end: number) => {
    for (let t = from; t < end; t++) {
      const dx = (x[t] as number) - (x[s] as number);
      const dy = (y[t] as number) - (y[s] as number);
      const square = dx * dx + dy * dy;
      if (square <= limit) visit(s, t, square);
    }
  };
  eachNeighbourhood(
    grid,
    () => true,
    (cell, near, nearCount) => {
      const end = start[cell + 1] as number;
      for (let s = start[cell] as number; s < end; s++) {
        for (let k = 0; k < nearCount; k++) {
          const other = near[k] as number;
          if (other >= cell)
            visitFrom(s, other === cell ? s + 1 : (start[other] as number), start[other + 1] as number);
        }
      }
    },
  );
}
