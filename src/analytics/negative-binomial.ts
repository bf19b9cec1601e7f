/**
 * Counts that vary more than Poisson. A distribution is given by its mean (>= 0) and its dispersion, the ratio of
 * variance to mean (>= 1; exactly 1 is Poisson). Real daily incident counts have 1.0 to 14.
 */
export type CountDistribution = { mean: number; dispersion: number };

/** Below this excess of variance over mean, the negative binomial is numerically a Poisson. */
const POISSON_LIMIT = 1e-6;

/**
 * P(X <= count). Zero below zero. Uses the regularised incomplete beta (negative binomial) or gamma (Poisson) function.
 */
export function cumulative(count: number, { mean, dispersion }: CountDistribution): number {
  const k = Math.floor(count);
  if (k < 0) return 0;
  if (mean <= 0) return 1;
  if (dispersion - 1 < POISSON_LIMIT) return upperGamma(k + 1, mean);
  return incompleteBeta(1 / dispersion, mean / (dispersion - 1), k + 1);
}

/** P(X >= count): how surprising a count at least this high is. */
export function upperTail(count: number, { mean, dispersion }: CountDistribution): number {
  const k = Math.ceil(count);
  if (k <= 0) return 1;
  if (mean <= 0) return 0;
  if (dispersion - 1 < POISSON_LIMIT) return 1 - upperGamma(k, mean);
  return incompleteBeta(1 - 1 / dispersion, k, mean / (dispersion - 1));
}

/** Smallest count whose cumulative probability reaches `probability` (0 < p < 1). */
export function quantile(probability: number, distribution: CountDistribution): number {
  if (distribution.mean <= 0) return 0;
  const spread = Math.sqrt(distribution.mean * distribution.dispersion);
  if (distribution.mean > NORMAL_FROM)
    return Math.round(distribution.mean + spread * normalQuantile(probability));
  let low = -1;
  let high = Math.ceil(distribution.mean + 4 * spread + 4);
  while (cumulative(high, distribution) < probability && high < MOST_COUNT) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (cumulative(middle, distribution) >= probability) high = middle;
    else low = middle;
  }
  return high;
}

/** ln P(X = count) for a whole count >= 0. */
export function logProbability(count: number, { mean, dispersion }: CountDistribution): number {
  if (mean <= 0) return count === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (dispersion - 1 < POISSON_LIMIT) return count * Math.log(mean) - mean - logGamma(count + 1);
  const size = mean / (dispersion - 1);
  return (
    logGamma(count + size) -
    logGamma(size) -
    logGamma(count + 1) -
    size * Math.log(dispersion) +
    count * Math.log1p(-1 / dispersion)
  );
}

/**
 * Quantile of the distribution with each count spread evenly over a unit around it: intervals between such quantiles hold as many
 * counts as they say, where whole-numbered ones hold more. Never negative.
 */
export function smoothQuantile(probability: number, distribution: CountDistribution): number {
  const count = quantile(probability, distribution);
  if (distribution.mean <= 0 || distribution.mean > NORMAL_FROM) return count;
  const below = cumulative(count - 1, distribution);
  const mass = cumulative(count, distribution) - below;
  return Math.max(0, count - 0.5 + (mass > 0 ? (probability - below) / mass : 0.5));
}

/** No search goes further, whatever the distribution. */
const MOST_COUNT = 2 ** 45;

/** Above this mean the normal distribution is exact enough, and whole counts no longer matter. */
const NORMAL_FROM = 1e5;

/** Standard normal quantile, 0 < p < 1, absolute error below 4.5e-4 (Abramowitz & Stegun 26.2.23). */
export function normalQuantile(probability: number): number {
  const tail = Math.min(probability, 1 - probability);
  const t = Math.sqrt(-2 * Math.log(tail));
  const z =
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
  return probability < 0.5 ? -z : z;
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** ln Γ(z) for z > 0: Lanczos approximation (g = 7), relative error below 1e-14. */
export function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  const x = z - 1;
  const t = x + 7.5;
  const series = LANCZOS.reduce((sum, c, i) => sum + c / (x + i + 1), 0.99999999999980993);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(series);
}

const TINY = 1e-300;
const CLOSE = 3e-15;

/** Terms enough for shapes up to about a million: the fractions converge in some multiple of sqrt(shape). */
const MOST_TERMS = 20_000;

/** Regularised incomplete beta I_x(a, b), by Lentz's continued fraction (Numerical Recipes, 6.4). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  const front = Math.exp(logFront);
  const direct = x < (a + 1) / (a + b + 2);
  const share = direct ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
  return Math.min(1, Math.max(0, share));
}

function betaFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < CLOSE) break;
  }
  return fraction;
}

/** Regularised upper incomplete gamma Q(a, x) = P(Poisson(x) < a), by series or continued fraction. */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  const share = x < a + 1 ? 1 - front * gammaSeries(a, x) : front * gammaFraction(a, x);
  return Math.min(1, Math.max(0, share));
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * CLOSE; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < MOST_TERMS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (Math.abs(an * d + b) < TINY ? TINY : an * d + b);
    c = Math.abs(b + an / c) < TINY ? TINY : b + an / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < CLOSE) break;
  }
  return fraction;
}
