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

/** A table of all cells, empty ones too, pays up to this many of them per point. */
const CELLS_PER_POINT = 4;
const CELLS_AT_LEAST = 1 << 16;

/**
 * Sorts points into cells: O(n + cells) by counting where the plane is well filled, otherwise (fine cells, a few points far off)
 * O(n) by radix.
 *
 * @throws RangeError where eps is absurdly small for the extent.
 */
export function cellGrid(x: Float64Array, y: Float64Array, epsMetres: number): CellGrid {
  const side = epsMetres * SIDE_SHARE;
  const columns = axis(x, side);
  const rows = axis(y, side);
  const cells = columns.count * rows.count;
  return cells <= Math.max(CELLS_AT_LEAST, CELLS_PER_POINT * x.length)
    ? sortByCounting(x, y, columns, rows)
    : sortByRadix(x, y, columns, rows);
}

/** One coordinate cut into cells. */
type Axis = { low: number; side: number; count: number };

function axis(values: Float64Array, side: number): Axis {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const count = Math.floor((high - low) / side) + 1;
  if (count > MOST_CELLS_A_SIDE) throw new RangeError('epsMetres is too small for the extent of the points');
  return { low, side, count };
}

function emptyGrid(points: number, cellCount: number): CellGrid {
  const start = new Int32Array(cellCount + 1);
  start[cellCount] = points;
  return {
    x: new Float64Array(points),
    y: new Float64Array(points),
    order: new Int32Array(points),
    start,
    column: new Int32Array(cellCount),
    row: new Int32Array(cellCount),
    cellCount,
  };
}

function sortByCounting(x: Float64Array, y: Float64Array, columns: Axis, rows: Axis): CellGrid {
  const keys = new Int32Array(x.length);
  const ends = new Int32Array(columns.count * rows.count + 1);
  let occupied = 0;
  for (let i = 0; i < x.length; i++) {
    const column = Math.floor(((x[i] as number) - columns.low) / columns.side);
    const row = Math.floor(((y[i] as number) - rows.low) / rows.side);
    const key = row * columns.count + column;
    keys[i] = key;
    const count = ends[key + 1] as number;
    if (count === 0) occupied++;
    ends[key + 1] = count + 1;
  }
  const grid = emptyGrid(x.length, occupied);
  nameCells(grid, ends, columns.count);
  for (let i = 0; i < x.length; i++) {
    const key = keys[i] as number;
    const place = ends[key] as number;
    ends[key] = place + 1;
    grid.x[place] = x[i] as number;
    grid.y[place] = y[i] as number;
    grid.order[place] = i;
  }
  return grid;
}

/** Lists the occupied cells and turns the counts (shifted by one) into the place of each cell's first point. */
function nameCells(grid: CellGrid, counts: Int32Array, width: number): void {
  let cell = 0;
  for (let key = 0; key + 1 < counts.length; key++) {
    const first = counts[key] as number;
    const size = counts[key + 1] as number;
    counts[key + 1] = first + size;
    if (size === 0) continue;
    grid.start[cell] = first;
    grid.column[cell] = key % width;
    grid.row[cell] = Math.floor(key / width);
    cell++;
  }
}

function sortByRadix(x: Float64Array, y: Float64Array, columnAxis: Axis, rowAxis: Axis): CellGrid {
  const columns = cellNumbers(x, columnAxis);
  const rows = cellNumbers(y, rowAxis);
  const order = radixOrder(radixOrder(identity(x.length), columns, columnAxis.count), rows, rowAxis.count);
  const opens = (s: number) => {
    const here = order[s] as number;
    const before = order[s - 1] as number;
    return s === 0 || rows[here] !== rows[before] || columns[here] !== columns[before];
  };
  let cellCount = 0;
  for (let s = 0; s < order.length; s++) if (opens(s)) cellCount++;
  const grid = { ...emptyGrid(x.length, cellCount), order };
  let cell = -1;
  for (let s = 0; s < order.length; s++) {
    const point = order[s] as number;
    if (opens(s)) {
      grid.start[++cell] = s;
      grid.column[cell] = columns[point] as number;
      grid.row[cell] = rows[point] as number;
    }
    grid.x[s] = x[point] as number;
    grid.y[s] = y[point] as number;
  }
  return grid;
}

function identity(length: number): Int32Array {
  const order = new Int32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  return order;
}

function cellNumbers(values: Float64Array, { low, side }: Axis): Uint32Array {
  const numbers = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) numbers[i] = Math.floor(((values[i] as number) - low) / side);
  return numbers;
}

const RADIX_BITS = 16;
const RADIX = 1 << RADIX_BITS;

/** Sorts `order` stably by `keys` below `limit`, sixteen bits at a time from the lowest. */
function radixOrder(order: Int32Array, keys: Uint32Array, limit: number): Int32Array {
  let sorted = order;
  for (let shift = 0; shift < 32 && limit > 2 ** shift; shift += RADIX_BITS)
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
