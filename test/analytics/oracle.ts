type Points = readonly (readonly [number, number])[];

const isNear = (points: Points, i: number, j: number, eps: number) => square(points, i, j) <= eps * eps;

function square(points: Points, i: number, j: number): number {
  const [xi, yi] = points[i] ?? [0, 0];
  const [xj, yj] = points[j] ?? [0, 0];
  return (xi - xj) * (xi - xj) + (yi - yj) * (yi - yj);
}

const isBefore = (points: Points, i: number, j: number) => {
  const [xi, yi] = points[i] ?? [0, 0];
  const [xj, yj] = points[j] ?? [0, 0];
  return xi === xj ? yi < yj : xi < xj;
};

/** Which points have at least `minPoints` neighbours within eps (inclusive), themselves counted. */
export function coresOf(points: Points, eps: number, minPoints: number): boolean[] {
  return points.map((_, i) => points.filter((_, j) => isNear(points, i, j, eps)).length >= minPoints);
}

/**
 * DBSCAN by definition, comparing all pairs: clusters are the connected components of core points; a border point joins its nearest
 * core; clusters are numbered by falling size, ties by the westernmost (then southernmost) member.
 */
export function bruteForceDbscan(points: Points, eps: number, minPoints: number): Int32Array {
  const core = coresOf(points, eps, minPoints);
  const component = new Int32Array(points.length).fill(-1);
  points.forEach((_, seed) => {
    if (!core[seed] || component[seed] !== -1) return;
    const queue = [seed];
    component[seed] = seed;
    for (const i of queue) {
      points.forEach((_, j) => {
        if (core[j] && component[j] === -1 && isNear(points, i, j, eps)) {
          component[j] = seed;
          queue.push(j);
        }
      });
    }
  });
  points.forEach((_, i) => {
    if (core[i]) return;
    const reachable = points.flatMap((_, j) => (core[j] && isNear(points, i, j, eps) ? [j] : []));
    reachable.sort(
      (a, b) => square(points, i, a) - square(points, i, b) || (isBefore(points, a, b) ? -1 : 1),
    );
    const [nearest] = reachable;
    if (nearest !== undefined) component[i] = component[nearest] ?? -1;
  });
  return renumbered(points, component);
}

function renumbered(points: Points, component: Int32Array): Int32Array {
  const members = new Map<number, number[]>();
  component.forEach((id, i) => {
    if (id >= 0) members.set(id, [...(members.get(id) ?? []), i]);
  });
  const first = (group: number[]) => group.reduce((a, b) => (isBefore(points, b, a) ? b : a));
  const ranked = [...members].sort(
    ([, a], [, b]) => b.length - a.length || (isBefore(points, first(a), first(b)) ? -1 : 1),
  );
  const rank = new Map(ranked.map(([id], i) => [id, i]));
  return component.map((id) => rank.get(id) ?? -1);
}

/** Positions of the noise points. */
export function noiseOf(labels: Int32Array): number[] {
  return Array.from(labels.keys()).filter((i) => labels[i] === -1);
}

/** The core points grouped by cluster, in an order that does not depend on the numbering. */
export function corePartition(points: Points, labels: Int32Array, eps: number, minPoints: number): string[] {
  const groups = new Map<number, number[]>();
  coresOf(points, eps, minPoints).forEach((isCore, i) => {
    const label = labels[i] ?? -1;
    if (isCore) groups.set(label, [...(groups.get(label) ?? []), i]);
  });
  return [...groups.values()].map((group) => group.join(',')).sort();
}
