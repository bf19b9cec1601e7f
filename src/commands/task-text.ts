import type { Choice, Text } from '../domain/message.js';
import { area, code, instant, number, phrase, text, verbatim } from '../domain/reply.js';
import { mayBecome, type Task } from '../domain/task.js';

/** A task in one line: number, place, what to do, state, priority when it matters, due time. */
export function taskLine(task: Task): Text {
  const values = {
    id: code(task.id),
    instruction: verbatim(task.instruction),
    state: phrase(text(`task_states.${task.state}`)),
    place: task.areaId === null ? phrase(text('commands.task.no_place')) : area(task.areaId),
    priority: phrase(text(`priorities.${task.priority}`)),
  };
  return task.dueAt === null
    ? text('commands.task.line', values)
    : text('commands.task.line_due', { ...values, due: instant(task.dueAt) });
}

/** What the person it is assigned to can press next. */
export function taskChoices(task: Task): Choice[] {
  const steps = [
    ['accepted', 'accept'],
    ['en_route', 'start'],
    ['done', 'done'],
    ['declined', 'decline'],
  ] as const;
  return steps
    .filter(([state]) => mayBecome(task.state, state) && !(task.state === 'assigned' && state === 'en_route'))
    .filter(([state]) => !(task.state === 'assigned' && state === 'done'))
    .map(([, word]) => ({
      label: text(`commands.task.button.${word}`, { id: number(task.id) }),
      payload: `${word}:${task.id}`,
    }));
}
