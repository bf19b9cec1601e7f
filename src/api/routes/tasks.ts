import { z } from 'zod';
import { tellAssignee, tellAssigner } from '../../commands/task-telling.js';
import { can, canMoveTask } from '../../domain/access.js';
import { AppError } from '../../domain/errors.js';
import { singlesOutAPerson } from '../../domain/personal.js';
import { OPEN_STATES, PRIORITIES, TASK_STATES, type Task, type TaskState } from '../../domain/task.js';
import type { User } from '../../domain/user.js';
import { inTransaction, type Queryable } from '../../store/database.js';
import { listTasks, taskById, taskHistory, transitionTask } from '../../store/tasks.js';
import { userById } from '../../store/users.js';
import { idInCursor, pageFrom } from '../cursor.js';
import { defineRoute } from '../route.js';
import { freeText, id, idParam, instantInput, pageOf, pageQuery, slug } from '../schemas.js';
import { assignTask } from '../task-assignment.js';
import { taskView, viewTask } from '../views.js';

/** Filters over the states, as people speak of them. */
const STATE_FILTERS = ['open', 'in_progress', 'overdue', ...TASK_STATES] as const;

const list = defineRoute({
  name: 'list_tasks',
  method: 'get',
  path: '/tasks',
  tag: 'tasks',
  action: ['tasks.work', 'tasks.read_all'],
  query: z.strictObject({
    state: z.enum(STATE_FILTERS).optional(),
    mine: z.literal('true').optional(),
    ...pageQuery,
  }),
  response: pageOf(taskView),
  async handler(api, { user, query }) {
    const beforeId = idInCursor(query.cursor);
    const all = query.mine === undefined && can(user, 'tasks.read_all');
    const read = await listTasks(api.db, {
      limit: query.limit + 1,
      ...(all ? { governorates: user.governorates } : { assignedTo: user.id }),
      ...(beforeId !== undefined && { beforeId }),
      ...(query.state === 'overdue' && { overdueAt: api.clock.now() }),
      ...(query.state && query.state !== 'overdue' && { states: statesOf(query.state) }),
    });
    return pageFrom(read, query.limit, (task) => task.id, viewTask);
  },
});

function statesOf(filter: Exclude<(typeof STATE_FILTERS)[number], 'overdue'>): readonly TaskState[] {
  if (filter === 'open') return OPEN_STATES;
  return filter === 'in_progress' ? ['accepted', 'en_route', 'on_site'] : [filter];
}

const step = z.strictObject({
  from: z.enum(TASK_STATES).nullable(),
  to: z.enum(TASK_STATES),
  actorId: z.number().int().nullable(),
  note: z.string().nullable(),
  at: z.iso.datetime(),
});

const show = defineRoute({
  name: 'show_task',
  method: 'get',
  path: '/tasks/:id',
  tag: 'tasks',
  action: ['tasks.work', 'tasks.read_all'],
  params: idParam,
  response: z.strictObject({ task: taskView, history: z.array(step) }),
  errors: ['not_found'],
  async handler({ db }, { user, params }) {
    const task = await taskFor(db, user, params.id);
    const history = await taskHistory(db, task.id);
    return { task: viewTask(task), history: history.map((s) => ({ ...s, at: s.at.toISOString() })) };
  },
});

/** @throws AppError `not_found` for an absent task and for one that they may not see alike. */
async function taskFor(on: Queryable, user: User, taskId: number): Promise<Task> {
  const task = await taskById(on, taskId);
  const within = task?.governorateId ? { governorates: [task.governorateId] } : {};
  const own = task !== null && (task.assignedTo === user.id || task.assignedBy === user.id);
  if (!task || !(own || can(user, 'tasks.read_all', within))) {
    throw new AppError('not_found', `task ${taskId} is absent or not for user ${user.id}`);
  }
  return task;
}

const create = defineRoute({
  name: 'assign_task',
  method: 'post',
  path: '/tasks',
  tag: 'tasks',
  action: 'tasks.assign',
  body: z.strictObject({
    instruction: freeText(1000),
    areaId: slug.optional(),
    governorateId: slug.optional(),
    hotspotId: id.optional(),
    assignedTo: id,
    priority: z.enum(PRIORITIES).default('normal'),
    dueAt: instantInput.optional(),
  }),
  response: z.strictObject({
    task: taskView,
    /** Whether the assignee could be told: `held` waits for a channel, `waiting` for the end of quiet hours, `unreachable` has no verified address. */
    told: z.enum(['queued', 'held', 'waiting', 'duplicate', 'unreachable']),
  }),
  status: 201,
  errors: ['out_of_scope_area', 'past_period'],
  async handler(api, { user, body }) {
    const { task, told } = await inTransaction(api.db, (tx) => assignTask(api, tx, user, body));
    return { task: viewTask(task), told };
  },
});

/** Steps that people take; `expired` is the program's own. */
const STEPS = ['accepted', 'en_route', 'on_site', 'done', 'declined', 'cancelled', 'assigned'] as const;

const move = defineRoute({
  name: 'move_task',
  method: 'post',
  path: '/tasks/:id/transitions',
  tag: 'tasks',
  action: 'tasks.work',
  params: idParam,
  body: z.strictObject({ to: z.enum(STEPS), note: freeText(500).optional() }),
  response: taskView,
  errors: ['not_found', 'illegal_transition'],
  handler: (api, { user, params, body }) =>
    inTransaction(api.db, async (tx) => {
      const before = await taskFor(tx, user, params.id);
      if (!canMoveTask(user, before, body.to)) {
        throw new AppError('forbidden', `user ${user.id} may not make task ${before.id} ${body.to}`);
      }
      const note = body.note ?? null;
      if (note !== null && singlesOutAPerson(note)) {
        throw new AppError('bad_request', 'a civil id, plate or phone number stands in the note', {
          params: { field: 'note' },
        });
      }
      const moved = { actorId: user.id, at: api.clock.now(), note };
      const task = await transitionTask(tx, before.id, body.to, moved);
      await tellAssigner(api, tx, { task, by: user, remark: note });
      const assignee = task.assignedTo === user.id ? null : await userById(tx, task.assignedTo);
      if (assignee) await tellAssignee(api, tx, { task, assignee, by: user });
      return viewTask(task);
    }),
});

/** The endpoints of tasks. */
export const taskRoutes = [list, show, create, move];
