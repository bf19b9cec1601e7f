import { beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { rowOf, rowsOf } from '../../src/store/database.js';
import { linkAddress } from '../../src/store/identities.js';
import { taskById, taskHistory } from '../../src/store/tasks.js';
import { emptyDatabase, useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';
import { TEST_NOW } from '../support/runtime.js';
import { terminalTalk } from '../support/talk.js';

const database = useDatabase();
let commander: User;
let salem: User;

beforeEach(async () => {
  await emptyDatabase(database.db);
  await seedTestPlaces(database.db);
  commander = await aPerson(database.db, 'commander', { locale: 'en' });
  salem = await aPerson(database.db, 'officer', { locale: 'en', name: 'Salem' });
  const address = { channel: 'terminal', value: salem.email } as const;
  await linkAddress(database.db, { userId: salem.id, address, verifiedAt: TEST_NOW });
});

const talk = () => terminalTalk(database.db);

const lastTask = async () =>
  (await rowOf<{ id: number }>(database.db, 'SELECT max(id) AS id FROM assigned_tasks')).id;

const tasksMade = () => rowsOf(database.db, 'SELECT id FROM assigned_tasks');

describe("somebody else's task", () => {
  it.each(['accept', 'start', 'decline'])('is not moved by a commander who says "%s"', async (word) => {
    const says = talk();
    await says(commander, 'assign Salem to patrol Salmiya tonight');
    const id = await lastTask();
    expect(await says(commander, `${word} ${id}`)).toContain(`Task ${id} is with Salem: only Salem`);
    expect((await taskById(database.db, id))?.state).toBe('assigned');
    expect(await taskHistory(database.db, id)).toHaveLength(1);
  });

  it('is closed by a commander, and the one who had it is told', async () => {
    const says = talk();
    await says(commander, 'assign Salem to patrol Salmiya tonight');
    const id = await lastTask();
    expect(await says(commander, `done ${id}`)).toContain(`Your task ${id} was closed by ${commander.name}`);
    expect((await taskById(database.db, id))?.state).toBe('done');
  });
});

it('closes all tasks from the first to the last that are named, one after the other', async () => {
  const says = talk();
  for (const area of ['Salmiya', 'Jahra', 'Hawalli'])
    await says(commander, `assign Salem to patrol ${area} tonight`);
  const last = await lastTask();
  await says(salem, `accept ${last - 2}-${last}`);
  await says(salem, `done ${last - 2}-${last}`);
  for (const id of [last - 2, last - 1, last]) expect((await taskById(database.db, id))?.state).toBe('done');
});

describe("the officer's own words", () => {
  it.each([
    (id: number) => `decline task ${id}, on leave`,
    (id: number) => `ما اقدر على المهمة ${id} سيارتي خربانة`,
  ])('reach whoever gave the task, with the step that they were written for', async (words) => {
    const says = talk();
    await says(commander, 'assign Salem to patrol Salmiya tonight');
    const id = await lastTask();
    await says(salem, words(id));
    expect((await taskHistory(database.db, id)).at(-1)).toMatchObject({ to: 'declined', note: words(id) });
    const [told] = await rowsOf<{ reply: unknown }>(
      database.db,
      `SELECT reply FROM outbox WHERE user_id = ? AND purpose = 'task' ORDER BY id DESC LIMIT 1`,
      [commander.id],
    );
    expect(JSON.stringify(told)).toContain(words(id));
  });

  it('stand though the step waited for a yes', async () => {
    const says = talk();
    await says(commander, 'assign Salem to patrol Salmiya tonight');
    const words = `decline task ${await lastTask()}, on leave?`;
    expect(await says(salem, words)).toContain('@button yes:');
    await says(salem, 'yes');
    expect((await taskHistory(database.db, await lastTask())).at(-1)).toMatchObject({
      to: 'declined',
      note: words,
    });
  });

  it('are none where only the step was said', async () => {
    const says = talk();
    await says(commander, 'assign Salem to patrol Salmiya tonight');
    const id = await lastTask();
    await says(salem, `accept ${id}`);
    expect((await taskHistory(database.db, id)).at(-1)).toMatchObject({ to: 'accepted', note: null });
  });
});

describe('a number that no row can have', () => {
  it.each([
    ...['accept 1000000000000', 'done 2147483648', 'ack 1000000000000'],
    ...['تم ١٠٠٠٠٠٠٠٠٠٠٠', 'استلمت التنبيه ٩٩٩٩٩٩٩٩٩٩٩'],
  ])('is answered as any number of nothing: %s', async (words) => {
    const says = talk();
    const absent = await says(salem, words.replace(/[\d٠-٩]+/, '9999'));
    expect(await says(salem, words)).toBe(absent);
    expect(absent).toContain('I found nothing with that name or number');
  });
});

describe('the words of an order', () => {
  it.each([
    ['assign Salem to look for 285010112345 in Salmiya', 'never about people'],
    ['assign Salem to stop plate 12-34567 in Salmiya', 'never about people'],
    ['assign Salem to patrol Salmiya and call ٩٩١١٢٢٣٣', 'never about people'],
    ['assign Salem to patrol Salmiya block 40 tonight', 'no block 40'],
    ['assign Salem to patrol Salmiya or Jabriya tonight', 'which of them'],
  ])('reach nobody while they single out a person or leave a doubt: %s', async (words, reason) => {
    expect(await talk()(commander, words)).toContain(reason);
    expect(await tasksMade()).toEqual([]);
  });

  it('that ask for a repetition are taken for once, and the commander is told so', async () => {
    const answer = await talk()(commander, 'assign Salem to patrol Salmiya every night');
    expect(answer).toContain('Orders do not repeat');
    expect(await tasksMade()).toHaveLength(1);
  });
});
