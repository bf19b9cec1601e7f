import { type CellGrid, swapPoints } from './dbscan-cells.js';
import { eachNeighbourhood } from './dbscan-neighbours.js';
import { reaches } from './dbscan-reach.js';
import { find, singletons, unite } from './union-find.js';

/**
 * Finds the core points and moves them to the front of their cells (the grid is reordered in place).
 *
 * @returns for each cell the sorted position after its last core point.
 */
export function findCores(grid: CellGrid, epsMetres: number, minPoints: number): Int32Array {
  const isCore = new Uint8Array(grid.x.length);
  const limit = epsMetres * epsMetres;
  eachNeighbourhood(grid, (cell, near, nearCount) => {
    const start = grid.start[cell] as number;
    const end = grid.start[cell + 1] as number;
    if (end - start >= minPoints) {
      isCore.fill(1, start, end);
      return;
    }
    for (let s = start; s < end; s++) {
      if (hasNeighbours(grid, s, near, nearCount, limit, minPoints)) isCore[s] = 1;
    }
  });
  const coreEnd = new Int32Array(grid.cellCount);
  for (let cell = 0; cell < grid.cellCount; cell++) coreEnd[cell] = coresFirst(grid, cell, isCore);
  return coreEnd;
}

function hasNeighbours(
  { x, y, start }: CellGrid,
  s: number,
  near: Int32Array,
  nearCount: number,
  limit: number,
  needed: number,
): boolean {
  const px = x[s] as number;
  const py = y[s] as number;
  let found = 0;
  for (let k = 0; k < nearCount; k++) {
    const cell = near[k] as number;
    const end = start[cell + 1] as number;
    for (let t = start[cell] as number; t < end; t++) {
      const dx = (x[t] as number) - px;
      const dy = (y[t] as number) - py;
      if (dx * dx + dy * dy <= limit && ++found >= needed) return true;
    }
  }
  return false;
}

function coresFirst(grid: CellGrid, cell: number, isCore: Uint8Array): number {
  let front = grid.start[cell] as number;
  const end = grid.start[cell + 1] as number;
  for (let s = front; s < end; s++) {
    if (isCore[s] === 0) continue;
    if (s !== front) {
      swapPoints(grid, s, front);
      isCore[s] = isCore[front] as number;
      isCore[front] = 1;
    }
    front++;
  }
  return front;
}

/**
 * Joins cells whose core points are within reach of each other; touching cells first, because most of the further pairs are
 * then already joined and need no distance at all.
 *
 * @returns for each cell its cluster (the number of a representative cell), -1 where it has no core point.
 */
export function joinCores(grid: CellGrid, coreEnd: Int32Array, epsMetres: number): Int32Array {
  const parent = singletons(grid.cellCount);
  const limit = epsMetres * epsMetres;
  const tryJoin = (cell: number, other: number) => {
    const a = { start: grid.start[cell] as number, end: coreEnd[cell] as number };
    const b = { start: grid.start[other] as number, end: coreEnd[other] as number };
    if (b.end === b.start || find(parent, cell) === find(parent, other)) return;
    if (reaches(grid, a, b, limit)) unite(parent, cell, other);
  };
  for (const touching of [true, false]) {
    eachNeighbourhood(grid, (cell, near, nearCount) => {
      if (coreEnd[cell] === grid.start[cell]) return;
      for (let k = 0; k < nearCount; k++) {
        const other = near[k] as number;
        if (other > cell && touches(grid, cell, other) === touching) tryJoin(cell, other);
      }
    });
  }
  return parent.map((_, cell) => (coreEnd[cell] === grid.start[cell] ? -1 : find(parent, cell)));
}

function touches({ row, column }: CellGrid, a: number, b: number): boolean {
  return (
    Math.abs((row[a] as number) - (row[b] as number)) <= 1 &&
    Math.abs((column[a] as number) - (column[b] as number)) <= 1
  );
}
