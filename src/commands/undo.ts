import { z } from 'zod';
import { AppError } from '../domain/errors.js';
import type { Reply } from '../domain/message.js';
import { code, heading, line, listOf, number, phrase, reply, say, text } from '../domain/reply.js';
import { type Task, UNDO_MINUTES } from '../domain/task.js';
import { withdraw } from '../outbox/withdraw.js';
import { subscribe, TOPICS, unsubscribe } from '../store/subscriptions.js';
import { takeBackStep, taskById } from '../store/tasks.js';
import { lockPeople } from '../store/tellings.js';
import { setLocale, userById } from '../store/users.js';
import { type CommandContext, defineCommand } from './command.js';
import { tellAssignee, tellAssigner } from './task-telling.js';
import { taskLine } from './task-text.js';

const at = z.iso.datetime();
const subscription = z.object({
  userId: z.number(),
  topic: z.enum(TOPICS),
  frequency: z.enum(['daily', 'weekly', 'immediate']),
  atMinute: z.number().nullable(),
  areaIds: z.array(z.string()),
  governorateIds: z.array(z.string()),
});

/** How a person's last action is taken back; plain JSON, kept with the talk. `at`: when it was done. */
export const undoSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tasks'), at, ids: z.array(z.number()) }),
  z.object({ kind: z.literal('subscriptions'), at, before: z.array(subscription) }),
  z.object({ kind: z.literal('language'), at, before: z.string().nullable() }),
]);
export type Undo = z.infer<typeof undoSchema>;

/**
 * "Undo", "تراجع": takes back the person's last action within a few minutes. An acknowledged alert stays acknowledged:
 * its escalation has stopped, and only raising it again would start one.
 */
export const undo = defineCommand({
  name: 'undo',
  intents: ['undo'],
  action: 'profile.manage_own',
  acts: true,
  async run(context) {
    const { undo: last, now } = context;
    if (!last) return say('commands.undo.nothing');
    if (now.getTime() - new Date(last.at).getTime() > UNDO_MINUTES * 60_000) {
      return say('commands.undo.too_late', { minutes: number(UNDO_MINUTES) }, UNDO_MINUTES);
    }
    switch (last.kind) {
      case 'tasks':
        return takeTasksBack(context, last.ids);
      case 'subscriptions':
        return restoreSubscriptions(context, last.before);
      case 'language':
        await setLocale(context.tx, context.user.id, last.before);
        return say('commands.undo.language');
    }
  },
});

async function takeTasksBack(context: CommandContext, ids: readonly number[]): Promise<Reply> {
  const { tx, user, now } = context;
  await lockPeople(tx, await peopleOf(context, ids));
  const tasks = [];
  for (const id of ids) {
    const task = await takeBackStep(tx, id, { actorId: user.id, at: now, note: null });
    await tellOfUndone(context, task);
    tasks.push(task);
  }
  return reply([
    heading(text('commands.undo.tasks', { ids: listOf(ids.map((id) => code(id))) }, ids.length)),
    ...tasks.map((task) => line(taskLine(task))),
  ]);
}

/** Who may have to hear of these tasks; their people never change. */
async function peopleOf({ tx, user }: CommandContext, ids: readonly number[]): Promise<number[]> {
  const people: number[] = [];
  for (const id of ids) {
    const task = await taskById(tx, id);
    if (task) people.push(task.assignedTo, task.assignedBy);
  }
  return people.filter((id) => id !== user.id);
}

/** Whoever was told of the step hears that it was taken back; whoever was not yet, hears nothing of either. */
async function tellOfUndone({ runtime, tx, user }: CommandContext, task: Task): Promise<void> {
  const cause = `task:${task.id}`;
  const assignee = task.assignedTo === user.id ? null : await userById(tx, task.assignedTo);
  if (assignee && !(await withdraw(tx, cause, assignee.id))) {
    await tellAssignee(runtime, tx, { task, assignee, by: user });
  }
  if (task.assignedBy !== user.id && !(await withdraw(tx, cause, task.assignedBy))) {
    await tellAssigner(runtime, tx, { task, by: user, remark: null });
  }
}

async function restoreSubscriptions(
  { tx, user }: CommandContext,
  before: readonly z.infer<typeof subscription>[],
): Promise<Reply> {
  if (before.some(({ userId }) => userId !== user.id)) {
    throw new AppError('internal', `subscriptions of another person in the talk of ${user.id}`);
  }
  await unsubscribe(tx, user.id, TOPICS);
  for (const each of before) await subscribe(tx, each);
  if (before.length === 0) return say('commands.undo.no_subscriptions');
  const topics = before.map(({ topic }) => phrase(text(`commands.subscribe.topic.${topic}`)));
  return say('commands.undo.subscriptions', { topics: listOf(topics) });
}
