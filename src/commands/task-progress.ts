import { can, canMoveTask } from '../domain/access.js';
import { AppError } from '../domain/errors.js';
import type { Reply } from '../domain/message.js';
import { choices, code, heading, line, listOf, phrase, reply, say, text, verbatim } from '../domain/reply.js';
import { mayBecome, OPEN_STATES, type Task, type TaskState } from '../domain/task.js';
import type { Intent } from '../nlu/frame.js';
import { listTasks, taskById, transitionTask } from '../store/tasks.js';
import { userById } from '../store/users.js';
import { type CommandContext, defineCommand, type Outcome } from './command.js';
import { tellAssignee, tellAssigner } from './task-telling.js';
import { taskChoices, taskLine } from './task-text.js';

/** "Accept 12", "on my way", "done 12 14", "can't do 12": the officer's side of a task. */
const progress = (name: string, intent: Intent, to: TaskState) =>
  defineCommand({
    name,
    intents: [intent],
    action: 'tasks.work',
    acts: true,
    async run(context) {
      const meant = await tasksMeant(context, to);
      if ('reply' in meant || 'blocks' in meant) return meant;
      const moved = meant.tasks
        .filter((task) => canMoveTask(context.user, task, to) && mayBecome(task.state, to))
        .map(({ id }) => id);
      const replies: Reply[] = [];
      for (const task of meant.tasks) replies.push(await move(context, task, to));
      if (meant.unknown.length > 0) {
        replies.push(say('commands.task.unknown', { ids: listOf(meant.unknown.map(code)) }));
      }
      const answer = reply(replies.flatMap((each) => each.blocks));
      if (moved.length === 0) return answer;
      return { reply: answer, undo: { kind: 'tasks', at: context.now.toISOString(), ids: moved } };
    },
  });

/** Takes a task. */
export const taskAccept = progress('task_accept', 'task_accept', 'accepted');
/** Sets out for a task. */
export const taskStart = progress('task_start', 'task_start', 'en_route');
/** Finishes a task. */
export const taskComplete = progress('task_complete', 'task_complete', 'done');
/** Gives a task back. */
export const taskDecline = progress('task_decline', 'task_decline', 'declined');

/** Tasks that the question names at most. */
const MOST_LISTED = 10;

/** Tasks that a message is about, and numbers in it that are none of the person's tasks. */
type Meant = { tasks: Task[]; unknown: number[] };

/**
 * The tasks named; without a number the only one of the person's that can take this step.
 *
 * @throws AppError `not_found` when no number names a task of theirs. An absent task and somebody else's look the same,
 *   so that numbers cannot be probed.
 */
async function tasksMeant({ slots, tx, user }: CommandContext, to: TaskState): Promise<Meant | Outcome> {
  const ids = [...new Set([slots.task_id ?? []].flat())];
  if (ids.length > 0) {
    const tasks: Task[] = [];
    // One after the other: they share the connection of the transaction.
    for (const id of ids) {
      const task = await ownTask({ tx, user }, id);
      if (task) tasks.push(task);
    }
    const unknown = ids.filter((id) => !tasks.some((task) => task.id === id));
    if (tasks.length > 0) return { tasks, unknown };
    throw new AppError('not_found', `tasks ${ids.join(', ')} are absent or not ${user.id}'s`);
  }
  const open = await listTasks(tx, { assignedTo: user.id, states: OPEN_STATES });
  const able = open.filter((task) => mayBecome(task.state, to));
  if (able.length === 1) return { tasks: able, unknown: [] };
  if (able.length === 0) return say('commands.task.none_open');
  const listed = able.slice(0, MOST_LISTED).map(({ id }) => id);
  return {
    reply: reply([line(text('commands.task.which', { ids: listOf(listed.map(code)) }))]),
    asks: { slot: 'task_id', listed: listed.map((task_id) => ({ task_id })) },
  };
}

async function ownTask({ tx, user }: Pick<CommandContext, 'tx' | 'user'>, id: number): Promise<Task | null> {
  const task = await taskById(tx, id);
  const governorates = task?.governorateId ? { governorates: [task.governorateId] } : {};
  return task && can(user, 'tasks.work', { ...governorates, ownerId: task.assignedTo }) ? task : null;
}

async function move(context: CommandContext, before: Task, to: TaskState): Promise<Reply> {
  const { tx, user, now, runtime, slots } = context;
  const assignee = before.assignedTo === user.id ? null : await userById(tx, before.assignedTo);
  if (!canMoveTask(user, before, to)) {
    const name = assignee ? verbatim(assignee.name) : phrase(text('common.unknown'));
    return say('commands.task.not_yours', { id: code(before.id), name });
  }
  const stands = { id: code(before.id), state: phrase(text(`task_states.${before.state}`)) };
  if (before.state === to) return say('commands.task.already', stands);
  if (!mayBecome(before.state, to)) return say('commands.task.cannot', stands);
  const task = await transitionTask(tx, before.id, to, {
    actorId: user.id,
    at: now,
    note: slots.note ?? null,
  });
  await tellAssigner(runtime, tx, { task, by: user, remark: slots.note ?? null });
  if (assignee) await tellAssignee(runtime, tx, { task, assignee, by: user });
  const state = phrase(text(`task_states.${to}`));
  return reply([
    heading(text('commands.task.now', { id: code(task.id), state })),
    line(taskLine(task), 2),
    choices(taskChoices(task)),
  ]);
}
