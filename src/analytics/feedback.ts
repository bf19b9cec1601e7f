import { bootstrap, type MapScore, mapAccuracy } from './accuracy.js';

/** One scored night: the map in use and one that ignores what was recorded in the last 90 days, on the same days and area. */
export type MapPair = { used: MapScore; blind: MapScore };

/** Verdict over the scored nights. */
export type FeedbackResult = {
  /** Efficiency (PEI) of the map in use over that of the blind one, and the interval that holds the ratio 19 times of 20. */
  ratio: number;
  low95: number;
  high95: number;
  /** True where the recording seems to follow the map. */
  chases: boolean;
};

/** Nights before a verdict. */
const FEWEST_NIGHTS = 14;

/** A recent quarter that betters a map by more than this is suspicious: real places do not change that fast. */
const SUSPICIOUS_GAIN = 1.5;

/**
 * Whether a map chases its own patrols: incidents found because patrols were sent to flagged places flag those places again (Ensign et
 * al. 2018). A map that is blind to the last 90 days cannot do that; if the map in use does very much better on the recorded incidents, the
 * recording may follow the map. A warning to look, not a proof.
 *
 * @param nights scored nights, in any order; @param seed of the bootstrap over nights
 */
export function feedback(nights: readonly MapPair[], seed: number): FeedbackResult {
  const gain = (sample: readonly MapPair[]) =>
    mapAccuracy(sample.map(({ used }) => used)).pei / mapAccuracy(sample.map(({ blind }) => blind)).pei;
  const { value, low95, high95 } = bootstrap(nights, gain, { seed });
  return { ratio: value, low95, high95, chases: nights.length >= FEWEST_NIGHTS && low95 > SUSPICIOUS_GAIN };
}
