/** Weights beyond this many standard deviations are below 0.04 % of the middle. */
const REACH_SIGMAS = 4;

/**
 * Gaussian blur of a grid of `columns` × values.length / columns cells, separable, O(cells × reach). What would flow over the
 * edge is lost, as with a city's real edge.
 *
 * @param sigmaCells standard deviation in cells; weights are integrals over cells, so that a sigma far below one cell is
 * right too (it then moves next to nothing).
 */
export function gaussianBlur(values: Float64Array, columns: number, sigmaCells: number): Float64Array {
  if (!(sigmaCells > 0)) return values.slice();
  const weights = cellWeights(sigmaCells);
  const rows = values.length / columns;
  const across = blurLines(values, weights, rows, columns, columns, 1);
  return blurLines(across, weights, columns, rows, 1, columns);
}

/** The same blur for the few cells of a large grid that hold anything. */
export type SparseBlur = (
  cells: Int32Array,
  values: Float64Array,
  sigmaCells: number,
  visit: (cell: number, blurred: number) => void,
) => void;

/**
 * Makes a blur of grids of this size whose work grows with the cells that hold something, not with the grid: O(cells × reach²) at most.
 * It keeps two grids of scratch, for as many blurs as are wanted. `cells` are those with a positive value, rising; `visit` is called
 * once for each cell that the blur reaches, in no order. Adds in the order of `gaussianBlur`: the sums are the same to the last bit.
 */
export function createSparseBlur(columns: number, rows: number): SparseBlur {
  const across = new Float64Array(columns * rows);
  const blurred = new Float64Array(columns * rows);
  return (cells, values, sigmaCells, visit) => {
    if (!(sigmaCells > 0)) {
      for (const cell of cells) visit(cell, values[cell] as number);
      return;
    }
    const weights = cellWeights(sigmaCells);
    const reach = weights.length - 1;
    const reachedAcross: number[] = [];
    for (const cell of cells) {
      const value = values[cell] as number;
      const column = cell % columns;
      const last = cell + Math.min(reach, columns - 1 - column);
      for (let at = cell - Math.min(reach, column); at <= last; at++)
        add(across, at, value * (weights[Math.abs(at - cell)] as number), reachedAcross);
    }
    const reached: number[] = [];
    for (const cell of reachedAcross) {
      const value = across[cell] as number;
      const row = Math.floor(cell / columns);
      const last = Math.min(reach, rows - 1 - row);
      for (let step = -Math.min(reach, row); step <= last; step++)
        add(blurred, cell + step * columns, value * (weights[Math.abs(step)] as number), reached);
      across[cell] = 0;
    }
    for (const cell of reached) {
      visit(cell, blurred[cell] as number);
      blurred[cell] = 0;
    }
  };
}

/** Adds to a cell and notes it the first time. */
function add(values: Float64Array, cell: number, value: number, reached: number[]): void {
  const before = values[cell] as number;
  if (before === 0) {
    if (value === 0) return;
    reached.push(cell);
  }
  values[cell] = before + value;
}

/** Weight of the cell itself, of its neighbour, of the next ...: the share of the mass that lands there. */
export function cellWeights(sigmaCells: number): Float64Array {
  if (!(sigmaCells > 0)) return Float64Array.of(1);
  const reach = Math.max(1, Math.ceil(REACH_SIGMAS * sigmaCells));
  const spread = sigmaCells * Math.SQRT2;
  const upTo = (edge: number) => 0.5 * (1 + erf(edge / spread));
  const weights = Float64Array.from({ length: reach + 1 }, (_, k) => upTo(k + 0.5) - upTo(k - 0.5));
  const total = weights.reduce((sum, w, k) => sum + (k === 0 ? w : 2 * w), 0);
  return weights.map((w) => w / total);
}

function blurLines(
  values: Float64Array,
  weights: Float64Array,
  lines: number,
  length: number,
  lineStride: number,
  stride: number,
): Float64Array {
  const blurred = new Float64Array(values.length);
  for (let line = 0; line < lines; line++) {
    const base = line * lineStride;
    for (let i = 0; i < length; i++) {
      const value = values[base + i * stride] as number;
      if (value !== 0) spreadValue(blurred, base, i, value, weights, length, stride);
    }
  }
  return blurred;
}

function spreadValue(
  blurred: Float64Array,
  base: number,
  i: number,
  value: number,
  weights: Float64Array,
  length: number,
  stride: number,
): void {
  const reach = weights.length - 1;
  const last = Math.min(length - 1, i + reach);
  for (let j = Math.max(0, i - reach); j <= last; j++) {
    const at = base + j * stride;
    blurred[at] = (blurred[at] as number) + value * (weights[Math.abs(j - i)] as number);
  }
}

/** Error function, absolute error below 1.5e-7 (Abramowitz & Stegun 7.1.26). */
export function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}
