import type { Random } from '../../analytics/random.js';
import { drawExponential, drawNormal } from './draw.js';
import type { DelayKind, OffenceProfile } from './offence-profiles.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Median hours and spread (standard deviation of the logarithm) of the slow kinds. */
const SLOW: Readonly<Record<Exclude<DelayKind, 'at_once'>, readonly [medianHours: number, spread: number]>> =
  {
    hours: [3, 1.1],
    days: [16, 1.3],
    weeks: [110, 1.1],
  };

function drawAny(kind: DelayKind, random: Random): number {
  if (kind === 'at_once') return Math.round(drawExponential(18, random)) * MINUTE_MS;
  const [medianHours, spread] = SLOW[kind];
  const hours = medianHours * Math.exp(spread * drawNormal(random));
  return Math.round((hours * HOUR_MS) / MINUTE_MS) * MINUTE_MS;
}

/** Time from an incident to its report, given that the report came within `limitMs`. */
export function drawDelayMs(kind: DelayKind, limitMs: number, random: Random): number {
  for (let attempt = 0; attempt < 12; attempt++) {
    const delay = drawAny(kind, random);
    if (delay <= limitMs) return delay;
  }
  return Math.floor((random() * Math.max(0, limitMs)) / MINUTE_MS) * MINUTE_MS;
}

const SAMPLES = 4000;

/** The share of incidents that are reported within a time, over the whole mix; from a sample. */
export function reportedShares(
  profiles: readonly OffenceProfile[],
  random: Random,
): (withinMs: number) => number {
  const total = profiles.reduce((sum, p) => sum + p.weight, 0);
  const delays = profiles.flatMap((p) =>
    Array.from({ length: Math.ceil((p.weight / total) * SAMPLES) }, () =>
      drawAny(random() < p.discovered ? 'at_once' : p.delay, random),
    ),
  );
  const sorted = Float64Array.from(delays).sort();
  return (withinMs) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) <= withinMs) low = middle + 1;
      else high = middle;
    }
    return low / sorted.length;
  };
}
