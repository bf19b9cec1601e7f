import { type RuleFamily, rule } from '../chart/rule.js';
import type { Grain, Length } from '../time/grain.js';

const one = (grain: Grain, count = 1): Length => [{ count, grain }];

/** The same length with a fraction of its last unit added ("two hours and a half"). */
function plusFraction(length: Length, fraction: number): Length | null {
  const last = length.at(-1);
  if (!last || !Number.isInteger(last.count)) return null;
  return [...length.slice(0, -1), { count: last.count + fraction, grain: last.grain }];
}

/** "1 year 2 months": each part in a unit of its own. */
function append(a: Length, b: Length): Length | null {
  const used = new Set(a.map((part) => part.grain));
  return b.length === 1 && b[0] && !used.has(b[0].grain) ? [...a, ...b] : null;
}

/** "An hour and thirty": minutes go without saying. */
function plusMinutes(length: Length, minutes: number): Length | null {
  const hours = length.length === 1 && length[0]?.grain === 'hour';
  return hours && Number.isInteger(minutes) && minutes < 60
    ? [...length, { count: minutes, grain: 'minute' }]
    : null;
}

/** Lengths of time. */
export const lengthRules: readonly RuleFamily[] = [
  rule('length', 'num dash? grain|unitPlural', (n, _dash, grain) =>
    n.value > 0 ? one(grain, n.value) : null,
  ),
  rule('length', 'num of grain|unitPlural', (n, _of, grain) =>
    n.value > 0 && !Number.isInteger(n.value) ? one(grain, n.value) : null,
  ),
  rule(
    'length',
    'grain|unitPlural num',
    (grain, n) => (n.value > 0 && !n.digits ? one(grain, n.value) : null),
    -0.1,
  ),
  rule('length', 'grain', (grain) => one(grain), -0.4),
  rule('length', 'a grain|unitPlural', (_a, grain) => one(grain)),
  rule('length', 'few of? grain|unitPlural', (_few, _of, grain) => one(grain, 3)),
  rule('length', 'couple of? grain|unitPlural', (_couple, _of, grain) => one(grain, 2)),
  rule('length', 'fraction of? a? grain', (f, _of, _a, grain) => one(grain, f)),
  rule('length', 'length and a? fraction', (length, _and, _a, f) => plusFraction(length, f)),
  rule(
    'length',
    'num slash num grain|unitPlural',
    (a, _slash, b, grain) => (b.value > 0 ? one(grain, a.value / b.value) : null),
    0.3,
  ),
  rule('length', 'length and num', (length, _and, n) => plusMinutes(length, n.value), -0.3),
  rule('length', 'length length', append),
  rule('length', 'length and length', (a, _and, b) => append(a, b)),
];

/** Distances in metres. */
export const distanceRules: readonly RuleFamily[] = [
  rule('distance', 'num dash? distanceUnit', (n, _dash, unit) => (n.value > 0 ? n.value * unit : null)),
  // «كم» is also "how many": a unit only after its number.
  rule('distance', 'num distanceShort', (n, unit) => (n.digits && n.value > 0 ? n.value * unit : null)),
  rule('distance', 'distanceUnit num', (unit, n) => (n.digits || n.value <= 0 ? null : unit * n.value)),
  rule('distance', 'a distanceUnit', (_a, unit) => unit),
  rule('distance', 'fraction a? distanceUnit', (f, _a, unit) => f * unit),
  rule('distance', 'fraction of a? distanceUnit', (f, _of, _a, unit) => f * unit),
  rule('distance', 'distanceUnit and fraction', (unit, _and, f) => unit * (1 + f)),
  rule('distance', 'num distanceUnit and a? fraction', (n, unit, _and, _a, f) => (n.value + f) * unit),
  rule('distance', 'distance and distance', (a, _and, b) => (b < a ? a + b : null)),
  rule('distance', 'distance distance', (a, b) => (b < a ? a + b : null)),
];
