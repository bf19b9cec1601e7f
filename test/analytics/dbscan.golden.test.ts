import { describe, expect, it } from 'vitest';
import { dbscan } from '../../src/analytics/dbscan.js';
import { sklearn } from './golden.js';
import { noiseOf } from './oracle.js';

/** Core points grouped by cluster, whatever the clusters are called. */
function coreGroups(labels: ArrayLike<number>, core: readonly number[]): string[] {
  const groups = new Map<number, number[]>();
  core.forEach((isCore, i) => {
    if (isCore) groups.set(labels[i] ?? -1, [...(groups.get(labels[i] ?? -1) ?? []), i]);
  });
  return [...groups.values()].map(String).sort();
}

describe('dbscan against scikit-learn', () => {
  it.each(sklearn.cases)('has the same noise and the same core partition: $name', (given) => {
    const x = Float64Array.from(given.points, ([east]) => east);
    const y = Float64Array.from(given.points, ([, north]) => north);
    const { labels, clusterCount } = dbscan(x, y, given);
    expect(noiseOf(labels)).toEqual(noiseOf(Int32Array.from(given.labels)));
    expect(coreGroups(labels, given.core)).toEqual(coreGroups(given.labels, given.core));
    expect(clusterCount).toBe(Math.max(...given.labels) + 1);
  });
});
