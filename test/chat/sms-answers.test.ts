import { beforeAll, describe, expect, it } from 'vitest';
import { createSession, terminalChannels } from '../../scripts/chat/session.js';
import type { User } from '../../src/domain/user.js';
import { segments } from '../../src/i18n/segments.js';
import { insertIncidents } from '../../src/store/incident-writes.js';
import { useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW, testRuntime } from '../support/runtime.js';
import { plainText } from '../transcripts/transcript.js';

const database = useDatabase();
let commander: User;
let officer: User;

beforeAll(async () => {
  await seedTestPlaces(database.db);
  commander = await aPerson(database.db, 'commander', { locale: 'ar' });
  officer = await aPerson(database.db, 'officer', { locale: 'en' });
  const incident = incidentFactory();
  const occurredAt = new Date(TEST_NOW.getTime() - 86_400_000 * 2);
  const areas = ['salmiya', 'jabriya', 'hawalli', 'salmiya', 'salmiya', 'hawalli'];
  await insertIncidents(
    database.db,
    areas.map((areaId) => incident({ areaId, occurredAt })),
  );
});

/** What a message is answered, as a phone would show it. */
async function answer(who: User, words: string, look: 'sms' | 'whatsapp'): Promise<string> {
  const heard: string[] = [];
  const channels = terminalChannels((text) => heard.push(text), look);
  await createSession({ ...testRuntime(database.db), channels }).say(who, words);
  return heard.join('\n');
}

describe('an Arabic SMS', () => {
  it.each([
    ['أكثر ٥ مناطق سرقات', ['السالمية: ٣', 'حولي: ٢', 'الجابرية: ١']],
    ['قارن السالمية وحولي', ['السالمية: ٣', 'حولي: ٢']],
  ])('keeps the answer, whatever becomes of its small print: %s', async (words, figures) => {
    const text = await answer(commander, words, 'sms');
    for (const figure of figures) expect(plainText(text)).toContain(figure);
    expect(segments(text).segments).toBeLessThanOrEqual(3);
  });
});

describe('thefts near me', () => {
  it('are headed as what they are', async () => {
    const heard: string[] = [];
    const channels = terminalChannels((text) => heard.push(text), 'whatsapp');
    const session = createSession({ ...testRuntime(database.db), channels });
    await session.say(officer, '@location 29.3339,48.0761');
    expect(plainText(heard.join('\n'))).toContain('incidents within 1 km of you');
    heard.length = 0;
    await session.say(officer, 'thefts near me');
    expect(plainText(heard.join('\n'))).toMatch(/Theft: \d+ within 1 km of you/);
  });
});

describe('what a role does not allow', () => {
  it.each([
    ['how many thefts in Salmiya block 4', 'by block are for commanders and analysts'],
    ['thefts in Salmiya by block', 'by block are for commanders and analysts'],
    ['how many domestic violence cases in Salmiya this week', 'is shown to commanders and analysts'],
    ['assign Salem to patrol Salmiya tonight', 'Assign a task'],
  ])('is said, with what was asked for: %s', async (words, said) => {
    const text = plainText(await answer(officer, words, 'whatsapp'));
    expect(text).toContain(said);
    expect(text).toMatch(/role/);
  });
});
