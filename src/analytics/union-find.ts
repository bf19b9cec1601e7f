/** Disjoint sets over 0..n-1, each element its own set (Tarjan 1975): `parent[i] === i` marks a representative. */
export function singletons(n: number): Int32Array {
  const parent = new Int32Array(n);
  for (let i = 0; i < n; i++) parent[i] = i;
  return parent;
}

/** Representative of the set of `item`; halves the path on the way (amortised near-constant time). */
export function find(parent: Int32Array, item: number): number {
  let current = item;
  while (parent[current] !== current) {
    const grand = parent[parent[current] as number] as number;
    parent[current] = grand;
    current = grand;
  }
  return current;
}

/** Merges the two sets; the smaller representative stays, so that the outcome does not depend on the argument order. */
export function unite(parent: Int32Array, a: number, b: number): void {
  const rootA = find(parent, a);
  const rootB = find(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}
