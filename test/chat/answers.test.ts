import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSession, shown, terminalChannels } from '../../scripts/chat/session.js';
import type { User } from '../../src/domain/user.js';
import { listTasks } from '../../src/store/tasks.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { testRuntime } from '../support/runtime.js';
import { plainText } from '../transcripts/transcript.js';

const database = useDatabase();
const NAMES = ['Salem', 'Fahad', 'Yousef', 'Bader', 'Nasser', 'Khaled', 'Majed', 'Talal', 'Rashid', 'Omar'];
const heard: string[] = [];
let commander: User;
let officer: User;
let speaker = '';

beforeAll(() => seedTestPlaces(database.db));

beforeEach(async () => {
  commander = await aPerson(database.db, 'commander', { locale: 'en' });
  officer = await aPerson(database.db, 'officer', { locale: 'en', name: NAMES.pop() ?? '' });
});

function talk() {
  const runtime = testRuntime(database.db);
  const channels = terminalChannels((words, to) => heard.push(shown(words, to, speaker)), 'whatsapp');
  const session = createSession({ ...runtime, channels });
  return async (who: User, words: string): Promise<string> => {
    heard.length = 0;
    speaker = who.email;
    await session.say(who, words);
    return heard.map(plainText).join('\n\n');
  };
}

const tasksOf = ({ id }: User) =>
  listTasks(database.db, { assignedTo: id, states: ['assigned', 'accepted'] });

async function twoTasks(says: ReturnType<typeof talk>): Promise<[number, number]> {
  await says(commander, `assign ${officer.name} to patrol Salmiya tonight`);
  await says(commander, `assign ${officer.name} to check the shops in Jabriya tonight`);
  const [first, second] = (await tasksOf(officer)).map(({ id }) => id).sort((a, b) => a - b);
  if (first === undefined || second === undefined) throw new Error('two tasks were to be assigned');
  return [first, second];
}

describe('the answer to "which task?"', () => {
  it.each([
    ['accept', (id: number) => `${id}`],
    ['accept', (id: number) => `task ${id}`],
    ['قبول', (id: number) => `رقم ${id}`],
  ])('after "%s" is its number alone', async (step, numbered) => {
    const says = talk();
    const [, second] = await twoTasks(says);
    expect(await says(officer, step)).toMatch(/Which task\?|أي مهمة/);
    await says(officer, numbered(second));
    const states = new Map((await tasksOf(officer)).map(({ id, state }) => [id, state]));
    expect([...states.values()].filter((state) => state === 'accepted')).toHaveLength(1);
    expect(states.get(second)).toBe('accepted');
  });

  it('is not a question about something else, nor what comes after that', async () => {
    const says = talk();
    const [first] = await twoTasks(says);
    await says(officer, 'accept');
    expect(await says(officer, 'how many thefts in Salmiya today')).toContain('Theft in Salmiya');
    await says(officer, `${first}`);
    expect((await tasksOf(officer)).every(({ state }) => state === 'assigned')).toBe(true);
  });

  it('may be given again when there is no such task', async () => {
    const says = talk();
    const [first] = await twoTasks(says);
    await says(officer, 'accept');
    await says(officer, '99999');
    expect(await says(officer, `${first}`)).toContain(`Task ${first} is now`);
  });

  it('may be that it shall be left', async () => {
    const says = talk();
    const [first] = await twoTasks(says);
    await says(officer, 'accept');
    await says(officer, 'no');
    await says(officer, `${first}`);
    expect((await tasksOf(officer)).every(({ state }) => state === 'assigned')).toBe(true);
  });
});

describe('the answer to "who is it for?"', () => {
  it('is a name alone, and the order keeps its words, its place and its time', async () => {
    const says = talk();
    expect(await says(commander, 'send a patrol to Salmiya at 9 pm')).toContain('Who is it for?');
    expect(await says(commander, officer.name)).toContain(`assigned to ${officer.name}`);
    const [task] = await tasksOf(officer);
    expect(task).toMatchObject({ areaId: 'salmiya', dueAt: new Date('2026-03-18T18:00:00Z') });
    expect(task?.instruction).toContain('patrol');
  });

  it('is a name after the preposition, in Arabic', async () => {
    const says = talk();
    expect(await says(commander, 'كلف دورية في السالمية الليلة')).toContain('Who is it for?');
    await says(commander, `ل ${officer.name}`);
    expect(await tasksOf(officer)).toMatchObject([{ areaId: 'salmiya' }]);
  });

  it('may be another name when nobody is called by the first', async () => {
    const says = talk();
    await says(commander, 'assign Qutaiba to patrol Salmiya tonight');
    await says(commander, `to ${officer.name}`);
    expect(await tasksOf(officer)).toMatchObject([{ areaId: 'salmiya' }]);
  });
});

describe('a question about', () => {
  it('two offences sets one against the other', async () => {
    const answer = await talk()(officer, 'robbery vs theft last month');
    expect(answer).toMatch(/Robbery: 0[\s\S]*Theft: 0/);
  });

  it('hours of today that have not begun counts nothing', async () => {
    const says = talk();
    expect(await says(officer, 'thefts tonight')).toContain('That time has not come yet');
    expect(await says(officer, 'thefts this morning')).toContain('Theft in All Kuwait: 0 incidents');
  });
});
