import { type Hotspot as FoundHotspot, findHotspots, type HotspotResult } from '../analytics/hotspot.js';
import { matchHotspots } from '../analytics/identity.js';
import type { Hotspot, HotspotChange, NewHotspot } from '../domain/hotspot.js';
import { dateOfDay, startOfDay } from '../domain/period.js';
import { latestHotspots, saveHotspots } from '../store/hotspots.js';
import { pointsForHotspots } from '../store/incidents.js';
import { areasAt, type Whereabouts } from '../store/places.js';
import type { StageContext, StageResult } from './pipeline.js';

/** Two years: longer memory finds places better than recent bursts do. */
const HISTORY_DAYS = 730;
const MOST_HOTSPOTS = 60;
/** Fewer incidents in the window than this are no concentration, however empty the rest of the map is. */
const FEWEST_INCIDENTS = 3;

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
