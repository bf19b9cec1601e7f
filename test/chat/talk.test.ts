import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSession, shown, terminalChannels } from '../../scripts/chat/session.js';
import type { User } from '../../src/domain/user.js';
import { rowOf } from '../../src/store/database.js';
import { insertIncidents } from '../../src/store/incident-writes.js';
import { subscriptionsOf } from '../../src/store/subscriptions.js';
import { taskById } from '../../src/store/tasks.js';
import { userById } from '../../src/store/users.js';
import { useDatabase } from '../support/database.js';
import { incidentFactory, seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW, testRuntime } from '../support/runtime.js';
import { plainText } from '../transcripts/transcript.js';

const database = useDatabase();
const heard: string[] = [];
/** A name of their own for the officer of every test: names are what tasks are given by. */
const NAMES = [
  ...['Salem', 'Fahad', 'Yousef', 'Bader', 'Nasser', 'Khaled', 'Majed', 'Talal'],
  ...['Abdulaziz', 'Mishari', 'Hussain', 'Turki', 'Dawood', 'Anwar', 'Ghanim', 'Meshal'],
  ...['Waleed', 'Hamad', 'Jassim', 'Sultan', 'Faisal', 'Rashid', 'Omar', 'Saad'],
];
let commander: User;
let officer: User;
let speaker = '';

beforeAll(async () => {
  await seedTestPlaces(database.db);
  const incident = incidentFactory();
  const hoursAgo = (hours: number) => new Date(TEST_NOW.getTime() - hours * 3_600_000);
  await insertIncidents(
    database.db,
    Array.from({ length: 12 }, (_, i) =>
      incident({ areaId: i % 3 === 0 ? 'jabriya' : 'salmiya', occurredAt: hoursAgo(i / 2 + 0.5) }),
    ),
  );
});

beforeEach(async () => {
  commander = await aPerson(database.db, 'commander', { locale: 'en' });
  officer = await aPerson(database.db, 'officer', { locale: 'en', name: NAMES.pop() ?? '' });
});

/** A talk of one test: who says what, and what they hear of it. */
function talk() {
  const runtime = testRuntime(database.db);
  const channels = terminalChannels((words, to) => heard.push(shown(words, to, speaker)), 'whatsapp');
  const session = createSession({ ...runtime, channels });
  return {
    async says(who: User, words: string): Promise<string> {
      heard.length = 0;
      speaker = who.email;
      await session.say(who, words);
      return heard.map(plainText).join('\n\n');
    },
    minutesPass(minutes: number) {
      runtime.clock.set(new Date(runtime.clock.now().getTime() + minutes * 60_000));
    },
  };
}

describe('words about the last answer', () => {
  it('"more" goes on with a list, and says when that was all', async () => {
    const { says } = talk();
    const first = await says(officer, 'last 5 incidents in Salmiya');
    const second = await says(officer, 'more');
    expect(first).toContain('Showing 5 of 8');
    expect(first).toContain('Write "more"');
    expect(second).toContain('Showing 8 of 8');
    expect(second).not.toContain('Write "more"');
    const lines = (answer: string) => answer.split('\n').filter((line) => line.startsWith('•'));
    expect(lines(second)).toHaveLength(3);
    expect(lines(first).filter((line) => lines(second).includes(line))).toEqual([]);
    expect(await says(officer, 'more')).toContain('That was all: 8');
  });

  it('"more" after a count shows the incidents behind it, and a changed question begins anew', async () => {
    const { says } = talk();
    await says(officer, 'how many thefts in Salmiya today');
    expect(await says(officer, 'more')).toContain('Latest: Theft in Salmiya');
    expect(await says(officer, 'and in Jabriya?')).toContain('Theft in Jabriya');
  });

  it('"more" after an empty list says so instead of the same answer again', async () => {
    const { says } = talk();
    expect(await says(officer, 'list kidnappings in Abdali yesterday')).not.toContain('Write "more"');
    expect(await says(officer, 'more')).toContain('nothing more to show');
    await says(officer, 'كم خطف في العبدلي أمس');
    expect(await says(officer, 'المزيد')).not.toContain('1.');
  });

  it('a second period that a list has no room for is named', async () => {
    const { says } = talk();
    const answer = await says(officer, 'show thefts this week and in January');
    expect(answer).toContain('not in the answer: in January');
  });

  it('a ranking goes on with the numbers that follow', async () => {
    const { says } = talk();
    expect(await says(officer, 'top 1 areas this month')).toContain('1. Salmiya: 8');
    expect(await says(officer, 'المزيد')).toContain('2. Jabriya: 4');
  });

  it('"short" says the last answer in few lines, with its period and freshness', async () => {
    const { says } = talk();
    const whole = await says(officer, 'last 6 incidents in Salmiya');
    const short = await says(officer, 'short');
    expect(short.split('\n').length).toBeLessThan(whole.split('\n').length);
    expect(short).toContain('Period:');
    expect(short).toContain('Data up to');
  });

  it('"why?" tells how the question was read, in the words of both sides', async () => {
    const { says } = talk();
    await says(officer, 'how many thefts in Salmiya yesterday');
    const why = await says(officer, 'why?');
    expect(why).toContain('What you want: Count');
    expect(why).toContain('About: Theft in Salmiya');
    expect(why).toContain('17 March 2026');
    expect(why).toMatch(/Words that I read: .*thefts.*Salmiya.*yesterday/);
  });

  it('"why?" tells what was kept of the message before', async () => {
    const { says } = talk();
    await says(officer, 'how many thefts in Salmiya yesterday');
    await says(officer, 'and in Jabriya?');
    const why = await says(officer, 'why?');
    expect(why).toContain('Kept from your messages before: period and offence');
    expect(why).toContain('kept from your question before: Tuesday, 17 March 2026');
  });

  it('do not repeat what was done', async () => {
    const { says } = talk();
    await says(commander, `assign ${officer.name} to patrol Salmiya tonight`);
    expect(await says(commander, 'short')).toContain('cannot be said shorter');
    expect(await says(commander, 'more')).toContain('nothing more');
  });
});

describe('a talk that ended by itself', () => {
  it('is not misread: a fragment is told that the talk is over', async () => {
    const { says, minutesPass } = talk();
    await says(officer, 'how many thefts in Salmiya today');
    minutesPass(31);
    expect(await says(officer, 'more')).toContain('is forgotten');
  });

  it('is named where a fragment also stands alone', async () => {
    const { says, minutesPass } = talk();
    await says(officer, 'how many thefts in Salmiya today');
    minutesPass(31);
    expect(await says(officer, 'and in Jabriya?')).toMatch(/more than 30 minutes ago/);
  });

  it('does nothing on a late yes', async () => {
    const { says, minutesPass } = talk();
    const question = await says(commander, `assign ${officer.name} to patrol Salmiyq tonight`);
    expect(question).toContain('Answer yes or no');
    minutesPass(31);
    expect(await says(commander, 'yes')).toContain('That question has closed');
  });

  it('says nothing of it to a whole question', async () => {
    const { says, minutesPass } = talk();
    await says(officer, 'how many thefts in Salmiya today');
    minutesPass(31);
    expect(await says(officer, 'how many thefts in Jabriya today')).not.toContain('minutes');
  });
});

describe('undo', () => {
  const taskIn = (answer: string) => Number(/Task (\d+)/.exec(answer)?.[1]);

  it('takes an assigned task back within five minutes, and tells the person who had it', async () => {
    const { says, minutesPass } = talk();
    await says(officer, 'my tasks');
    const id = taskIn(await says(commander, `assign ${officer.name} to patrol Salmiya tonight`));
    minutesPass(4);
    const undone = await says(commander, 'undo');
    expect(undone).toContain(`Undone: task ${id}`);
    expect(undone).toContain(`→ ${officer.email}`);
    expect((await taskById(database.db, id))?.state).toBe('cancelled');
    expect(await says(commander, 'undo')).toContain('nothing of yours to undo');
  });

  it('is offered to a bare "no" right after an order, and done on a yes', async () => {
    const { says } = talk();
    const id = taskIn(await says(commander, `assign ${officer.name} to patrol Salmiya tonight`));
    expect(await says(commander, 'no')).toContain('Take back what was done last?');
    expect((await taskById(database.db, id))?.state).not.toBe('cancelled');
    expect(await says(commander, 'yes')).toContain(`Undone: task ${id}`);
    await says(commander, `assign ${officer.name} to patrol Salmiya tonight`);
    expect(await says(commander, 'no')).toContain('Take back what was done last?');
    expect(await says(commander, 'no')).not.toContain('Take back');
  });

  it('puts a task back that was called done by mistake', async () => {
    const { says } = talk();
    const id = taskIn(await says(commander, `assign ${officer.name} to patrol Salmiya tonight`));
    await says(officer, `accept ${id}`);
    await says(officer, `done ${id}`);
    await says(officer, 'تراجع');
    expect((await taskById(database.db, id))?.state).toBe('accepted');
  });

  it('is refused when too late, and when somebody else has moved the task on', async () => {
    const { says, minutesPass } = talk();
    const id = taskIn(await says(commander, `assign ${officer.name} to patrol Salmiya tonight`));
    await says(officer, `accept ${id}`);
    expect(await says(commander, 'undo')).toContain('can no longer be undone');
    minutesPass(6);
    expect(await says(officer, 'undo')).toContain('Too late to undo');
    expect(await says(officer, 'no')).not.toContain('Take back');
    expect((await taskById(database.db, id))?.state).toBe('accepted');
  });

  it('brings subscriptions and the language back', async () => {
    const { says } = talk();
    await says(officer, 'subscribe to the daily briefing at 6');
    await says(officer, 'unsubscribe briefing');
    await says(officer, 'undo');
    expect(await subscriptionsOf(database.db, officer.id)).toMatchObject([
      { topic: 'briefing', atMinute: 360 },
    ]);
    await says(officer, 'عربي');
    await says(officer, 'تراجع');
    expect((await userById(database.db, officer.id))?.locale).toBe('en');
  });
});

describe('orders', () => {
  it('are closed once given: a later "cancel task" is no further order', async () => {
    const { says } = talk();
    await says(commander, `assign ${officer.name} to patrol Salmiya tonight`);
    const { id } = await rowOf<{ id: number }>(database.db, 'SELECT max(id) AS id FROM assigned_tasks');
    await says(commander, `cancel task ${id}`);
    await says(commander, 'الغ المهمة ٤');
    expect(await rowOf(database.db, 'SELECT max(id) AS id FROM assigned_tasks')).toEqual({ id });
    expect(await says(commander, 'undo')).toContain(`Undone: task ${id}`);
  });

  it('go to the one whose whole name is written, and leave no part of it in the task', async () => {
    const { says } = talk();
    const first = await aPerson(database.db, 'officer', { name: 'Mishal Al-Azmi' });
    await aPerson(database.db, 'officer', { name: 'Mishal Al-Enezi' });
    expect(await says(commander, 'assign Mishal to patrol Salmiya tonight')).toContain('Several people');
    const answer = await says(commander, 'assign Mishal Al-Azmi to patrol Salmiya tonight');
    expect(answer).toContain(`assigned to ${first.name}`);
    expect(answer).toMatch(/#\d+ patrol Salmiya ·/);
  });
});

describe('a pin', () => {
  it('outside the country is said to be, instead of counting nothing around it', async () => {
    const { says } = talk();
    expect(await says(officer, '@location 51.5,-0.12')).toContain('outside Kuwait');
    expect(await says(officer, '@location 29.3339,48.0761')).toContain('within 1 km');
  });
});

describe('somebody in danger', () => {
  it.each(['need backup now', 'call 112 there is a man with a gun', 'في واحد طاعني بسكين الحقوني'])(
    'is sent to 112, not told what a bot can do: %s',
    async (words) => {
      const { says } = talk();
      expect(await says(officer, words)).toContain('112');
    },
  );
});
