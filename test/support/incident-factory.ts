import { createCalendar } from '../../src/domain/calendar.js';
import { loadBoundaries, loadGazetteer, loadOffences } from '../../src/gazetteer/gazetteer.js';
import { createFeatures } from '../../src/ingest/features.js';
import { createZone } from '../../src/ingest/zone.js';
import type { Queryable } from '../../src/store/database.js';
import type { NewIncident } from '../../src/store/incident-writes.js';
import { seedPlaces } from '../../src/store/places.js';

/** Writes the shipped governorates, areas and offences. */
export async function seedTestPlaces(on: Queryable): Promise<void> {
  await seedPlaces(on, loadGazetteer(), loadBoundaries(), loadOffences());
}

/** Makes incidents with ids of their own: a theft in Salmiya, one hour after another, unless said otherwise. */
export function incidentFactory(source = 'test') {
  const featuresOf = createFeatures(createZone('Asia/Kuwait'), createCalendar());
  let serial = 0;
  return (changes: Partial<Omit<NewIncident, 'features'>> = {}): NewIncident => {
    serial++;
    const occurredAt = changes.occurredAt ?? new Date(Date.UTC(2026, 2, 1, serial));
    return {
      source,
      sourceId: `${serial}`,
      occurredAt,
      reportedAt: null,
      features: featuresOf(occurredAt.getTime()),
      offenceId: 'theft',
      areaId: 'salmiya',
      governorateId: 'hawalli',
      latitude: 29.3339,
      longitude: 48.0761,
      block: null,
      discovered: false,
      synthetic: false,
      quality: [],
      contentHash: null,
      ...changes,
    };
  };
}
