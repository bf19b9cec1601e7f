import type { CellGrid } from './dbscan-cells.js';

/** Cells that a ball reaches to each side: two, as a cell is a hair narrower than eps / sqrt(2). */
const REACH = 2;
const WIDTH = 2 * REACH + 1;

/** Called for a cell with the occupied cells that a ball around one of its points can touch, itself among them. */
export type VisitCell = (cell: number, near: Int32Array, nearCount: number) => void;

/**
 * Visits the wanted cells in order, each with its neighbourhood. One cursor per row of the neighbourhood only ever moves forward,
 * so a whole round costs O(cells) and needs no hash table.
 */
export function eachNeighbourhood(grid: CellGrid, wanted: (cell: number) => boolean, visit: VisitCell): void {
  const near = new Int32Array(WIDTH * WIDTH);
  const cursor = new Int32Array(WIDTH);
  const { row, column, cellCount } = grid;
  for (let cell = 0; cell < cellCount; cell++) {
    if (!wanted(cell)) continue;
    const lastColumn = (column[cell] as number) + REACH;
    let count = 0;
    for (let step = 0; step < WIDTH; step++) {
      const wanted = (row[cell] as number) + step - REACH;
      let other = firstFrom(grid, cursor[step] as number, wanted, lastColumn - 2 * REACH);
      cursor[step] = other;
      while (other < cellCount && row[other] === wanted && (column[other] as number) <= lastColumn) {
        near[count++] = other++;
      }
    }
    visit(cell, near, count);
  }
}

/** First cell at or after `from` that does not come before (row, column). */
function firstFrom(
  { row, column, cellCount }: CellGrid,
  from: number,
  wantedRow: number,
  wantedColumn: number,
): number {
  let cell = from;
  while (cell < cellCount) {
    const cellRow = row[cell] as number;
    if (cellRow > wantedRow || (cellRow === wantedRow && (column[cell] as number) >= wantedColumn)) break;
    cell++;
  }
  return cell;
}
