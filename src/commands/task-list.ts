import { can } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import { bullets, heading, number, phrase, reply, say, text } from '../domain/reply.js';
import { OPEN_STATES, type TaskState } from '../domain/task.js';
import type { User } from '../domain/user.js';
import type { TaskStatusFilter } from '../nlu/frame.js';
import { listTasks, type TaskFilter } from '../store/tasks.js';
import { fieldPeople, matchingPeople, whichPerson } from './assignee.js';
import { type CommandContext, defineCommand } from './command.js';
import { exhausted, moreHint, pageOf } from './paging.js';
import { taskLine } from './task-text.js';

const MOST = 10;
const STATES: Readonly<Record<TaskStatusFilter, readonly TaskState[]>> = {
  open: OPEN_STATES,
  in_progress: ['accepted', 'en_route', 'on_site'],
  done: ['done'],
  overdue: OPEN_STATES,
  declined: ['declined'],
};

/** "My tasks", "overdue tasks", "Ali's tasks" (for those who command). */
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

/** Own tasks, or everybody's in one's governorates for those who may read them. */
async function filterOf({ slots, user, tx, now }: CommandContext): Promise<TaskFilter | 'unknown' | User[]> {
  const status = slots.status ?? 'open';
  const common = {
    states: STATES[status],
    ...(status === 'overdue' && { overdueAt: now }),
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
