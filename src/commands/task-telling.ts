import { choices, code, heading, line, note, phrase, reply, text, verbatim } from '../domain/reply.js';
import type { Task } from '../domain/task.js';
import type { User } from '../domain/user.js';
import { type TellRuntime, tell } from '../outbox/tell.js';
import type { Tx } from '../store/database.js';
import { userById } from '../store/users.js';
import { taskChoices, taskLine } from './task-text.js';

/** What a person hears whose task somebody else moved. */
const saidOf = ({ state }: Task) => {
  if (state === 'cancelled') return 'taken_back';
  return state === 'done' ? 'closed' : 'for_you';
};

/** Tells a person of the task they were given or of what was done about it, by chat or over the REST interface. */
export function tellAssignee(
  runtime: TellRuntime,
  tx: Tx,
  { task, assignee, by }: { task: Task; assignee: User; by: User },
): ReturnType<typeof tell> {
  const id = code(task.id);
  const said = saidOf(task);
  return tell(runtime, tx, {
    user: assignee,
    cause: `task:${task.id}`,
    // Given, taken back and given again are three messages.
    step: `${task.state}@${task.updatedAt.getTime()}`,
    purpose: 'task',
    urgency: task.priority === 'urgent' ? 'critical' : 'normal',
    reply: reply(
      [
        heading(text(`commands.task_assign.${said}`, { id, by: verbatim(by.name) })),
        line(taskLine(task)),
        choices(taskChoices(task)),
      ],
      text(`commands.task_assign.${said}_short`, { id }),
    ),
  });
}

/** Tells the person who gave a task what became of it, unless they did it themselves. */
export async function tellAssigner(
  runtime: TellRuntime,
  tx: Tx,
  { task, by, remark }: { task: Task; by: User; remark: string | null },
): Promise<void> {
  const assigner = task.assignedBy === by.id ? null : await userById(tx, task.assignedBy);
  if (!assigner) return;
  const state = phrase(text(`task_states.${task.state}`));
  await tell(runtime, tx, {
    user: assigner,
    cause: `task:${task.id}`,
    step: `${task.state}@${task.updatedAt.getTime()}`,
    purpose: 'task',
    urgency: 'normal',
    reply: reply(
      [
        heading(text('commands.task.progress', { id: code(task.id), name: verbatim(by.name), state })),
        line(taskLine(task), 1),
        ...(remark ? [note(text('commands.task.note', { note: verbatim(remark) }))] : []),
      ],
      text('commands.task.progress_short', { id: code(task.id), state }),
    ),
  });
}
