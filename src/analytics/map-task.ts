import type { HotspotMap } from '../domain/hotspot-map.js';
import { dateOfDay } from '../domain/period.js';
import { type NearRepeatsInUse, nearRepeatsFor } from './contagion.js';
import { gridOf } from './grid.js';
import { findHotspots, type HotspotOptions, type HotspotResult } from './hotspot.js';
import { type KernelsInUse, kernelsFor } from './kernels-in-use.js';
import { type IncidentPoints, knownBefore, steadyOrigin } from './points.js';
import { type Ground, layGround, type Mask } from './risk.js';

/** The maps of a night, to be drawn elsewhere, such as in a worker thread: plain data that can be posted there. */
export type MapTask = {
  points: IncidentPoints;
  mask: Mask;
  /** The day for which the map is drawn; nothing of it or later is used. */
  asOfDay: number;
  options: Pick<
    HotspotOptions,
    'preset' | 'windowDays' | 'areaShare' | 'epsMetres' | 'minPoints' | 'maxHotspots'
  >;
  /** The map before, whose kernels and near repeats are kept for a while; null before the first. */
  last: Pick<HotspotMap, 'parameters' | 'nearRepeats'> | null;
  /** Earlier days whose maps are drawn as they would have been, each from what lay before it. */
  pastDays: readonly number[];
};

/** What comes back: the map, how it was made, near repeats, and the maps of the past days in their order. */
export type MapAnswer = {
  kernels: KernelsInUse;
  result: HotspotResult;
  near: NearRepeatsInUse;
  past: { kernels: KernelsInUse; results: HotspotResult[] };
};

/** Draws the maps of a night. Deterministic. @param onDrawn told of each map of the past days */
export function drawMaps(task: MapTask, onDrawn: (done: number, of: number) => void = () => {}): MapAnswer {
  const { points, mask, asOfDay, last, pastDays } = task;
  // One grid for all maps of the night that would have had it anyway.
  const ground = layGround(points, { mask });
  const kernels = kernelsFor(last, points, { mask, ground }, asOfDay);
  const draw = (day: number, { kernels: own, calibration }: KernelsInUse): HotspotResult =>
    findHotspots(points, {
      ...task.options,
      asOfDay: day,
      mask,
      calibration,
      ...(own && { kernels: own }),
      ...(ground && liesWhereItWould(ground, points, day) && { ground }),
    });
  const result = draw(asOfDay, kernels);
  const near = nearRepeatsFor(last, points, gridOf(result.map.grid).projection, asOfDay);
  // The kernels of tonight know these weeks already: the usual ones do not.
  const unknowing = { name: 'usual', kernels: null, calibration: 1, chosenOn: dateOfDay(asOfDay) };
  const results = pastDays.map((day, i) => {
    const drawn = draw(day, unknowing);
    onDrawn(i + 1, pastDays.length);
    return drawn;
  });
  return { kernels, result, near, past: { kernels: unknowing, results } };
}

/** Whether incidents of this day and later have not moved the grid: a map of the past knows nothing of them. O(incidents) */
function liesWhereItWould({ gridded }: Ground, points: IncidentPoints, day: number): boolean {
  const [latitude, longitude] = steadyOrigin(knownBefore(points, day));
  return gridded.grid.origin[0] === latitude && gridded.grid.origin[1] === longitude;
}
