import { utm38n, utmNorth } from '../analytics/project.js';
import type { Config } from '../config.js';
import { AppError } from '../domain/errors.js';
import type { Knowledge, Runtime } from '../runtime.js';
import { createAreaReader } from './area-names.js';
import { type CleaningRules, createCleaner } from './clean.js';
import type { CsvFile } from './csv/read.js';
import { createFeatures } from './features.js';
import { type Columns, type Mapping, saysUtc } from './mapping.js';
import { createOffenceReader } from './offence-names.js';
import { COUNTRY_BOUNDS } from './position.js';
import type { Survey } from './survey.js';
import { createZone } from './zone.js';

/** What an import needs of the runtime. */
export type IngestRuntime = Pick<Runtime, 'db' | 'clock' | 'log'> & {
  config: Pick<Config, 'timeZone'>;
  knowledge: Pick<Knowledge, 'gazetteer' | 'offences' | 'calendar'>;
};

/**
 * Checks that a mapping speaks of things that exist.
 *
 * @throws AppError bad_request that names every unknown id and the zone, if it is none.
 */
export function checkMapping(mapping: Mapping, knowledge: IngestRuntime['knowledge']): void {
  const offences = new Set(knowledge.offences.offences.map((o) => o.id));
  const areas = new Set(knowledge.gazetteer.areas.map((a) => a.id));
  const { offenceFallback, timeZone } = mapping;
  const wanted = [...Object.values(mapping.offences), ...(offenceFallback ? [offenceFallback] : [])];
  const problems = [
    ...wanted.filter((id) => !offences.has(id)).map((id) => `"${id}" is no offence id`),
    ...Object.values(mapping.areas)
      .filter((id) => !areas.has(id))
      .map((id) => `"${id}" is no area id`),
    ...(timeZone && !isZone(timeZone)
      ? [`"${timeZone}" is no IANA time zone such as Asia/Kuwait or UTC`]
      : []),
  ];
  if (problems.length > 0) {
    throw new AppError('bad_request', `the mapping has problems: ${[...new Set(problems)].join('; ')}`);
  }
}

function isZone(name: string): boolean {
  try {
    createZone(name).wallAt(0);
    return true;
  } catch {
    return false;
  }
}

/** The cleaner for a surveyed file. */
export function prepareCleaner(
  runtime: Pick<IngestRuntime, 'clock' | 'config' | 'knowledge'>,
  file: CsvFile,
  columns: Columns,
  mapping: Mapping,
  survey: Survey,
): ReturnType<typeof createCleaner> {
  const { gazetteer, offences, calendar } = runtime.knowledge;
  const localZone = createZone(runtime.config.timeZone);
  const dateHeader = file.header[columns.occurred_at ?? -1] ?? '';
  const statedZone = mapping.timeZone ?? (saysUtc(dateHeader) ? 'UTC' : null);
  const rules: CleaningRules = {
    columns,
    occurredOrders: survey.occurredOrders,
    reportedOrders: survey.reportedOrders,
    sourceZone: statedZone ? createZone(statedZone) : localZone,
    localZone,
    statedUtc: statedZone !== null && /^(etc\/)?(utc|gmt)$/i.test(statedZone),
    featuresOf: createFeatures(localZone, calendar),
    readOffence: createOffenceReader(offences, mapping.offences),
    offenceFallback: mapping.offenceFallback ?? null,
    places: createAreaReader(gazetteer, mapping.areas),
    frame: {
      bounds: mapping.bounds ?? COUNTRY_BOUNDS,
      grid: mapping.utmZone === undefined ? utm38n : utmNorth(mapping.utmZone),
    },
    deriveIds: survey.deriveIds,
    now: runtime.clock.now(),
  };
  return createCleaner(rules);
}
