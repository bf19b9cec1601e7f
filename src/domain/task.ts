import { AppError } from './errors.js';

/** What may have become of a task. */
export const TASK_STATES = [
  'draft',
  'assigned',
  'accepted',
  'en_route',
  'on_site',
  'done',
  'declined',
  'expired',
  'cancelled',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** How pressing a task is, least first. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Work for an officer at a place. */
export type Task = {
  id: number;
  /** What to do, in the words of the person who assigned it. */
  instruction: string;
  areaId: string | null;
  governorateId: string | null;
  hotspotId: number | null;
  assignedTo: number;
  assignedBy: number;
  state: TaskState;
  priority: Priority;
  dueAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

const NEXT: Readonly<Record<TaskState, readonly TaskState[]>> = {
  draft: ['assigned', 'cancelled'],
  assigned: ['accepted', 'en_route', 'on_site', 'done', 'declined', 'expired', 'cancelled'],
  accepted: ['en_route', 'on_site', 'done', 'declined', 'expired', 'cancelled'],
  en_route: ['on_site', 'done', 'declined', 'expired', 'cancelled'],
  on_site: ['done', 'cancelled'],
  done: [],
  declined: ['assigned', 'cancelled'],
  expired: ['assigned', 'cancelled'],
  cancelled: [],
};

/** States in which somebody still has to act. */
export const OPEN_STATES: readonly TaskState[] = ['assigned', 'accepted', 'en_route', 'on_site'];

/** True when the task may go from one state to the other. */
export function mayBecome(from: TaskState, to: TaskState): boolean {
  return NEXT[from].includes(to);
}

/** The task in its next state. @throws AppError `illegal_transition` when its present state does not lead there. */
export function transition(task: Task, to: TaskState, at: Date): Task {
  if (!mayBecome(task.state, to)) {
    throw new AppError('illegal_transition', `task ${task.id} is ${task.state}, it cannot become ${to}`, {
      params: { id: task.id, state: task.state },
    });
  }
  return { ...task, state: to, updatedAt: at };
}

/** How long a step can be taken back, minutes: after that others have acted on it. */
export const UNDO_MINUTES = 5;

/** The last step of a task, as its history tells it. */
export type LastStep = { from: TaskState | null; to: TaskState; actorId: number | null; at: Date };

/**
 * The task as it was before its last step, for the person who took that step by mistake; one that was only just given
 * is cancelled instead, because there is no state before that.
 *
 * @throws AppError `undo_too_late` when the step was somebody else's, is older than `UNDO_MINUTES`, or was not the last.
 */
export function takenBack(task: Task, step: LastStep, actorId: number, at: Date): Task {
  const ageMinutes = (at.getTime() - step.at.getTime()) / 60_000;
  const mine = step.actorId === actorId && step.to === task.state;
  if (!mine || ageMinutes > UNDO_MINUTES || task.state === 'cancelled') {
    throw new AppError('undo_too_late', `task ${task.id} is ${task.state} since ${step.at.toISOString()}`, {
      params: { id: task.id },
    });
  }
  return { ...task, state: step.from ?? 'cancelled', updatedAt: at };
}
