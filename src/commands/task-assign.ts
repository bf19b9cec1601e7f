import { can } from '../domain/access.js';
import { governorateOfArea } from '../domain/area.js';
import { AppError } from '../domain/errors.js';
import type { Reply } from '../domain/message.js';
import { dateOfDay, dayOfDate, startOfDay } from '../domain/period.js';
import { code, heading, line, note, reply, say, text, verbatim } from '../domain/reply.js';
import type { User } from '../domain/user.js';
import { createTask } from '../store/tasks.js';
import { fieldPeople, matchingPeople, namedInFull, whichPerson } from './assignee.js';
import { type CommandContext, defineCommand, type Outcome } from './command.js';
import { instructionIn } from './instruction.js';
import { recordedAreas } from './query.js';
import { tellAssignee } from './task-telling.js';
import { taskLine } from './task-text.js';
import { asksToRepeat, doubtAbout } from './task-wording.js';

/** "Assign Officer Ali to patrol Salmiya tonight, urgent." */
export const taskAssign = defineCommand({
  name: 'task_assign',
  intents: ['task_assign'],
  action: 'tasks.assign',
  acts: true,
  async run(context) {
    const { slots, user, tx } = context;
    // A task that exists is not handed on: its history belongs to the one who has it.
    if (slots.task_id !== undefined) return say('commands.out_of_scope.task_change');
    if (!slots.assignee) return asking(say('commands.task_assign.who'));
    const doubt = doubtAbout(wordsOf(context), slots);
    if (doubt) return doubt;
    const people =
      slots.assignee === 'me'
        ? [user]
        : namedInFull(matchingPeople(await fieldPeople(tx), slots.assignee), context.text);
    const [assignee] = people;
    if (!assignee)
      return asking(say('commands.task_assign.unknown_person', { name: verbatim(slots.assignee) }));
    if (people.length > 1) return asking(whichPerson(slots, people), people);
    return assign(context, assignee);
  },
});

/** The order as it was written; a filled-in form and a yes to a question hold it in the slot. */
const wordsOf = ({ slots, text: message }: CommandContext) => `${slots.task_text ?? ''} ${message}`;

/** A question for the one who shall do it; one of the people listed may be picked by his place in the list. */
const asking = (reply: Reply, people: readonly User[] = []): Outcome => ({
  reply,
  asks: { slot: 'assignee', listed: people.map(({ name }) => ({ assignee: name })) },
});

async function assign(context: CommandContext, assignee: User): Promise<Outcome> {
  const { slots, user, tx, now, runtime } = context;
  const areaId = recordedAreas(runtime.knowledge.gazetteer, slots.areas ?? [])[0] ?? null;
  const governorateId =
    governorateOfArea(runtime.knowledge.gazetteer, areaId) ?? slots.governorate?.[0] ?? null;
  const dueAt = dueOf(context);
  if (dueAt && dueAt <= now) throw new AppError('past_period', 'a task was given a due time that has passed');
  if (
    governorateId &&
    !can(assignee, 'tasks.work', { governorates: [governorateId], ownerId: assignee.id })
  ) {
    return say('commands.task_assign.not_their_place', { name: verbatim(assignee.name) });
  }
  const task = await createTask(tx, {
    instruction: slots.task_text?.trim() || instructionIn(context.text, context.frame, assignee.name),
    areaId,
    governorateId,
    hotspotId: null,
    assignedTo: assignee.id,
    assignedBy: user.id,
    priority: slots.priority ?? 'normal',
    dueAt,
    at: now,
  });
  const told = await tellAssignee(runtime, tx, { task, assignee, by: user });
  const answer = reply([
    heading(text('commands.task_assign.done', { id: code(task.id), name: verbatim(assignee.name) })),
    line(taskLine(task)),
    note(text(`commands.task_assign.told.${told}`, { name: verbatim(assignee.name) })),
    ...(asksToRepeat(wordsOf(context)) ? [note(text('commands.task_assign.once'))] : []),
    ...(dueAt === null ? [note(text('commands.task_assign.no_due'), 5)] : []),
  ]);
  return { reply: answer, undo: { kind: 'tasks', at: now.toISOString(), ids: [task.id] } };
}

/** "Now" is no time by which something is due: it would have passed when the task is made. */
const AT_ONCE_MS = 60_000;

/** "By the end of that day" is the last minute of it. */
function dueOf({ slots, timeZone, now }: CommandContext): Date | null {
  if (!slots.due) return null;
  if ('at' in slots.due) {
    const at = new Date(slots.due.at);
    return Math.abs(at.getTime() - now.getTime()) < AT_ONCE_MS ? null : at;
  }
  const nextDay = dateOfDay(dayOfDate(slots.due.date) + 1);
  return new Date(startOfDay(nextDay, timeZone).getTime() - 60_000);
}
