import type { AreaShape } from '../store/places.js';

/** The area that holds a point; null when none does; undefined when the point is too near a line to be sure. */
export type AreaIndex = (latitude: number, longitude: number) => AreaShape | null | undefined;

type Box = { west: number; south: number; east: number; north: number };
type Bounded = { shape: AreaShape; box: Box };
/** The shapes that may hold a point of a cell, and whether none of their lines passes through it. */
type Cell = { candidates: readonly Bounded[]; whole: AreaShape | null | undefined };

/** About 250 m: most cells lie within one area. */
const CELL_DEGREES = 0.0025;
/** Nearer to a line than this (0.1 mm), rounding could decide: the database is asked instead. */
const SURE_DEGREES = 1e-9;

/**
 * Answers in memory which area covers a point, as the database would (of overlapping ones the first given): cells
 * that no boundary crosses at once, others by casting a ray. Cells are worked out when first asked for.
 *
 * @param shapes smallest first.
 */
export function createAreaIndex(shapes: readonly AreaShape[]): AreaIndex {
  const bounded = shapes.map((shape) => ({ shape, box: boxOf(shape) }));
  const cells = new Map<number, Cell>();
  return (latitude, longitude) => {
    const column = Math.floor(longitude / CELL_DEGREES);
    const row = Math.floor(latitude / CELL_DEGREES);
    const key = row * 1_000_000 + column;
    let cell = cells.get(key);
    if (!cell) {
      cell = cellAt(bounded, column * CELL_DEGREES, row * CELL_DEGREES);
      cells.set(key, cell);
    }
    return cell.whole === undefined ? holder(cell.candidates, latitude, longitude) : cell.whole;
  };
}

function cellAt(bounded: readonly Bounded[], west: number, south: number): Cell {
  const margin = CELL_DEGREES / 100;
  const cell = {
    west: west - margin,
    south: south - margin,
    east: west + CELL_DEGREES + margin,
    north: south + CELL_DEGREES + margin,
  };
  const candidates = bounded.filter(({ box }) => overlap(box, cell));
  if (candidates.some(({ shape }) => crosses(shape, cell))) return { candidates, whole: undefined };
  return { candidates, whole: holder(candidates, south + CELL_DEGREES / 2, west + CELL_DEGREES / 2) };
}

function holder(
  candidates: readonly Bounded[],
  latitude: number,
  longitude: number,
): AreaShape | null | undefined {
  for (const { shape } of candidates) {
    const inside = covers(shape, latitude, longitude);
    if (inside === undefined) return undefined;
    if (inside) return shape;
  }
  return null;
}

/** Even-odd rule over all rings; undefined when the point is on a line, as far as doubles can tell. */
function covers({ rings }: AreaShape, latitude: number, longitude: number): boolean | undefined {
  let inside = false;
  for (const ring of rings) {
    for (let i = 2; i < ring.length; i += 2) {
      const x1 = (ring[i - 2] as number) - longitude;
      const y1 = (ring[i - 1] as number) - latitude;
      const x2 = (ring[i] as number) - longitude;
      const y2 = (ring[i + 1] as number) - latitude;
      if (y1 > SURE_DEGREES && y2 > SURE_DEGREES) continue;
      if (y1 < -SURE_DEGREES && y2 < -SURE_DEGREES) continue;
      if (nearOrigin(x1, y1, x2, y2)) return undefined;
      if (y1 > 0 !== y2 > 0 && x1 - (y1 * (x2 - x1)) / (y2 - y1) > 0) inside = !inside;
    }
  }
  return inside;
}

/** True when the line from 1 to 2 passes within `SURE_DEGREES` of the origin. */
function nearOrigin(x1: number, y1: number, x2: number, y2: number): boolean {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length));
  return Math.hypot(x1 + along * dx, y1 + along * dy) < SURE_DEGREES;
}

/** True when a line of the shape may pass through the box: its own box does. */
function crosses({ rings }: AreaShape, box: Box): boolean {
  return rings.some((ring) => {
    for (let i = 2; i < ring.length; i += 2) {
      const [x1, y1, x2, y2] = [ring[i - 2], ring[i - 1], ring[i], ring[i + 1]] as [
        number,
        number,
        number,
        number,
      ];
      const line = {
        west: Math.min(x1, x2),
        east: Math.max(x1, x2),
        south: Math.min(y1, y2),
        north: Math.max(y1, y2),
      };
      if (overlap(line, box)) return true;
    }
    return false;
  });
}

const overlap = (a: Box, b: Box) =>
  a.west <= b.east && a.east >= b.west && a.south <= b.north && a.north >= b.south;

function boxOf({ rings }: AreaShape): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      box.west = Math.min(box.west, ring[i] as number);
      box.east = Math.max(box.east, ring[i] as number);
      box.south = Math.min(box.south, ring[i + 1] as number);
      box.north = Math.max(box.north, ring[i + 1] as number);
    }
  }
  return box;
}
