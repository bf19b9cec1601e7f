import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSession, shown, terminalChannels } from '../../scripts/chat/session.js';
import type { User } from '../../src/domain/user.js';
import { insertIncidents } from '../../src/store/incident-writes.js';
import { useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { testRuntime } from '../support/runtime.js';
import { plainText } from '../transcripts/transcript.js';

const database = useDatabase();
const AVENUES = { latitude: 29.3028, longitude: 47.9364 };
/** Metres north of The Avenues, and the area that each incident is recorded under. */
const INCIDENTS = [
  [100, 'rai'],
  [700, 'rai'],
  [900, 'ardiya'],
  [3000, 'rai'],
] as const;
const DEGREE = 110_860;
const heard: string[] = [];
let officer: User;

beforeAll(() => seedTestPlaces(database.db));

beforeEach(async () => {
  officer = await aPerson(database.db, 'officer', { locale: 'en' });
  const incident = incidentFactory();
  await insertIncidents(
    database.db,
    INCIDENTS.map(([metres, areaId], i) =>
      incident({
        occurredAt: new Date(Date.UTC(2026, 1, 10, 9 + i)),
        latitude: AVENUES.latitude + metres / DEGREE,
        longitude: AVENUES.longitude,
        areaId,
        governorateId: 'farwaniya',
      }),
    ),
  );
});

function talk() {
  const runtime = testRuntime(database.db);
  const channels = terminalChannels((words, to) => heard.push(shown(words, to, officer.email)), 'whatsapp');
  const session = createSession({ ...runtime, channels });
  return async (words: string): Promise<string> => {
    heard.length = 0;
    await session.say(officer, words);
    return heard.map(plainText).join('\n\n');
  };
}

describe('a distance from a landmark', () => {
  it('is measured, whatever area the incidents lie in', async () => {
    const says = talk();
    const near = await says('thefts within 1 km of The Avenues in February');
    expect(near).toContain('Theft within 1 km of The Avenues Mall: 3 incidents');
    expect(await says('السرقات ضمن ١ كم من الأفنيوز في فبراير')).toContain(
      'Theft within 1 km of The Avenues Mall: 3 incidents',
    );
  });

  it('is coarse for whoever may not see positions, and as asked for whoever may', async () => {
    const words = 'thefts within 500 m of The Avenues in February';
    expect(await talk()(words)).toContain('within 1 km of The Avenues Mall: 3 incidents');
    officer = await aPerson(database.db, 'commander', { locale: 'en' });
    expect(await talk()(words)).toContain('within 500 m of The Avenues Mall: 1 incident');
  });

  it('ends at the borders of whoever is bound to governorates, and the answer says so', async () => {
    officer = await aPerson(database.db, 'officer', { locale: 'en', governorates: ['farwaniya'] });
    const says = talk();
    const inside = await says('thefts within 1 km of The Avenues in February');
    expect(inside).toContain('The Avenues Mall: 3 incidents');
    expect(inside).toContain('Left out: what lies outside your governorates');
  });

  it('is not made of the area where none is named, and the answer says so', async () => {
    const answer = await talk()('thefts near The Avenues in February');
    expect(answer).toContain('Theft in Rai: 3 incidents');
    expect(answer).toContain('The Avenues Mall is recorded under Rai');
  });

  it('is told to be left out of what has no middle', async () => {
    const says = talk();
    const answer = await says('thefts within 2 km of Rai in February');
    expect(answer).toContain('Theft in Rai: 3 incidents');
    expect(answer).toContain('The distance was not used');
    expect(await says('forecast for tomorrow within 2 km of The Avenues')).not.toContain('within 2 km');
  });
});

describe('a question around the sender', () => {
  it.each(['trend of thefts near me', 'thefts near me by hour', 'top areas for theft near me'])(
    'asks for the position that it lacks instead of counting the country: %s',
    async (words) => {
      const answer = await talk()(words);
      expect(answer).toMatch(/location|position|pin/i);
      expect(answer).not.toContain('All Kuwait');
    },
  );
});

describe('what is asked about tasks and messages', () => {
  it('"task 12 status" names that task alone', async () => {
    expect(await talk()('task 12 status')).toContain('Not among your tasks: 12.');
  });

  it('"what am I subscribed to" lists it', async () => {
    const says = talk();
    expect(await says('what am I subscribed to?')).toContain('You are subscribed to nothing');
    await says('send me the briefing every day at 7');
    expect(await says('what am I subscribed to?')).toMatch(/You are sent:\n.*Briefing.*07:00/s);
  });
});

describe('a ranking of offences', () => {
  it('shows as many as were asked for', async () => {
    const answer = await talk()('top 1 offences in Rai in February');
    expect(answer).toContain('Theft: 3');
    expect(answer).not.toContain('more');
  });
});
