import { beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/user.js';
import { inTransaction } from '../../src/store/database.js';
import {
  createTask,
  listTasks,
  type NewTask,
  taskById,
  taskHistory,
  transitionTask,
} from '../../src/store/tasks.js';
import { useDatabase } from '../support/database.js';
import { seedTestPlaces } from '../support/incident-factory.js';
import { aPerson } from '../support/people.js';

const database = useDatabase();
const at = new Date('2026-03-18T07:15:00Z');
const later = new Date('2026-03-18T09:00:00Z');
let commander: User;
let officer: User;

beforeAll(async () => {
  await seedTestPlaces(database.db);
  commander = await aPerson(database.db, 'commander');
  officer = await aPerson(database.db, 'officer');
});

const aTask = (more: Partial<NewTask> = {}) =>
  inTransaction(database.db, (tx) =>
    createTask(tx, {
      instruction: 'Walk the market',
      areaId: null,
      governorateId: null,
      hotspotId: null,
      assignedTo: officer.id,
      assignedBy: commander.id,
      priority: 'normal',
      dueAt: null,
      at,
      ...more,
    }),
  );

describe('a task', () => {
  it('is assigned when created, and its history says by whom', async () => {
    const task = await aTask({ areaId: 'salmiya', governorateId: 'hawalli', priority: 'high', dueAt: later });
    expect(task).toMatchObject({ state: 'assigned', priority: 'high', dueAt: later, createdAt: at });
    expect(await taskById(database.db, task.id)).toEqual(task);
    expect(await taskHistory(database.db, task.id)).toEqual([
      { from: null, to: 'assigned', actorId: commander.id, note: null, at },
    ]);
  });

  it('moves only where its state leads, and each step is kept', async () => {
    const task = await aTask();
    const move = { actorId: officer.id, at: later };
    await inTransaction(database.db, (tx) => transitionTask(tx, task.id, 'accepted', move));
    await inTransaction(database.db, (tx) => transitionTask(tx, task.id, 'done', { ...move, note: 'quiet' }));
    expect(await taskById(database.db, task.id)).toMatchObject({ state: 'done', updatedAt: later });
    const again = inTransaction(database.db, (tx) => transitionTask(tx, task.id, 'accepted', move));
    await expect(again).rejects.toMatchObject({ code: 'illegal_transition', params: { state: 'done' } });
    const steps = await taskHistory(database.db, task.id);
    expect(steps.map((s) => [s.from, s.to, s.note])).toEqual([
      [null, 'assigned', null],
      ['assigned', 'accepted', null],
      ['accepted', 'done', 'quiet'],
    ]);
  });

  it('is finished by one of two people who both say done', async () => {
    const task = await aTask();
    const done = () =>
      inTransaction(database.db, (tx) => transitionTask(tx, task.id, 'done', { actorId: officer.id, at }));
    const outcomes = await Promise.allSettled([done(), done(), done()]);
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    expect(await taskHistory(database.db, task.id)).toHaveLength(2);
  });

  it('that does not exist cannot move', async () => {
    const move = inTransaction(database.db, (tx) =>
      transitionTask(tx, 999_999, 'done', { actorId: null, at }),
    );
    await expect(move).rejects.toMatchObject({ code: 'not_found' });
    expect(await taskById(database.db, 999_999)).toBeNull();
  });
});

describe('lists of tasks', () => {
  it('are newest first and narrowed by person, state and governorate', async () => {
    const own = await aPerson(database.db, 'officer');
    const first = await aTask({ assignedTo: own.id, governorateId: 'hawalli' });
    const second = await aTask({ assignedTo: own.id, governorateId: 'jahra' });
    const third = await aTask({ assignedTo: own.id });
    await inTransaction(database.db, (tx) =>
      transitionTask(tx, third.id, 'declined', { actorId: own.id, at }),
    );
    const ids = async (filter: Parameters<typeof listTasks>[1]) =>
      (await listTasks(database.db, { assignedTo: own.id, ...filter })).map((t) => t.id);
    expect(await ids({})).toEqual([third.id, second.id, first.id]);
    expect(await ids({ states: ['assigned'] })).toEqual([second.id, first.id]);
    expect(await ids({ governorates: ['hawalli'] })).toEqual([third.id, first.id]);
    expect(await ids({ beforeId: third.id, limit: 1 })).toEqual([second.id]);
    expect(await ids({ assignedBy: own.id })).toEqual([]);
  });

  it('know what is overdue: open and past due, not what is done or not yet due', async () => {
    const own = await aPerson(database.db, 'officer');
    const late = await aTask({ assignedTo: own.id, dueAt: at });
    const done = await aTask({ assignedTo: own.id, dueAt: at });
    await aTask({ assignedTo: own.id, dueAt: new Date(later.getTime() + 1) });
    await inTransaction(database.db, (tx) => transitionTask(tx, done.id, 'done', { actorId: own.id, at }));
    const overdue = await listTasks(database.db, { assignedTo: own.id, overdueAt: later });
    expect(overdue.map((t) => t.id)).toEqual([late.id]);
  });
});
