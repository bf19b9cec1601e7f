/** A node of a tree of totals: an area, its governorate, the country. */
export type Forecasted = {
  key: string;
  /** Key of the node that this one is counted under; null for the whole. */
  parent: string | null;
  mean: number;
  /** Of the forecast's error; the larger, the more the node gives way. */
  variance: number;
};

/**
 * Makes forecasts add up: areas to their governorate, governorates to the country. Generalised least squares for independent errors,
 * which on a tree is exact in two passes: upwards each node weighs its own forecast against the sum of its parts, downwards the parts
 * share what remains by their variances (Hyndman, Lee & Wang 2016; as in a Kalman smoother). Means stay above zero: a part gives up
 * at most all it has. O(nodes)
 *
 * @returns the reconciled mean of each key.
 * @throws RangeError when a parent is not among the nodes or the nodes form no tree.
 */
export function reconcile(nodes: readonly Forecasted[]): Map<string, number> {
  const children = childrenOf(nodes);
  const roots = nodes.filter(({ parent }) => parent === null);
  const means = new Map<string, number>();
  for (const root of roots) settle(weigh(root, children), means);
  if (means.size !== nodes.length) throw new RangeError('the nodes form no tree under their roots');
  return means;
}

function childrenOf(nodes: readonly Forecasted[]): Map<string, Forecasted[]> {
  const children = new Map<string, Forecasted[]>(nodes.map(({ key }) => [key, []]));
  for (const node of nodes) {
    if (node.parent === null) continue;
    const siblings = children.get(node.parent);
    if (!siblings) throw new RangeError(`${node.key} counts under ${node.parent}, which is not there`);
    siblings.push(node);
  }
  return children;
}

type Weighed = { key: string; mean: number; variance: number; parts: Weighed[] };

/** What a node's own forecast and its parts together say of it, by inverse variance. */
function weigh(
  { key, mean, variance }: Forecasted,
  children: ReadonlyMap<string, readonly Forecasted[]>,
): Weighed {
  const parts = (children.get(key) ?? []).map((child) => weigh(child, children));
  if (parts.length === 0) return { key, mean, variance, parts };
  const sumMean = parts.reduce((total, part) => total + part.mean, 0);
  const sumVariance = parts.reduce((total, part) => total + part.variance, 0);
  const trust = variance + sumVariance > 0 ? sumVariance / (variance + sumVariance) : 0;
  return { key, mean: sumMean + trust * (mean - sumMean), variance: variance * trust, parts };
}

function settle({ key, mean, parts }: Weighed, means: Map<string, number>): void {
  means.set(key, mean);
  if (parts.length === 0) return;
  const sumMean = parts.reduce((total, part) => total + part.mean, 0);
  const sumVariance = parts.reduce((total, part) => total + part.variance, 0);
  const missing = mean - sumMean;
  const adjusted = parts.map((part) =>
    Math.max(0, part.mean + missing * (sumVariance > 0 ? part.variance / sumVariance : 1 / parts.length)),
  );
  const total = adjusted.reduce((all, value) => all + value, 0);
  // Parts cut off at zero leave too much: the others give it back in proportion.
  const scale = total > 0 ? Math.max(0, mean) / total : 0;
  parts.forEach((part, i) => {
    settle({ ...part, mean: (adjusted[i] as number) * scale }, means);
  });
}
