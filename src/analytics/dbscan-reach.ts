import { type CellGrid, swapPoints } from './dbscan-cells.js';

/** Sorted positions start .. end - 1, never empty. */
type Range = { start: number; end: number };
type Box = { west: number; east: number; south: number; north: number };

/** Pairs that are cheaper to try than to split. */
const FEW_PAIRS = 64;

/**
 * Whether any point of `a` lies within sqrt(limit) of any point of `b`. Dual-tree descent: boxes all too far apart or all
 * near enough are settled at once, otherwise the wider range is halved across its longer side (in place). Piles of coincident
 * points cost nothing.
 */
export function reaches(grid: CellGrid, a: Range, b: Range, limit: number): boolean {
  if ((a.end - a.start) * (b.end - b.start) <= FEW_PAIRS) return anyPair(grid, a, b, limit);
  const boxA = boxOf(grid, a);
  const boxB = boxOf(grid, b);
  if (leastSquare(boxA, boxB) > limit) return false;
  if (greatestSquare(boxA, boxB) <= limit) return true;
  const splitA = extent(boxA) >= extent(boxB);
  const wide = splitA ? a : b;
  const other = splitA ? b : a;
  const middle = halve(grid, wide, splitA ? boxA : boxB);
  return (
    reaches(grid, { start: wide.start, end: middle }, other, limit) ||
    reaches(grid, { start: middle, end: wide.end }, other, limit)
  );
}

function anyPair({ x, y }: CellGrid, a: Range, b: Range, limit: number): boolean {
  for (let s = a.start; s < a.end; s++) {
    const px = x[s] as number;
    const py = y[s] as number;
    for (let t = b.start; t < b.end; t++) {
      const dx = (x[t] as number) - px;
      const dy = (y[t] as number) - py;
      if (dx * dx + dy * dy <= limit) return true;
    }
  }
  return false;
}

function boxOf({ x, y }: CellGrid, { start, end }: Range): Box {
  const box = {
    west: x[start] as number,
    east: x[start] as number,
    south: y[start] as number,
    north: y[start] as number,
  };
  for (let s = start + 1; s < end; s++) {
    const px = x[s] as number;
    const py = y[s] as number;
    if (px < box.west) box.west = px;
    if (px > box.east) box.east = px;
    if (py < box.south) box.south = py;
    if (py > box.north) box.north = py;
  }
  return box;
}

function leastSquare(a: Box, b: Box): number {
  const dx = Math.max(0, a.west - b.east, b.west - a.east);
  const dy = Math.max(0, a.south - b.north, b.south - a.north);
  return dx * dx + dy * dy;
}

function greatestSquare(a: Box, b: Box): number {
  const dx = Math.max(a.east - b.west, b.east - a.west);
  const dy = Math.max(a.north - b.south, b.north - a.south);
  return dx * dx + dy * dy;
}

function extent(box: Box): number {
  return Math.max(box.east - box.west, box.north - box.south);
}

/** Splits across the longer side of the box at its middle; both halves hold a point, as the box is tight and has an extent. */
function halve(grid: CellGrid, { start, end }: Range, box: Box): number {
  const eastWest = box.east - box.west >= box.north - box.south;
  const values = eastWest ? grid.x : grid.y;
  const low = eastWest ? box.west : box.south;
  const high = eastWest ? box.east : box.north;
  const middle = low + (high - low) / 2;
  let front = start;
  for (let s = start; s < end; s++) {
    if ((values[s] as number) < high && (values[s] as number) <= middle) {
      if (s !== front) swapPoints(grid, s, front);
      front++;
    }
  }
  return front;
}
