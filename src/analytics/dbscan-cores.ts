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
  const isCore = new Uint8Array(grid.x.length).fill(1);
  const limit = epsMetres * epsMetres;
  const isSparse = (cell: number) => sizeOf(grid, cell) < minPoints;
  eachNeighbourhood(grid, isSparse, (cell, near, nearCount) => {
    const end = grid.start[cell + 1] as number;
    const enough = pointsIn(grid, near, nearCount) >= minPoints;
    for (let s = grid.start[cell] as number; s < end; s++) {
      if (!enough || !hasNeighbours(grid, s, near, nearCount, limit, minPoints)) isCore[s] = 0;
    }
  });
  const coreEnd = new Int32Array(grid.cellCount);
  for (let cell = 0; cell < grid.cellCount; cell++) coreEnd[cell] = coresFirst(grid, cell, isCore);
  return coreEnd;
}

function sizeOf({ start }: CellGrid, cell: number): number {
  return (start[cell + 1] as number) - (start[cell] as number);
}

function pointsIn(grid: CellGrid, near: Int32Array, nearCount: number): number {
  let points = 0;
  for (let k = 0; k < nearCount; k++) points += sizeOf(grid, near[k] as number);
  return points;
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

/** Pairs of points up to which two cells are compared at once rather than later. */
const FEW_PAIRS = 1024;

/**
 * Joins cells whose core points are within reach of each other. Crowded cells that do not touch wait until the others are done: by
 * then most of them are joined already and need no distance at all.
 *
 * @returns for each cell its cluster (the number of a representative cell), -1 where it has no core point.
 */
export function joinCores(grid: CellGrid, coreEnd: Int32Array, epsMetres: number): Int32Array {
  const parent = singletons(grid.cellCount);
  const limit = epsMetres * epsMetres;
  const coresIn = (cell: number) => (coreEnd[cell] as number) - (grid.start[cell] as number);
  const tryJoin = (cell: number, other: number) => {
    if (find(parent, cell) === find(parent, other)) return;
    const a = { start: grid.start[cell] as number, end: coreEnd[cell] as number };
    const b = { start: grid.start[other] as number, end: coreEnd[other] as number };
    if (reaches(grid, a, b, limit)) unite(parent, cell, other);
  };
  const postponed: number[] = [];
  const hasCores = (cell: number) => coresIn(cell) > 0;
  eachNeighbourhood(grid, hasCores, (cell, near, nearCount) => {
    for (let k = 0; k < nearCount; k++) {
      const other = near[k] as number;
      if (other <= cell || !hasCores(other)) continue;
      if (coresIn(cell) * coresIn(other) > FEW_PAIRS && !touches(grid, cell, other))
        postponed.push(cell, other);
      else tryJoin(cell, other);
    }
  });
  for (let k = 0; k < postponed.length; k += 2) tryJoin(postponed[k] as number, postponed[k + 1] as number);
  return parent.map((_, cell) => (hasCores(cell) ? find(parent, cell) : -1));
}

function touches({ row, column }: CellGrid, a: number, b: number): boolean {
  return (
    Math.abs((row[a] as number) - (row[b] as number)) <= 1 &&
    Math.abs((column[a] as number) - (column[b] as number)) <= 1
  );
}
