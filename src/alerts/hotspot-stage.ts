import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { nearRepeats } from '../analytics/contagion.js';
import { gridOf } from '../analytics/grid.js';
import {
  type Hotspot as FoundHotspot,
  findHotspots,
  type HotspotOptions,
  type HotspotResult,
} from '../analytics/hotspot.js';
import { matchHotspots } from '../analytics/identity.js';
import type { IncidentPoints } from '../analytics/points.js';
import { type Ground, layGround, type Mask } from '../analytics/risk.js';
import type { Place } from '../domain/area.js';
import type { Hotspot, HotspotChange, NewHotspot, RecentRepeats } from '../domain/hotspot.js';
import type { NearRepeat, NewHotspotMap } from '../domain/hotspot-map.js';
import { nearestLandmark } from '../domain/landmark.js';
import { dateOfDay } from '../domain/period.js';
import { hasMapBetween, latestMap, saveMaps } from '../store/hotspot-maps.js';
import { latestHotspots, saveHotspots } from '../store/hotspots.js';
import { areasAt, type Whereabouts } from '../store/places.js';
import { mapPoints, reportedOnly } from './hotspot-points.js';
import { type KernelsInUse, kernelsFor } from './kernels.js';
import { inhabitedMask } from './mask.js';
import type { StageContext, StageResult } from './pipeline.js';

/** Five years: long memory finds places better than recent bursts do. */
const HISTORY_DAYS = 1826;
const MOST_HOTSPOTS = 200;
/** Fewer incidents in the window than this are no concentration, however empty the rest of the map is. */
const FEWEST_INCIDENTS = 3;
/** Days back for which the first night draws maps as they would have been, so that there is something to score. */
const FIRST_MAPS_DAYS_BACK = [1, 7, 14, 21, 28, 35, 42, 49, 56];
/** A map of less history is no map. */
const FEWEST_HISTORY_DAYS = 56;

/** What all maps of a night have in common. */
type Night = {
  points: IncidentPoints;
  leftOut: Record<string, number>;
  mask: Mask;
  /** The grid that all maps share; null where each has to lay its own. */
  ground: Ground | null;
  kernels: KernelsInUse;
  near: readonly NearRepeat[];
};

/** The map of the coming days: hotspots, each with its place, why it is there, and what became of it since the last map. */
export async function hotspotStage(context: StageContext): Promise<StageResult> {
  const { runtime, run, asOfDay } = context;
  const night = await gather(context);
  const result = findHotspots(night.points, optionsFor(context, night, asOfDay));
  night.near = nearRepeats(night.points, gridOf(result.map.grid).projection, { asOfDay, seed: asOfDay });
  const hotspots = await placedHotspots(context, result, night.near);
  const earlier = await latestHotspots(runtime.db, { limit: MOST_HOTSPOTS });
  const maps = [mapOf(result, night, false), ...(await firstMaps(context, night))];
  const { preset, parameters, warnings, alertable, maskKm2, flaggedKm2 } = result;
  const report = { hotspots: hotspots.length, leftOut: night.leftOut, nearRepeats: night.near.length };
  return {
    report: {
      ...report,
      preset,
      parameters: { ...parameters, kernels: night.kernels.name },
      warnings,
      alertable,
      maskKm2,
      flaggedKm2,
    },
    async store(tx) {
      await saveHotspots(tx, run.id, changed(hotspots, earlier));
      await saveMaps(tx, run.id, maps);
    },
  };
}

async function gather({ runtime, asOfDay, signal, progress }: StageContext): Promise<Night> {
  const { db, config } = runtime;
  const all = await mapPoints(
    runtime,
    { fromDay: asOfDay - HISTORY_DAYS, toDay: asOfDay },
    { signal, onProgress: (done, of) => progress('months of incidents', done, of) },
  );
  const reported = reportedOnly(all);
  const points = config.hotspot.discovered === 'include' ? all.points : reported.points;
  const discovered = config.hotspot.discovered === 'include' ? 0 : reported.discovered;
  const mask = await inhabitedMask(runtime);
  const ground = layGround(points, { mask });
  const kernels = kernelsFor(await latestMap(db), points, { mask, ground }, asOfDay);
  return { points, leftOut: { ...all.leftOut, discovered }, mask, ground, kernels, near: [] };
}

function optionsFor(
  { runtime }: StageContext,
  { mask, ground, kernels }: Night,
  asOfDay: number,
): HotspotOptions {
  const { preset, windowDays, areaShare, epsMetres, minPoints } = runtime.config.hotspot;
  return {
    preset,
    asOfDay,
    windowDays,
    areaShare,
    epsMetres,
    minPoints,
    mask,
    maxHotspots: MOST_HOTSPOTS,
    calibration: kernels.calibration,
    ...(kernels.kernels && { kernels: kernels.kernels }),
    ...(ground && { ground }),
  };
}

function mapOf(result: HotspotResult, night: Night, retrospective: boolean): NewHotspotMap {
  const { name, chosenOn, calibration } = night.kernels;
  return {
    asOf: dateOfDay(result.asOfDay),
    retrospective,
    preset: result.preset,
    parameters: {
      ...result.parameters,
      historyDays: HISTORY_DAYS,
      kernels: name,
      kernelsChosenOn: chosenOn,
      calibration,
    },
    windowFrom: dateOfDay(result.windowFromDay),
    incidents: result.incidentsInWindow,
    maskKm2: result.maskKm2,
    flaggedKm2: result.flaggedKm2,
    warnings: result.warnings,
    alertable: result.alertable,
    leftOut: night.leftOut,
    nearRepeats: night.near,
    drawn: result.map,
  };
}

/** Where no map of the last weeks exists, those that would have been made, each from what lay before its day. */
async function firstMaps(context: StageContext, night: Night): Promise<NewHotspotMap[]> {
  const { runtime, asOfDay, signal, progress } = context;
  const oldest = asOfDay - Math.max(...FIRST_MAPS_DAYS_BACK);
  if (await hasMapBetween(runtime.db, dateOfDay(oldest), dateOfDay(asOfDay - 1))) return [];
  const firstDay = night.points.dayNumber.reduce((first, day) => Math.min(first, day), asOfDay);
  const days = FIRST_MAPS_DAYS_BACK.map((back) => asOfDay - back).filter(
    (day) => day - firstDay >= FEWEST_HISTORY_DAYS,
  );
  // The kernels of tonight know these weeks already: the usual ones do not.
  const unknowing: Night = {
    ...night,
    near: [],
    kernels: { name: 'usual', kernels: null, calibration: 1, chosenOn: dateOfDay(asOfDay) },
  };
  const maps: NewHotspotMap[] = [];
  for (const day of days) {
    signal.throwIfAborted();
    maps.push(mapOf(findHotspots(night.points, optionsFor(context, unknowing, day)), unknowing, true));
    progress('maps of the past weeks', maps.length, days.length);
    await yieldToOthers();
  }
  return maps;
}

async function placedHotspots(
  { runtime }: StageContext,
  result: HotspotResult,
  near: readonly NearRepeat[],
): Promise<NewHotspot[]> {
  const dense = result.hotspots.filter(({ count }) => count >= FEWEST_INCIDENTS);
  const centres = dense.map(({ centre: [latitude, longitude] }) => ({
    latitude,
    longitude,
    namedArea: null,
  }));
  const places = await areasAt(runtime.db, centres);
  const landmarks = runtime.knowledge.gazetteer.places;
  return dense.map((found, i) =>
    placed({ ...found, rank: i + 1 }, places[i]?.whereabouts ?? null, { result, near, landmarks }),
  );
}

type Surroundings = { result: HotspotResult; near: readonly NearRepeat[]; landmarks: readonly Place[] };

function placed(
  found: FoundHotspot,
  place: Whereabouts | null,
  { result, near, landmarks }: Surroundings,
): NewHotspot {
  return {
    rank: found.rank,
    areaId: place?.areaId ?? null,
    governorateId: place?.governorateId ?? null,
    centre: found.centre,
    outline: found.ring,
    radiusMetres: found.radiusMetres,
    incidentCount: found.count,
    expectedWeek: found.expected,
    offenceMix: Object.fromEntries(found.offenceMix.map(({ offence, count }) => [offence, count])),
    busiestHours: found.busiestHours.map(({ hourOfWeek }) => hourOfWeek),
    shiftShares: found.shiftShares,
    areaKm2: found.areaKm2,
    persistence: found.persistence,
    trend: found.trend,
    timesMean: found.timesMean,
    landmark: nearestLandmark(landmarks, found.centre),
    repeats: repeatsIn(found, near),
    change: 'first',
    lineage: null,
    cells: found.cells,
    windowFrom: dateOfDay(result.windowFromDay),
    windowTo: dateOfDay(result.asOfDay),
  };
}

/** One or more recent incidents of an offence that tends to repeat nearby: the most frequent such offence. */
function repeatsIn({ latestMix }: FoundHotspot, near: readonly NearRepeat[]): RecentRepeats | null {
  for (const { offence, count } of latestMix) {
    const effect = near.find((one) => one.offence === offence);
    if (effect) {
      const { metres, days, ratio } = effect;
      return { offenceId: offence, incidents: count, metres, days, ratio };
    }
  }
  return null;
}

/** Follows the hotspots of the last map by the cells that they share with these. */
function changed(hotspots: readonly NewHotspot[], earlier: readonly Hotspot[]): readonly NewHotspot[] {
  if (earlier.length === 0) return hotspots;
  const matches = matchHotspots(
    earlier.map(({ id, cells }) => ({ id: String(id), cells })),
    hotspots.map(({ rank, cells }) => ({ id: String(rank), cells })),
  );
  return hotspots.map((hotspot) => {
    const match = matches.find(({ current }) => current === String(hotspot.rank));
    if (!match || match.fate === 'cooled') return hotspot;
    const [heir] = match.previous;
    return {
      ...hotspot,
      change: match.fate satisfies HotspotChange,
      lineage: heir === undefined ? null : Number(heir),
    };
  });
}
