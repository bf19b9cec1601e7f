import { createCalendar } from '../../domain/calendar.js';
import { loadBoundaries, loadGazetteer } from '../../gazetteer/gazetteer.js';
import type { Runtime } from '../../runtime.js';
import type { Queryable } from '../../store/database.js';
import { insertIncidents, type NewIncident } from '../../store/incident-writes.js';
import { createFeatures } from '../features.js';
import { createZone } from '../zone.js';
import { type DemoIncident, type DemoSources, demoIncidents } from './generate.js';

/** Short statements, and by measurement the cheapest a row on the embedded database. */
const CHUNK = 1000;
const LATE_MS = 7 * 86_400_000;

/** What the demo city is made from, in a zone. */
export function demoSources(timeZone: string): DemoSources {
  return {
    gazetteer: loadGazetteer(),
    areaBoundaries: loadBoundaries().areas,
    calendar: createCalendar(),
    zone: createZone(timeZone),
  };
}

/** The source under which the invented incidents of a seed are stored. */
export const demoSource = (seed: number) => `demo:${seed}`;

/**
 * Fills the database with invented incidents up to now, marked synthetic. Repeating it with the same seed adds nothing
 * that is already there. The areas must have been seeded.
 *
 * @param onProgress called with the number stored so far.
 * @returns how many were new.
 */
export async function seedDemoIncidents(
  runtime: Pick<Runtime, 'clock' | 'config'> & { db: Queryable },
  options: { count: number; seed: number; years?: number; onProgress?: (stored: number) => void },
): Promise<number> {
  const sources = demoSources(runtime.config.timeZone);
  const toNew = storable(sources, demoSource(options.seed));
  const { count, seed, years = 3 } = options;
  let chunk: NewIncident[] = [];
  let seen = 0;
  let added = 0;
  const flush = async () => {
    added += await insertIncidents(runtime.db, chunk);
    seen += chunk.length;
    chunk = [];
    options.onProgress?.(seen);
  };
  for (const incident of demoIncidents(sources, { count, seed, until: runtime.clock.now(), years })) {
    chunk.push(toNew(incident));
    if (chunk.length === CHUNK) await flush();
  }
  await flush();
  return added;
}

/** How an invented incident is stored under `source`. */
export function storable(sources: DemoSources, source: string): (incident: DemoIncident) => NewIncident {
  const featuresOf = createFeatures(sources.zone, sources.calendar);
  return (incident) => ({
    ...incident,
    source,
    features: featuresOf(incident.occurredAt.getTime()),
    synthetic: true,
    quality: incident.reportedAt.getTime() - incident.occurredAt.getTime() > LATE_MS ? ['reported_late'] : [],
    contentHash: null,
  });
}
