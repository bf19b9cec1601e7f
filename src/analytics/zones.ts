import densityClustering from 'density-clustering';
import { dbscan } from './dbscan.js';
import type { Grid } from './grid.js';

/** Up to this many cells the package is quick (it compares all pairs); above, our own engine gives the same groups. */
const FEW_CELLS = 1000;

/** Diagonal neighbours are sqrt(2) cells apart, the next ones 2. */
const TOUCHING_CELLS = 1.5;

/** The package's ball is open (strictly nearer than eps); this hair makes it closed, as everywhere else here. */
const CLOSED_BALL = 1 + 1e-12;

/** Groups hot cells that touch, corners included. @returns groups of cell numbers, each sorted. */
export function touchingCells({ columns }: Pick<Grid, 'columns'>, cells: Int32Array): number[][] {
  const places = Array.from(cells, (cell) => [cell % columns, Math.floor(cell / columns)]);
  const groups = cells.length <= FEW_CELLS ? byPackage(places) : byGrid(places);
  return groups.map((group) => group.map((i) => cells[i] as number).sort((a, b) => a - b));
}

function byPackage(places: number[][]): number[][] {
  return places.length === 0
    ? []
    : new densityClustering.DBSCAN().run(places, TOUCHING_CELLS * CLOSED_BALL, 1);
}

function byGrid(places: number[][]): number[][] {
  const x = Float64Array.from(places, ([column]) => column ?? 0);
  const y = Float64Array.from(places, ([, row]) => row ?? 0);
  const { labels, clusterCount } = dbscan(x, y, { epsMetres: TOUCHING_CELLS, minPoints: 1 });
  const groups: number[][] = Array.from({ length: clusterCount }, () => []);
  labels.forEach((label, i) => {
    groups[label]?.push(i);
  });
  return groups;
}

/**
 * Splits a group of touching cells that is too large to patrol: cells join the zone they touch in order of falling risk, as
 * water fills basins, and a zone that is full stops growing. Splits thus run along the low saddles between peaks.
 *
 * @returns zones of at most `maxCells` cells, the riskiest cell of each first.
 */
export function splitAtSaddles(
  { columns }: Pick<Grid, 'columns'>,
  group: readonly number[],
  riskPerDay: Float64Array,
  maxCells: number,
): number[][] {
  const risk = (cell: number) => riskPerDay[cell] as number;
  const falling = [...group].sort((a, b) => risk(b) - risk(a) || a - b);
  const zoneOf = new Map<number, number[]>();
  for (const cell of falling) {
    const home = [...touchedZones(cell, columns, zoneOf)].reduce<number[]>((into, zone) => {
      if (into.length + zone.length >= maxCells) return into;
      for (const member of zone) zoneOf.set(member, into);
      into.push(...zone);
      return into;
    }, []);
    home.push(cell);
    zoneOf.set(cell, home);
  }
  return [...new Set(zoneOf.values())].map((zone) => zone.sort((a, b) => risk(b) - risk(a) || a - b));
}

function touchedZones(cell: number, columns: number, zoneOf: ReadonlyMap<number, number[]>): Set<number[]> {
  const touched = new Set<number[]>();
  for (const down of [-columns, 0, columns]) {
    for (const across of [-1, 0, 1]) {
      const zone = zoneOf.get(cell + down + across);
      if (zone) touched.add(zone);
    }
  }
  return touched;
}
