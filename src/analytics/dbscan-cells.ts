/**
 * Points sorted into square cells so small that all points of one cell are within eps of each other. Cells are in row
 * order; the points of cell c are the sorted positions start[c] .. start[c + 1] - 1.
 */
export type CellGrid = {
  /** Coordinates in sorted order, untouched: distances are computed from the numbers that came in. */
  x: Float64Array;
  y: Float64Array;
  /** Sorted position -> position in the input. */
  order: Int32Array;
  start: Int32Array;
  column: Int32Array;
  row: Int32Array;
  cellCount: number;
};

/**
 * Side of a cell over eps: a hair below 1/sqrt(2), so that rounding can never put two points of one cell further than eps
 * apart. A ball then reaches at most two cells in each direction, the diagonal ones included.
 */
const SIDE_SHARE = Math.SQRT1_2 * (1 - 1e-9);

const MOST_CELLS_A_SIDE = 2 ** 31 - 4;

/** Sorts points into cells by radix: O(n), 40 bytes a point. @throws RangeError where eps is absurdly small for the extent */
export function cellGrid(x: Float64Array, y: Float64Array, epsMetres: number): CellGrid {
  const side = epsMetres * SIDE_SHARE;
  const columns = cellNumbers(x, side);
  const rows = cellNumbers(y, side);
  const order = radixOrder(radixOrder(null, columns), rows);
  const n = x.length;
  let cellCount = 0;
  for (let s = 0; s < n; s++) if (opensCell(s, order, columns, rows)) cellCount++;
  const grid: CellGrid = {
    x: new Float64Array(n),
    y: new Float64Array(n),
    order,
    start: new Int32Array(cellCount + 1),
    column: new Int32Array(cellCount),
    row: new Int32Array(cellCount),
    cellCount,
  };
  grid.start[cellCount] = n;
  fill(grid, x, y, columns, rows);
  return grid;
}

function fill(
  grid: CellGrid,
  x: Float64Array,
  y: Float64Array,
  columns: Uint32Array,
  rows: Uint32Array,
): void {
  let cell = -1;
  for (let s = 0; s < x.length; s++) {
    const point = grid.order[s] as number;
    if (opensCell(s, grid.order, columns, rows)) {
      cell++;
      grid.start[cell] = s;
      grid.column[cell] = columns[point] as number;
      grid.row[cell] = rows[point] as number;
    }
    grid.x[s] = x[point] as number;
    grid.y[s] = y[point] as number;
  }
}

function opensCell(s: number, order: Int32Array, columns: Uint32Array, rows: Uint32Array): boolean {
  if (s === 0) return true;
  const here = order[s] as number;
  const before = order[s - 1] as number;
  return rows[here] !== rows[before] || columns[here] !== columns[before];
}

function cellNumbers(values: Float64Array, side: number): Uint32Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if ((high - low) / side > MOST_CELLS_A_SIDE)
    throw new RangeError('epsMetres is too small for the extent of the points');
  const numbers = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) numbers[i] = Math.floor(((values[i] as number) - low) / side);
  return numbers;
}

const RADIX_BITS = 16;
const RADIX = 1 << RADIX_BITS;

/** Stable order of the points by `keys`, refining `order` (null = as they come); passes that would change nothing are skipped. */
function radixOrder(order: Int32Array | null, keys: Uint32Array): Int32Array {
  let largest = 0;
  for (let i = 0; i < keys.length; i++) if ((keys[i] as number) > largest) largest = keys[i] as number;
  let sorted = order ?? Int32Array.from({ length: keys.length }, (_, i) => i);
  for (let shift = 0; shift < 32 && largest >>> shift > 0; shift += RADIX_BITS)
    sorted = radixPass(sorted, keys, shift);
  return sorted;
}

function radixPass(order: Int32Array, keys: Uint32Array, shift: number): Int32Array {
  const next = new Int32Array(RADIX + 1);
  for (let i = 0; i < keys.length; i++) {
    const slot = (((keys[i] as number) >>> shift) & (RADIX - 1)) + 1;
    next[slot] = (next[slot] as number) + 1;
  }
  for (let digit = 0; digit < RADIX; digit++)
    next[digit + 1] = (next[digit + 1] as number) + (next[digit] as number);
  const sorted = new Int32Array(order.length);
  for (let s = 0; s < order.length; s++) {
    const point = order[s] as number;
    const digit = ((keys[point] as number) >>> shift) & (RADIX - 1);
    const place = next[digit] as number;
    sorted[place] = point;
    next[digit] = place + 1;
  }
  return sorted;
}

/** Exchanges two sorted positions. */
export function swapPoints({ x, y, order }: CellGrid, a: number, b: number): void {
  const keptX = x[a] as number;
  const keptY = y[a] as number;
  const keptOrder = order[a] as number;
  x[a] = x[b] as number;
  y[a] = y[b] as number;
  order[a] = order[b] as number;
  x[b] = keptX;
  y[b] = keptY;
  order[b] = keptOrder;
}
