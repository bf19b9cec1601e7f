import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { type Hotspot as FoundHotspot, findHotspots, type HotspotResult } from '../analytics/hotspot.js';
import { matchHotspots } from '../analytics/identity.js';
import { governorateOfArea } from '../domain/area.js';
import type { Hotspot, HotspotChange, NewHotspot } from '../domain/hotspot.js';
import { dateOfDay, startOfDay } from '../domain/period.js';
import { PREDICTION_SCOPES, type PredictionScope } from '../domain/prediction.js';
import { dailyCountsByOffence, recordedDays } from '../store/daily-counts.js';
import type { Queryable } from '../store/database.js';
import { hotspotsOfRun, latestHotspots, saveHotspots } from '../store/hotspots.js';
import { dailyCountsByScope, pointsForHotspots } from '../store/incidents.js';
import { areasAt, type Whereabouts } from '../store/places.js';
import { type ActualCount, recordActuals, savePredictions } from '../store/predictions.js';
import { forecastAll } from './forecasts.js';
import type { StageContext, StageResult } from './pipeline.js';
import { raise } from './raise.js';
import { type Finding, findNewHotspots, findSurges } from './rules.js';
import {
  type DaySpan,
  datesOf,
  offenceSeries,
  type PlaceSeries,
  placeSeries,
  trainingSpan,
} from './series.js';

/** Two years: longer memory finds places better than recent bursts do. */
const HISTORY_DAYS = 730;
const MOST_HOTSPOTS = 60;
/** Fewer incidents in the window than this are no concentration, however empty the rest of the map is. */
const FEWEST_INCIDENTS = 3;
/** The most that a forecast can look ahead. */
const MOST_HORIZON_DAYS = 28;
/** When the feed is older than this, a rise or fall of the last week is no news. */
const STALE_DAYS = 2;
/** Late reports still change the counts of the last days. */
const ACTUAL_DAYS = 14;
/** Enough for a level and a weekday profile, and the week that is judged. */
const SURGE_DAYS = 180;

/** The map of the coming days: hotspots, each with its place and what became of it since the last map. */
export async function hotspotStage({ runtime, run, asOfDay }: StageContext): Promise<StageResult> {
  const { db, config } = runtime;
  const { timeZone } = config;
  const period = {
    from: startOfDay(dateOfDay(asOfDay - HISTORY_DAYS), timeZone),
    to: startOfDay(dateOfDay(asOfDay), timeZone),
  };
  const { leftOut, ...points } = await pointsForHotspots(db, { period });
  const result = findHotspots(points, {
    preset: 'risk',
    asOfDay,
    windowDays: config.hotspot.windowDays,
    epsMetres: config.hotspot.epsMetres,
    minPoints: config.hotspot.minPoints,
    maxHotspots: MOST_HOTSPOTS,
  });
  const earlier = await latestHotspots(db, { limit: MOST_HOTSPOTS });
  const dense = result.hotspots.filter(({ count }) => count >= FEWEST_INCIDENTS);
  const centres = dense.map(({ centre: [latitude, longitude] }) => ({
    latitude,
    longitude,
    namedArea: null,
  }));
  const places = await areasAt(db, centres);
  const hotspots = dense.map((found, i) =>
    placed({ ...found, rank: i + 1 }, places[i]?.whereabouts ?? null, result),
  );
  const { preset, parameters, warnings, alertable, maskKm2, flaggedKm2 } = result;
  return {
    report: {
      hotspots: hotspots.length,
      leftOut,
      preset,
      parameters,
      warnings,
      alertable,
      maskKm2,
      flaggedKm2,
    },
    store: async (tx) => void (await saveHotspots(tx, run.id, changed(hotspots, earlier))),
  };
}

function placed(
  found: FoundHotspot,
  place: Whereabouts | null,
  { windowFromDay, asOfDay }: HotspotResult,
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
    change: 'first',
    lineage: null,
    cells: found.cells,
    windowFrom: dateOfDay(windowFromDay),
    windowTo: dateOfDay(asOfDay),
  };
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

async function countedPlaces(on: Queryable, scope: PredictionScope, span: DaySpan): Promise<PlaceSeries[]> {
  const { from, to } = datesOf(span);
  return placeSeries(scope, await dailyCountsByScope(on, scope, from, to));
}

/** Seven days ahead for the country, each governorate and each area. */
export async function forecastStage({
  runtime,
  run,
  asOfDay,
  signal,
  progress,
}: StageContext): Promise<StageResult> {
  const { db, config, knowledge } = runtime;
  const recorded = await recordedDays(db);
  if (!recorded) return { report: { series: 0, reason: 'no incidents' } };
  const span = trainingSpan(asOfDay, config.forecast.trainingDays, recorded);
  const series: PlaceSeries[] = [];
  for (const scope of PREDICTION_SCOPES) series.push(...(await countedPlaces(db, scope, span)));
  const { predictions, report } = await forecastAll(series, {
    // Days without data lie between the training and tomorrow: they are forecast as well.
    horizonDays: Math.min(MOST_HORIZON_DAYS, config.forecast.horizonDays + asOfDay - span.to),
    busyAreas: config.forecast.busyAreas,
    calendar: knowledge.calendar,
    onProgress: async (done, of) => {
      signal.throwIfAborted();
      progress('series', done, of);
      await yieldToOthers();
    },
  });
  return {
    report,
    async store(tx) {
      await savePredictions(tx, run.id, predictions);
      await recordActuals(tx, actualsOf(series));
    },
  };
}

/** What was counted on the days of the last two weeks, for the promises that were made of them. */
function actualsOf(series: readonly PlaceSeries[]): ActualCount[] {
  return series.flatMap(({ scope, scopeId, offenceId, series: { counts, startDay } }) =>
    [...counts.slice(-ACTUAL_DAYS)].map((actual, i) => ({
      scope,
      scopeId,
      offenceId,
      day: dateOfDay(startDay + Math.max(0, counts.length - ACTUAL_DAYS) + i),
      actual,
    })),
  );
}

/** What crossed a rule, put in front of people once. */
export async function alertStage({ runtime, run, asOfDay }: StageContext): Promise<StageResult> {
  const { db, config, knowledge } = runtime;
  const recorded = await recordedDays(db);
  if (!recorded) return { report: { raised: 0, reason: 'no incidents' } };
  const span = trainingSpan(asOfDay, SURGE_DAYS, recorded);
  const staleDays = asOfDay - span.to;
  if (staleDays > STALE_DAYS) return { report: { raised: 0, reason: 'stale feed', staleDays } };
  const series = [
    ...(await countedPlaces(db, 'area', span)),
    ...offenceSeries(await dailyCountsByOffence(db, datesOf(span)), span, knowledge.offences),
  ];
  const { calendar } = knowledge;
  const { findings, result } = findSurges(series, { calendar, minimumCount: config.alert.minimumCount });
  const hotspots = await hotspotsOfRun(db, run.id);
  const alertable = alertableMap(run);
  const fresh = alertable ? findNewHotspots(hotspots) : [];
  const report = {
    tested: result.tested,
    surges: findings.length,
    newHotspots: fresh.length,
    expectedFalse: result.expectedFalse,
  };
  return {
    report,
    store: async (tx) => {
      for (const finding of [...findings, ...fresh]) {
        await raise(runtime, tx, withGovernorate(runtime, finding), {
          runId: run.id,
          bucket: run.localDate,
          at: runtime.clock.now(),
          expectedFalse: result.expectedFalse[finding.tier],
        });
      }
    },
  };
}

/** False where one cluster holds so much that the map says nothing about where. */
function alertableMap({ stages }: StageContext['run']): boolean {
  const report = stages.hotspots;
  return typeof report === 'object' && report !== null && Reflect.get(report, 'alertable') === true;
}

function withGovernorate({ knowledge }: StageContext['runtime'], finding: Finding): Finding {
  if (finding.governorateId !== null || finding.areaId === null) return finding;
  return { ...finding, governorateId: governorateOfArea(knowledge.gazetteer, finding.areaId) };
}
