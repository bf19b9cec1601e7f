import type { CellGrid } from './dbscan-cells.js';
import { eachNeighbourhood } from './dbscan-neighbours.js';

/**
 * Gives every point its cluster: core points that of their cell, the others that of the nearest core within eps.
 *
 * @param clusterOfCell as from `joinCores`
 * @returns by sorted position, -1 for noise.
 */
export function spreadClusters(
  grid: CellGrid,
  coreEnd: Int32Array,
  clusterOfCell: Int32Array,
  epsMetres: number,
): Int32Array {
  const cluster = new Int32Array(grid.x.length).fill(-1);
  const limit = epsMetres * epsMetres;
  for (let cell = 0; cell < grid.cellCount; cell++) {
    cluster.fill(clusterOfCell[cell] as number, grid.start[cell] as number, coreEnd[cell] as number);
  }
  const hasOthers = (cell: number) => (coreEnd[cell] as number) < (grid.start[cell + 1] as number);
  eachNeighbourhood(grid, hasOthers, (cell, near, nearCount) => {
    const end = grid.start[cell + 1] as number;
    for (let s = coreEnd[cell] as number; s < end; s++) {
      const home = cellOfNearestCore(grid, coreEnd, s, near, nearCount, limit);
      if (home >= 0) cluster[s] = clusterOfCell[home] as number;
    }
  });
  return cluster;
}

/** Cell of the core nearest to sorted position `s`, -1 if none is near; of equally near ones the further west, then south. */
function cellOfNearestCore(
  { x, y, start }: CellGrid,
  coreEnd: Int32Array,
  s: number,
  near: Int32Array,
  nearCount: number,
  limit: number,
): number {
  const px = x[s] as number;
  const py = y[s] as number;
  let best = limit;
  let bestAt = -1;
  let bestCell = -1;
  for (let k = 0; k < nearCount; k++) {
    const cell = near[k] as number;
    const end = coreEnd[cell] as number;
    for (let t = start[cell] as number; t < end; t++) {
      const dx = (x[t] as number) - px;
      const dy = (y[t] as number) - py;
      const square = dx * dx + dy * dy;
      if (square > best || (square === best && bestAt >= 0 && !isBefore(x, y, t, bestAt))) continue;
      best = square;
      bestAt = t;
      bestCell = cell;
    }
  }
  return bestCell;
}

/** Further west; on the same meridian, further south. */
export function isBefore(x: Float64Array, y: Float64Array, a: number, b: number): boolean {
  const dx = (x[a] as number) - (x[b] as number);
  return dx === 0 ? (y[a] as number) < (y[b] as number) : dx < 0;
}
