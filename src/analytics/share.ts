import type { CountDistribution } from './negative-binomial.js';
import { sum } from './series.js';

/** Incidents by weekday (0 = Sunday): all of them, and those of the kind asked about. */
export type WeekdayCounts = { all: Float64Array; selected: Float64Array };

/** Incidents' worth of trust in what is known beforehand: a share seen on few incidents stays near it. */
const PRIOR_INCIDENTS = 30;

/**
 * Share of the incidents of each weekday that are of the kind asked about (an offence, a shift, or both), 0 to 1. A small place
 * borrows its level and its week from the wider place around it (beta-binomial shrinkage). As every share is linear in the counts, the
 * shares of kinds that together are everything add up to 1. O(1)
 *
 * @param around the wider place, the place itself included; without it, each weekday borrows from the place's own week.
 * @returns by weekday; all 0 where there is no incident at all.
 */
export function weekdayShares(place: WeekdayCounts, around: WeekdayCounts = place): Float64Array {
  const usual = towards(around, 0, 0);
  const own = towards(place, usual, PRIOR_INCIDENTS);
  return place.all.map((_, weekday) => {
    const rhythm = towards(onWeekday(around, weekday), usual, PRIOR_INCIDENTS) - usual;
    const share = towards(onWeekday(place, weekday), own + rhythm, PRIOR_INCIDENTS);
    return Math.min(1, Math.max(0, share));
  });
}

/** The share of the selected, pulled towards `prior` as by so many incidents of which that share is selected. */
function towards({ all, selected }: WeekdayCounts, prior: number, incidents: number): number {
  const total = sum(all) + incidents;
  return total === 0 ? 0 : (sum(selected) + incidents * prior) / total;
}

function onWeekday({ all, selected }: WeekdayCounts, weekday: number): WeekdayCounts {
  return { all: all.subarray(weekday, weekday + 1), selected: selected.subarray(weekday, weekday + 1) };
}

/**
 * The count of a kind of incident, where every incident is of that kind with the same probability: a thinned negative binomial is one
 * with less over-dispersion.
 */
export function thinned({ mean, dispersion }: CountDistribution, share: number): CountDistribution {
  return { mean: mean * share, dispersion: 1 + share * (dispersion - 1) };
}
