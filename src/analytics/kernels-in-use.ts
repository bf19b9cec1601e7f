import type { HotspotMap } from '../domain/hotspot-map.js';
import { dateOfDay, dayOfDate, type LocalDate } from '../domain/period.js';
import { chooseKernels, KERNEL_SETS } from './kernel-choice.js';
import type { IncidentPoints } from './points.js';
import { type Ground, type Kernel, type Mask, riskSurface } from './risk.js';

/** The kernels of a night and when they were chosen; null: the usual ones for the number of incidents. */
export type KernelsInUse = {
  name: string;
  kernels: readonly Kernel[] | null;
  /** Incidents over expected ones in what earlier maps flagged. */
  calibration: number;
  chosenOn: LocalDate;
};

const CHOSEN_FOR_DAYS = 28;

/** The kernels that the last map was drawn with, or chosen anew from the city's own past when that is four weeks ago. */
export function kernelsFor(
  lastMap: Pick<HotspotMap, 'parameters'> | null,
  points: IncidentPoints,
  { mask, ground }: { mask: Mask; ground: Ground | null },
  asOfDay: number,
): KernelsInUse {
  const { kernels: name, kernelsChosenOn: chosenOn, calibration } = lastMap?.parameters ?? {};
  if (typeof name === 'string' && typeof chosenOn === 'string' && typeof calibration === 'number') {
    const age = asOfDay - dayOfDate(chosenOn);
    if (age >= 0 && age < CHOSEN_FOR_DAYS)
      return { name, kernels: KERNEL_SETS[name] ?? null, calibration, chosenOn };
  }
  const choice = chooseKernels(
    riskSurface(points, { asOfDay, mask, kernels: [], ...(ground && { ground }) }),
    points,
  );
  return {
    name: choice.name,
    kernels: KERNEL_SETS[choice.name] ?? null,
    calibration: choice.calibration,
    chosenOn: dateOfDay(asOfDay),
  };
}
