import type { NearRepeatsInUse } from '../analytics/contagion.js';
import type { Hotspot as FoundHotspot, HotspotResult } from '../analytics/hotspot.js';
import { matchHotspots } from '../analytics/identity.js';
import type { KernelsInUse } from '../analytics/kernels-in-use.js';
import type { MapTask } from '../analytics/map-task.js';
import type { IncidentPoints } from '../analytics/points.js';
import type { Place } from '../domain/area.js';
import type { Hotspot, HotspotChange, NewHotspot, RecentRepeats } from '../domain/hotspot.js';
import type { NearRepeat, NewHotspotMap } from '../domain/hotspot-map.js';
import { nearestLandmark } from '../domain/landmark.js';
import { dateOfDay } from '../domain/period.js';
import { hasMapBetween, latestMap, saveMaps } from '../store/hotspot-maps.js';
import { hotspotsBefore, saveHotspots } from '../store/hotspots.js';
import { areasAt, type Whereabouts } from '../store/places.js';
import { drawInThread } from './draw.js';
import { mapPoints, reportedOnly } from './hotspot-points.js';
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

/** The map of the coming days: hotspots, each with its place, why it is there, and what became of it since the last map. */
export async function hotspotStage(context: StageContext): Promise<StageResult> {
  const { runtime, run, signal, progress } = context;
  const { task, leftOut } = await gather(context);
  const { kernels, result, near, past } = await drawInThread(runtime, task, {
    signal,
    onDrawn: (done, of) => progress('maps of the past weeks', done, of),
  });
  const hotspots = await placedHotspots(context, result, near.found);
  const earlier = await hotspotsBefore(runtime.db, dateOfDay(context.asOfDay));
  const maps = [
    mapOf(result, { leftOut, kernels, near, retrospective: false }),
    ...past.results.map((drawn) =>
      mapOf(drawn, { leftOut, kernels: past.kernels, near: null, retrospective: true }),
    ),
  ];
  const { preset, parameters, warnings, alertable, maskKm2, flaggedKm2 } = result;
  return {
    report: {
      hotspots: hotspots.length,
      leftOut,
      nearRepeats: near.found.length,
      preset,
      parameters: { ...parameters, kernels: kernels.name },
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

async function gather(context: StageContext): Promise<{ task: MapTask; leftOut: Record<string, number> }> {
  const { runtime, asOfDay, signal, progress } = context;
  const { db, config } = runtime;
  const all = await mapPoints(
    runtime,
    { fromDay: asOfDay - HISTORY_DAYS, toDay: asOfDay },
    { signal, onProgress: (done, of) => progress('months of incidents', done, of) },
  );
  const reported = reportedOnly(all);
  const points = config.hotspot.discovered === 'include' ? all.points : reported.points;
  const discovered = config.hotspot.discovered === 'include' ? 0 : reported.discovered;
  const { preset, windowDays, areaShare, epsMetres, minPoints } = config.hotspot;
  return {
    task: {
      points,
      mask: await inhabitedMask(runtime),
      asOfDay,
      options: { preset, windowDays, areaShare, epsMetres, minPoints, maxHotspots: MOST_HOTSPOTS },
      last: await latestMap(db, dateOfDay(asOfDay)),
      pastDays: await pastDays(context, points),
    },
    leftOut: { ...all.leftOut, discovered },
  };
}

/** Where no map of the last weeks exists, the days for which maps are drawn as they would have been. */
async function pastDays({ runtime, asOfDay }: StageContext, points: IncidentPoints): Promise<number[]> {
  const oldest = asOfDay - Math.max(...FIRST_MAPS_DAYS_BACK);
  if (await hasMapBetween(runtime.db, dateOfDay(oldest), dateOfDay(asOfDay - 1))) return [];
  const firstDay = points.dayNumber.reduce((first, day) => Math.min(first, day), asOfDay);
  return FIRST_MAPS_DAYS_BACK.map((back) => asOfDay - back).filter(
    (day) => day - firstDay >= FEWEST_HISTORY_DAYS,
  );
}

/** What a map is kept with, beside what was drawn. */
type Making = {
  leftOut: Record<string, number>;
  kernels: KernelsInUse;
  near: NearRepeatsInUse | null;
  retrospective: boolean;
};

function mapOf(result: HotspotResult, { leftOut, kernels, near, retrospective }: Making): NewHotspotMap {
  const { name, chosenOn, calibration } = kernels;
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
      ...(near && { nearRepeatsFoundOn: near.foundOn }),
    },
    windowFrom: dateOfDay(result.windowFromDay),
    incidents: result.incidentsInWindow,
    maskKm2: result.maskKm2,
    flaggedKm2: result.flaggedKm2,
    warnings: result.warnings,
    alertable: result.alertable,
    leftOut,
    nearRepeats: near?.found ?? [],
    drawn: result.map,
  };
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

/** Follows the hotspots of the map of an earlier day by the cells that they share with these. */
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
