/** Quantile of sorted values by linear interpolation (R's type 7); NaN without values. */
export function quantileOf(sorted: Float64Array, probability: number): number {
  const at = probability * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  return below === undefined || above === undefined
    ? Number.NaN
    : below + (at - Math.floor(at)) * (above - below);
}
