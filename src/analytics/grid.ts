import type { LatLon } from '../domain/area.js';
import type { GridShape } from '../domain/hotspot-map.js';
import { isInside, type Point } from './hull.js';
import { type Projector, projector } from './project.js';

/** Square cells over a plane. Cell `row * columns + column`; row 0 is the southernmost. */
export type Grid = GridShape & { projection: Projector };

/** The grid of a stored shape. */
export const gridOf = (shape: GridShape): Grid => ({ ...shape, projection: projector(shape.origin) });

/** A grid without its functions. */
export const shapeOf = ({ projection: _, ...shape }: Grid): GridShape => shape;

/** Points beyond this distance from the middle of the city are geocoding accidents; they would only blow up the grid. */
const FARTHEST_METRES = 120_000;
const MARGIN_CELLS = 4;

/** Points as cell numbers, -1 where a point lies too far off to belong to the city. */
export type Gridded = { grid: Grid; cellOfPoint: Int32Array; farOff: number };

/**
 * Lays a grid over the points, and over the corners that it has to reach as well. An empty input gives a grid of one cell
 * at `origin`. O(n)
 */
export function gridOver(
  latitude: Float64Array,
  longitude: Float64Array,
  origin: LatLon,
  cellMetres: number,
  corners: readonly LatLon[] = [],
): Gridded {
  const projection = projector(origin);
  const [middleX, middleY] = projection.toMetres(origin[0], origin[1]);
  const column = new Int32Array(latitude.length);
  const row = new Int32Array(latitude.length);
  const near = new Uint8Array(latitude.length);
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (let i = 0; i < latitude.length; i++) {
    const [x, y] = projection.toMetres(latitude[i] as number, longitude[i] as number);
    if (!(Math.hypot(x - middleX, y - middleY) <= FARTHEST_METRES)) continue;
    near[i] = 1;
    column[i] = Math.floor(x / cellMetres);
    row[i] = Math.floor(y / cellMetres);
    widen(box, column[i] as number, row[i] as number);
  }
  for (const [cornerLatitude, cornerLongitude] of corners) {
    const [x, y] = projection.toMetres(cornerLatitude, cornerLongitude);
    if (!(Math.hypot(x - middleX, y - middleY) <= FARTHEST_METRES)) continue;
    widen(box, Math.floor(x / cellMetres), Math.floor(y / cellMetres));
  }
  if (box.west > box.east) {
    box.west = box.east = Math.floor(middleX / cellMetres);
    box.south = box.north = Math.floor(middleY / cellMetres);
  }
  const firstColumn = box.west - MARGIN_CELLS;
  const firstRow = box.south - MARGIN_CELLS;
  const columns = box.east - box.west + 1 + 2 * MARGIN_CELLS;
  const rows = box.north - box.south + 1 + 2 * MARGIN_CELLS;
  let farOff = 0;
  const cellOfPoint = column.map((c, i) => {
    if (near[i] === 1) return ((row[i] as number) - firstRow) * columns + c - firstColumn;
    farOff++;
    return -1;
  });
  const grid = {
    origin,
    projection,
    west: firstColumn * cellMetres,
    south: firstRow * cellMetres,
    cellMetres,
    columns,
    rows,
  };
  return { grid, cellOfPoint, farOff };
}

type Box = { west: number; east: number; south: number; north: number };

function widen(box: Box, column: number, row: number): void {
  box.west = Math.min(box.west, column);
  box.east = Math.max(box.east, column);
  box.south = Math.min(box.south, row);
  box.north = Math.max(box.north, row);
}

/** Middle of a cell, metres. */
export function cellCentre(grid: Grid, cell: number): [x: number, y: number] {
  const column = cell % grid.columns;
  const row = (cell - column) / grid.columns;
  return [grid.west + (column + 0.5) * grid.cellMetres, grid.south + (row + 0.5) * grid.cellMetres];
}

/** Name of a cell that stays the same from night to night whatever the extent of the data: "column:row" of the plane. */
export function cellName(grid: Grid, cell: number): string {
  const [x, y] = cellCentre(grid, cell);
  return `${Math.floor(x / grid.cellMetres)}:${Math.floor(y / grid.cellMetres)}`;
}

/** Cells (1 = in) within `metres` of a cell that holds one of the points. O(n + cells) for any distance. */
export function maskNear(
  { grid, cellOfPoint }: Pick<Gridded, 'grid' | 'cellOfPoint'>,
  metres: number,
): Uint8Array {
  const mask = new Uint8Array(grid.columns * grid.rows);
  for (const cell of cellOfPoint) if (cell >= 0) mask[cell] = 1;
  const reach = Math.round(metres / grid.cellMetres);
  return reach === 0 ? mask : dilateByDisc(mask, grid, reach);
}

/** Euclidean dilation, one vertical distance at a time: a row is covered as far as the disc is wide at that distance. */
function dilateByDisc(mask: Uint8Array, { columns, rows }: Grid, reach: number): Uint8Array {
  const grown = new Uint8Array(mask.length);
  for (let cell = 0; cell < mask.length; cell++) {
    if (mask[cell] === 0) continue;
    const column = cell % columns;
    const row = (cell - column) / columns;
    for (let step = -reach; step <= reach; step++) {
      if (row + step < 0 || row + step >= rows) continue;
      const half = Math.floor(Math.sqrt(reach * reach - step * step));
      const base = (row + step) * columns;
      grown.fill(1, base + Math.max(0, column - half), base + Math.min(columns - 1, column + half) + 1);
    }
  }
  return grown;
}

/** Adds to the mask the cells whose middle lies inside one of the rings (degrees). */
export function maskRings(grid: Grid, mask: Uint8Array, rings: readonly (readonly LatLon[])[]): void {
  for (const ring of rings) {
    const metres = ring.map(([latitude, longitude]): Point => grid.projection.toMetres(latitude, longitude));
    const span = (axis: 0 | 1, low: number, count: number) => {
      const cells = metres.map((corner) => (corner[axis] - low) / grid.cellMetres);
      return [
        Math.max(0, Math.floor(Math.min(...cells))),
        Math.min(count - 1, Math.floor(Math.max(...cells))),
      ] as const;
    };
    const [firstColumn, lastColumn] = span(0, grid.west, grid.columns);
    const [firstRow, lastRow] = span(1, grid.south, grid.rows);
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        const cell = row * grid.columns + column;
        if (mask[cell] === 0 && isInside(metres, cellCentre(grid, cell))) mask[cell] = 1;
      }
    }
  }
}

/** Cell of a place, -1 outside the grid. */
export function cellAt(grid: Grid, latitude: number, longitude: number): number {
  const [x, y] = grid.projection.toMetres(latitude, longitude);
  const column = Math.floor(x / grid.cellMetres) - Math.round(grid.west / grid.cellMetres);
  const row = Math.floor(y / grid.cellMetres) - Math.round(grid.south / grid.cellMetres);
  return column >= 0 && column < grid.columns && row >= 0 && row < grid.rows
    ? row * grid.columns + column
    : -1;
}
