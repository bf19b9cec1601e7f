import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { insertIncidents } from '../../src/store/incident-writes.js';
import { freshness } from '../../src/store/incidents.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW } from '../support/runtime.js';
import { terminalTalk } from '../support/talk.js';

// The real one, counted.
vi.mock('../../src/store/incidents.js', async (original) => {
  const real = await original<typeof import('../../src/store/incidents.js')>();
  return { ...real, freshness: vi.fn(real.freshness) };
});

const database = useDatabase();
const DAY_MS = 86_400_000;
let analyst: User;

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
  analyst = await aPerson(database.db, 'analyst', { locale: 'en' });
});

/** Two thefts a day until so many days ago. */
async function feedUntil(daysAgo: number, { synthetic = false } = {}): Promise<void> {
  const incident = incidentFactory();
  const at = (i: number) => new Date(TEST_NOW.getTime() - (daysAgo + i / 2) * DAY_MS);
  await insertIncidents(
    database.db,
    Array.from({ length: 80 }, (_, i) => incident({ occurredAt: at(i), synthetic: synthetic && i > 0 })),
  );
}

const QUESTIONS = [
  'brief me',
  'how is theft developing in Salmiya',
  'Salmiya',
  'thefts in Salmiya this week vs last week',
];

describe('a feed that has fallen silent', () => {
  it.each(QUESTIONS)('is no fall of crime: %s', async (question) => {
    await feedUntil(6);
    const answer = await terminalTalk(database.db)(analyst, question);
    expect(answer).toContain('No data have come in since 12 March 2026');
    expect(answer).not.toMatch(/Clearly (down|up)|no clear change|too few/);
  });

  it.each(['how many thefts in Salmiya last week', 'list thefts this week'])(
    'is told of beside a number: %s',
    async (question) => {
      await feedUntil(12);
      expect(await terminalTalk(database.db)(analyst, question)).toContain(
        'No data have come in since 6 March 2026',
      );
    },
  );

  it('is nothing to a question about the days before', async () => {
    await feedUntil(6);
    const answer = await terminalTalk(database.db)(analyst, 'how many thefts in Salmiya in February');
    expect(answer).toContain('Data up to 12 March 2026');
    expect(answer).not.toContain('No data have come in');
  });

  it.each(QUESTIONS)('is none of two days: %s', async (question) => {
    await feedUntil(1);
    vi.mocked(freshness).mockClear();
    const answer = await terminalTalk(database.db)(analyst, question);
    expect(freshness).toHaveBeenCalledTimes(1);
    expect(answer).toMatch(/Clearly (down|up)|no clear change|too few/);
    expect(answer).not.toContain('No data have come in');
  });
});

describe('the status', () => {
  it('does not call everything invented where some of it is real', async () => {
    await feedUntil(1, { synthetic: true });
    const answer = await terminalTalk(database.db)(analyst, 'status');
    expect(answer).toContain('Of 80 incidents stored, 79 are synthetic demo data');
    expect(answer).not.toContain('Synthetic demo data, not real incidents');
  });
});
