import { can } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import type { Reply } from '../domain/message.js';
import {
  bullets,
  choices,
  code,
  heading,
  line,
  listOf,
  number,
  phrase,
  reply,
  say,
  text,
} from '../domain/reply.js';
import { OPEN_STATES, type TaskState } from '../domain/task.js';
import type { User } from '../domain/user.js';
import type { TaskStatusFilter } from '../nlu/frame.js';
import { listTasks, type TaskFilter } from '../store/tasks.js';
import { fieldPeople, matchingPeople, whichPerson } from './assignee.js';
import { type CommandContext, defineCommand } from './command.js';
import { exhausted, moreHint, pageOf } from './paging.js';
import { taskChoices, taskLine } from './task-text.js';

const MOST = 10;
const STATES: Readonly<Record<TaskStatusFilter, readonly TaskState[]>> = {
  open: OPEN_STATES,
  in_progress: ['accepted', 'en_route', 'on_site'],
  done: ['done'],
  overdue: OPEN_STATES,
  declined: ['declined'],
};

/** "My tasks", "overdue tasks", "task 12 status", "Ali's tasks" (for those who command). */
export const taskList = defineCommand({
  name: 'task_list',
  intents: ['task_list'],
  action: 'profile.manage_own',
  acts: false,
  async run(context) {
    const filter = await filterOf(context);
    if (Array.isArray(filter)) return whichPerson(context.slots, filter);
    if (filter === 'unknown')
      return say('commands.task_assign.unknown_person', {
        name: { kind: 'verbatim', value: context.slots.assignee ?? '' },
      });
    if (filter.ids) return namedTasks(context, filter, filter.ids);
    const { skip, limit } = pageOf('task_list', context.slots, MOST);
    const found = await listTasks(context.tx, { ...filter, limit: skip + limit + 1 });
    const tasks = found.slice(skip);
    const status = phrase(text(`commands.task_list.status.${context.slots.status ?? 'open'}`));
    if (tasks.length === 0 && skip > 0) return exhausted(found.length);
    if (found.length === 0) return say('commands.task_list.none', { status });
    return reply([
      heading(text('commands.task_list.heading', { status, n: number(Math.min(tasks.length, limit)) })),
      bullets(tasks.slice(0, limit).map(taskLine), 1),
      ...(tasks.length > limit ? [moreHint()] : []),
    ]);
  },
});

/** The tasks asked about by number, whatever their state; an absent task and one that may not be seen look the same. */
async function namedTasks(
  { tx, user }: CommandContext,
  filter: TaskFilter,
  ids: readonly number[],
): Promise<Reply> {
  const tasks = await listTasks(tx, filter);
  const unknown = ids.filter((id) => !tasks.some((task) => task.id === id));
  const [only] = tasks;
  const next = only && tasks.length === 1 && only.assignedTo === user.id ? taskChoices(only) : [];
  return reply([
    ...(tasks.length > 0 ? [bullets(tasks.map(taskLine))] : []),
    ...(unknown.length > 0 ? [line(text('commands.task.unknown', { ids: listOf(unknown.map(code)) }))] : []),
    ...(next.length > 0 ? [choices(next)] : []),
  ]);
}

/** Own tasks, or everybody's in one's governorates for those who may read them. */
async function filterOf({ slots, user, tx, now }: CommandContext): Promise<TaskFilter | 'unknown' | User[]> {
  const ids = slots.task_id === undefined ? null : [...new Set([slots.task_id].flat())];
  const status = slots.status ?? 'open';
  const common = {
    ...(ids ? { ids } : { states: STATES[status] }),
    ...(!ids && status === 'overdue' && { overdueAt: now }),
  };
  if (slots.assignee && slots.assignee !== 'me' && !can(user, 'tasks.read_all')) {
    throw new AppError('forbidden', `${user.role} may not read the tasks of others`);
  }
  if (!can(user, 'tasks.read_all') || slots.assignee === 'me') return { ...common, assignedTo: user.id };
  if (!slots.assignee) return { ...common, governorates: user.governorates };
  const people = matchingPeople(await fieldPeople(tx), slots.assignee);
  const [person] = people;
  if (people.length > 1) return people;
  return person ? { ...common, assignedTo: person.id, governorates: user.governorates } : 'unknown';
}
