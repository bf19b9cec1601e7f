import { AppError } from '../domain/errors.js';
import { canBeRowId } from '../domain/row-id.js';
import { storable } from '../domain/stored-json.js';
import {
  OPEN_STATES,
  type Priority,
  type Task,
  type TaskState,
  takenBack,
  transition,
} from '../domain/task.js';
import { type Queryable, rowOf, rowsOf, type Tx } from './database.js';

/** A task to be created, already assigned. */
export type NewTask = Omit<Task, 'id' | 'state' | 'createdAt' | 'updatedAt'> & { at: Date };

/** One step of a task's append-only history. `actorId` null: the program itself. */
export type TaskStep = {
  from: TaskState | null;
  to: TaskState;
  actorId: number | null;
  note: string | null;
  at: Date;
};

/** Who moves a task, when, and what they say about it. */
export type Move = { actorId: number | null; at: Date; note?: string | null };

/** Which tasks to list; absent keys do not filter. */
export type TaskFilter = {
  assignedTo?: number;
  assignedBy?: number;
  states?: readonly TaskState[];
  /** Only tasks of these governorates, and those without one. */
  governorates?: readonly string[] | null;
  /** Only open tasks whose due time lies before this instant. */
  overdueAt?: Date;
  beforeId?: number;
  ids?: readonly number[];
  limit?: number;
};

type TaskRow = {
  id: number;
  instruction: string;
  area_id: string | null;
  governorate_id: string | null;
  hotspot_id: number | null;
  assigned_to: number;
  assigned_by: number;
  state: TaskState;
  priority: Priority;
  due_at: Date | null;
  created_at: Date;
  updated_at: Date;
};

const COLUMNS = `id, instruction, area_id, governorate_id, hotspot_id, assigned_to, assigned_by, state, priority, due_at,
  created_at, updated_at`;

const taskOf = (row: TaskRow): Task => ({
  id: row.id,
  instruction: row.instruction,
  areaId: row.area_id,
  governorateId: row.governorate_id,
  hotspotId: row.hotspot_id,
  assignedTo: row.assigned_to,
  assignedBy: row.assigned_by,
  state: row.state,
  priority: row.priority,
  dueAt: row.due_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Creates a task in the state `assigned`, with the first row of its history. */
export async function createTask(tx: Tx, task: NewTask): Promise<Task> {
  const row = await rowOf<TaskRow>(
    tx,
    `INSERT INTO assigned_tasks (instruction, area_id, governorate_id, hotspot_id, assigned_to, assigned_by, state,
       priority, due_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, 'assigned', ?, ?, ?, ?) RETURNING ${COLUMNS}`,
    [
      storable(task.instruction),
      task.areaId,
      task.governorateId,
      task.hotspotId,
      task.assignedTo,
      task.assignedBy,
      task.priority,
      task.dueAt,
      task.at,
      task.at,
    ],
  );
  const created = taskOf(row);
  await appendStep(tx, created.id, null, 'assigned', { actorId: task.assignedBy, at: task.at });
  return created;
}

/** The task with this id, or null. */
export async function taskById(on: Queryable, id: number): Promise<Task | null> {
  if (!canBeRowId(id)) return null;
  const [row] = await rowsOf<TaskRow>(on, `SELECT ${COLUMNS} FROM assigned_tasks WHERE id = ?`, [id]);
  return row ? taskOf(row) : null;
}

/** Tasks, newest first; `beforeId` pages back. At most 100 unless told. */
export async function listTasks(on: Queryable, filter: TaskFilter = {}): Promise<Task[]> {
  const { assignedTo = null, assignedBy = null, overdueAt = null, beforeId = null } = filter;
  const states = filter.states ? [...filter.states] : null;
  const governorates = filter.governorates ? [...filter.governorates] : null;
  const ids = filter.ids ? [...filter.ids] : null;
  const rows = await rowsOf<TaskRow>(
    on,
    `SELECT ${COLUMNS} FROM assigned_tasks
     WHERE (?::integer IS NULL OR assigned_to = ?::integer)
       AND (?::integer IS NULL OR assigned_by = ?::integer)
       AND (?::text[] IS NULL OR state = ANY(?::text[]))
       AND (?::text[] IS NULL OR governorate_id IS NULL OR governorate_id = ANY(?::text[]))
       AND (?::timestamptz IS NULL OR (due_at < ?::timestamptz AND state = ANY(?::text[])))
       AND (?::integer IS NULL OR id < ?::integer)
       AND (?::integer[] IS NULL OR id = ANY(?::integer[]))
     ORDER BY id DESC LIMIT ?`,
    [
      ...[assignedTo, assignedTo, assignedBy, assignedBy],
      ...[states, states, governorates, governorates],
      ...[overdueAt, overdueAt, [...OPEN_STATES]],
      ...[beforeId, beforeId, ids, ids, filter.limit ?? 100],
    ],
  );
  return rows.map(taskOf);
}

/**
 * Moves a task to its next state and appends the step to its history. The row is locked from the look to the change, so
 * that of two people who move it at once the second is judged by what the first did.
 *
 * @throws AppError `not_found`, or `illegal_transition` when its present state does not lead there.
 */
export async function transitionTask(tx: Tx, id: number, to: TaskState, move: Move): Promise<Task> {
  const task = await lockedTask(tx, id);
  return store(tx, task, transition(task, to, move.at), move);
}

/**
 * Takes the last step of a task back, for the person who took it; the history keeps both steps.
 *
 * @throws AppError `not_found`, or `undo_too_late` as `takenBack` does.
 */
export async function takeBackStep(tx: Tx, id: number, move: Move & { actorId: number }): Promise<Task> {
  const task = await lockedTask(tx, id);
  const [last] = (await taskHistory(tx, id)).slice(-1);
  if (!last) throw new AppError('not_found', `task ${id} has no history`, { params: { id } });
  return store(tx, task, takenBack(task, last, move.actorId, move.at), move);
}

async function lockedTask(tx: Tx, id: number): Promise<Task> {
  const [row] = await rowsOf<TaskRow>(tx, `SELECT ${COLUMNS} FROM assigned_tasks WHERE id = ? FOR UPDATE`, [
    id,
  ]);
  if (!row) throw new AppError('not_found', `there is no task ${id}`, { params: { id } });
  return taskOf(row);
}

async function store(tx: Tx, before: Task, next: Task, move: Move): Promise<Task> {
  await rowsOf(tx, 'UPDATE assigned_tasks SET state = ?, updated_at = ? WHERE id = ?', [
    next.state,
    next.updatedAt,
    next.id,
  ]);
  await appendStep(tx, next.id, before.state, next.state, move);
  return next;
}

async function appendStep(tx: Tx, id: number, from: TaskState | null, to: TaskState, move: Move) {
  await rowsOf(
    tx,
    `INSERT INTO task_history (task_id, from_state, to_state, actor_id, note, at) VALUES (?, ?, ?, ?, ?, ?)`,
    [id, from, to, move.actorId, move.note ? storable(move.note) : null, move.at],
  );
}

/** A task's history, oldest step first. */
export async function taskHistory(on: Queryable, id: number): Promise<TaskStep[]> {
  return rowsOf<TaskStep>(
    on,
    `SELECT from_state AS "from", to_state AS "to", actor_id AS "actorId", note, at
     FROM task_history WHERE task_id = ? ORDER BY id`,
    [id],
  );
}
