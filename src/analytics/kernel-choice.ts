import { betweenDays, type IncidentPoints } from './points.js';
import {
  defaultKernels,
  type Kernel,
  type Layers,
  type RiskSurface,
  STEADY_KERNELS,
  topCells,
} from './risk.js';

/**
 * Ways to weigh what a place was all along, what it has been lately, and what its surroundings are. Cities differ in how fast their places
 * change, and small data need more smoothing than large ones: no single one of these is best everywhere.
 */
export const KERNEL_SETS: Readonly<Record<string, readonly Kernel[]>> = {
  steady: STEADY_KERNELS,
  steady_and_recent: [
    { weight: 0.7, sigmaMetres: 0 },
    { weight: 0.15, sigmaMetres: 50, decayDays: 180 },
    { weight: 0.1, sigmaMetres: 100, decayDays: 45 },
    { weight: 0.05, sigmaMetres: 300 },
  ],
  mixed: [
    { weight: 0.5, sigmaMetres: 0 },
    { weight: 0.25, sigmaMetres: 50, decayDays: 180 },
    { weight: 0.15, sigmaMetres: 100, decayDays: 45 },
    { weight: 0.1, sigmaMetres: 300 },
  ],
  two_years: [
    { weight: 0.8, sigmaMetres: 0, decayDays: 730 },
    { weight: 0.1, sigmaMetres: 50, decayDays: 180 },
    { weight: 0.1, sigmaMetres: 300 },
  ],
  one_year: [
    { weight: 0.8, sigmaMetres: 0, decayDays: 365 },
    { weight: 0.2, sigmaMetres: 300 },
  ],
  fast: [
    { weight: 0.5, sigmaMetres: 0, decayDays: 90 },
    { weight: 0.4, sigmaMetres: 0, decayDays: 365 },
    { weight: 0.1, sigmaMetres: 300 },
  ],
  smoothed: [
    { weight: 0.4, sigmaMetres: 0 },
    { weight: 0.4, sigmaMetres: 50 },
    { weight: 0.1, sigmaMetres: 100, decayDays: 45 },
    { weight: 0.1, sigmaMetres: 300 },
  ],
  wide: [
    { weight: 0.8, sigmaMetres: 50 },
    { weight: 0.2, sigmaMetres: 300 },
  ],
};

const SHARES = [0.005, 0.01, 0.02];
const PERIOD_DAYS = 28;
const MOST_PERIODS = 8;
/** What lies before the periods is what the maps are made of. */
const MOST_SHARE_OF_HISTORY = 0.4;
/** A gain below this is noise: the usual set stays. */
const LEAST_GAIN = 0.005;
/** Fewer periods than this say little of the next one. */
const FEWEST_PERIODS = 3;
/** Fewer hits than this say nothing about which map is better. */
const FEWEST_HITS = 40;

/** The kernels for a city, the name of the set, and how much more it caught than the usual one on the periods looked at. */
export type KernelChoice = {
  name: string;
  kernels: readonly Kernel[];
  gain: number;
  periods: number;
  /**
   * Incidents over expected ones in the flagged cells of those periods. Cells are flagged for a high rate, and some of
   * that is luck which does not last (regression to the mean): mostly below 1.
   */
  calibration: number;
};

/** A correction beyond these says that something else is wrong. */
const LEAST_CALIBRATION = 0.5;
const MOST_CALIBRATION = 1.5;

const STEADY = 'steady';

/**
 * Chooses the kernels that would have caught most in the latest half year or so: for up to eight periods of four weeks before `asOfDay`,
 * each set's map is drawn from the days before the period and scored on it, at half a per cent, one and two per cent of the area. Uses
 * nothing from `asOfDay` on. Too short a history: the usual kernels for the number of incidents. O(periods × sets × cells log cells)
 */
export function chooseKernels(
  surface: Pick<RiskSurface, 'grid' | 'cellOfPoint' | 'mask' | 'layers' | 'asOfDay'>,
  points: IncidentPoints,
): KernelChoice {
  const usual = {
    name: 'usual',
    kernels: defaultKernels(points.dayNumber.length),
    gain: 0,
    periods: 0,
    calibration: 1,
  };
  const origins = periodStarts(points.dayNumber, surface.asOfDay);
  const names = Object.keys(KERNEL_SETS);
  const hits = names.map(() => new Float64Array(SHARES.length));
  const expected = new Float64Array(names.length);
  const inhabited = { ...surface, cells: cellsOf(surface.mask) };
  const places = placesOf(inhabited);
  for (const origin of origins) {
    const counts = countsFrom(inhabited, points, origin);
    mapsAt(surface.layers, places, origin).forEach((risk, set) => {
      const promised = addHits(hits[set] as Float64Array, risk, counts);
      expected[set] = (expected[set] as number) + promised * PERIOD_DAYS;
    });
  }
  const steady = hits[names.indexOf(STEADY)] as Float64Array;
  if (origins.length < FEWEST_PERIODS || (steady.at(-1) ?? 0) < FEWEST_HITS) return usual;
  const gains = hits.map((own) => meanLogRatio(own, steady));
  const most = Math.max(...gains);
  const chosen = most < LEAST_GAIN ? names.indexOf(STEADY) : gains.indexOf(most);
  const name = names[chosen] as string;
  return {
    name,
    kernels: KERNEL_SETS[name] ?? usual.kernels,
    gain: Math.expm1(gains[chosen] as number),
    periods: origins.length,
    calibration: calibrationOf(hits[chosen]?.[CALIBRATED_SHARE] ?? 0, expected[chosen] ?? 0),
  };
}

function periodStarts(dayNumber: Int32Array, asOfDay: number): number[] {
  const firstDay = dayNumber.reduce((first, day) => Math.min(first, day), asOfDay);
  const fitting = Math.floor(((asOfDay - firstDay) * MOST_SHARE_OF_HISTORY) / PERIOD_DAYS);
  return Array.from({ length: Math.min(MOST_PERIODS, fitting) }, (_, i) => asOfDay - PERIOD_DAYS * (i + 1));
}

/** A surface with the inhabited cells alone in a list: a country is mostly desert. */
type Inhabited = Pick<RiskSurface, 'grid' | 'cellOfPoint' | 'mask'> & { cells: Int32Array };

function cellsOf(mask: Uint8Array): Int32Array {
  const cells: number[] = [];
  mask.forEach((inside, cell) => {
    if (inside === 1) cells.push(cell);
  });
  return Int32Array.from(cells);
}

/** Incidents of the period in each inhabited cell. */
function countsFrom(
  { cellOfPoint, mask, cells }: Inhabited,
  points: IncidentPoints,
  origin: number,
): Float64Array {
  const counts = new Float64Array(mask.length);
  for (const i of betweenDays(points, origin, origin + PERIOD_DAYS)) {
    const cell = cellOfPoint[i] ?? -1;
    if (cell >= 0) counts[cell] = (counts[cell] as number) + 1;
  }
  return Float64Array.from(cells, (cell) => counts[cell] as number);
}

/** The inhabited cells, and where each cell of the grid stands among them; -1 for the others. */
type Places = { count: number; placeOfCell: Int32Array };

function placesOf({ mask, cells }: Inhabited): Places {
  const placeOfCell = new Int32Array(mask.length).fill(-1);
  cells.forEach((cell, place) => {
    placeOfCell[cell] = place;
  });
  return { count: cells.length, placeOfCell };
}

/** The risk of each set in each inhabited cell, in their order; a layer that several share is made once. */
function mapsAt(layerOn: Layers, { count, placeOfCell }: Places, origin: number) {
  const layers = new Map<string, Float64Array>();
  const layerOf = ({ weight: _, ...kernel }: Kernel) => {
    const key = JSON.stringify(kernel);
    const known = layers.get(key);
    if (known) return known;
    const made = new Float64Array(count);
    layerOn(origin, { weight: 1, ...kernel }, (cell, perDay) => {
      const place = placeOfCell[cell] as number;
      if (place >= 0) made[place] = perDay;
    });
    layers.set(key, made);
    return made;
  };
  return Object.values(KERNEL_SETS).map((kernels) => {
    const risk = new Float64Array(count);
    for (const kernel of kernels) {
      const layer = layerOf(kernel);
      for (let cell = 0; cell < risk.length; cell++) {
        const value = layer[cell] as number;
        if (value !== 0) risk[cell] = (risk[cell] as number) + kernel.weight * value;
      }
    }
    return risk;
  });
}

/** Position of the one per cent among the shares. */
const CALIBRATED_SHARE = 1;

/** 1 where the one per cent is less than a cell: nothing was promised, so nothing can be held against it. */
function calibrationOf(hits: number, expected: number): number {
  if (expected === 0) return 1;
  return Math.min(MOST_CALIBRATION, Math.max(LEAST_CALIBRATION, hits / expected));
}

/** Adds what each share of the area caught. @returns incidents a day that the one per cent promised */
function addHits(hits: Float64Array, riskPerDay: Float64Array, counts: Float64Array): number {
  const maskCells = riskPerDay.length;
  const best = topCells(
    { riskPerDay, mask: new Uint8Array(maskCells).fill(1), maskCells },
    Math.max(...SHARES),
  );
  const flagged = SHARES.map((share) => best.subarray(0, Math.floor(maskCells * share)));
  flagged.forEach((cells, s) => {
    for (const cell of cells) hits[s] = (hits[s] as number) + (counts[cell] as number);
  });
  return (flagged[CALIBRATED_SHARE] ?? new Int32Array(0)).reduce(
    (sum, cell) => sum + (riskPerDay[cell] as number),
    0,
  );
}

/** Mean over the shares of the logarithm of what one caught over what another did; half an incident keeps zeros finite. */
function meanLogRatio(own: Float64Array, other: Float64Array): number {
  return (
    own.reduce((sum, hit, s) => sum + Math.log((hit + 0.5) / ((other[s] as number) + 0.5)), 0) / own.length
  );
}
