import { isBefore, spreadClusters } from './dbscan-border.js';
import { cellGrid } from './dbscan-cells.js';
import { findCores, joinCores } from './dbscan-cores.js';

/** What DBSCAN found. */
export type Clustering = {
  /** Cluster of each point, -1 for noise. Cluster 0 is the largest. */
  labels: Int32Array;
  clusterCount: number;
  /** Points in the largest cluster over all points, 0..1: above 0.3 the clustering says nothing about where. */
  largestShare: number;
};

/** Neighbours lie within `epsMetres` (inclusive); a core point has `minPoints` of them, itself counted. */
export type DbscanOptions = { epsMetres: number; minPoints: number };

/**
 * Exact DBSCAN (Ester, Kriegel, Sander & Xu 1996) on points in a plane, over a grid of cells in which all points are
 * neighbours (Gunawan 2013): O(n log n) in practice, never O(n × neighbours). The answer does not depend on the order of
 * the points: a border point joins its nearest core (equal distances: the core further west, then south), and clusters are
 * numbered by size, equal sizes by their westernmost point.
 *
 * @param x metres east; @param y metres north, as many
 * @throws RangeError on unequal lengths, coordinates that are not finite, eps <= 0 or minPoints < 1.
 */
export function dbscan(x: Float64Array, y: Float64Array, options: DbscanOptions): Clustering {
  refuseBadInput(x, y, options);
  if (x.length === 0) return { labels: new Int32Array(0), clusterCount: 0, largestShare: 0 };
  const { epsMetres, minPoints } = options;
  const grid = cellGrid(x, y, epsMetres);
  const coreEnd = findCores(grid, epsMetres, minPoints);
  const clusterOfCell = joinCores(grid, coreEnd, epsMetres);
  const cluster = spreadClusters(grid, coreEnd, clusterOfCell, epsMetres);
  return numberBySize(grid.order, cluster, x, y);
}

function refuseBadInput(x: Float64Array, y: Float64Array, { epsMetres, minPoints }: DbscanOptions): void {
  if (x.length !== y.length) throw new RangeError(`${x.length} x but ${y.length} y coordinates`);
  if (!(epsMetres > 0 && Number.isFinite(epsMetres)))
    throw new RangeError(`epsMetres must be above 0, not ${epsMetres}`);
  if (!(minPoints >= 1)) throw new RangeError(`minPoints must be at least 1, not ${minPoints}`);
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i]))
      throw new RangeError(`point ${i} has no finite position`);
  }
}

/**
 * Renumbers clusters by size.
 *
 * @param order sorted position -> point; @param provisional by sorted position: any id below the number of points, -1 for noise
 */
function numberBySize(
  order: Int32Array,
  provisional: Int32Array,
  x: Float64Array,
  y: Float64Array,
): Clustering {
  const n = order.length;
  const size = new Int32Array(n);
  const first = new Int32Array(n);
  const ids: number[] = [];
  for (let s = 0; s < n; s++) {
    const id = provisional[s] as number;
    if (id < 0) continue;
    const point = order[s] as number;
    if (size[id] === 0) ids.push(id);
    if (size[id] === 0 || isBefore(x, y, point, first[id] as number)) first[id] = point;
    size[id] = (size[id] as number) + 1;
  }
  ids.sort(
    (a, b) =>
      (size[b] as number) - (size[a] as number) ||
      (isBefore(x, y, first[a] as number, first[b] as number) ? -1 : 1),
  );
  const largest = ids.length === 0 ? 0 : (size[ids[0] as number] as number);
  const rank = first;
  ids.forEach((id, number) => {
    rank[id] = number;
  });
  const labels = new Int32Array(n);
  for (let s = 0; s < n; s++) {
    const id = provisional[s] as number;
    labels[order[s] as number] = id < 0 ? -1 : (rank[id] as number);
  }
  return { labels, clusterCount: ids.length, largestShare: largest / n };
}
